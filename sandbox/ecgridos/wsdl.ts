/** The service's own description, made from the table of operations: document/literal, SOAP 1.1 and 1.2. */
import {
  enumerations,
  namespace,
  operationNames,
  operations,
  structures,
  type OperationName,
} from './table.ts';
import { escaped } from './xmlText.ts';

const ownTypes = new Set<string>([
  ...Object.keys(enumerations),
  ...Object.keys(structures),
  'ArrayOfUserIDInfo',
]);

/** What may be null in .NET may be absent here: texts and structures. */
const mayBeAbsent = (type: string): boolean =>
  type === 'string' || type === 'ArrayOfUserIDInfo' || Object.hasOwn(structures, type);

const element = (name: string, type: string): string =>
  `<s:element minOccurs="${mayBeAbsent(type) ? 0 : 1}" maxOccurs="1" name="${name}" type="${ownTypes.has(type) ? 'tns' : 's'}:${type}"/>`;

const sequence = (fields: Readonly<Record<string, string>>): string => {
  const elements = Object.entries(fields).map(([name, type]) => element(name, type));
  return `<s:sequence>${elements.join('')}</s:sequence>`;
};

const message = (name: string, fields: Readonly<Record<string, string>>): string =>
  `<s:element name="${name}"><s:complexType>${sequence(fields)}</s:complexType></s:element>`;

const enumeration = ([name, words]: readonly [string, readonly string[]]): string =>
  `<s:simpleType name="${name}"><s:restriction base="s:string">${words
    .map((word) => `<s:enumeration value="${word}"/>`)
    .join('')}</s:restriction></s:simpleType>`;

const schema = (): string =>
  [
    `<s:schema elementFormDefault="qualified" targetNamespace="${namespace}">`,
    ...operationNames.flatMap((name) => [
      message(name, operations[name].parameters),
      message(`${name}Response`, { [`${name}Result`]: operations[name].result }),
    ]),
    ...Object.entries(structures).map(
      ([name, fields]) => `<s:complexType name="${name}">${sequence(fields)}</s:complexType>`,
    ),
    '<s:complexType name="ArrayOfUserIDInfo"><s:sequence>' +
      '<s:element minOccurs="0" maxOccurs="unbounded" name="UserIDInfo" nillable="true" type="tns:UserIDInfo"/>' +
      '</s:sequence></s:complexType>',
    ...Object.entries(enumerations).map(enumeration),
    '</s:schema>',
  ].join('\n');

const messages = (name: OperationName): string =>
  [
    ['In', name],
    ['Out', `${name}Response`],
  ]
    .map(
      ([way = '', what = '']) =>
        `<message name="${name}Soap${way}"><part name="parameters" element="tns:${what}"/></message>`,
    )
    .join('');

const portOperation = (name: OperationName): string =>
  `<operation name="${name}"><input message="tns:${name}SoapIn"/><output message="tns:${name}SoapOut"/></operation>`;

/** A binding of one SOAP version, under the prefix that stands for its namespace. */
const binding = (name: string, prefix: string): string => {
  const body = `<${prefix}:body use="literal"/>`;
  const bound = operationNames.map(
    (operation) =>
      `<operation name="${operation}"><${prefix}:operation soapAction="${namespace}${operation}" style="document"/>` +
      `<input>${body}</input><output>${body}</output></operation>`,
  );
  return [
    `<binding name="${name}" type="tns:ECGridOSSoap">`,
    `<${prefix}:binding transport="http://schemas.xmlsoap.org/soap/http"/>`,
    ...bound,
    '</binding>',
  ].join('\n');
};

/**
 * The WSDL as text.
 * @param location where the service is called, e.g. `http://127.0.0.1:40123/v4.1/prod/ECGridOS.asmx`
 */
export const wsdlText = (location: string): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:tns="${namespace}" targetNamespace="${namespace}">`,
    '<types>',
    schema(),
    '</types>',
    ...operationNames.map(messages),
    '<portType name="ECGridOSSoap">',
    ...operationNames.map(portOperation),
    '</portType>',
    binding('ECGridOSSoap', 'soap'),
    binding('ECGridOSSoap12', 'soap12'),
    '<service name="ECGridOS">',
    `<port name="ECGridOSSoap" binding="tns:ECGridOSSoap"><soap:address location="${escaped(location)}"/></port>`,
    `<port name="ECGridOSSoap12" binding="tns:ECGridOSSoap12"><soap12:address location="${escaped(location)}"/></port>`,
    '</service>',
    '</definitions>',
    '',
  ].join('\n');

/** SOAP 1.1 envelopes of ECGridOS: document/literal, elements qualified. */
import { EcgridError } from '../ecgridError.ts';
import { notEcgrid } from '../reader.ts';
import type { Parameter } from './soapOperations.ts';
import { escapeXml, isWritable, parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Target namespace of the service, and prefix of every SOAPAction. */
export const ecgridosNamespace = 'https://os.ecgrid.io/';
const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';

/** The name that the product has for a parameter or field of ECGridOS: `EMail` → `email`, `NetworkID` → `networkId`. */
export const productName = (name: string): string =>
  name === 'EMail' ? 'email' : (name[0]?.toLowerCase() ?? '') + name.slice(1).replace(/ID$/, 'Id');

const element = ([name, value]: Parameter): string => {
  if (isWritable(value)) return `<${name}>${escapeXml(value)}</${name}>`;
  throw new EcgridError({
    kind: 'invalidParameter',
    message: `The value of ${productName(name)} has a character that ECGridOS cannot be sent, such as a control character.`,
    outcome: 'notSent',
    parameter: productName(name),
  });
};

/**
 * The envelope of a request.
 * @param parameters in the order in which the service wants them
 * @throws {EcgridError} `invalidParameter`, with nothing sent, for a character that XML does not have
 */
export const writeEnvelope = (operation: string, parameters: readonly Parameter[]): string =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${soapNamespace}"><soap:Body><${operation} xmlns="${ecgridosNamespace}">${parameters.map(element).join('')}</${operation}></soap:Body></soap:Envelope>`;

/** What the body of an envelope holds. */
export type Content =
  | { readonly kind: 'fault'; readonly fault: XmlElement }
  | { readonly kind: 'answer'; readonly answer: XmlElement };

const childIn = (parent: XmlElement, name: string): XmlElement | undefined =>
  parent.children.find((child) => child.name === name && child.namespace === soapNamespace);

/**
 * Reads an envelope as far as what its body holds.
 * @throws {EcgridError} `notEcgrid` for what is empty, broken or HTML, or is XML but no SOAP 1.1
 */
export const readContent = (text: string, status: number): Content => {
  if (text.trim() === '') throw notEcgrid('it is empty', status);
  if (/^\s*(<!doctype\s+html|<html)\b/i.test(text)) throw notEcgrid('it is an HTML page', status);
  if (!/^\s*</.test(text)) throw notEcgrid('it is not XML', status);
  const root = parseXml(text, status);
  if (root.name !== 'Envelope') throw notEcgrid('its XML is not a SOAP envelope', status);
  if (root.namespace !== soapNamespace) throw notEcgrid('its envelope is not one of SOAP 1.1', status);
  const content = childIn(root, 'Body')?.children[0];
  if (content === undefined) throw notEcgrid('its envelope is empty', status);
  return content.name === 'Fault' && content.namespace === soapNamespace
    ? { kind: 'fault', fault: content }
    : { kind: 'answer', answer: content };
};

/**
 * The result in the answer to an operation.
 * @returns undefined where it has none, or a nil one
 * @throws {EcgridError} `notEcgrid` for the answer to another operation, or in another namespace
 */
export const resultIn = (answer: XmlElement, operation: string, status: number): XmlElement | undefined => {
  if (answer.name !== `${operation}Response`) throw notEcgrid(`it does not answer ${operation}`, status);
  const result = answer.children.find(({ name }) => name === `${operation}Result`);
  if ([answer, ...(result ? [result] : [])].some(({ namespace }) => namespace !== ecgridosNamespace))
    throw notEcgrid('its elements are of another namespace than those of ECGridOS', status);
  return result?.isNil === true ? undefined : result;
};

/** A SOAP message as it arrives, in SOAP 1.1 or 1.2: what can be seen of it before it is judged. */
import type { IncomingHttpHeaders } from 'node:http';
import { ApiFailure } from '../envelope.ts';
import { knownOperation, operations, type OperationName } from './table.ts';
import { readXml, XmlError, type XmlElement } from './xmlTree.ts';

/** Told apart by the Content-Type. */
export type SoapVersion = '1.1' | '1.2';

/** The namespaces of the envelope. */
export const envelopeUri: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};

/** The Content-Type of each version. */
export const mediaType: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'text/xml',
  '1.2': 'application/soap+xml',
};

/** A message that has arrived. */
export type SoapMessage = {
  /** That of the Content-Type, and 1.1 for any other. */
  readonly version: SoapVersion;
  /** False for a Content-Type that is none of SOAP’s, and for another encoding than UTF-8. */
  readonly isSoap: boolean;
  /** The action that the headers tell, without quotation marks. */
  readonly action: string | undefined;
  readonly text: string;
  /** What is not XML is told here. */
  readonly envelope: XmlElement | XmlError;
};

const unquoted = (value: string): string => /^"(.*)"$/.exec(value)?.[1] ?? value;

const parameter = (contentType: string, name: string): string | undefined => {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*("[^"]*"|[^;\\s]+)`, 'i').exec(contentType);
  return found?.[1] === undefined ? undefined : unquoted(found[1]);
};

const actionOf = (version: SoapVersion, headers: IncomingHttpHeaders): string | undefined => {
  if (version === '1.2') return parameter(headers['content-type'] ?? '', 'action');
  const header = headers['soapaction'];
  return typeof header === 'string' ? unquoted(header.trim()) : undefined;
};

const parsed = (text: string): XmlElement | XmlError => {
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof XmlError) return error;
    // What saxes throws itself, e.g. for tags that do not match.
    return new XmlError(error instanceof Error ? error.message : 'not XML');
  }
};

/** Takes a message in; nothing is refused yet. */
export const receive = (text: string, headers: IncomingHttpHeaders): SoapMessage => {
  const contentType = headers['content-type'] ?? '';
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  const version = type === mediaType['1.2'] ? '1.2' : '1.1';
  const charset = parameter(contentType, 'charset') ?? 'utf-8';
  return {
    version,
    isSoap: type === mediaType[version] && charset.toLowerCase() === 'utf-8',
    action: actionOf(version, headers),
    text,
    envelope: parsed(text),
  };
};

/** The element that names the operation, wherever the message has one that can be found. */
const callIn = ({ envelope }: SoapMessage): XmlElement | undefined => {
  if (envelope instanceof XmlError) return undefined;
  return envelope.children.find(({ local }) => local === 'Body')?.children[0];
};

/** The operation that a message names. */
export const operationIn = (message: SoapMessage): OperationName | undefined =>
  knownOperation(callIn(message)?.local ?? '');

/** The SessionID that a message presents; empty for none. */
export const sessionIn = (message: SoapMessage): string =>
  callIn(message)?.children.find(({ local }) => local === 'SessionID')?.text ?? '';

const secretParameters = new Set([
  'SessionID',
  'Password',
  'RecoveryAnswer',
  'CurrentRecoveryAnswer',
  'Text',
]);

const shownValue = (type: string | undefined, name: string, text: string): unknown => {
  if (type === undefined || secretParameters.has(name)) return '***';
  return type === 'int' || type === 'short' ? Number(text) : text;
};

/** What the log may keep: the values of known parameters that are no secrets; everything else is `***`. */
export const shownBody = (message: SoapMessage): unknown => {
  const { text, envelope } = message;
  if (envelope instanceof XmlError) return `(not XML: ${text.length} characters)`;
  const operation = operationIn(message);
  const types: Readonly<Record<string, string>> =
    operation === undefined ? {} : operations[operation].parameters;
  const children = callIn(message)?.children ?? [];
  return Object.fromEntries(
    children.map((child) => [child.local, shownValue(types[child.local], child.local, child.text)]),
  );
};

/** The failure of a request that is no SOAP at all. */
export const notSoap = (): ApiFailure =>
  new ApiFailure(
    'InvalidParameter',
    'The Content-Type must be text/xml or application/soap+xml, with charset utf-8.',
    { status: 415 },
  );

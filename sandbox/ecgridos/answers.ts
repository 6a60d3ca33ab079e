/** What the service says in XML: results, and faults. */
import type { Answer, EnvelopeAnswer, TextAnswer } from '../answer.ts';
import type { Dialect } from '../dialect.ts';
import { envelopeUri, mediaType, type SoapVersion } from './message.ts';
import { namespace, operations, structures, type OperationName, type StructureName } from './table.ts';
import type { AnyResult } from './values.ts';
import { escaped, withReferences } from './xmlText.ts';

type Simple = string | number | boolean;
type FieldValues = Readonly<Record<string, Simple | undefined>>;

const tag = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const field = (name: string, value: Simple | undefined): string =>
  value === undefined ? '' : tag(name, escaped(String(value)));

const fieldsOf = (type: StructureName, values: FieldValues): string =>
  Object.keys(structures[type])
    .map((name) => field(name, values[name]))
    .join('');

const isList = <T>(result: T | readonly T[]): result is readonly T[] => Array.isArray(result);

const content = (name: OperationName, result: AnyResult): string => {
  if (typeof result !== 'object') return escaped(String(result));
  if (isList(result)) return result.map((user) => tag('UserIDInfo', fieldsOf('UserIDInfo', user))).join('');
  return fieldsOf(operations[name].result === 'SessionInfo' ? 'SessionInfo' : 'UserIDInfo', result);
};

const inEnvelope = (version: SoapVersion, status: number, body: string): TextAnswer => ({
  kind: 'text',
  status,
  headers: { 'content-type': `${mediaType[version]}; charset=utf-8` },
  text: withReferences(
    `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${envelopeUri[version]}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body>${body}</soap:Body></soap:Envelope>`,
  ),
});

/** The answer of an operation that was carried out. */
export const resultAnswer = (version: SoapVersion, name: OperationName, result: AnyResult): TextAnswer =>
  inEnvelope(
    version,
    200,
    `<${name}Response xmlns="${namespace}">${tag(`${name}Result`, content(name, result))}</${name}Response>`,
  );

/**
 * The published words of `ECGridOSSOAPErrorCode`. One published page shows a number instead without saying which, so that
 * these numbers are the sandbox's own; the dialect `guide` sends them.
 */
export const errorNumbers = {
  Authentication: 101,
  Authorization: 102,
  ObjectNotFound: 103,
  InvalidParameter: 104,
  SystemError: 105,
} as const;
type ErrorWord = keyof typeof errorNumbers;

/** What REST calls the same failure. */
const words: Readonly<Record<string, ErrorWord>> = {
  InvalidAPIKey: 'Authentication',
  InvalidSession: 'Authentication',
  AccessDenied: 'Authorization',
  ObjectNotFound: 'ObjectNotFound',
  InvalidParameter: 'InvalidParameter',
  DuplicateObject: 'InvalidParameter',
};

/** A fault travels under 500, except where something in front of the service has answered. */
const fromInFront: readonly number[] = [200, 415, 429, 503];

const fault11 = (side: string, reason: string, code: string): string =>
  `<soap:Fault><faultcode>soap:${side}</faultcode><faultstring>${reason}</faultstring><detail>${code}</detail></soap:Fault>`;

const fault12 = (side: string, reason: string, code: string): string =>
  `<soap:Fault><soap:Code><soap:Value>soap:${side}</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="en">${reason}</soap:Text></soap:Reason><soap:Detail>${code}</soap:Detail></soap:Fault>`;

const faultAnswer = (version: SoapVersion, dialect: Dialect, failure: EnvelopeAnswer): TextAnswer => {
  const { status, headers, envelope } = failure;
  const word = words[envelope.errorCode ?? ''] ?? 'SystemError';
  const code = field('ECGridOSSOAPErrorCode', dialect === 'guide' ? errorNumbers[word] : word);
  const reason = escaped(envelope.message ?? '');
  const isOurs = word === 'SystemError';
  const body =
    version === '1.1'
      ? fault11(isOurs ? 'Server' : 'Client', reason, code)
      : fault12(isOurs ? 'Receiver' : 'Sender', reason, code);
  const answer = inEnvelope(version, fromInFront.includes(status) ? status : 500, body);
  return { ...answer, headers: { ...headers, ...answer.headers } };
};

/** Any answer as this service gives it: a failure becomes a SOAP fault of the version that was asked in. */
export const soapAnswer =
  (version: SoapVersion, dialect: Dialect) =>
  (answer: Answer): Answer =>
    answer.kind === 'envelope' ? faultAnswer(version, dialect, answer) : answer;

/**
 * What a SOAP fault of ECGridOS means. Every fault comes with HTTP 500, so that the code in it decides, not the status:
 * a word by its published meaning. The numbers that one page shows in its place are not published; there, and where the
 * code is missing, a `Client` fault is read by its words, and is a refusal of a value when they tell nothing.
 */
import type { EcgridError, EcgridErrorKind } from '../ecgridError.ts';
import { refusalFailure } from '../failures.ts';
import type { FailedCall } from '../failures.ts';
import { childOf, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** A fault as it was read. */
export type Fault = {
  /** `Client` or `Server` as a rule, without a prefix. */
  readonly faultCode: string;
  /** `ECGridOSSOAPErrorCode`: a word, or a number. */
  readonly errorCode: string | undefined;
  readonly words: string | undefined;
};

const kindOfWord = new Map<string, EcgridErrorKind>([
  ['authentication', 'invalidKey'],
  ['authorization', 'forbidden'],
  ['objectnotfound', 'notFound'],
  ['invalidparameter', 'invalidParameter'],
  ['systemerror', 'server'],
]);

/** Words that tell what a fault without a published code is about; the first that fits counts. */
const telling: readonly (readonly [RegExp, EcgridErrorKind])[] = [
  [
    /\bauthenticat|\bapi key\b|\bsession(id)?\b.*\b(invalid|expired)|\b(invalid|expired)\b.*\bsession/i,
    'invalidKey',
  ],
  [/\bauthoriz|\bpermission|\bnot (allowed|permitted)\b|\baccess (is )?denied\b/i, 'forbidden'],
  [/\bnot found\b|\bdoes not exist\b|\bno such\b/i, 'notFound'],
];
/** A login that is taken, which has no code of its own. */
const taken = /^(?!.*\b(no|not)\b).*(\bduplicate\b|\bexists\b|\balready in use\b|\btaken\b)/is;

const trimmed = (element: XmlElement | undefined): string | undefined => {
  const text = textOf(element)?.trim();
  return text === '' ? undefined : text;
};

/** The first element with a name, however deep. */
const within = (element: XmlElement, name: string): XmlElement | undefined =>
  childOf(element, name) ??
  element.children.map((child) => within(child, name)).find((found) => found !== undefined);

/** Reads a fault; what is missing in it is undefined, or an empty code. */
export const readFault = (fault: XmlElement): Fault => {
  const detail = childOf(fault, 'detail');
  return {
    faultCode: (trimmed(childOf(fault, 'faultcode')) ?? '').replace(/^.*:/s, ''),
    errorCode: detail && trimmed(within(detail, 'ECGridOSSOAPErrorCode')),
    words: trimmed(childOf(fault, 'faultstring')),
  };
};

/** What kind of failure a fault is, as far as its code, and else its words, tell. */
export const kindOfFault = (
  { faultCode, errorCode = '', words = '' }: Fault,
  status: number,
): EcgridErrorKind => {
  const kind = kindOfWord.get(errorCode.toLowerCase());
  if (kind !== undefined) return kind;
  if (status === 429) return 'rateLimited';
  if (faultCode.toLowerCase() !== 'client') return 'server';
  return telling.find(([pattern]) => pattern.test(words))?.[1] ?? 'invalidParameter';
};

/** The error that a fault stands for; in answer to a request with a login, words tell that it is taken. */
export const faultFailure = (
  fault: Fault,
  status: number,
  call: FailedCall,
  retryAfter?: number,
): EcgridError => {
  const { errorCode, words } = fault;
  const known = kindOfFault(fault, status);
  const isTaken = known === 'invalidParameter' && call.fields.includes('login') && taken.test(words ?? '');
  const kind = isTaken ? 'duplicate' : known;
  return refusalFailure({ kind, status, errorCode, words, retryAfter }, call);
};

/** What a failed request means: from statuses, published error codes and network failures to one EcgridError. */
import { EcgridError } from './ecgridError.ts';
import type { EcgridErrorKind, Outcome } from './ecgridError.ts';
import { readEnvelope } from './reader.ts';
import type { Envelope } from './reader.ts';

/** What a request is allowed by: an API key, or the session that a login has opened. */
export type CredentialKind = 'key' | 'session';

/** What must be known of a request to explain its failure. */
export type FailedCall = {
  readonly effect: 'read' | 'write';
  /** Names of the fields that were sent, to recognise the one that a message speaks of. */
  readonly fields: readonly string[];
  /** Texts that must not appear in any message, nor quoted as JSON. */
  readonly secrets: readonly string[];
  /** What was shown to ECGrid; an API key unless told. */
  readonly credential?: CredentialKind;
};

/** Source: the published table of error codes. */
const kindOfCode = new Map<string, EcgridErrorKind>([
  ['invalidapikey', 'invalidKey'],
  ['invalidsession', 'invalidKey'],
  ['accessdenied', 'forbidden'],
  ['objectnotfound', 'notFound'],
  ['invalidparameter', 'invalidParameter'],
  ['duplicateobject', 'duplicate'],
  ['ratelimitexceeded', 'rateLimited'],
  ['internalerror', 'server'],
]);

const kindOfStatus = (status: number): EcgridErrorKind => {
  if (status === 401) return 'invalidKey';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 409) return 'duplicate';
  if (status === 429) return 'rateLimited';
  if (status >= 500 || status === 408) return 'server';
  return status >= 400 ? 'invalidParameter' : 'notEcgrid';
};

const sentences: Readonly<Record<EcgridErrorKind, string>> = {
  invalidKey: 'ECGrid does not accept the API key.',
  forbidden: 'ECGrid does not allow this to your AuthLevel.',
  notFound: 'ECGrid does not find what was asked for.',
  duplicate: 'This login is already taken in the network.',
  invalidParameter: 'ECGrid does not accept a value.',
  rateLimited: 'ECGrid receives too many requests with this key.',
  server: 'ECGrid has a problem of its own.',
  unreachable: 'ECGrid cannot be reached.',
  timeout: 'ECGrid did not answer in time.',
  cancelled: 'Cancelled.',
  notEcgrid: 'The answer is not one of ECGrid’s.',
  insecure: 'The address is not safe for a key.',
  notOffered: 'This API of ECGrid does not offer this.',
  notRecorded: 'The journal could not be written, so nothing was sent.',
};

const sentenceOf = (kind: EcgridErrorKind, { credential }: FailedCall): string =>
  kind === 'invalidKey' && credential === 'session' ? 'The session with ECGrid has ended.' : sentences[kind];

const longestQuote = 300;

/** The service's own words, on one line, without secrets. */
const quoted = (message: string | undefined, secrets: readonly string[]): string => {
  if (message === undefined) return '';
  const clean = secrets
    .filter((secret) => secret !== '')
    // A service that echoes the request may quote it as JSON.
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .reduce((text, secret) => text.replaceAll(secret, '•••'), message)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return clean === ''
    ? ''
    : ` It says: “${clean.length > longestQuote ? `${clean.slice(0, longestQuote)}…` : clean}”`;
};

/** The field of the request that a message names first. */
const parameterIn = (message: string | undefined, fields: readonly string[]): string | undefined => {
  const byWord = new Map(fields.map((field) => [field.toLowerCase(), field]));
  const words = message?.toLowerCase().match(/[a-z]+/g) ?? [];
  const found = words.map((word) => byWord.get(word)).find((field) => field !== undefined);
  return found === 'loginName' ? 'login' : found;
};

/** Failures that pass by themselves, so that it helps to say how long to wait. */
const waits = (kind: EcgridErrorKind): boolean => kind === 'rateLimited' || kind === 'server';

/** 4xx and `success:false` mean "no"; anything a server or gateway broke off may have been carried out. */
const outcomeOf = (kind: EcgridErrorKind, call: FailedCall): Outcome => {
  if (call.effect === 'read') return 'refused';
  return kind === 'server' || kind === 'notEcgrid' ? 'unknown' : 'refused';
};

/**
 * Seconds to wait, from a `Retry-After` header in either of its forms; undefined when there is none.
 * @param now by the clock that wrote the header: {@link answeredAt}
 */
export const retryAfterSeconds = (header: string | null, now: number): number | undefined => {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
};

/** When an answer was given, by the service’s own clock where it tells: this machine’s may be wrong. */
export const answeredAt = (headers: Headers): number => {
  const told = Date.parse(headers.get('Date') ?? '');
  return Number.isNaN(told) ? Date.now() : told;
};

/** What a service says no with. */
export type Refusal = {
  readonly kind: EcgridErrorKind;
  readonly status: number;
  /** The service's own code. */
  readonly errorCode: string | undefined;
  /** The service's own words. */
  readonly words: string | undefined;
  /** Seconds that it asks to wait. */
  readonly retryAfter?: number | undefined;
};

/** The error that a refusal stands for: a sentence of ours, the service's words, and the field they speak of. */
export const refusalFailure = (
  { kind, status, errorCode, words, retryAfter }: Refusal,
  call: FailedCall,
): EcgridError => {
  const parameter = kind === 'invalidParameter' ? parameterIn(words, call.fields) : undefined;
  const sentence =
    parameter === undefined ? sentenceOf(kind, call) : `ECGrid does not accept the value of ${parameter}.`;
  return new EcgridError({
    kind,
    message: sentence + quoted(words, call.secrets),
    outcome: outcomeOf(kind, call),
    status,
    errorCode,
    parameter: kind === 'duplicate' && call.fields.includes('login') ? 'login' : parameter,
    retryAfterSeconds: waits(kind) ? retryAfter : undefined,
  });
};

/** The error that an envelope with `success:false` stands for, whatever the HTTP status. */
export const envelopeFailure = (
  { errorCode, message }: Envelope,
  status: number,
  call: FailedCall,
  retryAfter?: number,
): EcgridError => {
  const known = kindOfCode.get(errorCode?.toLowerCase() ?? '');
  const kind = known ?? (status >= 400 ? kindOfStatus(status) : 'server');
  return refusalFailure({ kind, status, errorCode, words: message, retryAfter }, call);
};

/** Makes the error of the explanation in an answer. @throws when there is none */
type Explain = (text: string, status: number, call: FailedCall, retryAfter?: number) => EcgridError;

const explainedByEnvelope: Explain = (text, status, call, retryAfter) =>
  envelopeFailure(readEnvelope(text, status), status, call, retryAfter);

/**
 * The error that an answer with a status outside 200–299 stands for, explained or not.
 * @param explain reads the explanation; that of an envelope unless told
 */
export const statusFailure = (
  status: number,
  headers: Headers,
  text: string,
  call: FailedCall,
  now: number,
  explain: Explain = explainedByEnvelope,
): EcgridError => {
  const retryAfter = retryAfterSeconds(headers.get('Retry-After'), now);
  if (status >= 300 && status < 400) {
    return new EcgridError({
      kind: 'notEcgrid',
      message: `The address answers with a redirection (HTTP ${status}), which is not followed, so that the key stays with its own address.`,
      outcome: call.effect === 'read' ? 'refused' : 'unknown',
      status,
    });
  }
  try {
    return explain(text, status, call, retryAfter);
  } catch {
    const told = kindOfStatus(status);
    // ECGrid says itself whom it does not find; here nobody was asked who could know.
    const kind = told === 'notFound' ? 'notEcgrid' : told;
    return new EcgridError({
      kind,
      message: `${sentenceOf(kind, call)} The answer was HTTP ${status} without an explanation.`,
      outcome: outcomeOf(told, call),
      status,
      retryAfterSeconds: waits(kind) ? retryAfter : undefined,
    });
  }
};

/** Failures of name look-up, connection and TLS handshake: the request itself was never sent. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|ERR_SSL_\w+)$/;

const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code ?? codeOf(error.cause);
};

/** True when a thrown network error is known to have come before the request left. */
export const failedBeforeSending = (error: unknown): boolean => beforeSending.test(codeOf(error) ?? '');

/** What Node.js says of a certificate that it does not trust, or that is for another name. */
const notTrusted = /^(CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|ERR_TLS_CERT_\w+)$/;

/** The error that a request without any answer stands for. */
export const networkFailure = (error: unknown, call: FailedCall): EcgridError => {
  const code = codeOf(error);
  const notSent = failedBeforeSending(error);
  const answer = call.effect === 'read' ? 'refused' : 'unknown';
  const sentence = notTrusted.test(code ?? '')
    ? 'The certificate of the address is not trusted, so nothing was sent.'
    : notSent
      ? sentences.unreachable
      : 'The connection to ECGrid broke off.';
  return new EcgridError({
    kind: 'unreachable',
    message: `${sentence}${code === undefined ? '' : ` (${code})`}`,
    outcome: notSent ? 'notSent' : answer,
  });
};

/** The error of a request that took longer than allowed. */
export const timeoutFailure = (milliseconds: number, call: FailedCall): EcgridError =>
  new EcgridError({
    kind: 'timeout',
    message: `ECGrid did not answer within ${Math.round(milliseconds / 100) / 10} seconds.`,
    outcome: call.effect === 'read' ? 'refused' : 'unknown',
  });

/** How far a request has come: nothing has left, every attempt was turned down, or one is under way. */
export type Progress = 'notSent' | 'answered' | 'underWay';

const outcomeOfCancelled: Readonly<Record<Progress, Outcome>> = {
  notSent: 'notSent',
  answered: 'refused',
  underWay: 'unknown',
};

/** The error of a request that was cancelled. */
export const cancelledFailure = (progress: Progress, call: FailedCall): EcgridError =>
  new EcgridError({
    kind: 'cancelled',
    message: sentences.cancelled,
    outcome: call.effect === 'write' ? outcomeOfCancelled[progress] : 'notSent',
  });

/**
 * What can go wrong between a client and ECGrid, by name. Each kind wraps the rest of a request (`next`):
 * it may wait before it, change the body that it sees, answer in its place, or spoil what it answered.
 * A kind that does not call `next` leaves the database untouched.
 */
import { asText, failureAnswer, type Answer, type Headers, type TextAnswer } from './answer.ts';
import {
  inWrongNamespace,
  isXml,
  withCdata,
  withDeepElements,
  withEntityBomb,
  withExternalEntity,
  withoutEnd,
  withSpoiledId,
} from './ecgridos/xmlFaults.ts';
import { ApiFailure, failureEnvelope, type ErrorCode } from './envelope.ts';
import { isFields, without, type Fields } from './fields.ts';

/** Makes the service read another body than the one that was sent. */
export type BodyChange = (body: Fields) => Fields;

/** The rest of the request. */
export type Next = (change?: BodyChange) => Promise<Answer>;

/** The settings of one fault that its kind may look at. */
export type FaultSettings = {
  /**
   * Milliseconds: how long `latency` waits (default 1000; it ends when faults are set anew), how long `slowBody`
   * trickles (default 60000).
   */
  readonly delayMs?: number | undefined;
  /** Seconds in the `Retry-After` header of `rateLimited` (default 1) and `error503` (default: no header). */
  readonly retryAfter?: number | undefined;
  /**
   * Seconds by which the clock of the service is ahead of this machine's, or behind it: `rateLimited` then tells a time
   * of day to wait for, and its `Date`, by that clock. Without it, `Retry-After` is in seconds.
   */
  readonly clockAhead?: number | undefined;
  /** Where `redirect` points to, and the entity of `xmlExternalEntity` (default: a file of this machine). */
  readonly location?: string | undefined;
  /** HTTP status of `htmlBody` (default 502) and `redirect` (default 302). */
  readonly status?: number | undefined;
  /** `errorCode` of `unsuccessful200` (default `InternalError`). */
  readonly errorCode?: string | undefined;
  /** How much `xmlHuge` sends (default 100). */
  readonly megabytes?: number | undefined;
};

type Kind = (
  next: Next,
  settings: FaultSettings,
  wait: (milliseconds: number) => Promise<void>,
) => Answer | Promise<Answer>;

const refuse = (code: ErrorCode, message: string, more?: { status?: number; retryAfter?: number }): Answer =>
  failureAnswer(new ApiFailure(code, message, more));

/** Too many requests, until a time of day by a clock of its own. */
const refuseUntil = (seconds: number, clockAhead: number): Answer => {
  const answer = failureAnswer(new ApiFailure('RateLimitExceeded', 'Too many requests.'));
  const now = Date.now() + clockAhead * 1000;
  const until = new Date(now + seconds * 1000).toUTCString();
  return { ...answer, headers: { 'retry-after': until, date: new Date(now).toUTCString() } };
};

const brokenDown = (): Answer => refuse('InternalError', 'An internal error occurred.');

const dropped: Answer = { kind: 'dropped' };

const text = (status: number, headers: Headers, content: string): Answer => ({
  kind: 'text',
  status,
  headers,
  text: content,
});

const gatewayPage = `<!DOCTYPE html>
<html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1><p>The server is unavailable.</p></body></html>
`;

/** Replaces the text of what was answered. */
const retold = (answer: Answer, change: (content: string) => string): Answer => {
  const told = asText(answer);
  return told.kind === 'text' ? { ...told, text: change(told.text) } : told;
};

const spoiledRecord = (record: unknown): unknown => {
  if (!isFields(record)) return null;
  return { ...without(record, 'login', 'loginName'), userId: 'not-a-number' };
};

const isRecord = (data: Fields): boolean => 'login' in data || 'loginName' in data;

/** Spoils the middle record of a list, wherever in `data` the list is, or the one user that is all of it. */
const withSpoiledRecord = (data: unknown): unknown => {
  if (Array.isArray(data)) {
    const middle = Math.floor(data.length / 2);
    return data.map((record: unknown, index) => (index === middle ? spoiledRecord(record) : record));
  }
  if (!isFields(data)) return data;
  if (isRecord(data)) return spoiledRecord(data);
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      Array.isArray(value) ? withSpoiledRecord(value) : value,
    ]),
  );
};

/** Makes a fault of what spoils an answer in XML; the request is carried out, and JSON stays what it is. */
const onXml =
  (spoil: (answer: TextAnswer, settings: FaultSettings) => Answer): Kind =>
  async (next, settings) => {
    const answer = await next();
    return isXml(answer) ? spoil(answer, settings) : answer;
  };

const kinds = {
  latency: async (next, { delayMs = 1000 }, wait) => {
    await wait(delayMs);
    return next();
  },
  unauthorized: () => refuse('InvalidAPIKey', 'The API key is missing, unknown or no longer valid.'),
  forbidden: () => refuse('AccessDenied', 'Access denied.'),
  notFound: () => refuse('ObjectNotFound', 'Object not found.'),
  rateLimited: (_next, { retryAfter = 1, clockAhead }) =>
    clockAhead === undefined
      ? refuse('RateLimitExceeded', 'Too many requests.', { retryAfter })
      : refuseUntil(retryAfter, clockAhead),
  rateLimitedWithoutRetryAfter: () => refuse('RateLimitExceeded', 'Too many requests.'),
  error500BeforeCommit: () => brokenDown(),
  error500AfterCommit: async (next) => {
    await next();
    return brokenDown();
  },
  error503: (_next, { retryAfter }) =>
    refuse('InternalError', 'The service is unavailable.', {
      status: 503,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    }),
  dropBeforeCommit: () => dropped,
  dropAfterCommit: async (next) => {
    await next();
    return dropped;
  },
  htmlBody: (_next, { status = 502 }) =>
    text(status, { 'content-type': 'text/html; charset=utf-8' }, gatewayPage),
  truncatedJson: async (next) =>
    retold(await next(), (content) => content.slice(0, Math.floor(content.length / 2))),
  emptyBody: async (next) => retold(await next(), () => ''),
  slowBody: async (next, { delayMs = 60_000 }) => {
    const told = asText(await next());
    return told.kind === 'text' ? { ...told, kind: 'slow', overMs: delayMs } : told;
  },
  malformedRecord: async (next) => {
    const answer = await next();
    if (isXml(answer)) return withSpoiledId(answer);
    if (answer.kind !== 'envelope') return answer;
    return { ...answer, envelope: { ...answer.envelope, data: withSpoiledRecord(answer.envelope.data) } };
  },
  ignorePageNo: (next) => next((body) => ({ ...body, pageNo: 1 })),
  ignoreFilters: (next) => next(({ pageNo, recordsPerPage }) => ({ pageNo, recordsPerPage })),
  unsuccessful200: (_next, { errorCode = 'InternalError' }) => ({
    kind: 'envelope',
    status: 200,
    headers: {},
    envelope: failureEnvelope(errorCode, 'The request was not successful.'),
  }),
  redirect: (_next, { location = '/', status = 302 }) => text(status, { location }, ''),
  xmlEntityBomb: onXml(withEntityBomb),
  xmlExternalEntity: onXml(withExternalEntity),
  xmlDeep: onXml(withDeepElements),
  xmlHuge: onXml(withoutEnd),
  xmlWrongNamespace: onXml(inWrongNamespace),
  xmlCdata: onXml(withCdata),
} satisfies Record<string, Kind>;

/** The name of a fault. */
export type FaultName = keyof typeof kinds;

const isFaultName = (name: string): name is FaultName => Object.hasOwn(kinds, name);

/** Every fault that the sandbox can play. */
export const faultNames: readonly FaultName[] = Object.keys(kinds).filter(isFaultName);

/** The faults of answers in XML: REST does not notice them. */
export const faultsOfXml: readonly FaultName[] = faultNames.filter((name) => name.startsWith('xml'));

/** The fault that a text names, or undefined. */
export const knownFault = (name: unknown): FaultName | undefined =>
  faultNames.find((known) => known === name);

/** The faults by name. */
export const faultKinds: Readonly<Record<FaultName, Kind>> = kinds;

/** What clients asked for, kept for those who judge them: never a secret, never a key. */
import { isFields } from './fields.ts';

/** One request, as `GET /__log` shows it. */
export type LogEntry = {
  /** Counts from 1, in the order of arrival. */
  readonly id: number;
  /** When it arrived, ISO 8601. */
  readonly time: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The operation of ECGridOS that a SOAP message names; absent for everything else. */
  readonly operation?: string;
  /** The HTTP status; 0 while unanswered, and for good when the connection broke before the answer was out. */
  status: number;
  /** Milliseconds until the answer was decided; null while unanswered. */
  ms: number | null;
  /** The JSON body, or the arguments of a SOAP message, with their secrets masked; null without one. */
  readonly body: unknown;
  /** Whether the `X-API-Key` header was there; its value is never kept. */
  readonly hasApiKey: boolean;
  /** Whether an `Authorization` header was there. */
  readonly hasAuthorization: boolean;
  /** Login of the user that the key or session belongs to, once known. */
  caller: string | null;
  /** Names of the faults that this request met, in order. */
  readonly faults: string[];
};

/** What is known of a request when it arrives. */
export type Arrival = Pick<LogEntry, 'method' | 'path' | 'operation' | 'hasApiKey' | 'hasAuthorization'> & {
  /** The body as it was sent, or undefined without one. */
  readonly text: string | undefined;
  /** What to show of a body that is not JSON, its secrets masked. */
  readonly shown?: unknown;
};

const secretFields = new Set([
  'password',
  'newpassword',
  'currentpassword',
  'apikey',
  'key',
  'token',
  'refreshtoken',
  'sessionid',
  'recoveryanswer',
  'message',
]);

/** A JSON value with the values of secret fields, at any depth, replaced by `***`. */
export const masked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(masked);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, content]) => [
      name,
      secretFields.has(name.toLowerCase()) ? '***' : masked(content),
    ]),
  );
};

const maskedText = (text: string | undefined): unknown => {
  if (text === undefined || text === '') return null;
  try {
    return masked(JSON.parse(text));
  } catch {
    return `(not JSON: ${text.length} characters)`;
  }
};

/** The newest requests; older ones are forgotten so that a long-lived sandbox does not grow. */
export class RequestLog {
  readonly #most: number;
  #entries: LogEntry[] = [];
  #lastId = 0;

  /** @param most number of requests that are kept */
  constructor(most = 10_000) {
    this.#most = most;
  }

  /** Notes a request when it arrives; the pipeline fills in the rest as it learns it. */
  open({ text, shown = maskedText(text), ...arrival }: Arrival): LogEntry {
    this.#lastId += 1;
    const entry: LogEntry = {
      id: this.#lastId,
      time: new Date().toISOString(),
      ...arrival,
      status: 0,
      ms: null,
      body: shown,
      caller: null,
      faults: [],
    };
    this.#entries.push(entry);
    if (this.#entries.length > this.#most) this.#entries.shift();
    return entry;
  }

  /** The requests, oldest first. */
  get entries(): readonly Readonly<LogEntry>[] {
    return this.#entries;
  }

  /** Forgets all requests; ids keep counting. */
  clear(): void {
    this.#entries = [];
  }
}

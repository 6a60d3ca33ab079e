/**
 * The one way to ECGrid: origin, key, time-outs, retries, cancellation. Everything else in the client says what
 * to send; this says how. Built on ky; `fetch` is wrapped so that a time-out covers the body too.
 */
import ky, { HTTPError, isTimeoutError } from 'ky';
import { acceptedOrigin } from '../domain/origin.ts';
import { EcgridError } from './ecgridError.ts';
import {
  answeredAt,
  cancelledFailure,
  envelopeFailure,
  failedBeforeSending,
  networkFailure,
  retryAfterSeconds,
  statusFailure,
  timeoutFailure,
} from './failures.ts';
import type { FailedCall, Progress } from './failures.ts';
import { readEnvelope } from './reader.ts';

/** One attempt at a request, for the log. Holds neither bodies nor keys. */
export type Attempt = {
  readonly method: string;
  /** Path without origin, e.g. `/v2/users/17`. */
  readonly path: string;
  /** HTTP status, or `failed` when there was no answer. */
  readonly status: number | 'failed';
  readonly milliseconds: number;
  /** 1 to 3. */
  readonly attempt: number;
  /** The same for all attempts at one request. */
  readonly correlation: string;
  /** Whether the request changes something. */
  readonly effect: Call['effect'];
};

export type HttpOptions = {
  /** Scheme, host and port; `https:` or loopback. */
  readonly origin: string;
  /** The key, or what tells the one that is in force: one's own key can be replaced while the client is in use. */
  readonly apiKey: string | (() => string);
  /** For one attempt, body included. Milliseconds; 30,000 unless told. */
  readonly timeout?: number;
  readonly onAttempt?: (attempt: Attempt) => void;
  /** Pause before the first retry in milliseconds, doubled for each further one; 300 unless told. */
  readonly retryDelay?: number;
  /** The longest `Retry-After` that is waited for, in seconds; 20 unless told. A longer one is reported. */
  readonly longestWait?: number;
};

/** One request to ECGrid. */
export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path from the origin, e.g. `/v2/users/list`. */
  readonly path: string;
  /** Sent as JSON; fields that are undefined are left out. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** A write is repeated only when it is known not to have been carried out. */
  readonly effect: 'read' | 'write';
  readonly signal?: AbortSignal | undefined;
  /** Values in the body that must not be quoted back in a message. */
  readonly secrets?: readonly string[];
};

const attempts = 3;
const retriedReads: readonly number[] = [408, 429, 500, 502, 503, 504];
const retriedWrites: readonly number[] = [429];
/** Statuses that a `Response` takes no body with. */
const withoutBody: readonly number[] = [204, 205, 304];
const millisecondsPerSecond = 1000;
/** More than any answer of ECGrid: 500 users are about 300 kB. */
const largestAnswer = 32 * 1024 * 1024;

/** Reads a body whole, so that what follows can neither stall nor break off. */
const buffered = async (response: Response): Promise<Response> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const arriving: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of arriving ?? []) {
    size += chunk.length;
    if (size > largestAnswer) {
      throw new EcgridError({
        kind: 'notEcgrid',
        message: 'The answer is larger than any of ECGrid’s.',
        outcome: 'unknown',
      });
    }
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  const body = withoutBody.includes(status) ? null : Buffer.concat(chunks);
  return new Response(body, { status, statusText, headers });
};

/** Sends requests to one origin with one key. */
export class Http {
  readonly #options: Required<Omit<HttpOptions, 'onAttempt' | 'apiKey'>>;
  readonly #apiKey: () => string;
  readonly #onAttempt: (attempt: Attempt) => void;
  readonly #given: HttpOptions;

  /** @throws {EcgridError} `insecure` when the origin is neither `https:` nor loopback */
  constructor(options: HttpOptions) {
    const accepted = acceptedOrigin(options.origin);
    if ('problem' in accepted) {
      throw new EcgridError({ kind: 'insecure', message: accepted.problem, outcome: 'notSent' });
    }
    this.#given = options;
    const { apiKey, timeout = 30_000, retryDelay = 300, longestWait = 20 } = options;
    this.#options = { origin: accepted.origin, timeout, retryDelay, longestWait };
    this.#apiKey = typeof apiKey === 'string' ? () => apiKey : apiKey;
    this.#onAttempt = options.onAttempt ?? (() => undefined);
  }

  /** The same way to ECGrid with one more listener to what is sent through it. */
  watching(listener: (attempt: Attempt) => void): Http {
    const onAttempt = (attempt: Attempt): void => {
      this.#onAttempt(attempt);
      listener(attempt);
    };
    return new Http({ ...this.#given, onAttempt });
  }

  /**
   * Sends one request, again where that is safe, and returns the `data` of the answer's envelope.
   * @throws {EcgridError} whatever goes wrong, with `outcome` telling whether it may have been carried out
   */
  async send(call: Call): Promise<unknown> {
    const body = call.body === undefined ? undefined : definedFields(call.body);
    const failed: FailedCall = {
      effect: call.effect,
      fields: Object.keys(body ?? {}),
      secrets: [this.#apiKey(), ...(call.secrets ?? [])],
    };
    const progress = new SendProgress();
    if (call.signal?.aborted === true) throw cancelledFailure('notSent', failed);
    let answer: Response;
    try {
      answer = await this.#request(call, body, progress);
    } catch (error) {
      throw await this.#explain(error, call, failed, progress.reached);
    }
    return this.#dataOf(await answer.text(), answer.status, failed);
  }

  #request(call: Call, body: object | undefined, progress: SendProgress): Promise<Response> {
    const { origin, timeout, retryDelay } = this.#options;
    const correlation = crypto.randomUUID().slice(0, 8);
    let wait: number | undefined;
    return ky(origin + call.path, {
      method: call.method,
      json: body,
      headers: { 'X-API-Key': this.#apiKey(), Accept: 'application/json' },
      // The key goes to its own origin only, so a redirection is an error, not a way on.
      redirect: 'manual',
      timeout,
      signal: call.signal ?? null,
      fetch: (input, init) =>
        progress.during((attempt) => this.#attempt(call, () => fetch(input, init), attempt, correlation)),
      retry: {
        limit: attempts - 1,
        methods: ['get', 'post', 'put', 'delete'],
        statusCodes: [...(call.effect === 'read' ? retriedReads : retriedWrites)],
        // `Retry-After` is read here: ky obeys other headers too, and takes one that it cannot read for weeks.
        afterStatusCodes: [],
        delay: (attempt) =>
          wait === undefined
            ? retryDelay * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
            : wait * millisecondsPerSecond,
        shouldRetry: ({ error }) => {
          wait = waitAskedFor(error);
          return this.#mayRepeat(error, call, wait) ? undefined : false;
        },
      },
    });
  }

  async #attempt(
    call: Call,
    send: () => Promise<Response>,
    attempt: number,
    correlation: string,
  ): Promise<Response> {
    const started = performance.now();
    let status: Attempt['status'] = 'failed';
    try {
      const response = await buffered(await send());
      status = response.status;
      return response;
    } finally {
      const milliseconds = Math.round(performance.now() - started);
      const { method, path, effect } = call;
      this.#onAttempt({ method, path, status, milliseconds, attempt, correlation, effect });
    }
  }

  /** ky decides by status, and repeats nothing that took too long or was cancelled; this adds what it cannot know. */
  #mayRepeat(error: Error, call: Call, wait: number | undefined): boolean {
    if (error instanceof EcgridError) return false;
    if (error instanceof HTTPError) return wait === undefined || wait <= this.#options.longestWait;
    return call.effect === 'read' || failedBeforeSending(error);
  }

  async #explain(error: unknown, call: Call, failed: FailedCall, reached: Progress): Promise<EcgridError> {
    if (error instanceof HTTPError) {
      const { status, headers } = error.response;
      return statusFailure(status, headers, await error.response.text(), failed, answeredAt(headers));
    }
    if (isTimeoutError(error)) return timeoutFailure(this.#options.timeout, failed);
    if (call.signal?.aborted === true) return cancelledFailure(reached, failed);
    return error instanceof EcgridError ? error : networkFailure(error, failed);
  }

  #dataOf(text: string, status: number, failed: FailedCall): unknown {
    const envelope = readEnvelope(text, status);
    if (!envelope.success) throw envelopeFailure(envelope, status, failed);
    return envelope.data;
  }
}

/** Seconds that an answer asks to wait; undefined when it does not, or when there is none. */
const waitAskedFor = (error: Error): number | undefined =>
  error instanceof HTTPError
    ? retryAfterSeconds(error.response.headers.get('Retry-After'), answeredAt(error.response.headers))
    : undefined;

/** How far a request has come, over all its attempts. */
class SendProgress {
  reached: Progress = 'notSent';
  #attempts = 0;

  /** Makes one more attempt. */
  async during(send: (attempt: number) => Promise<Response>): Promise<Response> {
    const before = this.reached;
    this.#attempts += 1;
    this.reached = 'underWay';
    try {
      const response = await send(this.#attempts);
      this.reached = 'answered';
      return response;
    } catch (error) {
      if (failedBeforeSending(error)) this.reached = before;
      throw error;
    }
  }
}

const definedFields = (body: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));

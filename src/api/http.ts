/**
 * The one way to ECGrid: origin, key, time-outs, retries, cancellation. Everything else in the client says what
 * to send, and a {@link Wire} how it is written; this says how it gets there. Built on ky; `fetch` is wrapped so that a
 * time-out covers the body too.
 */
import ky, { HTTPError, isTimeoutError } from 'ky';
import { acceptedOrigin } from '../domain/origin.ts';
import { EcgridError } from './ecgridError.ts';
import {
  answeredAt,
  cancelledFailure,
  failedBeforeSending,
  networkFailure,
  retryAfterSeconds,
  timeoutFailure,
} from './failures.ts';
import type { CredentialKind, FailedCall, Progress } from './failures.ts';
import { Pace, Turns } from './pace.ts';
import type { PaceAnswer, Pacing } from './pace.ts';
import { SendProgress } from './sendProgress.ts';
import { buffered } from './wholeBody.ts';
import type { Answer, Call, Message, Wire } from './wire.ts';

/** One attempt at a request, for the log. Holds neither bodies nor keys. */
export type Attempt = {
  readonly method: string;
  /** Path without origin, e.g. `/v2/users/17`; for ECGridOS `ECGridOS.asmx` and the operation. */
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
  /** What `apiKey` is, for messages; an API key unless told. */
  readonly credential?: CredentialKind;
  /** For one attempt, body included. Milliseconds; 30,000 unless told. */
  readonly timeout?: number;
  readonly onAttempt?: (attempt: Attempt) => void;
  /** Pause before the first retry in milliseconds, doubled for each further one; 300 unless told. */
  readonly retryDelay?: number;
  /** The longest `Retry-After` that is waited for, in seconds; 20 unless told. A longer one is reported. */
  readonly longestWait?: number;
  /** Shared by all that ask with the same key; one of its own unless told. */
  readonly pace?: Pacing;
};

/** What the attempts at one request have in common, and which this one is. */
type Attempting = Pick<Attempt, 'attempt' | 'correlation'> & { readonly turns: Turns };

const attempts = 3;
const tooManyRequests = 429;
const retriedReads: readonly number[] = [408, tooManyRequests, 500, 502, 503, 504];
const retriedWrites: readonly number[] = [tooManyRequests];
const millisecondsPerSecond = 1000;
/**
 * An address that a key may be sent to.
 * @throws {EcgridError} `insecure` when it is neither `https:` nor loopback
 */
export const safeOrigin = (address: string): string => {
  const accepted = acceptedOrigin(address);
  if ('origin' in accepted) return accepted.origin;
  throw new EcgridError({ kind: 'insecure', message: accepted.problem, outcome: 'notSent' });
};

/** Sends requests to one origin with one key. */
export class Http<Request extends Call> {
  readonly #options: Required<Omit<HttpOptions, 'onAttempt' | 'apiKey' | 'pace'>>;
  readonly #pace: Pacing;
  readonly #apiKey: () => string;
  readonly #onAttempt: (attempt: Attempt) => void;
  readonly #given: HttpOptions;
  readonly #wire: Wire<Request>;

  /** @throws {EcgridError} `insecure` when the origin is neither `https:` nor loopback */
  constructor(options: HttpOptions, wire: Wire<Request>) {
    const { apiKey, timeout = 30_000, retryDelay = 300, longestWait = 20, pace = new Pace() } = options;
    const { credential = 'key' } = options;
    this.#given = { ...options, pace };
    this.#wire = wire;
    this.#pace = pace;
    this.#options = { origin: safeOrigin(options.origin), credential, timeout, retryDelay, longestWait };
    this.#apiKey = typeof apiKey === 'string' ? () => apiKey : apiKey;
    this.#onAttempt = options.onAttempt ?? (() => undefined);
  }

  /** The same way to ECGrid with one more listener to what is sent through it. */
  watching(listener: (attempt: Attempt) => void): Http<Request> {
    const onAttempt = (attempt: Attempt): void => {
      this.#onAttempt(attempt);
      listener(attempt);
    };
    return new Http({ ...this.#given, onAttempt }, this.#wire);
  }

  /**
   * Sends one request, again where that is safe, and returns what the wire reads in the answer.
   * @throws {EcgridError} whatever goes wrong, with `outcome` telling whether it may have been carried out
   */
  async send(call: Request): Promise<unknown> {
    const key = this.#apiKey();
    const message = this.#wire.write(call, key);
    const failed: FailedCall = {
      effect: call.effect,
      credential: this.#options.credential,
      fields: message.fields,
      secrets: [key, ...(call.secrets ?? [])].flatMap(this.#wire.spellings),
    };
    const progress = new SendProgress();
    if (call.signal?.aborted === true) throw cancelledFailure('notSent', failed);
    let response: Response;
    // A turn that no attempt has ended, whatever stopped it, goes back too.
    using turns = new Turns(this.#pace);
    try {
      response = await this.#request(call, message, progress, turns);
    } catch (error) {
      throw await this.#explain(error, call, failed, progress.reached);
    }
    return this.#wire.read(await answerOf(response), call, failed);
  }

  #request(call: Request, message: Message, progress: SendProgress, turns: Turns): Promise<Response> {
    const { origin, timeout, retryDelay } = this.#options;
    const { method, path, headers, body } = message;
    const correlation = crypto.randomUUID().slice(0, 8);
    let wait: number | undefined;
    return ky(origin + path, {
      method,
      ...(body === undefined ? {} : { body }),
      headers,
      // The key goes to its own origin only, so a redirection is an error, not a way on.
      redirect: 'manual',
      timeout,
      signal: call.signal ?? null,
      // Before each attempt, and outside its time-out: waiting for a turn is no fault of the service.
      hooks: { beforeRequest: [() => turns.next(call.signal)] },
      fetch: (input, init) =>
        progress.during((attempt) =>
          this.#attempt(call, message, () => fetch(input, init), { attempt, correlation, turns }),
        ),
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
        shouldRetry: async ({ error }) => {
          wait = waitAskedFor(error);
          return (await this.#mayRepeat(error, call, wait)) ? undefined : false;
        },
      },
    });
  }

  async #attempt(
    { effect }: Request,
    { method, title }: Message,
    send: () => Promise<Response>,
    { attempt, correlation, turns }: Attempting,
  ): Promise<Response> {
    const started = performance.now();
    let status: Attempt['status'] = 'failed';
    try {
      const response = await buffered(await send());
      status = response.status;
      turns.end(this.#paceTold(response));
      return response;
    } finally {
      turns.end('unanswered');
      const milliseconds = Math.round(performance.now() - started);
      this.#onAttempt({ method, path: title, status, milliseconds, attempt, correlation, effect });
    }
  }

  /** A wait that is too long is told to the user, and holds up nobody else. */
  #paceTold({ status, headers }: Response): PaceAnswer {
    if (status !== tooManyRequests) return 'answered';
    const wait = retryAfterSeconds(headers.get('Retry-After'), answeredAt(headers));
    return { refused: wait !== undefined && wait > this.#options.longestWait ? undefined : wait };
  }

  /** ky decides by status, and repeats nothing that took too long or was cancelled; this adds what it cannot know. */
  async #mayRepeat(error: Error, call: Request, wait: number | undefined): Promise<boolean> {
    if (error instanceof EcgridError) return false;
    if (!(error instanceof HTTPError)) return call.effect === 'read' || failedBeforeSending(error);
    if (wait !== undefined && wait > this.#options.longestWait) return false;
    return !this.#wire.isFinal(await answerOf(error.response.clone()));
  }

  async #explain(error: unknown, call: Request, failed: FailedCall, reached: Progress): Promise<EcgridError> {
    if (error instanceof HTTPError) return this.#wire.failure(await answerOf(error.response), failed);
    if (isTimeoutError(error)) return timeoutFailure(this.#options.timeout, failed);
    if (call.signal?.aborted === true) return cancelledFailure(reached, failed);
    return error instanceof EcgridError ? error : networkFailure(error, failed);
  }
}

/** The answer with its body, which has arrived: see {@link buffered}. */
const answerOf = async (response: Response): Promise<Answer> => {
  const { status, headers } = response;
  return { status, headers, text: await response.text() };
};

/** Seconds that an answer asks to wait; undefined when it does not, or when there is none. */
const waitAskedFor = (error: Error): number | undefined =>
  error instanceof HTTPError
    ? retryAfterSeconds(error.response.headers.get('Retry-After'), answeredAt(error.response.headers))
    : undefined;

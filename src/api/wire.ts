/** What a request and its answer look like on the wire: the part of HTTP in which ECGrid’s two APIs differ. */
import type { EcgridError } from './ecgridError.ts';
import type { FailedCall } from './failures.ts';

/** What every request tells, whichever API it is for. */
export type Call = {
  /** A write is repeated only when it is known not to have been carried out. */
  readonly effect: 'read' | 'write';
  readonly signal?: AbortSignal | undefined;
  /** Values in the body that must not be quoted back in a message. */
  readonly secrets?: readonly string[];
};

/** A request as it is sent. */
export type Message = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path from the origin, e.g. `/v2/users/list`. */
  readonly path: string;
  /** What the log calls the request; holds no value of the body. */
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Names of the fields that are sent, to recognise the one that a message speaks of. */
  readonly fields: readonly string[];
};

/** An answer as it arrived, whole. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };

/** How the requests of one API are written and its answers read. */
export type Wire<Request extends Call> = {
  /** @throws {EcgridError} `invalidParameter`, with nothing sent, for a value that cannot be written */
  readonly write: (call: Request, key: string) => Message;
  /** A secret as it is, and as it stands in the body, which a service may echo; quoted as JSON it is known anyway. */
  readonly spellings: (secret: string) => readonly string[];
  /** What an answer of 200 to 299 holds. @throws {EcgridError} for a refusal, and for what is not ECGrid’s */
  readonly read: (answer: Answer, call: Request, failed: FailedCall) => unknown;
  /** The error that an answer of any other status stands for. */
  readonly failure: (answer: Answer, failed: FailedCall) => EcgridError;
  /** True when such an answer says no for good, so that asking again is of no use. */
  readonly isFinal: (answer: Answer) => boolean;
};

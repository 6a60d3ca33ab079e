/** The envelope around every answer of ECGrid, and the failures that it publishes. */

/** The published error codes, each with the HTTP status that it travels under. */
export const statusOfCode = {
  InvalidAPIKey: 401,
  InvalidSession: 401,
  AccessDenied: 403,
  ObjectNotFound: 404,
  InvalidParameter: 400,
  DuplicateObject: 400,
  RateLimitExceeded: 429,
  InternalError: 500,
} as const;

/** One of the published error codes. */
export type ErrorCode = keyof typeof statusOfCode;

/** What every answer looks like. */
export type Envelope = {
  readonly success: boolean;
  readonly data: unknown;
  readonly errorCode: string | null;
  readonly message: string | null;
};

/** A request that is refused in one of the published ways; the pipeline turns it into an answer. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: ErrorCode;
  readonly status: number;
  /** Seconds for the `Retry-After` header, where the failure carries one. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, more: { status?: number; retryAfter?: number } = {}) {
    super(message);
    this.code = code;
    this.status = more.status ?? statusOfCode[code];
    this.retryAfter = more.retryAfter;
  }
}

/** 400 for a request field (or path parameter) that is missing or wrong; the message names it. */
export const invalidParameter = (name: string, why?: string): ApiFailure =>
  new ApiFailure('InvalidParameter', `Invalid parameter: ${name}${why === undefined ? '' : ` (${why})`}`);

/** 403 with the reason in words. */
export const accessDenied = (reason: string): ApiFailure =>
  new ApiFailure('AccessDenied', `Access denied: ${reason}`);

/** 404 for a thing that does not exist, e.g. `user 17`. */
export const notFound = (what: string): ApiFailure =>
  new ApiFailure('ObjectNotFound', `Object not found: ${what}`);

/** The envelope of a refused request. */
export const failureEnvelope = (code: string, message: string): Envelope => ({
  success: false,
  data: null,
  errorCode: code,
  message,
});

/** The one error that the client throws: what went wrong, whether it was carried out, and what to do next. */

/** What went wrong, for code that decides; people read `message` and `nextStep`. */
export type EcgridErrorKind =
  | 'invalidKey'
  | 'forbidden'
  | 'notFound'
  | 'duplicate'
  | 'invalidParameter'
  | 'rateLimited'
  | 'server'
  | 'unreachable'
  | 'timeout'
  | 'cancelled'
  | 'notEcgrid'
  | 'insecure'
  | 'notOffered'
  | 'notRecorded';

/**
 * What is known of a request that failed: it never left (`notSent`), the service said no (`refused`),
 * or nobody can tell without looking (`unknown`).
 */
export type Outcome = 'notSent' | 'refused' | 'unknown';

/** The facts that an EcgridError is built from. */
export type EcgridErrorFacts = {
  readonly kind: EcgridErrorKind;
  /** One sentence: what went wrong. Never holds a secret. */
  readonly message: string;
  readonly outcome: Outcome;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** The service's own `errorCode`. */
  readonly errorCode?: string | undefined;
  /** The request field that the service objects to, in the spelling of the request. */
  readonly parameter?: string | undefined;
  /** Seconds that the service asks to wait. */
  readonly retryAfterSeconds?: number | undefined;
  /** True when the outcome was found by looking, since the answer was lost. */
  readonly looked?: boolean;
};

const nextSteps: Readonly<Record<EcgridErrorKind, string>> = {
  invalidKey: 'Sign in again with a valid API key.',
  forbidden:
    'Ask an administrator of the network for a higher AuthLevel, or choose another user, network or mailbox.',
  notFound: 'Refresh the list; someone may have removed it.',
  duplicate: 'Choose another login, or find the user that has it.',
  invalidParameter: 'Correct the value and try again.',
  rateLimited: 'Wait, then try again.',
  server: 'Try again in a few minutes; if it stays so, tell ECGrid support.',
  unreachable: 'Check the network connection, the proxy and the address of the profile.',
  timeout: 'Try again; the setting ecgrid.requestTimeout allows for slower connections.',
  cancelled: 'Start again when you are ready.',
  notEcgrid: 'Check the address of the profile, and whether a proxy or a sign-in page stands in between.',
  insecure: 'Use an https: address.',
  notOffered: 'Sign in with a profile that uses both of ECGrid’s APIs.',
  notRecorded: 'Make room on the disk, or see that the journal’s folder can be written; then try again.',
};

/** An error of the ECGrid client. */
export class EcgridError extends Error {
  readonly kind: EcgridErrorKind;
  readonly outcome: Outcome;
  readonly status: number | undefined;
  readonly errorCode: string | undefined;
  readonly parameter: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly looked: boolean;

  constructor(facts: EcgridErrorFacts) {
    super(facts.message);
    this.name = 'EcgridError';
    this.kind = facts.kind;
    this.outcome = facts.outcome;
    this.status = facts.status;
    this.errorCode = facts.errorCode;
    this.parameter = facts.parameter;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.looked = facts.looked ?? false;
  }

  /** What the person can do about it: one sentence. */
  get nextStep(): string {
    if (this.retryAfterSeconds === undefined) return nextSteps[this.kind];
    return `Wait ${this.retryAfterSeconds} ${this.retryAfterSeconds === 1 ? 'second' : 'seconds'}, then try again.`;
  }

  /** The same error with more known about it. */
  with(facts: Partial<EcgridErrorFacts>): EcgridError {
    const { kind, message, outcome, status, errorCode, parameter, retryAfterSeconds, looked } = this;
    return new EcgridError({
      kind,
      message,
      outcome,
      status,
      errorCode,
      parameter,
      retryAfterSeconds,
      looked,
      ...facts,
    });
  }
}

/** True for errors of the client; also for those that come from another copy of this module. */
export const isEcgridError = (error: unknown): error is EcgridError =>
  error instanceof Error && error.name === 'EcgridError' && 'kind' in error && 'nextStep' in error;

/** True when the user, or the product on the user's behalf, stopped the request. */
export const isCancelled = (error: unknown): boolean => isEcgridError(error) && error.kind === 'cancelled';

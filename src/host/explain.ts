/** What to tell people about a failure, whatever was thrown. */

/** A failure in words. */
export type Explanation = {
  readonly message: string;
  readonly nextStep: string;
  /** The kind of an EcgridError; undefined for anything else. */
  readonly kind: string | undefined;
};

/**
 * Explains a failure. Reads an EcgridError by its shape, so that activation does not load the client for it;
 * the text of an unexpected error goes to the log, not to people.
 */
export const explain = (error: unknown): Explanation => {
  if (error instanceof Error && error.name === 'EcgridError' && 'kind' in error && 'nextStep' in error) {
    return { message: error.message, nextStep: String(error.nextStep), kind: String(error.kind) };
  }
  if (error instanceof Error && ['KeyNotKept', 'KeyNotForgotten'].includes(error.name)) {
    return { message: error.message, nextStep: 'Check the password store of this machine.', kind: undefined };
  }
  return {
    message: 'Something unexpected went wrong in the extension.',
    nextStep: 'Show the log for more, and report it if it happens again.',
    kind: undefined,
  };
};

/** What to tell people about a failure, whatever was thrown. */

/** A failure in words. */
export type Explanation = {
  readonly message: string;
  readonly nextStep: string;
  /** The kind of an EcgridError; undefined for anything else. */
  readonly kind: string | undefined;
  /** True when a write may have been carried out all the same. */
  readonly isUnknown: boolean;
};

/**
 * Explains a failure. Reads an EcgridError by its shape, so that activation does not load the client for it;
 * the text of an unexpected error goes to the log, not to people.
 */
export const explain = (error: unknown): Explanation => {
  if (error instanceof Error && error.name === 'EcgridError' && 'kind' in error && 'nextStep' in error) {
    const kind = String(error.kind);
    const isUnknown = 'outcome' in error && error.outcome === 'unknown';
    // Where nobody can tell what became of a write, the message says what to look at; trying again is no advice.
    // What is not of ECGrid may be the answer to a reading, and to look at the address helps in any case.
    const nextStep = isUnknown && kind !== 'notEcgrid' ? '' : String(error.nextStep);
    return { message: error.message, nextStep, kind, isUnknown };
  }
  if (error instanceof Error && error.name.includes('FileSystemError')) {
    return {
      message: 'The file could not be read or written.',
      nextStep: 'Choose another place, or check whether the file is there and may be written.',
      kind: undefined,
      isUnknown: false,
    };
  }
  if (error instanceof Error && ['KeyNotKept', 'KeyNotForgotten'].includes(error.name)) {
    return {
      message: error.message,
      nextStep: 'Check the password store of this machine.',
      kind: undefined,
      isUnknown: false,
    };
  }
  return {
    message: 'Something unexpected went wrong in the extension.',
    nextStep: 'Show the log for more, and report it if it happens again.',
    kind: undefined,
    isUnknown: false,
  };
};

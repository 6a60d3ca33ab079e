/** Faults of the sandbox by which the answer to a write is lost, and whether it has carried the write out by then. */
export const losses: readonly (readonly [fault: string, done: boolean])[] = [
  ['error500BeforeCommit', false],
  ['error500AfterCommit', true],
  ['dropBeforeCommit', false],
  ['dropAfterCommit', true],
  ['error503', false],
  ['htmlBody', false],
  ['truncatedJson', true],
  ['emptyBody', true],
];

/** What fast-check makes up for the properties: roles, letter cases, users. */
import fc from 'fast-check';
import { authLevels } from '../../../src/domain/authLevel.ts';
import type { Role } from '../../../src/domain/consequence.ts';

/** One of the nine levels. */
export const level = fc.constantFrom(...authLevels);

/** A known level somewhere in two networks with two mailboxes each, or in a network as a whole. */
export const role: fc.Arbitrary<Role> = fc.record({
  authLevel: level,
  networkId: fc.constantFrom(1, 2),
  mailboxId: fc.constantFrom(0, 11, 12),
});

/** The same word with any of its letters in upper or lower case. */
export const anyCase = (word: string): fc.Arbitrary<string> =>
  fc
    .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
    .map((upper) =>
      Array.from(word, (letter, index) =>
        upper[index] === true ? letter.toUpperCase() : letter.toLowerCase(),
      ).join(''),
    );

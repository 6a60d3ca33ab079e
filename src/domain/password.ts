/**
 * ECGrid's password rule, part by part, and a generator that always meets it.
 * Source: `POST /v2/users` and `POST /v2/users/password`; the least length comes from older pages of the
 * same documentation, so that a password accepted here is accepted by every version.
 */

/** The parts of the rule, in the order in which people read them. */
export const passwordRules = ['length', 'lowerCase', 'upperCase', 'digit', 'symbol', 'printable'] as const;
export type PasswordRule = (typeof passwordRules)[number];

/** The least number of characters. */
export const leastPasswordLength = 8;

/** What each part of the rule asks for, in words that fit after "needs". */
export const passwordRuleText: Readonly<Record<PasswordRule, string>> = {
  length: `at least ${leastPasswordLength} characters`,
  lowerCase: 'a lower-case letter (a-z)',
  upperCase: 'an upper-case letter (A-Z)',
  digit: 'a digit (0-9)',
  symbol: 'a character that is neither a letter (a-z) nor a digit',
  printable: 'only characters that can be typed on one line',
};

const checks: Readonly<Record<PasswordRule, (password: string) => boolean>> = {
  length: (password) => password.length >= leastPasswordLength,
  lowerCase: (password) => /[a-z]/.test(password),
  upperCase: (password) => /[A-Z]/.test(password),
  digit: (password) => /\d/.test(password),
  symbol: (password) => /[^a-zA-Z0-9]/.test(password),
  printable: (password) => !/[\p{Cc}\u2028\u2029]/u.test(password),
};

/** The parts of the rule that a password fails; empty when it is acceptable. */
export const passwordFailures = (password: string): readonly PasswordRule[] =>
  passwordRules.filter((rule) => !checks[rule](password));

/** Letters and digits that are not mistaken for one another when read aloud, and symbols safe in a shell. */
const alphabets = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '-_.+=@%'] as const;

/**
 * A password that meets the rule.
 * @param randomBelow a cryptographic source: an integer from 0 to `limit` - 1
 * @param length number of characters, at least 8
 * @throws {RangeError} when the length is below the least one
 */
export const generatePassword = (randomBelow: (limit: number) => number, length = 16): string => {
  if (length < leastPasswordLength)
    throw new RangeError(`A password has at least ${leastPasswordLength} characters.`);
  const pick = (from: string): string => from.charAt(randomBelow(from.length));
  const all = alphabets.join('');
  const characters = [
    ...alphabets.map(pick),
    ...Array.from({ length: length - alphabets.length }, () => pick(all)),
  ];
  // Fisher-Yates, so that the four required characters are not always in front.
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomBelow(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters.join('');
};

/**
 * The order of logins, as people read them: `user9` before `user10`, whatever their case. It is the same in every language,
 * since logins are names for machines too. Imports no zod.
 */

/** For texts that are no logins, such as the names of networks: as the reader’s language has it. */
export const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const byLogin = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compares two logins. */
export const compareLogins = (a: string, b: string): number => byLogin.compare(a, b);

/** Most logins are of these alone, in this order; between the fourth and the letters come numbers. */
const ranked = '_-.@';
const letters = 'abcdefghijklmnopqrstuvwxyz';
const firstNumber = ranked.length + 1;
/** Digits that count; no login has more. */
const longestNumber = 200;
const firstLetter = firstNumber + longestNumber + 1;

const ranks = new Map<string, string>([
  ...Array.from(ranked, (char, index) => [char, String.fromCharCode(index + 1)] as const),
  ...Array.from(letters, (char, index) => [char, String.fromCharCode(firstLetter + index)] as const),
  ...Array.from(
    letters.toUpperCase(),
    (char, index) => [char, String.fromCharCode(firstLetter + index)] as const,
  ),
]);

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';

/**
 * A text whose code units are in the order of {@link compareLogins}: comparing these is several times as quick, which counts
 * for a hundred thousand of them.
 * @returns undefined for a login with other characters than most have
 */
export const loginKey = (login: string): string | undefined => {
  let key = '';
  for (let at = 0; at < login.length; at += 1) {
    const char = login[at];
    if (!isDigit(char)) {
      const rank = ranks.get(char ?? '');
      if (rank === undefined) return undefined;
      key += rank;
      continue;
    }
    while (login[at] === '0' && isDigit(login[at + 1])) at += 1;
    const from = at;
    while (isDigit(login[at + 1])) at += 1;
    const digits = login.slice(from, at + 1);
    if (digits.length > longestNumber) return undefined;
    // A longer number is a greater one.
    key += String.fromCharCode(firstNumber + digits.length) + digits;
  }
  return key;
};

type Keyed<Item> = { readonly item: Item; readonly key: string | undefined };

/** Sorts by login, then by user ID. */
export const sortedByLogin = <Item extends { readonly login: string; readonly userId: number }>(
  items: readonly Item[],
): Item[] => {
  const compare = (a: Keyed<Item>, b: Keyed<Item>): number => {
    if (a.key !== undefined && b.key !== undefined) {
      if (a.key < b.key) return -1;
      return a.key === b.key ? a.item.userId - b.item.userId : 1;
    }
    return compareLogins(a.item.login, b.item.login) || a.item.userId - b.item.userId;
  };
  return items
    .map((item) => ({ item, key: loginKey(item.login) }))
    .sort(compare)
    .map(({ item }) => item);
};

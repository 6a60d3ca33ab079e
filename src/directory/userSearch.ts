/** Finds users by what somebody remembers of them. Quick enough to be asked at every key for 100,000 users. */
import type { User, UserId } from '../domain/user.ts';
import { fullName } from '../domain/userText.ts';

/** What was found: the best of it, and how much there is. */
export type Matches = { readonly users: readonly User[]; readonly total: number };

/** Letter case and accents aside, as people type. */
const folded = (text: string): string => {
  // Capitals, since a small sigma is another letter at the end: a part of a login would not be found in the whole.
  const upper = text.toUpperCase();
  // Most logins have nothing to take off, and that is quick to see.
  return /^[ -~\n]*$/u.test(upper) ? upper : upper.normalize('NFD').replace(/\p{Mn}/gu, '');
};

type Entry = { readonly user: User; readonly login: string; readonly text: string };

// A character that nobody types stands between the fields, so that no word is found across two of them.
const between = '\n';

const entryOf = (user: User): Entry => {
  const login = folded(user.login);
  const others = [fullName(user), user.email ?? '', String(user.userId)].join(between);
  return { user, login, text: `${login}${between}${folded(others)}` };
};

/** What was made of each user, so that a search over a list that has grown is made quickly. */
const entries = new WeakMap<User, Entry>();

const knownEntry = (user: User): Entry => {
  const entry = entries.get(user) ?? entryOf(user);
  entries.set(user, entry);
  return entry;
};

/** The words to look for; every one of them has to be there. */
const wordsOf = (text: string): readonly string[] => folded(text).split(/\s/u).filter(Boolean);

/** Users in the order in which they were given, to be searched again and again. */
export class UserSearch {
  readonly #entries: readonly Entry[];
  readonly #ids: ReadonlySet<UserId>;

  constructor(users: readonly User[]) {
    this.#entries = users.map(knownEntry);
    this.#ids = new Set(users.map(({ userId }) => userId));
  }

  /** True when the user is among those that are searched. */
  has(userId: UserId): boolean {
    return this.#ids.has(userId);
  }

  /**
   * The users whose login, name, e-mail address and ID together have every word of a text; everybody for an empty one.
   * Those whose login begins with the text come first.
   * @param most how many users to return
   */
  find(text: string, most: number): Matches {
    const words = wordsOf(text);
    const [first = ''] = words;
    const [best, others]: [User[], User[]] = [[], []];
    let total = 0;
    for (const entry of this.#entries) {
      if (!words.every((word) => entry.text.includes(word))) continue;
      total += 1;
      const list = entry.login.startsWith(first) ? best : others;
      if (list.length < most) list.push(entry.user);
    }
    return { users: [...best, ...others].slice(0, most), total };
  }
}

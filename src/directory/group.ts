/** The users of one group: what is loaded of them, in order, and how the load stands. */
import { compareUsers, withSorted } from '../domain/grouping.ts';
import type { GroupBy } from '../domain/grouping.ts';
import { sortedByLogin } from '../domain/loginOrder.ts';
import type { User, UserId } from '../domain/user.ts';
import type { Page, PageCursor } from '../api/paging.ts';
import type { UnreadableRecord } from '../api/reader.ts';

/** How the load of a group stands. `loaded` with more to come is `complete: false`. */
export type GroupLoad =
  | { readonly kind: 'idle' | 'loading' }
  | { readonly kind: 'loaded'; readonly complete: boolean }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A group as it is at one moment; never changes afterwards. */
export type GroupState = {
  /** What the directory was grouped by. */
  readonly by: GroupBy;
  /** Which of the groups it is: {@link groupKey}. */
  readonly key: string;
  /** Sorted by login. */
  readonly users: readonly User[];
  readonly load: GroupLoad;
  /** True when there may be others that can only be found by going through all users. */
  readonly partial: boolean;
};

/** What changed in a directory: one group by its key, or everything. */
export type DirectoryChange = { readonly key: string } | 'all';

export type GroupOptions = {
  readonly key: string;
  /** Where the group's users come from; undefined when they are all known, or cannot be asked for. */
  readonly cursor: PageCursor<User> | undefined;
  /** What is known of a user by now, which may be newer than a page that was under way. */
  readonly latest: (user: User) => User;
  /** True for the users of this group that pass the filter. */
  readonly belongs: (user: User) => boolean;
};

/** One group of the directory. Users are kept once, and sorted only when somebody looks. */
export class Group {
  readonly key: string;
  readonly #options: GroupOptions;
  #cursor: PageCursor<User> | undefined;
  readonly #users = new Map<UserId, User>();
  readonly #unreadable: UnreadableRecord[] = [];
  /** Those that left the list while a page with them was on its way. */
  readonly #left = new Set<UserId>();
  #load: GroupLoad;
  #underWay: Promise<readonly User[]> | undefined;
  #sorted: readonly User[] = [];
  /** Who has come since it was sorted, and who has gone; one who has changed has done both. */
  #added = new Set<User>();
  #gone = new Set<User>();

  constructor(options: GroupOptions) {
    this.#options = options;
    this.key = options.key;
    this.#cursor = options.cursor;
    this.#load = options.cursor === undefined ? { kind: 'loaded', complete: true } : { kind: 'idle' };
  }

  /** True when there is nothing more to load. */
  get done(): boolean {
    return this.#cursor === undefined || this.#cursor.done;
  }

  get load(): GroupLoad {
    return this.#load;
  }

  get size(): number {
    return this.#users.size;
  }

  /** Records of this group's pages that could not be read. */
  get unreadable(): readonly UnreadableRecord[] {
    return this.#unreadable;
  }

  /** The users, sorted; the same list until they change. */
  users(): readonly User[] {
    if (this.#added.size > 0 || this.#gone.size > 0) {
      // A page among thousands must not cost as much as sorting them all, for each of hundreds of pages.
      const stayed =
        this.#gone.size === 0 ? this.#sorted : this.#sorted.filter((user) => !this.#gone.has(user));
      const added = [...this.#added].filter((user) => this.#users.get(user.userId) === user);
      this.#sorted = withSorted(stayed, sortedByLogin(added), compareUsers);
      this.#added = new Set();
      this.#gone = new Set();
    }
    return this.#sorted;
  }

  get(userId: UserId): User | undefined {
    return this.#users.get(userId);
  }

  put(user: User): void {
    const before = this.#users.get(user.userId);
    if (before === user) return;
    if (before) this.#gone.add(before);
    this.#users.set(user.userId, user);
    this.#added.add(user);
  }

  /** Tells that a user has left the group. */
  remove(userId: UserId): void {
    this.#cursor?.forget(userId);
    const user = this.#users.get(userId);
    if (!user) return;
    this.#users.delete(userId);
    this.#gone.add(user);
  }

  /** Everybody has been found otherwise: there is nothing more to load. */
  finish(): void {
    this.#cursor = undefined;
    this.#load = { kind: 'loaded', complete: true };
  }

  /**
   * Loads the next page; one that is under way is shared. A failure is kept as the state, and the next call asks
   * for the same page again.
   * @returns the users of the page that belong here
   */
  loadNext(signal: AbortSignal): Promise<readonly User[]> {
    this.#underWay ??= this.#loadNext(signal).finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** Takes over a page of this group's listing. @returns its users that belong here */
  take(page: Page<User>): readonly User[] {
    const { latest, belongs } = this.#options;
    const users: User[] = [];
    for (const told of page.items) {
      const user = latest(told);
      // A service that ignores the filter must not put users where they do not belong.
      if (belongs(user)) users.push(user);
      else if (belongs(told)) this.#forgetOnce(told.userId);
    }
    for (const user of users) this.put(user);
    this.#unreadable.push(...page.unreadable);
    this.#load = { kind: 'loaded', complete: page.last || this.done };
    return users;
  }

  async #loadNext(signal: AbortSignal): Promise<readonly User[]> {
    if (this.#cursor === undefined) return [];
    this.#load = { kind: 'loading' };
    try {
      return this.take(await this.#cursor.next(signal));
    } catch (error) {
      this.#load = { kind: 'failed', error };
      return [];
    }
  }

  /** Once, since a service that goes on telling the old state would have the same page asked for without end. */
  #forgetOnce(userId: UserId): void {
    if (this.#left.has(userId)) return;
    this.#left.add(userId);
    this.#cursor?.forget(userId);
  }
}

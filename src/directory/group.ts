/** The users of one AuthLevel: what is loaded of them, in order, and how the load stands. */
import { compareUsers } from '../domain/grouping.ts';
import type { User, UserId } from '../domain/user.ts';
import type { PageCursor } from '../api/paging.ts';
import type { UnreadableRecord } from '../api/reader.ts';

/** How the load of a group stands. `loaded` with more to come is `complete: false`. */
export type GroupLoad =
  | { readonly kind: 'idle' | 'loading' }
  | { readonly kind: 'loaded'; readonly complete: boolean }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A group as it is at one moment; never changes afterwards. */
export type GroupState = {
  /** The AuthLevel, `''` for users that tell none. */
  readonly authLevel: string;
  /** Sorted by login. */
  readonly users: readonly User[];
  readonly load: GroupLoad;
};

/** One group of the directory. Users are kept once, and sorted only when somebody looks. */
export class Group {
  readonly authLevel: string;
  #cursor: PageCursor<User> | undefined;
  readonly #latest: (user: User) => User;
  readonly #users = new Map<UserId, User>();
  readonly #unreadable: UnreadableRecord[] = [];
  #load: GroupLoad;
  #underWay: Promise<readonly User[]> | undefined;
  #sorted: readonly User[] | undefined;

  /**
   * @param cursor where the group's users come from; undefined when they are all known
   * @param latest what is known of a user by now, which may be newer than a page that was under way
   */
  constructor(authLevel: string, cursor: PageCursor<User> | undefined, latest: (user: User) => User) {
    this.authLevel = authLevel;
    this.#cursor = cursor;
    this.#latest = latest;
    this.#load = cursor === undefined ? { kind: 'loaded', complete: true } : { kind: 'idle' };
  }

  /** True when there is nothing more to load. */
  get done(): boolean {
    return this.#cursor === undefined || this.#cursor.done;
  }

  get load(): GroupLoad {
    return this.#load;
  }

  /** Records of this group's pages that could not be read. */
  get unreadable(): readonly UnreadableRecord[] {
    return this.#unreadable;
  }

  state(): GroupState {
    this.#sorted ??= [...this.#users.values()].sort(compareUsers);
    return { authLevel: this.authLevel, users: this.#sorted, load: this.#load };
  }

  get(userId: UserId): User | undefined {
    return this.#users.get(userId);
  }

  put(user: User): void {
    this.#users.set(user.userId, user);
    this.#sorted = undefined;
  }

  /** @returns true when the user was in this group */
  remove(userId: UserId): boolean {
    this.#cursor?.forget(userId);
    const removed = this.#users.delete(userId);
    if (removed) this.#sorted = undefined;
    return removed;
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

  async #loadNext(signal: AbortSignal): Promise<readonly User[]> {
    if (this.#cursor === undefined) return [];
    this.#load = { kind: 'loading' };
    try {
      const page = await this.#cursor.next(signal);
      // A service that ignores the filter must not put users where they do not belong.
      const users = page.items.map(this.#latest).filter((user) => user.authLevel === this.authLevel);
      for (const user of users) this.put(user);
      this.#unreadable.push(...page.unreadable);
      this.#load = { kind: 'loaded', complete: page.last || this.done };
      return users;
    } catch (error) {
      this.#load = { kind: 'failed', error };
      return [];
    }
  }
}

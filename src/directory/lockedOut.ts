/** Who is locked out, as ECGridOS tells it. Knows nothing of VS Code. */
import { EventEmitter } from 'node:events';
import { isEcgridError } from '../api/ecgridError.ts';
import type { EcgridErrorKind } from '../api/ecgridError.ts';
import type { ReadList, UnreadableRecord } from '../api/reader.ts';
import { sortedByLogin } from '../domain/loginOrder.ts';
import type { User, UserId } from '../domain/user.ts';

export type LockedOutOptions = {
  /** {@link UserService.listLockedOut} without a filter; undefined where the profile does without ECGridOS. */
  readonly list: ((signal: AbortSignal) => Promise<ReadList<User>>) | undefined;
  /** Told of every failure; nothing else comes of one. */
  readonly onFailure: (error: unknown) => void;
};

/** How the last listing stands. Whoever was known before it failed is known all the same. */
export type LockedOutState =
  { readonly kind: 'idle' | 'loading' | 'loaded' } | { readonly kind: 'failed'; readonly error: unknown };

/** What is not there, or not for this caller, is so for the whole session. */
const lasting: readonly EcgridErrorKind[] = ['notFound', 'notEcgrid', 'unreachable', 'forbidden'];

type Users = ReadonlyMap<UserId, User>;

const sameUsers = (a: Users, b: Users): boolean =>
  a.size === b.size && [...a.keys()].every((id) => b.has(id));

/** With what was told of one user just now. A user who does not tell stays as locked out as before. */
const withNews = (users: Users, user: User): Users => {
  const { userId, lockedOut = users.has(userId) } = user;
  const others = [...users].filter(([id]) => id !== userId);
  return new Map(lockedOut ? [...others, [userId, { ...user, lockedOut }]] : others);
};

/** The users of one session who are locked out, all within reach. */
export class LockedOut {
  readonly #options: LockedOutOptions;
  readonly #events = new EventEmitter<{ change: [] }>();
  readonly #ended = new AbortController();
  #users: Users = new Map();
  #sorted: readonly User[] | undefined;
  #unreadable: readonly UnreadableRecord[] = [];
  #state: LockedOutState = { kind: 'idle' };
  #loading: Promise<void> | undefined;
  /** Told since the listing under way was asked for, which may be older. */
  #news: User[] = [];

  constructor(options: LockedOutOptions) {
    this.#options = options;
  }

  get state(): LockedOutState {
    return this.#state;
  }

  /** Everybody who is known to be locked out, in the order of the tree. */
  users(): readonly User[] {
    return (this.#sorted ??= sortedByLogin([...this.#users.values()]));
  }

  /** Records of the last listing that could not be read: who they are of may be locked out, unseen. */
  unreadable(): readonly UnreadableRecord[] {
    return this.#unreadable;
  }

  /** The user as told elsewhere, with `lockedOut` where that is known here: REST need not tell it. */
  marked(user: User): User {
    return this.#users.has(user.userId) ? { ...user, lockedOut: true } : user;
  }

  /** Calls `listener` when others are locked out than before, or more or fewer records can be read. @returns ends that */
  onDidChange(listener: () => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /**
   * Asks ECGrid; a request under way is shared. A failure is kept as the state, not thrown. After one that says that there
   * is no ECGridOS to ask, or not for this caller, nothing is asked again.
   */
  refresh(): Promise<void> {
    const { list } = this.#options;
    if (!list || this.#ended.signal.aborted || this.#isHopeless) return Promise.resolve();
    this.#loading ??= this.#load(list).finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** Takes over what ECGrid has told of a user just now: who is no longer locked out leaves. */
  apply(user: User): void {
    if (!this.#options.list) return;
    if (this.#loading) this.#news.push(user);
    this.#become(withNews(this.#users, user));
  }

  /** Ends the request under way; a late answer changes nothing. */
  dispose(): void {
    this.#ended.abort();
    this.#events.removeAllListeners();
  }

  get #isHopeless(): boolean {
    const { error } = this.#state.kind === 'failed' ? this.#state : {};
    return isEcgridError(error) && lasting.includes(error.kind);
  }

  async #load(list: NonNullable<LockedOutOptions['list']>): Promise<void> {
    const { signal } = this.#ended;
    this.#state = { kind: 'loading' };
    this.#news = [];
    try {
      const { items, unreadable } = await list(signal);
      if (signal.aborted) return;
      this.#state = { kind: 'loaded' };
      const told: Users = new Map(items.map((user) => [user.userId, { ...user, lockedOut: true }]));
      const othersUnreadable = unreadable.length !== this.#unreadable.length;
      this.#unreadable = unreadable;
      this.#become(this.#news.reduce(withNews, told), othersUnreadable);
    } catch (error) {
      if (signal.aborted) return;
      this.#state = { kind: 'failed', error };
      this.#options.onFailure(error);
    }
  }

  /** @param changed true when something else has changed that listeners want to know */
  #become(users: Users, changed = false): void {
    const before = this.#users;
    this.#users = users;
    this.#sorted = undefined;
    if (this.#ended.signal.aborted) return;
    if (changed || !sameUsers(before, users)) this.#events.emit('change');
  }
}

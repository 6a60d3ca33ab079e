/**
 * What is known of the users now. Loads the first page; if everything fits, that is the whole load. Otherwise one
 * filtered listing per AuthLevel follows, each of which goes on by "Load more…". Knows nothing of VS Code.
 */
import { EventEmitter } from 'node:events';
import { authLevels, compareLevels } from '../domain/authLevel.ts';
import type { User, UserFilter, UserId } from '../domain/user.ts';
import { PageCursor } from '../api/paging.ts';
import type { FetchPage, PageRequest } from '../api/paging.ts';
import type { ReadList, UnreadableRecord } from '../api/reader.ts';
import { Group } from './group.ts';
import type { GroupLoad, GroupState } from './group.ts';

/** Fetches one page of the users that match a filter: {@link Users.list}. */
export type ListUsers = (
  filter: UserFilter,
  page: PageRequest,
  signal?: AbortSignal,
) => Promise<ReadList<User>>;

export type DirectoryOptions = {
  readonly listUsers: ListUsers;
  /** Users a page, 1 to 500. */
  readonly pageSize: number;
  /** How many groups are loaded at once. */
  readonly concurrency?: number;
};

/** The whole load: not begun, under way, done, or failed with nothing to show. */
export type DirectoryState =
  { readonly kind: 'idle' | 'loading' | 'loaded' } | { readonly kind: 'failed'; readonly error: unknown };

/** What changed: one group by its AuthLevel, or everything. */
export type DirectoryChange = { readonly authLevel: string } | 'all';

const goesOn = (load: GroupLoad): boolean => load.kind === 'loaded' && !load.complete;

const idOf = (user: User): UserId => user.userId;

/** The users of one signed-in profile, grouped by AuthLevel. */
export class Directory {
  readonly #options: Required<DirectoryOptions>;
  readonly #events = new EventEmitter<{ change: [DirectoryChange] }>();
  readonly #ended = new AbortController();
  #groups = new Map<string, Group>();
  /** The answers to writes since the last refresh began: pages that were under way may be older. */
  #written = new Map<UserId, User>();
  #unreadable: readonly UnreadableRecord[] = [];
  #state: DirectoryState = { kind: 'idle' };
  /** The unfiltered listing; the first page begins it, {@link loadRest} ends it. */
  #everyone: PageCursor<User> | undefined;
  #rest: Promise<void> | undefined;
  #loading: Promise<void> | undefined;
  #firstPage = Promise.withResolvers<undefined>();

  constructor(options: DirectoryOptions) {
    this.#options = { concurrency: 4, ...options };
  }

  get state(): DirectoryState {
    return this.#state;
  }

  /** Calls `listener` at every change. @returns ends that */
  onDidChange(listener: (change: DirectoryChange) => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /** The groups that have something to show, or to be loaded on demand, highest AuthLevel first. */
  groups(): readonly GroupState[] {
    return [...this.#groups.values()]
      .map((group) => group.state())
      .filter(({ users, load }) => users.length > 0 || load.kind === 'failed' || goesOn(load))
      .sort((a, b) => compareLevels(a.authLevel, b.authLevel));
  }

  /** Records that came with a page but could not be read. */
  unreadable(): readonly UnreadableRecord[] {
    const inGroups = [...this.#groups.values()].flatMap((group) => group.unreadable);
    // The first page and a group's own first page may name the same record.
    const all = [...this.#unreadable, ...inGroups].map((record) => [record.identity, record] as const);
    return [...new Map(all).values()];
  }

  /** One group as it is now; undefined when it is not known. */
  group(authLevel: string): GroupState | undefined {
    return this.#groups.get(authLevel)?.state();
  }

  /** A user that has been loaded. */
  find(userId: UserId): User | undefined {
    for (const group of this.#groups.values()) {
      const user = group.get(userId);
      if (user) return user;
    }
    return undefined;
  }

  /** Every user that has been loaded, in the order of the tree. */
  users(): readonly User[] {
    return this.groups().flatMap((group) => group.users);
  }

  /**
   * True when every user that the key can reach has been loaded. Only the unfiltered listing can tell: beyond its first
   * page there may be users of an AuthLevel that nobody knows to ask for.
   */
  get complete(): boolean {
    return this.#state.kind === 'loaded' && this.#everyone?.done === true;
  }

  /** Loads once; a load under way is shared. Failures are kept in {@link state}, not thrown. */
  load(): Promise<void> {
    if (this.#state.kind === 'loaded') return Promise.resolve();
    return this.refresh();
  }

  /** Loads once, and resolves as soon as there is something to show: the first page, or its failure. */
  async firstPage(): Promise<void> {
    const all = this.load();
    await Promise.race([all, this.#firstPage.promise]);
  }

  /** Loads again. What is shown stays until the new answer is there, and stays marked when it fails. */
  refresh(): Promise<void> {
    this.#loading ??= this.#loadAll().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** Loads the next page of a group. A failure is kept in the group, beside what it already has. */
  async loadMore(authLevel: string): Promise<void> {
    const group = this.#groups.get(authLevel);
    if (!group || group.done || group.state().load.kind === 'loading') return;
    const loaded = this.#loadGroup(group);
    this.#changed({ authLevel });
    await loaded;
  }

  /**
   * Goes through the whole unfiltered listing, page by page: so users are found whose AuthLevel nobody knows to ask for.
   * One that is under way is shared.
   * @throws {EcgridError} of the page that fails or is cancelled; the next call goes on with that page
   */
  loadRest(signal?: AbortSignal): Promise<void> {
    this.#rest ??= this.#loadRest(signal).finally(() => {
      this.#rest = undefined;
    });
    return this.#rest;
  }

  async #loadRest(signal?: AbortSignal): Promise<void> {
    const everyone = this.#everyone;
    const ended = this.#ended.signal;
    const either = signal === undefined ? ended : AbortSignal.any([signal, ended]);
    while (everyone && !everyone.done) {
      const page = await everyone.next(either);
      // A refresh has begun anew meanwhile.
      if (this.#everyone !== everyone) return;
      for (const user of page.items) this.#place(this.#written.get(user.userId) ?? user);
      this.#unreadable = [...this.#unreadable, ...page.unreadable];
      if (page.last) for (const group of this.#groups.values()) group.finish();
      this.#changed('all');
    }
  }

  /** Takes over the answer to a write: the user appears where it belongs now, and nowhere else. */
  apply(user: User): void {
    this.#written.set(user.userId, user);
    this.#place(user);
    this.#changed('all');
  }

  /** Ends every request; late answers change nothing. */
  dispose(): void {
    this.#ended.abort();
    this.#events.removeAllListeners();
  }

  async #loadAll(): Promise<void> {
    this.#state = { kind: 'loading' };
    this.#firstPage = Promise.withResolvers<undefined>();
    this.#written = new Map();
    const groups = new Map<string, Group>();
    try {
      const cursor = this.#cursor({});
      const first = await cursor.next(this.#ended.signal);
      for (const user of first.items) this.#groupOf(groups, user.authLevel, first.last).put(user);
      this.#groups = groups;
      for (const user of this.#written.values()) this.#place(user);
      this.#unreadable = first.unreadable;
      this.#state = { kind: 'loaded' };
      this.#everyone = cursor;
      this.#firstPage.resolve(undefined);
      if (!first.last) await this.#loadEveryGroup(groups);
    } catch (error) {
      this.#state = { kind: 'failed', error };
    }
    this.#changed('all');
  }

  /** The directory is larger than a page: the first page of every level, a few at a time. */
  async #loadEveryGroup(groups: Map<string, Group>): Promise<void> {
    for (const level of authLevels) this.#groupOf(groups, level, false);
    this.#changed('all');
    const waiting = [...groups.values()].filter((group) => !group.done);
    const work = async (): Promise<void> => {
      for (let group = waiting.shift(); group; group = waiting.shift()) {
        // Somebody may have asked for more of it meanwhile.
        if (group.load.kind !== 'idle' && group.load.kind !== 'loading') continue;
        await this.#loadGroup(group);
      }
    };
    await Promise.all(Array.from({ length: this.#options.concurrency }, work));
  }

  #place(user: User): void {
    this.#removeFromOthers(user);
    const isNew = !this.#groups.has(user.authLevel);
    this.#groupOf(this.#groups, user.authLevel, isNew).put(user);
  }

  /** Loads a group's next page. A user that was in another group until now has been moved meanwhile. */
  async #loadGroup(group: Group): Promise<void> {
    const moved = (await group.loadNext(this.#ended.signal)).filter((user) => this.#removeFromOthers(user));
    this.#changed(moved.length > 0 ? 'all' : { authLevel: group.authLevel });
  }

  /** @returns true when the user was in another group */
  #removeFromOthers(user: User): boolean {
    const others = [...this.#groups.values()].filter((group) => group.authLevel !== user.authLevel);
    return others.map((group) => group.remove(user.userId)).includes(true);
  }

  #groupOf(groups: Map<string, Group>, authLevel: string, done: boolean): Group {
    const existing = groups.get(authLevel);
    if (existing) return existing;
    // Users that tell no level cannot be asked for by level.
    const cursor = done || authLevel === '' ? undefined : this.#cursor({ authLevel });
    const group = new Group(authLevel, cursor, (user) => this.#written.get(user.userId) ?? user);
    groups.set(authLevel, group);
    return group;
  }

  #cursor(filter: UserFilter): PageCursor<User> {
    const fetchPage: FetchPage<User> = (page, signal) => this.#options.listUsers(filter, page, signal);
    return new PageCursor({ fetchPage, idOf, recordsPerPage: this.#options.pageSize });
  }

  #changed(change: DirectoryChange): void {
    if (!this.#ended.signal.aborted) this.#events.emit('change', change);
  }
}

/**
 * What is known of the users now. Loads the first page; if everything fits, that is the whole load. Otherwise one
 * filtered listing per group follows, each of which goes on by "Load more…". Knows nothing of VS Code.
 */
import { EventEmitter } from 'node:events';
import { isFiltering, sameFilter, tidyFilter } from '../domain/grouping.ts';
import type { User, UserFilter, UserId } from '../domain/user.ts';
import { PageCursor } from '../api/paging.ts';
import type { FetchPage, PageRequest } from '../api/paging.ts';
import { ReadAhead } from '../api/readAhead.ts';
import type { ReadList, UnreadableRecord } from '../api/reader.ts';
import type { Group, GroupState } from './group.ts';
import { isByPlace } from './groupSeeds.ts';
import type { DirectoryView } from './groupSeeds.ts';
import { Listing } from './listing.ts';
import type { Everyone } from './listing.ts';
import type { Places } from './places.ts';

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
  /** Which networks and mailboxes there are, and their names; loaded after the first page. The directory disposes of it. */
  readonly places?: Places;
  /** What is shown at first; by AuthLevel and everybody unless told. */
  readonly view?: Partial<DirectoryView>;
};

/** The whole load: not begun, under way, done, or failed with nothing to show. */
export type DirectoryState =
  { readonly kind: 'idle' | 'loading' | 'loaded' } | { readonly kind: 'failed'; readonly error: unknown };

/** What changed: one group by its key, or everything. */
export type DirectoryChange = { readonly key: string } | 'all';

type Load = { readonly overtaken: AbortController; readonly done: Promise<void> };

const idOf = (user: User): UserId => user.userId;

/** The users of one signed-in profile that pass a filter, in groups. */
export class Directory {
  readonly #options: DirectoryOptions;
  readonly #events = new EventEmitter<{ change: [DirectoryChange] }>();
  readonly #ended = new AbortController();
  #view: DirectoryView;
  /** What is shown; of the view before while the first page of the present one is under way. */
  #listing: Listing | undefined;
  /** The answers to writes since the last refresh began: pages that were under way may be older. */
  #written = new Map<UserId, User>();
  #state: DirectoryState = { kind: 'idle' };
  #rest: Promise<void> | undefined;
  #load: Load | undefined;
  #firstPage = Promise.withResolvers<undefined>();

  constructor(options: DirectoryOptions) {
    this.#options = options;
    // Any number of pages may listen.
    this.#events.setMaxListeners(0);
    this.#view = { groupBy: 'level', filter: {}, ...options.view };
    options.places?.onDidChange(() => {
      this.#listing?.reorder();
      if (this.#listing) this.#changed('all');
    });
  }

  get state(): DirectoryState {
    return this.#state;
  }

  /** What was asked to be shown. What is shown may still be another filter’s: see {@link refresh}. */
  get view(): DirectoryView {
    return this.#view;
  }

  /** True while the first page, or the first pages of the groups, are loaded. */
  get busy(): boolean {
    return this.#load !== undefined;
  }

  /** Calls `listener` at every change. @returns ends that */
  onDidChange(listener: (change: DirectoryChange) => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /** The groups that have something to show, or to be loaded on demand, in their order. */
  groups(): readonly GroupState[] {
    return this.#listing?.groups() ?? [];
  }

  /** Records that came with a page but could not be read. */
  unreadable(): readonly UnreadableRecord[] {
    return this.#listing?.unreadable() ?? [];
  }

  /** One group as it is now; undefined when it is not known. */
  group(key: string): GroupState | undefined {
    return this.#listing?.group(key);
  }

  /** A user that has been loaded and passes the filter. */
  find(userId: UserId): User | undefined {
    return this.#listing?.find(userId);
  }

  /** Every user that has been loaded and passes the filter, in the order of the tree. */
  users(): readonly User[] {
    return this.groups().flatMap((group) => group.users);
  }

  /**
   * True when every user that passes the filter has been loaded. Without a filter that is every user that the key can
   * reach, and only the unfiltered listing can tell: beyond its first page there may be users of an AuthLevel, status,
   * network or mailbox that nobody knows to ask for.
   */
  get complete(): boolean {
    return this.#state.kind === 'loaded' && this.#listing?.complete === true;
  }

  /** True when every user that the key can reach has been loaded. */
  get knowsEverybody(): boolean {
    return this.complete && !isFiltering(this.#view.filter);
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
    if (this.#load) return this.#load.done;
    this.#firstPage = Promise.withResolvers<undefined>();
    return this.#start();
  }

  /**
   * Shows other users, or the same in other groups. Another filter loads again, as {@link refresh} does; another
   * grouping divides what is known anew, and loads what the groups need.
   */
  async show(change: Partial<DirectoryView>): Promise<void> {
    const before = this.#view;
    this.#view = { ...before, ...change };
    if (!sameFilter(before.filter, this.#view.filter)) await this.#reload();
    else if (before.groupBy !== this.#view.groupBy) await this.#regroup();
  }

  /** Loads the next page of a group. A failure is kept in the group, beside what it already has. */
  async loadMore(key: string): Promise<void> {
    const listing = this.#listing;
    const group = listing?.toLoad(key);
    if (!listing || !group || group.done || group.load.kind === 'loading') return;
    const loaded = this.#loadGroup(listing, group);
    this.#changed({ key });
    await loaded;
  }

  /**
   * Goes through the whole listing of those that pass the filter, page by page: so users are found that belong to groups
   * nobody knows to ask for. One that is under way is shared; it goes on after a refresh, and ends without a word when
   * another filter is shown.
   * @throws {EcgridError} of the page that fails or is cancelled; the next call goes on with that page
   */
  loadRest(signal?: AbortSignal): Promise<void> {
    this.#rest ??= this.#loadRest(signal).finally(() => {
      this.#rest = undefined;
    });
    return this.#rest;
  }

  /** Takes over the answer to a write: the user appears where it belongs now, and nowhere else. */
  apply(user: User): void {
    this.#written.set(user.userId, user);
    this.#listing?.place(user);
    this.#changed('all');
  }

  /**
   * Takes in a user that ECGrid told of elsewhere, so that it can be shown although its page has not been loaded. Not the
   * answer to a write: a page that comes later counts as newer.
   * @returns false when it cannot be shown: the filter hides it, or nothing has been loaded
   */
  include(user: User): boolean {
    if (this.#listing?.place(this.#latest(user)) !== true) return false;
    this.#changed('all');
    return true;
  }

  /** Ends every request, those of the places included; late answers change nothing. */
  dispose(): void {
    this.#ended.abort();
    this.#options.places?.dispose();
    this.#events.removeAllListeners();
  }

  readonly #latest = (user: User): User => this.#written.get(user.userId) ?? user;

  #start(): Promise<void> {
    const overtaken = new AbortController();
    const done = this.#loadAll(overtaken.signal);
    this.#load = { overtaken, done };
    return done;
  }

  /** Loads the users of another filter. A load under way is overtaken: whoever waits for it waits for this one. */
  async #reload(): Promise<void> {
    if (this.#state.kind === 'idle') return;
    if (this.#load) this.#load.overtaken.abort();
    else this.#firstPage = Promise.withResolvers<undefined>();
    const done = this.#start();
    this.#changed('all');
    await done;
  }

  async #regroup(): Promise<void> {
    const before = this.#listing;
    if (!before) return;
    const listing = before.regrouped(this.#view.groupBy);
    this.#replace(listing);
    await this.#loadGroups(listing);
    this.#changed('all');
  }

  #replace(listing: Listing | undefined): void {
    this.#listing?.end();
    this.#listing = listing;
  }

  async #loadAll(overtaken: AbortSignal): Promise<void> {
    this.#state = { kind: 'loading' };
    this.#written = new Map();
    const { filter } = this.#view;
    const everyone = this.#everyone(filter);
    try {
      const first = await everyone.cursor.next(AbortSignal.any([overtaken, this.#ended.signal]));
      overtaken.throwIfAborted();
      const listing = this.#listingOf(everyone, filter);
      listing.takePage(first);
      for (const user of this.#written.values()) listing.place(user);
      this.#replace(listing);
      this.#state = { kind: 'loaded' };
      this.#firstPage.resolve(undefined);
      void this.#options.places?.load();
      await this.#loadGroups(listing, overtaken);
    } catch (error) {
      if (!overtaken.aborted) this.#fail(error);
    }
    if (overtaken.aborted) return this.#load?.done;
    this.#load = undefined;
    this.#changed('all');
  }

  /** What is shown stays, unless it is of another filter than the one that cannot be loaded. */
  #fail(error: unknown): void {
    this.#state = { kind: 'failed', error };
    const shown = this.#listing?.view.filter;
    if (shown && !sameFilter(shown, this.#view.filter)) this.#replace(undefined);
  }

  /** The directory is larger than a page: the first page of the groups that come first, a few at a time. */
  async #loadGroups(listing: Listing, overtaken?: AbortSignal): Promise<void> {
    if (listing.complete) return;
    if (isByPlace(listing.view.groupBy) && this.#options.places) {
      this.#changed('all');
      await this.#options.places.load();
      if (listing !== this.#listing) return;
    }
    const waiting = [...listing.openAll()];
    this.#changed('all');
    const work = async (): Promise<void> => {
      for (let group = waiting.shift(); group; group = waiting.shift()) {
        if (overtaken?.aborted === true) return;
        // Somebody may have asked for more of it meanwhile.
        if (group.load.kind !== 'idle' && group.load.kind !== 'loading') continue;
        await this.#loadGroup(listing, group);
      }
    };
    await Promise.all(Array.from({ length: this.#options.concurrency ?? 4 }, work));
  }

  /** Loads a group's next page. A user that was in another group until now has been moved meanwhile. */
  async #loadGroup(listing: Listing, group: Group): Promise<void> {
    if (listing !== this.#listing) return;
    const moved = await listing.loadGroup(group, this.#ended.signal);
    if (listing === this.#listing) this.#changed(moved ? 'all' : { key: group.key });
  }

  async #loadRest(signal?: AbortSignal): Promise<void> {
    const ended = this.#ended.signal;
    const either = signal === undefined ? ended : AbortSignal.any([signal, ended]);
    const asked = this.#listing?.view.filter;
    // A refresh meanwhile begins anew, and whoever wanted all of them still does; another filter is another question.
    while (this.#listing && asked && sameFilter(this.#listing.view.filter, asked)) {
      if (await this.#goThrough(this.#listing.everyone.cursor, either)) return;
    }
  }

  /** @returns false when another listing has taken the place of this one meanwhile */
  async #goThrough(cursor: PageCursor<User>, signal: AbortSignal): Promise<boolean> {
    using pages = new ReadAhead(cursor, signal);
    while (!cursor.done) {
      const page = await pages.next();
      if (this.#listing?.everyone.cursor !== cursor) return false;
      this.#listing.takePage(page);
      this.#changed('all');
    }
    return true;
  }

  #listingOf(everyone: Everyone, filter: UserFilter): Listing {
    const { places } = this.#options;
    const cursorFor = (asked: UserFilter): PageCursor<User> => this.#cursor(asked);
    const view = { groupBy: this.#view.groupBy, filter };
    return new Listing(view, everyone, { cursorFor, latest: this.#latest, places });
  }

  #everyone(filter: UserFilter): Everyone {
    let firstList: ReadList<User> | undefined;
    const cursor = this.#cursor(tidyFilter(filter), (list) => (firstList ??= list));
    return { cursor, firstList: () => firstList };
  }

  #cursor(filter: UserFilter, onPage?: (list: ReadList<User>) => void): PageCursor<User> {
    const fetchPage: FetchPage<User> = async (page, signal) => {
      const list = await this.#options.listUsers(filter, page, signal);
      onPage?.(list);
      return list;
    };
    return new PageCursor({ fetchPage, idOf, recordsPerPage: this.#options.pageSize });
  }

  #changed(change: DirectoryChange): void {
    this.#events.emit('change', change);
  }
}

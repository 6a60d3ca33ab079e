/**
 * What is known of the users now. Loads the first page; if everything fits, that is the whole load. Otherwise one
 * filtered listing per group follows, each of which goes on by "Load more…". Knows nothing of VS Code.
 */
import { EventEmitter } from 'node:events';
import { isFiltering, sameFilter } from '../domain/grouping.ts';
import type { User, UserId } from '../domain/user.ts';
import type { PageCursor } from '../api/paging.ts';
import { ReadAhead } from '../api/readAhead.ts';
import type { UnreadableRecord } from '../api/reader.ts';
import type { DirectoryChange, GroupState } from './group.ts';
import { GroupLoading } from './groupLoading.ts';
import type { DirectoryView } from './groupSeeds.ts';
import type { Listing } from './listing.ts';
import { ListingSource } from './listingSource.ts';
import type { ListingSourceOptions } from './listingSource.ts';
import type { Places } from './places.ts';

export type DirectoryOptions = Pick<ListingSourceOptions, 'listUsers' | 'pageSize'> & {
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

type Load = { readonly overtaken: AbortController; readonly done: Promise<void> };

/** The users of one signed-in profile that pass a filter, in groups. */
export class Directory {
  readonly #places: Places | undefined;
  readonly #source: ListingSource;
  readonly #groups: GroupLoading;
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

  constructor({ listUsers, pageSize, concurrency = 4, places, view }: DirectoryOptions) {
    this.#places = places;
    const latest = (user: User): User => this.#latest(user);
    this.#source = new ListingSource({ listUsers, pageSize, places, latest });
    this.#groups = new GroupLoading({
      shown: () => this.#listing,
      changed: (change) => this.#changed(change),
      places,
      concurrency,
      ended: this.#ended.signal,
    });
    // Any number of pages may listen.
    this.#events.setMaxListeners(0);
    this.#view = { groupBy: 'level', filter: {}, ...view };
    places?.onDidChange(() => {
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
    const loaded = this.#groups.load(listing, group);
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
    this.#places?.dispose();
    this.#events.removeAllListeners();
  }

  #latest(user: User): User {
    return this.#written.get(user.userId) ?? user;
  }

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
    await this.#groups.loadAll(listing);
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
    const everyone = this.#source.everyone(filter);
    try {
      const first = await everyone.cursor.next(AbortSignal.any([overtaken, this.#ended.signal]));
      overtaken.throwIfAborted();
      const listing = this.#source.listing(everyone, { groupBy: this.#view.groupBy, filter });
      listing.takePage(first);
      for (const user of this.#written.values()) listing.place(user);
      this.#replace(listing);
      this.#state = { kind: 'loaded' };
      this.#firstPage.resolve(undefined);
      void this.#places?.load();
      await this.#groups.loadAll(listing, overtaken);
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

  #changed(change: DirectoryChange): void {
    this.#events.emit('change', change);
  }
}

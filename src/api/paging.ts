/**
 * Pages and records of a list as async iterables. ECGrid's `users/list` tells no total, so a listing ends with a
 * page that is shorter than asked for, or one that only repeats what was seen; where a total is told, it decides.
 */
import { ReadAhead, readAhead } from './readAhead.ts';
import type { ReadList, UnreadableRecord } from './reader.ts';

/** The most records that ECGrid returns on a page. */
export const largestPage = 500;

/** Which page is wanted: numbers from 1, 1 to 500 records each. */
export type PageRequest = { readonly pageNo: number; readonly recordsPerPage: number };

/** Fetches one page. */
export type FetchPage<Item> = (page: PageRequest, signal?: AbortSignal) => Promise<ReadList<Item>>;

/** One page of a list, and whether anything comes after it. */
export type Page<Item> = {
  readonly items: readonly Item[];
  readonly unreadable: readonly UnreadableRecord[];
  /** True when the listing is complete with this page. */
  readonly last: boolean;
};

/** How a list is walked through. `idOf` tells records apart. */
export type Paging<Item> = {
  readonly fetchPage: FetchPage<Item>;
  readonly idOf: (item: Item) => number;
  /** 1 to 500. */
  readonly recordsPerPage: number;
};

/**
 * Walks through a list page by page. A page that fails is not lost: the next call asks for it again.
 */
export class PageCursor<Item> {
  readonly #paging: Paging<Item>;
  readonly #seen = new Set<number>();
  readonly #seenUnreadable = new Set<string>();
  #pageNo = 1;
  /** The highest page that has been read. */
  #furthest = 0;
  /** How many records a page has. */
  #size: number;
  /** How many records there are, where that is told. */
  #total = Infinity;
  /** How many records have left the list since the last request. */
  #gone = 0;
  #done = false;

  constructor(paging: Paging<Item>) {
    this.#paging = paging;
    this.#size = paging.recordsPerPage;
  }

  /** True when every page has been read. */
  get done(): boolean {
    return this.#done;
  }

  /**
   * Fetches the next page; an empty last one when there is none.
   * @throws {EcgridError} of the request; the cursor stays where it was
   */
  async next(signal?: AbortSignal): Promise<Page<Item>> {
    if (this.#done) return { items: [], unreadable: [], last: true };
    return this.accept(await this.fetch(this.upcoming(), signal));
  }

  /** The page that comes next. */
  upcoming(): PageRequest {
    this.#stepBack();
    return { pageNo: this.#pageNo, recordsPerPage: this.#paging.recordsPerPage };
  }

  /** True when a page is known to be empty, since the service has told how many records there are. */
  isPastEnd(pageNo: number): boolean {
    return (pageNo - 1) * this.#size >= this.#total;
  }

  /** Fetches a page, which is to be handed to {@link accept} when it is the next one. @throws {EcgridError} */
  fetch(page: PageRequest, signal?: AbortSignal): Promise<ReadList<Item>> {
    return this.#paging.fetchPage(page, signal);
  }

  /** Takes a page as the next one. */
  accept(list: ReadList<Item>): Page<Item> {
    const { idOf, recordsPerPage } = this.#paging;
    const items = list.items.filter((item) => !this.#seen.has(idOf(item)));
    const unreadable = list.unreadable.filter(({ identity }) => !this.#seenUnreadable.has(identity));
    for (const item of items) this.#seen.add(idOf(item));
    for (const { identity } of unreadable) this.#seenUnreadable.add(identity);
    const rows = list.items.length + list.unreadable.length;
    const known = this.#seen.size + this.#seenUnreadable.size;
    // A service may cap the page size; a page of that size is not a short one.
    this.#size = Math.min(recordsPerPage, Math.max(1, list.recordsPerPage ?? recordsPerPage));
    this.#total = list.totalRecords ?? Infinity;
    const complete = list.totalRecords === undefined ? rows < this.#size : known >= list.totalRecords;
    const isNext = this.#pageNo > this.#furthest;
    const repeats = isNext && items.length === 0 && unreadable.length === 0;
    this.#furthest = Math.max(this.#furthest, this.#pageNo);
    // What left the list while the page was on its way may have moved others from this page to the one before.
    if (this.#gone === 0) {
      this.#done = rows === 0 || complete || repeats;
      this.#pageNo += 1;
    }
    return { items, unreadable, last: this.#done };
  }

  /** Tells that a record has left the list: those behind it moved up, so that as much is asked for again. */
  forget(id: number): void {
    if (this.#seen.delete(id) && !this.#done) this.#gone += 1;
  }

  #stepBack(): void {
    this.#pageNo = Math.max(1, this.#pageNo - Math.ceil(this.#gone / this.#size));
    this.#gone = 0;
  }
}

/**
 * All pages of a list, in order. After a first full page, up to `ahead` pages are under way at once; what was
 * asked for past the end is abandoned.
 * @throws {EcgridError} of the first page that fails
 */
export async function* pagesOf<Item>(
  paging: Paging<Item>,
  signal?: AbortSignal,
  ahead = readAhead,
): AsyncGenerator<Page<Item>, void, undefined> {
  const cursor = new PageCursor(paging);
  using pages = new ReadAhead(cursor, signal, ahead);
  while (!cursor.done) yield await pages.next();
}

/** All readable records of a list, in order. Unreadable ones are handed to `onUnreadable`. */
export async function* itemsOf<Item>(
  paging: Paging<Item>,
  onUnreadable: (record: UnreadableRecord) => void,
  signal?: AbortSignal,
): AsyncGenerator<Item, void, undefined> {
  for await (const page of pagesOf(paging, signal)) {
    page.unreadable.forEach(onUnreadable);
    yield* page.items;
  }
}

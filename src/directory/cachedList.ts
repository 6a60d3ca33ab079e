/** A list of the service that is read page by page once, and then looked up. */
import { isEcgridError } from '../api/ecgridError.ts';
import { largestPage, pagesOf } from '../api/paging.ts';
import type { Paging } from '../api/paging.ts';
import type { PlaceList } from './places.ts';

/** The most pages that are read; 20 of 500 are more than anybody picks from. */
export const mostPages = 20;

/** One list, and how its load stands. */
export class CachedList<Item> {
  readonly #paging: Paging<Item>;
  #items = new Map<number, Item>();
  #state: PlaceList<Item> = { kind: 'idle' };

  constructor(paging: Pick<Paging<Item>, 'fetchPage' | 'idOf'>) {
    this.#paging = { ...paging, recordsPerPage: largestPage };
  }

  get state(): PlaceList<Item> {
    return this.#state;
  }

  get(id: number): Item | undefined {
    return this.#items.get(id);
  }

  all(): readonly Item[] {
    return [...this.#items.values()];
  }

  /**
   * Loads the list unless it is loaded. A failure is kept as the state, and what came before it is looked up all the same.
   * @returns true when something new is known
   */
  async load(signal: AbortSignal): Promise<boolean> {
    if (this.#state.kind === 'loaded') return false;
    this.#state = { kind: 'loading' };
    const items = new Map<number, Item>();
    try {
      const complete = await this.#read(items, signal);
      this.#items = items;
      this.#state = { kind: 'loaded', places: this.#sorted(), complete };
      return true;
    } catch (error) {
      if (isEcgridError(error) && error.kind === 'notOffered') {
        // An API without such a list is no failure: there are numbers, and they can be typed.
        this.#state = { kind: 'loaded', places: [], complete: false };
        return false;
      }
      if (items.size > 0) this.#items = items;
      this.#state = { kind: 'failed', error };
      return items.size > 0;
    }
  }

  /** @returns true when every record of the list has been read */
  async #read(items: Map<number, Item>, signal: AbortSignal): Promise<boolean> {
    let [pages, unreadable] = [0, 0];
    for await (const page of pagesOf(this.#paging, signal)) {
      for (const item of page.items) items.set(this.#paging.idOf(item), item);
      unreadable += page.unreadable.length;
      pages += 1;
      if (page.last) break;
      if (pages === mostPages) return false;
    }
    return unreadable === 0;
  }

  #sorted(): readonly Item[] {
    const { idOf } = this.#paging;
    return this.all().toSorted((a, b) => idOf(a) - idOf(b));
  }
}

/** Walks on through a list with several pages under way at once, as far as that is of use. */
import type { Page, PageCursor, PageRequest } from './paging.ts';
import type { ReadList } from './reader.ts';

/** How many pages are asked for at once beyond the first; a polite limit. */
export const readAhead = 4;

/** A page that has been asked for. */
type UnderWay<Item> = {
  readonly pageNo: number;
  readonly list: Promise<ReadList<Item>>;
  hasCome: boolean;
};

/**
 * Takes a cursor on to its end. After a first full page, up to `most` pages are under way; fewer when pages have
 * come before they are wanted for a while, since then waiting for the service is not what takes the time. Dispose of it in the end:
 * what was asked for past the end is abandoned then.
 */
export class ReadAhead<Item> implements Disposable {
  readonly #cursor: PageCursor<Item>;
  readonly #most: number;
  readonly #signal: AbortSignal | undefined;
  #abandoned = new AbortController();
  #underWay: UnderWay<Item>[] = [];
  #wanted = 1;
  /** How many pages, one after another, had come before they were wanted. */
  #early = 0;

  constructor(cursor: PageCursor<Item>, signal?: AbortSignal, most = readAhead) {
    this.#cursor = cursor;
    this.#signal = signal;
    this.#most = most;
  }

  /**
   * The next page, and asks for those after it.
   * @throws {EcgridError} of the request; the next call asks for the same page again
   */
  async next(): Promise<Page<Item>> {
    const request = this.#cursor.upcoming();
    // Records have left the list, and those behind them have moved up: what is under way would leave some out.
    if (this.#underWay[0]?.pageNo !== request.pageNo) this.#abandon();
    const hadCome = this.#underWay[0]?.hasCome === true;
    this.#askAhead(request);
    const page = this.#cursor.accept(await this.#head());
    this.#adapt(hadCome);
    return page;
  }

  [Symbol.dispose](): void {
    this.#abandon();
  }

  /** Pages that were asked for together come together: only more of them than that say that nobody waits any more. */
  #adapt(hadCome: boolean): void {
    this.#early = hadCome ? this.#early + 1 : 0;
    if (!hadCome) this.#wanted = this.#most;
    if (this.#early < this.#most) return;
    // One ahead is what makes a page come before it is wanted.
    this.#wanted = Math.max(Math.min(2, this.#most), this.#wanted - 1);
    this.#early = 0;
  }

  async #head(): Promise<ReadList<Item>> {
    try {
      const [head] = this.#underWay;
      if (!head) throw new RangeError('Nothing has been asked for.');
      const list = await head.list;
      this.#underWay.shift();
      return list;
    } catch (error) {
      this.#abandon();
      this.#wanted = 1;
      throw error;
    }
  }

  /** The page that is wanted now, whatever may be known of it, and those after it as far as there may be any. */
  #askAhead(request: PageRequest): void {
    for (let ahead = this.#underWay.length; ahead < this.#wanted; ahead += 1) {
      const pageNo = request.pageNo + ahead;
      if (ahead > 0 && this.#cursor.isPastEnd(pageNo)) return;
      this.#underWay.push(this.#ask({ ...request, pageNo }));
    }
  }

  #ask(request: PageRequest): UnderWay<Item> {
    const { signal } = this.#abandoned;
    const either = this.#signal === undefined ? signal : AbortSignal.any([this.#signal, signal]);
    const list = this.#cursor.fetch(request, either);
    const asked: UnderWay<Item> = { pageNo: request.pageNo, list, hasCome: false };
    // Whoever takes it from the queue sees the failure; one that is abandoned is nobody's.
    list.then(
      () => (asked.hasCome = true),
      () => undefined,
    );
    return asked;
  }

  #abandon(): void {
    this.#abandoned.abort();
    this.#abandoned = new AbortController();
    this.#underWay = [];
  }
}

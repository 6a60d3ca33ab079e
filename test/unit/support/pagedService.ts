/**
 * Services that hand out a list of numbers in pages, each with manners of its own, and that keep count of what
 * they are asked. Negative numbers are records that nobody can read.
 */
import type { FetchPage, PageRequest } from '../../../src/api/paging.ts';
import type { ReadList } from '../../../src/api/reader.ts';

/** How a service pages. */
export type Manners = {
  /** Whatever page is asked for, it answers with the first. */
  readonly ignoresPageNo?: boolean;
  /** It never returns more than this, and says so. */
  readonly cap?: number;
  readonly tellsTotal?: boolean;
};

export type PagedService = {
  readonly fetchPage: FetchPage<number>;
  /** Page numbers in the order in which they were asked for. */
  readonly asked: readonly number[];
  /** The most requests that were under way at the same time. */
  readonly mostUnderWay: () => number;
};

const answer = (
  rows: readonly number[],
  of: readonly number[],
  size: number,
  manners: Manners,
): ReadList<number> => ({
  items: rows.filter((row) => row > 0),
  unreadable: rows
    .filter((row) => row < 0)
    .map((row) => ({ name: 'record 1', reason: 'it is broken', identity: String(row) })),
  recordsPerPage: manners.cap === undefined ? undefined : size,
  totalRecords: manners.tellsTotal === true ? of.length : undefined,
});

/** A service with these rows; `before` may fail a request, or hold it up, by its page. */
export const pagedService = (
  rows: readonly number[],
  manners: Manners = {},
  before: (page: PageRequest, signal: AbortSignal | undefined) => Promise<void> | void = () => undefined,
): PagedService => {
  const asked: number[] = [];
  let underWay = 0;
  let most = 0;
  const fetchPage: FetchPage<number> = async (page, signal) => {
    asked.push(page.pageNo);
    underWay += 1;
    most = Math.max(most, underWay);
    try {
      await before(page, signal);
    } finally {
      underWay -= 1;
    }
    const size = Math.min(page.recordsPerPage, manners.cap ?? Infinity);
    const first = manners.ignoresPageNo === true ? 0 : (page.pageNo - 1) * size;
    return answer(rows.slice(first, first + size), rows, size, manners);
  };
  return { fetchPage, asked, mostUnderWay: () => most };
};

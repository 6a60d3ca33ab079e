/** Walking through lists of any size on services of any manners: everything once, and an end. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { PageCursor, itemsOf, pagesOf } from '../../../src/api/paging.ts';
import type { FetchPage, Paging } from '../../../src/api/paging.ts';
import { readAhead } from '../../../src/api/readAhead.ts';
import { numbers } from '../support/builders.ts';
import { pagedService } from '../support/pagedService.ts';

const paging = (fetchPage: FetchPage<number>, recordsPerPage: number): Paging<number> => ({
  fetchPage,
  recordsPerPage,
  idOf: (item) => item,
});

/** All records, readable or not, as an iteration hands them out. */
const walk = async (pages: Paging<number>, ahead?: number): Promise<readonly number[]> => {
  const all: number[] = [];
  for await (const page of pagesOf(pages, undefined, ahead)) {
    all.push(...page.items, ...page.unreadable.map(({ identity }) => Number(identity)));
  }
  return all;
};

/** All records as a cursor hands them out. */
const step = async (cursor: PageCursor<number>): Promise<readonly number[]> => {
  const all: number[] = [];
  while (!cursor.done) {
    const page = await cursor.next();
    all.push(...page.items, ...page.unreadable.map(({ identity }) => Number(identity)));
  }
  return all;
};

/** Lists in which some records, or whole runs of them, cannot be read. */
const list = fc.oneof(
  fc.nat({ max: 60 }).map(numbers),
  fc.array(fc.boolean(), { maxLength: 60 }).map((bad) => bad.map((broken, i) => (broken ? -(i + 1) : i + 1))),
  fc
    .tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 }), fc.nat({ max: 20 }))
    .map(([good, bad, more]) =>
      numbers(good + bad + more).map((n) => (n > good && n <= good + bad ? -n : n)),
    ),
);
const pageSize = fc.integer({ min: 1, max: 15 });
const cap = fc.option(fc.integer({ min: 1, max: 15 }), { nil: undefined });
const inOrder = (rows: readonly number[]): readonly number[] =>
  rows.toSorted((a, b) => Math.abs(a) - Math.abs(b));

describe('a service that pages properly', () => {
  const manners = fc.record({ tellsTotal: fc.boolean() });

  test('hands out every record once, with read-ahead or without', async () => {
    await fc.assert(
      fc.asyncProperty(list, pageSize, manners, async (rows, size, how) => {
        const service = pagedService(rows, how);
        assert.deepEqual(inOrder(await step(new PageCursor(paging(service.fetchPage, size)))), rows);
        assert.deepEqual(inOrder(await walk(paging(pagedService(rows, how).fetchPage, size))), rows);
        // The one request too many asks for the page after a full last one.
        assert.ok(
          service.asked.length <= Math.floor(rows.length / size) + 1,
          `${service.asked.length} requests`,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('hands out every record once although its pages are smaller than asked for, which it tells', async () => {
    await fc.assert(
      fc.asyncProperty(list, pageSize, cap, fc.boolean(), async (rows, size, most, tellsTotal) => {
        const how = most === undefined ? { tellsTotal } : { tellsTotal, cap: most };
        const service = pagedService(rows, how);
        assert.deepEqual(inOrder(await walk(paging(service.fetchPage, size))), rows);
        const pages = Math.ceil(rows.length / Math.min(size, most ?? size));
        assert.ok(
          service.asked.length <= pages + 1 + readAhead,
          `${service.asked.length} for ${pages} pages`,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('is asked for nothing after its last page when it tells the total', async () => {
    const service = pagedService(numbers(30), { tellsTotal: true });
    await step(new PageCursor(paging(service.fetchPage, 10)));
    assert.deepEqual(service.asked, [1, 2, 3]);
  });

  test('hands records out in order', async () => {
    const items: number[] = [];
    for await (const item of itemsOf(paging(pagedService(numbers(95)).fetchPage, 10), () => undefined))
      items.push(item);
    assert.deepEqual(items, numbers(95));
  });

  test('names unreadable records beside the others', async () => {
    const unreadable: string[] = [];
    const items: number[] = [];
    const { fetchPage } = pagedService([1, -2, 3, -4, -5, 6]);
    for await (const item of itemsOf(paging(fetchPage, 2), ({ identity }) => unreadable.push(identity)))
      items.push(item);
    assert.deepEqual(
      [items, unreadable],
      [
        [1, 3, 6],
        ['-2', '-4', '-5'],
      ],
    );
  });
});

describe('a service that answers with the first page whatever is asked for', () => {
  test('hands out that page once, and is left alone soon', async () => {
    await fc.assert(
      fc.asyncProperty(list, pageSize, fc.boolean(), async (rows, size, tellsTotal) => {
        const how = { ignoresPageNo: true, tellsTotal };
        const service = pagedService(rows, how);
        assert.deepEqual(
          inOrder(await step(new PageCursor(paging(service.fetchPage, size)))),
          rows.slice(0, size),
        );
        assert.ok(service.asked.length <= 2);
        const ahead = pagedService(rows, how);
        assert.deepEqual(inOrder(await walk(paging(ahead.fetchPage, size))), rows.slice(0, size));
        assert.ok(ahead.asked.length <= 1 + readAhead + 1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('read-ahead', () => {
  test('is never more than its bound, and is used', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 120 }),
        pageSize,
        fc.integer({ min: 1, max: 6 }),
        async (n, size, ahead) => {
          const service = pagedService(numbers(n), {}, () => Promise.resolve());
          assert.deepEqual(await walk(paging(service.fetchPage, size), ahead), numbers(n));
          const further = Math.floor(n / size);
          assert.equal(service.mostUnderWay(), Math.max(1, further > 0 ? ahead : 1));
          assert.ok(service.asked.length <= further + 1 + ahead);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('does not begin when the first page is short, or empty', async () => {
    for (const n of [0, 1, 9]) {
      const service = pagedService(numbers(n));
      await walk(paging(service.fetchPage, 10));
      assert.deepEqual(service.asked, [1]);
    }
  });

  test('keeps the order of pages, though later ones come first', async () => {
    const gates = new Map(numbers(9).map((pageNo) => [pageNo, Promise.withResolvers<undefined>()]));
    const service = pagedService(numbers(45), {}, async ({ pageNo }) => {
      // Every page waits for the one after it, as far as that is under way.
      if (pageNo > 1 && pageNo < 5) await gates.get(pageNo + 1)?.promise;
      gates.get(pageNo)?.resolve(undefined);
    });
    assert.deepEqual(await walk(paging(service.fetchPage, 10), 4), numbers(45));
    assert.ok(service.mostUnderWay() > 1);
  });
});

describe('a page that fails', () => {
  test('is asked for again by the cursor, and nothing is lost or doubled', async () => {
    await fc.assert(
      fc.asyncProperty(list, pageSize, fc.integer({ min: 1, max: 5 }), async (rows, size, badPage) => {
        let failures = 2;
        const service = pagedService(rows, {}, ({ pageNo }) => {
          if (pageNo === badPage && failures-- > 0) throw new Error(`page ${pageNo}`);
        });
        const cursor = new PageCursor(paging(service.fetchPage, size));
        const all: number[] = [];
        while (!cursor.done) {
          await cursor.next().then(
            (page) => all.push(...page.items, ...page.unreadable.map(({ identity }) => Number(identity))),
            () => undefined,
          );
        }
        assert.deepEqual(inOrder(all), rows);
        const pages = new Set(service.asked);
        assert.deepEqual([...pages], numbers(pages.size));
        const extra = pages.has(badPage) ? 2 : 0;
        assert.equal(
          service.asked.length,
          pages.size + extra,
          'only the page that failed is asked for again',
        );
      }),
    );
  });

  test('ends an iteration with its error, after the pages before it', async () => {
    const service = pagedService(numbers(50), {}, ({ pageNo }) => {
      if (pageNo === 3) throw new Error('third page');
    });
    const items: number[] = [];
    const iterate = async (): Promise<void> => {
      for await (const page of pagesOf(paging(service.fetchPage, 10))) items.push(...page.items);
    };
    await assert.rejects(iterate, /third page/);
    assert.deepEqual(items, numbers(20));
  });
});

describe('reading ahead', () => {
  test('asks for so many pages at once and no more', async () => {
    for (const ahead of [1, 3]) {
      const service = pagedService(numbers(100), { tellsTotal: true }, () => setImmediate());
      assert.deepEqual(await walk(paging(service.fetchPage, 10), ahead), numbers(100));
      assert.equal(service.mostUnderWay(), ahead);
    }
  });

  test('one page at a time asks for no page twice, nor past the total', async () => {
    const service = pagedService(numbers(30), { tellsTotal: true });
    await walk(paging(service.fetchPage, 10), 1);
    assert.deepEqual(service.asked, [1, 2, 3]);
  });

  test('takes no notice of failures past the end', async () => {
    const service = pagedService(numbers(15), {}, async ({ pageNo }) => {
      if (pageNo > 2) throw new Error(`page ${pageNo}`);
      await setImmediate();
    });
    assert.deepEqual(await walk(paging(service.fetchPage, 10)), numbers(15));
    assert.ok(service.asked.length > 2, 'nothing was asked for past the end');
  });
});

describe('a record that has left the list', () => {
  test('has a page asked for again, which is not the last although nothing on it is new', async () => {
    const service = pagedService(numbers(25));
    const cursor = new PageCursor(paging(service.fetchPage, 10));
    await cursor.next();
    await cursor.next();
    cursor.forget(5);
    assert.deepEqual(await cursor.next(), { items: [], unreadable: [], last: false });
    assert.deepEqual((await cursor.next()).items, [21, 22, 23, 24, 25]);
    assert.deepEqual(service.asked, [1, 2, 2, 3]);
  });

  test('and was never seen in it changes nothing', async () => {
    const service = pagedService(numbers(25));
    const cursor = new PageCursor(paging(service.fetchPage, 10));
    await cursor.next();
    cursor.forget(99);
    assert.deepEqual(await step(cursor), numbers(25).slice(10));
    assert.deepEqual(service.asked, [1, 2, 3]);
  });
});

describe('leaving a listing', () => {
  /** A service that answers pages up to `last`, and keeps who asks for others waiting. */
  const heldUp = (signals: (AbortSignal | undefined)[], last: number): FetchPage<number> =>
    pagedService(numbers(100), {}, async ({ pageNo }, signal) => {
      signals.push(signal);
      if (signal?.aborted === true) throw new Error('aborted');
      if (pageNo > last)
        await new Promise((_, reject) =>
          signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        );
    }).fetchPage;

  test('early abandons what is under way', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const items: number[] = [];
    for await (const page of pagesOf(paging(heldUp(signals, 2), 10))) {
      items.push(...page.items);
      if (items.length === 20) break;
    }
    assert.deepEqual(items, numbers(20));
    assert.equal(signals.length, 1 + readAhead);
    assert.ok(signals.every((signal) => signal?.aborted === true));
  });

  test('by cancellation ends it with the failure of the page that is waited for', async () => {
    const controller = new AbortController();
    const iterate = async (): Promise<void> => {
      for await (const page of pagesOf(paging(heldUp([], 1), 10), controller.signal)) {
        assert.deepEqual(page.items, numbers(10));
        controller.abort();
      }
    };
    await assert.rejects(iterate, /aborted/);
  });
});

describe('a cursor at its end', () => {
  test('hands out an empty last page and asks for nothing', async () => {
    const service = pagedService(numbers(3));
    const cursor = new PageCursor(paging(service.fetchPage, 10));
    await cursor.next();
    assert.deepEqual(await cursor.next(), { items: [], unreadable: [], last: true });
    assert.deepEqual(service.asked, [1]);
  });
});

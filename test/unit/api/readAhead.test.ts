/** How many pages are under way, as the service is waited for or not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { PageCursor, pagesOf } from '../../../src/api/paging.ts';
import type { FetchPage, Paging } from '../../../src/api/paging.ts';
import { ReadAhead, readAhead } from '../../../src/api/readAhead.ts';
import { numbers } from '../support/builders.ts';
import { pagedService } from '../support/pagedService.ts';

const paging = (fetchPage: FetchPage<number>): Paging<number> => ({
  fetchPage,
  recordsPerPage: 10,
  idOf: (item) => item,
});

describe('read-ahead adapts', () => {
  /** How many pages were under way whenever somebody came for one, `pause` turns of the event loop after the one before. */
  const walkSlowly = async (delay: number, pause: number): Promise<readonly number[]> => {
    let underWay = 0;
    const service = pagedService(numbers(400), {}, async () => {
      underWay += 1;
      for (let turn = 0; turn < delay; turn += 1) await setImmediate();
      underWay -= 1;
    });
    const seen: number[] = [];
    for await (const page of pagesOf(paging(service.fetchPage))) {
      seen.push(underWay);
      for (let turn = 0; turn < pause && !page.last; turn += 1) await setImmediate();
    }
    return seen;
  };

  test('to a service that is waited for: as many as may be', async () => {
    const seen = await walkSlowly(5, 0);
    // Each time the first of them has come.
    assert.equal(Math.max(...seen.slice(20, -readAhead)), readAhead - 1);
  });

  test('to one that answers before anybody comes back: no more than one ahead', async () => {
    const service = pagedService(numbers(400), {});
    const cursor = new PageCursor(paging(service.fetchPage));
    using pages = new ReadAhead(cursor);
    const ahead: number[] = [];
    for (let page = 1; page <= 30; page += 1) {
      await pages.next();
      for (let turn = 0; turn < 3; turn += 1) await setImmediate();
      ahead.push(service.asked.length - page);
    }
    assert.equal(Math.max(...ahead), readAhead - 1);
    assert.deepEqual(ahead.slice(-5), [1, 1, 1, 1, 1]);
  });
});

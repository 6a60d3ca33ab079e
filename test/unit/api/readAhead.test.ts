/** How many pages are under way, as the service is waited for or not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { PageCursor } from '../../../src/api/paging.ts';
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
  /** How many pages had been asked for beyond each of the first thirty, when it was handed out. */
  const aheadOf = async (
    before: () => Promise<void>,
    pause: () => Promise<void>,
  ): Promise<readonly number[]> => {
    const service = pagedService(numbers(400), {}, before);
    using pages = new ReadAhead(new PageCursor(paging(service.fetchPage)));
    const ahead: number[] = [];
    for (let page = 1; page <= 30; page += 1) {
      await pages.next();
      ahead.push(service.asked.length - page);
      await pause();
    }
    return ahead;
  };
  const turns = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) await setImmediate();
  };

  test('to a service that is waited for: as many as may be', async () => {
    const ahead = await aheadOf(
      () => turns(8),
      // So that those that were asked for together have come when the first of them has been looked at.
      () => turns(1),
    );
    assert.deepEqual([...new Set(ahead.slice(1))], [readAhead - 1]);
  });

  test('to one that answers before anybody comes back: no more than one ahead', async () => {
    const ahead = await aheadOf(
      () => turns(0),
      () => turns(3),
    );
    assert.equal(Math.max(...ahead), readAhead - 1);
    assert.deepEqual(ahead.slice(-5), [1, 1, 1, 1, 1]);
  });
});

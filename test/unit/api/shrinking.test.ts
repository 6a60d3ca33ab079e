/** Lists that become shorter while one walks through them: nobody who stays is skipped. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { PageCursor } from '../../../src/api/paging.ts';
import { numbers } from '../support/builders.ts';
import { pagedService } from '../support/pagedService.ts';
import type { Manners } from '../support/pagedService.ts';

/** Walks to the end; after each page, as many of those already seen leave the list as the plan says. */
const walk = async (count: number, size: number, manners: Manners, plan: readonly number[]) => {
  const rows = [...numbers(count)];
  const service = pagedService(rows, manners);
  const cursor = new PageCursor({
    fetchPage: service.fetchPage,
    recordsPerPage: size,
    idOf: (item: number) => item,
  });
  const seen = new Set<number>();
  let twice = 0;
  for (let round = 0; !cursor.done; round += 1) {
    const { items } = await cursor.next();
    for (const item of items) {
      if (seen.has(item)) twice += 1;
      seen.add(item);
    }
    const leaving = rows.filter((row) => seen.has(row)).slice(0, plan[round] ?? 0);
    for (const row of leaving) {
      rows.splice(rows.indexOf(row), 1);
      cursor.forget(row);
    }
  }
  return { seen, stayed: rows, twice, requests: service.asked.length };
};

const manners = fc.constantFrom<Manners>({}, { tellsTotal: true }, { cap: 4 }, { cap: 7, tellsTotal: true });

describe('a list from which records leave between pages', () => {
  test('is handed out whole, each record once, in a bounded number of requests', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 80 }),
        fc.integer({ min: 1, max: 12 }),
        manners,
        fc.array(fc.nat({ max: 20 }), { maxLength: 12 }),
        async (count, size, how, plan) => {
          const { seen, stayed, twice, requests } = await walk(count, size, how, plan);
          assert.deepEqual(
            stayed.filter((row) => !seen.has(row)),
            [],
          );
          assert.equal(twice, 0);
          const gone = plan.reduce((sum, leaving) => sum + leaving, 0);
          assert.ok(requests <= 2 * (count + gone) + 2, `${requests} requests`);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is asked for no more than before when nothing leaves', async () => {
    assert.equal((await walk(95, 10, {}, [])).requests, 10);
  });

  test('is asked for one page again when one record leaves', async () => {
    assert.equal((await walk(95, 10, {}, [0, 1])).requests, 11);
  });
});

test('records that leave while the last page is on its way are made up for', async () => {
  const rows = [...numbers(15)];
  const service = pagedService(rows, {}, ({ pageNo }) => {
    if (pageNo !== 2 || rows[0] !== 1) return;
    rows.shift();
    cursor.forget(1);
  });
  const cursor = new PageCursor({
    fetchPage: service.fetchPage,
    recordsPerPage: 10,
    idOf: (item: number) => item,
  });
  const seen: number[] = [];
  while (!cursor.done) seen.push(...(await cursor.next()).items);
  assert.deepEqual(
    seen.toSorted((a, b) => a - b),
    numbers(15),
  );
});

test('records that leave after the page was put together do not look like the end of the list', async () => {
  const rows = [...numbers(35)];
  const service = pagedService(rows);
  const cursor = new PageCursor({
    fetchPage: async (page) => {
      const answer = await service.fetchPage(page);
      if (page.pageNo === 3 && rows[0] === 1) {
        rows.shift();
        cursor.forget(1);
      }
      return answer;
    },
    recordsPerPage: 10,
    idOf: (item: number) => item,
  });
  const seen: number[] = [];
  while (!cursor.done) seen.push(...(await cursor.next()).items);
  assert.deepEqual(seen, numbers(35));
});

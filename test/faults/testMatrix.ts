/** The tests of a part of the matrix. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runRow } from './matrix.ts';
import { operations } from './operations.ts';
import type { Row } from './row.ts';
import { assertCell, wordOf } from './rules.ts';
import { committed, tableOf } from './table.ts';
import type { Part, TableRow } from './table.ts';

/** Adds a test for every row, and one for the table that they make. */
export const testMatrix = (part: Part, rows: readonly Row[]): void => {
  const table: TableRow[] = [];
  for (const row of rows) {
    test(`${part}: ${row.name}`, async (t) => {
      const seen = await runRow(t, row);
      table.push([row.name, new Map([...seen].map(([name, observed]) => [name, wordOf(observed)]))]);
      for (const operation of operations) {
        const course = row.course(operation);
        const observed = seen.get(operation.name);
        assert.equal(observed === undefined, course === undefined);
        if (course && observed) await t.test(operation.name, () => assertCell(course, operation, observed));
      }
    });
  }

  test(`${part}: the table is what the run gives: npm run faults`, async () => {
    assert.equal(await committed(part), await tableOf(table));
  });
};

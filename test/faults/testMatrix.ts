/** The tests of a part of the matrix. */
import { test } from 'node:test';
import { runRow } from './matrix.ts';
import { operations } from './operations.ts';
import type { Row } from './row.ts';
import { assertCell } from './rules.ts';

/** Adds a test for every row. */
export const testMatrix = (part: string, rows: readonly Row[]): void => {
  for (const row of rows) {
    test(`${part}: ${row.name}`, async (t) => {
      const seen = await runRow(t, row);
      for (const operation of operations) {
        const course = row.course(operation);
        const observed = seen.get(operation.name);
        if (course && observed) await t.test(operation.name, () => assertCell(course, operation, observed));
      }
    });
  }
};

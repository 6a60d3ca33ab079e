/** The table of the two APIs in ARCHITECTURE.md says what the client offers. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { operationsOf, userOperations } from '../../../src/api/userService.ts';
import { apiTable, apiTableIn } from '../../support/apiTable.ts';
import { titles } from '../../support/apiTitles.ts';
import { tablesFile } from '../../support/grantsTable.ts';

test('the table in ARCHITECTURE.md is the one that the client makes', async () => {
  const document = await readFile(tablesFile, 'utf8');
  assert.equal(apiTableIn(document).part, await apiTable(), 'run `node test/support/apiTable.ts`');
});

test('every operation that is offered has a title, and no other', () => {
  for (const operation of userOperations)
    for (const api of ['rest', 'ecgridos'] as const)
      assert.equal(
        titles[operation][api] !== undefined,
        operationsOf(api).has(operation),
        `${operation} ${api}`,
      );
});

test('a document without the markers is refused', () => {
  assert.throws(() => apiTableIn('# Architecture\n'), /There is no place for the tables/);
});

/** What ARCHITECTURE.md says about rights is what the rules do. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { check, resolveConfig } from 'prettier';
import { authLevels } from '../../../src/domain/authLevel.ts';
import { grantsTables, tablesFile, tablesIn } from '../../support/grantsTable.ts';

test('the tables in ARCHITECTURE.md are those of the code: node test/support/grantsTable.ts', async () => {
  const { tables } = tablesIn(await readFile(tablesFile, 'utf8'));
  assert.equal(tables, await grantsTables());
});

test('they are formatted as prettier wants it', async () => {
  assert.ok(await check(await grantsTables(), { ...(await resolveConfig(tablesFile)), parser: 'markdown' }));
});

test('they have a row and a column for every level, and a mark in every cell', async () => {
  const rows = (await grantsTables()).split('\n').filter((line) => line.startsWith('| **'));
  assert.equal(rows.length, 3 * authLevels.length);
  for (const row of rows) {
    const cells = row.split('|').slice(2, -1);
    assert.equal(cells.length, authLevels.length);
    assert.ok(
      cells.every((cell) => cell.trim() !== ''),
      row,
    );
  }
});

test('some cells that everybody knows', async () => {
  const rows = (await grantsTables()).split('\n').map((line) => line.replace(/ +/g, ' '));
  for (const row of [
    '| **Root** | ✓! | ✓! | ✓! | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ |',
    '| **MailboxAdmin** | – | – | – | – | – | ✓ | ✓ | ✓ | ✓ |',
    '| **General** | – | – | – | – | – | – | – | – | – |',
    '| **NetworkAdmin** | above | above | above | network | network | network | network | network | network |',
    '| **MailboxAdmin** | above | above | above | above | above | mailbox | mailbox | mailbox | mailbox |',
    '| **NetworkUser** | ↑ | ↑ | ↑ | ↑ | = | ↔ | ↔ | ↔ | ↓ |',
  ])
    assert.ok(rows.includes(row), row);
});

test('a document without the markers is refused', () => {
  assert.throws(() => tablesIn('# Architecture\n'), /There is no place for the tables/);
});

/** The stale accounts report as CSV and JSON, read back by papaparse and JSON.parse alone. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Papa from 'papaparse';
import { staleAccounts } from '../../../src/domain/staleAccounts.ts';
import { staleColumns, staleToCsv, staleToJson } from '../../../src/exchange/exportStaleAccounts.ts';
import { exportColumns } from '../../../src/exchange/exportUsers.ts';
import { aUser } from '../support/builders.ts';

const now = new Date('2026-11-22T12:00:00Z');
const formula = '=HYPERLINK("http://x","y")';
const users = [
  aUser({ userId: 1, login: 'unknown', firstName: formula }),
  aUser({ userId: 2, login: 'never', lastLogin: '0001-01-01T00:00:00' }),
  aUser({ userId: 3, login: 'long ago', lastLogin: '2025-11-22T12:00:00' }),
  aUser({ userId: 4, login: 'longer ago', lastLogin: '2024-11-22T12:00:00Z', company: '@x' }),
  aUser({ userId: 5, login: 'just now', lastLogin: '2026-11-22T11:00:00' }),
  aUser({ userId: 6, login: 'suspended', status: 'Suspended' }),
];
const report = staleAccounts(users, { days: 90, now });

describe('the report as CSV', () => {
  const { data, meta } = Papa.parse<Record<string, string>>(staleToCsv(report), {
    header: true,
    skipEmptyLines: true,
  });

  test('has the columns of users behind why they are in it, and for how long', () => {
    assert.deepEqual(meta.fields, ['kind', 'daysSinceLastLogin', ...exportColumns]);
    assert.deepEqual(meta.fields, [...staleColumns]);
  });

  test('has a line for each account, in the order of the page, with what ECGrid told', () => {
    assert.deepEqual(
      data.map(({ kind, daysSinceLastLogin, lastLogin, login }) => [
        kind,
        daysSinceLastLogin,
        lastLogin,
        login,
      ]),
      [
        ['idle', '730', '2024-11-22T12:00:00Z', 'longer ago'],
        ['idle', '365', '2025-11-22T12:00:00', 'long ago'],
        ['never', '', '0001-01-01T00:00:00', 'never'],
        ['unknown', '', '', 'unknown'],
      ],
    );
  });

  test('neutralizes what a spreadsheet would carry out', () => {
    assert.equal(data[0]?.['company'], "'@x");
    assert.equal(data[3]?.['firstName'], `'${formula}`);
  });
});

test('the report as JSON is read back as the same accounts, without what was not told', () => {
  assert.deepEqual(JSON.parse(staleToJson(report)), [
    { kind: 'idle', daysSinceLastLogin: 730, ...users[3] },
    { kind: 'idle', daysSinceLastLogin: 365, ...users[2] },
    { kind: 'never', ...users[1] },
    { kind: 'unknown', ...users[0] },
  ]);
  assert.equal(staleToJson(staleAccounts([], { days: 30, now })), '[]\n');
});

test('neither lets anything out that a record carries besides', () => {
  const more = { ...aUser(), apiKey: 'the-key', password: 'the-password' };
  const written = staleAccounts([more], { days: 30, now });
  for (const text of [staleToCsv(written), staleToJson(written)]) assert.doesNotMatch(text, /the-/);
});

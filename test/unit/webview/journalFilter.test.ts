/** Which entries of the journal a filter lets through, and how many that are in words. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { entryOutcomes } from '../../../src/protocol/journalPage.ts';
import type { JournalRow } from '../../../src/protocol/journalPage.ts';
import {
  countText,
  filtered,
  monthText,
  noFilter,
  outcomeWord,
} from '../../../src/webview/journalPage/journalFilter.ts';

const row = (more: Partial<JournalRow> = {}): JournalRow => ({
  id: 'entry-1',
  time: '2026-11-22T07:41:00.000Z',
  profile: { name: 'Main', production: true },
  caller: { login: 'network.admin', authLevel: 'NetworkAdmin' },
  operation: 'Change Role',
  target: { login: 'jdoe', name: 'Jane Doe', userId: 10_017 },
  changes: ['AuthLevel: General → MailboxUser'],
  outcome: 'done',
  undoable: false,
  showable: false,
  ...more,
});

const isFound = (text: string, one = row()): boolean => filtered([one], { ...noFilter, text }).length === 1;

describe('the filter text', () => {
  test('is looked for in login, name, user ID, caller, operation, change and profile', () => {
    for (const text of ['jdoe', 'Jane', '10017', 'network.admin', 'change role', '→ mailboxuser', 'MAIN'])
      assert.ok(isFound(text), text);
    for (const text of ['john', 'entry-1', '2026', 'done', 'NetworkAdmin']) assert.ok(!isFound(text), text);
  });

  test('is of words that must all be there, in any order', () => {
    assert.ok(isFound('  role   doe '));
    assert.ok(!isFound('role roe'));
  });

  test('is no pattern, and blanks alone let everything through', () => {
    assert.ok(!isFound('.*'));
    assert.ok(isFound('   '));
  });

  test('finds every word of every login, whatever it is', () => {
    const login = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(login, (text) => {
        const one = row({ target: { login: text, name: '' } });
        for (const word of text.split(/\s+/)) assert.ok(isFound(word, one));
      }),
    );
  });
});

test('outcome and operation are chosen exactly, and the order stays', () => {
  const rows = entryOutcomes.flatMap((outcome) => [
    row({ outcome }),
    row({ outcome, operation: 'Terminate' }),
  ]);
  assert.deepEqual(filtered(rows, noFilter), rows);
  const failed = filtered(rows, { ...noFilter, outcome: 'failed' });
  assert.deepEqual(
    failed.map(({ outcome, operation }) => [outcome, operation]),
    [
      ['failed', 'Change Role'],
      ['failed', 'Terminate'],
    ],
  );
  assert.equal(filtered(rows, { ...noFilter, operation: 'Terminate' }).length, entryOutcomes.length);
  assert.equal(filtered(rows, { text: 'jdoe', outcome: 'done', operation: 'Terminate' }).length, 1);
});

test('every outcome has a word of its own', () => {
  assert.equal(new Set(entryOutcomes.map(outcomeWord)).size, entryOutcomes.length);
});

test('counts and months are told as people write them', () => {
  assert.deepEqual(
    [countText(12, 1340), countText(0, 1), countText(1, 1), countText(7, 7)],
    ['12 of 1,340 entries', '0 of 1 entry', '1 entry', '7 entries'],
  );
  assert.equal(monthText('2026-01'), 'January 2026');
});

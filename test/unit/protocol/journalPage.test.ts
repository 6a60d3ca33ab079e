/** What the page of the journal and the extension say to each other. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FromJournalPage, ToJournalPage, entryOutcomes } from '../../../src/protocol/journalPage.ts';
import type { JournalModel, JournalRow } from '../../../src/protocol/journalPage.ts';
import { declaredTypes, namesIn, secretive, sent, typesOf } from './messages.ts';

const plain: JournalRow = {
  id: 'entry-1',
  time: '2026-11-22T07:41:00.000Z',
  profile: { name: 'Main', production: true },
  caller: { login: 'me', authLevel: 'NetworkAdmin' },
  operation: 'Change Role',
  target: { login: 'jdoe', name: 'Jane Doe' },
  changes: ['AuthLevel: General → MailboxUser'],
  outcome: 'done',
  undoable: false,
  showable: false,
};

const rows: readonly JournalRow[] = [
  ...entryOutcomes.map((outcome) => ({ ...plain, outcome })),
  {
    ...plain,
    target: { ...plain.target, userId: 17 },
    message: 'It was done.',
    attempts: 2,
    reason: 'They asked for it.',
    run: { id: 'run-1', count: 47, undoable: 46 },
    undone: '2026-11-22T08:00:00.000Z',
    undoes: { time: '2026-11-21T08:00:00.000Z' },
    problem: 'This cannot be undone.',
  },
  { ...plain, undoes: {} },
];

const model: JournalModel = {
  session: {
    profile: { name: 'Main', origin: 'https://rest.ecgrid.io', production: true },
    caller: { userId: 1, login: 'me', authLevel: 'NetworkAdmin', networkId: 1, mailboxId: 0 },
  },
  months: ['2026-11', '2026-10'],
  month: '2026-11',
  rows: [...rows],
  unreadable: 1,
  trouble: 'The journal could not be read.',
};

const toPage: readonly ToJournalPage[] = [
  { type: 'journal', model },
  { type: 'journal', model: { months: [], rows: [], unreadable: 0 } },
  { type: 'verified' },
  { type: 'verified', verdict: { whole: false, message: 'Not whole.', problems: ['Line 3.'] } },
];

const fromPage: readonly FromJournalPage[] = [
  { type: 'ready' },
  { type: 'refresh' },
  { type: 'month', month: '2026-10' },
  { type: 'undoEntry', id: 'entry-1' },
  { type: 'undoRun', run: 'run-1' },
  { type: 'showUser', id: 'entry-1' },
  { type: 'export', format: 'csv' },
  { type: 'export', format: 'json' },
  { type: 'verify' },
  { type: 'showFolder' },
];

describe('every message', () => {
  test('arrives as it was sent', () => {
    for (const message of toPage) assert.deepEqual(ToJournalPage.parse(sent(message)), message);
    for (const message of fromPage) assert.deepEqual(FromJournalPage.parse(sent(message)), message);
  });

  test('is among the examples above', () => {
    assert.deepEqual(declaredTypes(ToJournalPage.def.options), typesOf(toPage));
    assert.deepEqual(declaredTypes(FromJournalPage.def.options), typesOf(fromPage));
  });

  test('of one side is not understood by the other', () => {
    for (const message of toPage) assert.equal(FromJournalPage.safeParse(message).success, false);
    for (const message of fromPage) assert.equal(ToJournalPage.safeParse(message).success, false);
  });

  test('has no place for a secret', () => {
    for (const schema of [...ToJournalPage.def.options, ...FromJournalPage.def.options]) {
      assert.deepEqual(
        namesIn(schema).filter((name) => secretive.test(name)),
        [],
      );
    }
  });
});

describe('a message that makes no sense', () => {
  test('is refused', () => {
    for (const message of [
      { type: 'month', month: '../../secrets' },
      { type: 'month', month: '2026-11\n' },
      { type: 'month' },
      { type: 'undoEntry', id: 17 },
      { type: 'undoRun' },
      { type: 'export', format: 'xlsx' },
      { type: 'delete' },
      {},
    ]) {
      assert.equal(FromJournalPage.safeParse(message).success, false, JSON.stringify(message));
    }
    for (const message of [
      { type: 'journal' },
      { type: 'journal', model: { ...model, months: ['November'] } },
      { type: 'journal', model: { ...model, rows: [{ ...plain, outcome: 'odd' }] } },
      { type: 'journal', model: { ...model, rows: [{ ...plain, changes: 'odd' }] } },
      { type: 'verified', verdict: { whole: true } },
    ]) {
      assert.equal(ToJournalPage.safeParse(message).success, false, JSON.stringify(message).slice(0, 80));
    }
  });

  test('never throws, whatever it is', () => {
    const typed = fc.record({
      type: fc.constantFrom(...[...toPage, ...fromPage].map(({ type }) => type)),
      model: fc.anything(),
      verdict: fc.anything(),
      month: fc.anything(),
      id: fc.anything(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), typed), (message) => {
        assert.equal(typeof ToJournalPage.safeParse(message).success, 'boolean');
        assert.equal(typeof FromJournalPage.safeParse(message).success, 'boolean');
      }),
    );
  });
});

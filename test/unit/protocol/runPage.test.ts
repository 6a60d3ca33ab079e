/** What the page of a run over many users and the extension say to each other. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FromRunPage, ToRunPage, rowStates } from '../../../src/protocol/runPage.ts';
import type { RunModel, RunRow } from '../../../src/protocol/runPage.ts';
import { declaredTypes, namesIn, secretive, sent, typesOf } from './messages.ts';

const rows: readonly RunRow[] = rowStates.map((state, index) => ({
  id: String(index),
  login: `user${index}`,
  about: `Jane Doe, user ID ${index}`,
  change: 'MailboxUser → MailboxAdmin',
  state,
  notes: index === 0 ? [] : ['Why.', 'And what then.'],
}));

const model: RunModel = {
  profile: { name: 'Main', origin: 'https://rest.ecgrid.io', production: false },
  caller: { userId: 1, login: 'me', authLevel: 'NetworkAdmin', networkId: 1, mailboxId: 0 },
  title: 'Change Role of 8 Users',
  warnings: ['One of them is you.'],
  button: 'Change 8 Users',
  savable: false,
  rows: [...rows],
};

const toPage: readonly ToRunPage[] = [
  { type: 'run', model, phase: { phase: 'preview' } },
  { type: 'run', model: { ...model, typed: '8', override: 'Why?' }, phase: { phase: 'preview' } },
  { type: 'rows', rows: [...rows], phase: { phase: 'running', done: 3, total: 8, cancelled: true } },
  {
    type: 'rows',
    rows: [],
    phase: { phase: 'finished', message: '7 changed, 1 failed.', retryable: 1, leftOver: 0, undoable: 7 },
  },
  { type: 'refused', message: 'Another run is going on.' },
];

const fromPage: readonly FromRunPage[] = [
  { type: 'ready' },
  { type: 'start', typed: '8', reason: 'They asked for it.' },
  { type: 'start', typed: '', reason: '' },
  { type: 'cancel' },
  { type: 'again' },
  { type: 'retry' },
  { type: 'undo' },
  { type: 'saveFailed' },
  { type: 'close' },
];

describe('every message', () => {
  test('arrives as it was sent', () => {
    for (const message of toPage) assert.deepEqual(ToRunPage.parse(sent(message)), message);
    for (const message of fromPage) assert.deepEqual(FromRunPage.parse(sent(message)), message);
  });

  test('is among the examples above', () => {
    assert.deepEqual(declaredTypes(ToRunPage.def.options), typesOf(toPage));
    assert.deepEqual(declaredTypes(FromRunPage.def.options), typesOf(fromPage));
  });

  test('of one side is not understood by the other', () => {
    for (const message of toPage) assert.equal(FromRunPage.safeParse(message).success, false, message.type);
    for (const message of fromPage) assert.equal(ToRunPage.safeParse(message).success, false, message.type);
  });

  test('has no place for a secret', () => {
    for (const schema of [...ToRunPage.def.options, ...FromRunPage.def.options]) {
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
      { type: 'start' },
      { type: 'start', typed: '8' },
      { type: 'start', typed: 8, reason: '' },
      { type: 'begin' },
      {},
    ]) {
      assert.equal(FromRunPage.safeParse(message).success, false, JSON.stringify(message));
    }
    for (const message of [
      { type: 'run', model },
      { type: 'run', model, phase: { phase: 'running', done: 0.5, total: 8, cancelled: false } },
      { type: 'run', model, phase: { phase: 'finished' } },
      { type: 'run', model: { ...model, rows: [{ ...rows[0], state: 'odd' }] }, phase: { phase: 'preview' } },
      { type: 'rows', rows: [{ id: '1' }], phase: { phase: 'preview' } },
      { type: 'rows', rows: [] },
      { type: 'refused' },
    ]) {
      assert.equal(ToRunPage.safeParse(message).success, false, JSON.stringify(message).slice(0, 80));
    }
  });

  test('never throws, whatever it is', () => {
    const typed = fc.record({
      type: fc.constantFrom(...[...toPage, ...fromPage].map(({ type }) => type)),
      model: fc.anything(),
      rows: fc.anything(),
      phase: fc.anything(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), typed), (message) => {
        assert.equal(typeof ToRunPage.safeParse(message).success, 'boolean');
        assert.equal(typeof FromRunPage.safeParse(message).success, 'boolean');
      }),
    );
  });
});

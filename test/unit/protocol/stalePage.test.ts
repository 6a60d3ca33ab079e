/** What the page of stale accounts and the extension say to each other. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { staleDays } from '../../../src/domain/staleAccounts.ts';
import { FromStalePage, ToStalePage, longestFilter } from '../../../src/protocol/stalePage.ts';
import type { StaleModel, StaleRow } from '../../../src/protocol/stalePage.ts';
import { declaredTypes, namesIn, secretive, sent, typesOf } from './messages.ts';

const row: StaleRow = {
  userId: 17,
  login: 'jdoe',
  name: 'Jane Doe',
  authLevel: 'MailboxUser',
  network: 'Acme Foods (1)',
  mailbox: 'Acme Foods (1001)',
  lastLogin: { time: '2026-01-05T12:34:00.000Z', days: 321 },
  created: '2020-01-05T12:34:00.000Z',
};

const first: StaleModel = {
  profile: { name: 'Main', origin: 'https://rest.ecgrid.io', production: true },
  caller: { userId: 1, login: 'me', authLevel: 'NetworkAdmin', networkId: 1, mailboxId: 0 },
  days: 90,
  filter: '',
  reading: { state: 'reading' },
  suspendable: false,
};

const model: StaleModel = {
  ...first,
  filter: 'jane',
  report: {
    active: 240,
    sections: [
      { kind: 'idle', total: 12, matching: 1, rows: [row] },
      { kind: 'never', total: 0, matching: 0, rows: [] },
      {
        kind: 'unknown',
        total: 1,
        matching: 1,
        rows: [{ userId: 18, login: 'x', name: '', authLevel: '', network: 'network 1' }],
      },
    ],
    unreadable: { count: 200, records: [{ name: 'userId 3', reason: 'login is missing' }] },
  },
  reading: { state: 'failed', message: 'ECGrid cannot be reached.', nextStep: 'Try again.' },
  suspendable: true,
};

const toPage: readonly ToStalePage[] = [
  { type: 'stale', model: first },
  { type: 'stale', model },
];

const fromPage: readonly FromStalePage[] = [
  { type: 'ready' },
  { type: 'refresh' },
  ...staleDays.map((days) => ({ type: 'look' as const, days, filter: 'jane acme' })),
  { type: 'showUser', userId: 17 },
  { type: 'export' },
  { type: 'suspend', userIds: [17, 18] },
];

describe('every message', () => {
  test('arrives as it was sent', () => {
    for (const message of toPage) assert.deepEqual(ToStalePage.parse(sent(message)), message);
    for (const message of fromPage) assert.deepEqual(FromStalePage.parse(sent(message)), message);
  });

  test('is among the examples above', () => {
    assert.deepEqual(declaredTypes(FromStalePage.def.options), typesOf(fromPage));
  });

  test('of one side is not understood by the other', () => {
    for (const message of toPage) assert.equal(FromStalePage.safeParse(message).success, false);
    for (const message of fromPage) assert.equal(ToStalePage.safeParse(message).success, false);
  });

  test('has no place for a secret', () => {
    for (const schema of [ToStalePage, ...FromStalePage.def.options]) {
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
      { type: 'look', days: 91, filter: '' },
      { type: 'look', days: '90', filter: '' },
      { type: 'look', days: 90 },
      { type: 'look', days: 90, filter: 'x'.repeat(longestFilter + 1) },
      { type: 'showUser' },
      { type: 'showUser', userId: 'jdoe' },
      { type: 'suspend', userIds: 17 },
      { type: 'suspend', userIds: [1.5] },
      { type: 'terminate', userIds: [17] },
      {},
    ]) {
      assert.equal(FromStalePage.safeParse(message).success, false, JSON.stringify(message).slice(0, 80));
    }
    for (const message of [
      { type: 'stale' },
      { type: 'stale', model: { ...model, days: 7 } },
      { type: 'stale', model: { ...model, suspendable: undefined } },
      { type: 'stale', model: { ...model, report: { ...model.report, sections: [{ kind: 'odd' }] } } },
      { type: 'stale', model: { ...model, reading: { state: 'failed' } } },
    ]) {
      assert.equal(ToStalePage.safeParse(message).success, false, JSON.stringify(message).slice(0, 80));
    }
  });

  test('never throws, whatever it is', () => {
    const typed = fc.record({
      type: fc.constantFrom(...[...toPage, ...fromPage].map(({ type }) => type)),
      model: fc.anything(),
      days: fc.anything(),
      filter: fc.anything(),
      userId: fc.anything(),
      userIds: fc.anything(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), typed), (message) => {
        assert.equal(typeof ToStalePage.safeParse(message).success, 'boolean');
        assert.equal(typeof FromStalePage.safeParse(message).success, 'boolean');
      }),
    );
  });
});

/** Which messages a page understands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ToPage } from '../../../src/webview/messages.ts';
import { aUser } from '../support/builders.ts';

const facts = {
  profile: { name: 'Main', origin: 'https://rest.ecgrid.io', production: false },
  caller: { userId: 1, login: 'me', authLevel: 'NetworkAdmin', networkId: 1, mailboxId: 0 },
};

test('a page understands the messages of every kind of page', () => {
  const run = { ...facts, title: 'T', warnings: [], button: 'B', savable: false, rows: [] };
  const level = { description: '', abilities: [] };
  const user = { user: aUser(), network: '', mailbox: '', level, actions: [], reading: { state: 'read' } };
  const stale = { days: 90, filter: '', reading: { state: 'reading' }, suspendable: true };
  for (const message of [
    { type: 'open', model: { purpose: 'editUser', ...facts, target: aUser() } },
    { type: 'idle' },
    { type: 'user', model: { ...facts, ...user } },
    { type: 'run', model: run, phase: { phase: 'preview' } },
    { type: 'refused', message: 'No.' },
    { type: 'journal', model: { months: [], rows: [], unreadable: 0 } },
    { type: 'stale', model: { ...facts, ...stale } },
  ]) {
    assert.deepEqual(ToPage.parse(structuredClone(message)), message);
  }
});

test('and drops what fits none, or not the kind that it claims to be', () => {
  for (const message of [
    undefined,
    'ready',
    { type: 'ready' },
    { type: 'open', model: { purpose: 'editUser', ...facts } },
    { type: 'user', model: { purpose: 'editUser', ...facts, target: aUser() } },
    { type: 'failed', message: 'No.' },
    { type: 'refused' },
  ]) {
    assert.equal(ToPage.safeParse(message).success, false, JSON.stringify(message));
  }
});

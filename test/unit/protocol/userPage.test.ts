/** What the page of one user and the extension say to each other. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { userActions } from '../../../src/domain/userAction.ts';
import { FromUserPage, ToUserPage, UserPageModel } from '../../../src/protocol/userPage.ts';
import { aUser } from '../support/builders.ts';
import { declaredTypes, namesIn, secretive, sent, typesOf } from './messages.ts';

const model: UserPageModel = {
  profile: { name: 'Main', origin: 'https://rest.ecgrid.io', production: true },
  caller: { userId: 1, login: 'me', authLevel: 'NetworkAdmin', networkId: 1, mailboxId: 0 },
  user: aUser({ lastLogin: '2026-01-05T23:11:00Z', openSessions: 2, lockedOut: false }),
  network: 'Acme Foods (1)',
  mailbox: 'Alder Creek (1001)',
  level: { description: 'Sends and receives in one mailbox.', abilities: ['Send and receive documents'] },
  actions: [{ action: 'editUser' }, { action: 'terminateUser', problem: 'This is your own account.' }],
  reading: { state: 'read' },
};

const toPage: readonly ToUserPage[] = [
  { type: 'user', model },
  { type: 'user', model: { ...model, actions: [], reading: { state: 'reading' } } },
  { type: 'user', model: { ...model, reading: { state: 'failed', message: 'No.', nextStep: 'Try again.' } } },
];

const fromPage: readonly FromUserPage[] = [
  { type: 'ready' },
  { type: 'refresh' },
  ...userActions.map((action): FromUserPage => ({ type: 'act', action })),
];

describe('every message', () => {
  test('arrives as it was sent', () => {
    for (const message of toPage) assert.deepEqual(ToUserPage.parse(sent(message)), message);
    for (const message of fromPage) assert.deepEqual(FromUserPage.parse(sent(message)), message);
  });

  test('is among the examples above', () => {
    assert.deepEqual(declaredTypes([ToUserPage]), typesOf(toPage));
    assert.deepEqual(declaredTypes(FromUserPage.def.options), typesOf(fromPage));
  });

  test('has no place for a secret', () => {
    for (const schema of [ToUserPage, ...FromUserPage.def.options]) {
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
      { type: 'act' },
      { type: 'act', action: 'promoteUser' },
      { type: 'act', action: 'ecgrid.editUser' },
      { type: 'close' },
      {},
    ]) {
      assert.equal(FromUserPage.safeParse(message).success, false, JSON.stringify(message));
    }
    for (const wrong of [
      { reading: { state: 'failed' } },
      { actions: [{ action: 'fly' }] },
      { user: { login: 'jdoe' } },
      { network: 1 },
      { caller: undefined },
    ]) {
      const message = { type: 'user', model: { ...model, ...wrong } };
      assert.equal(ToUserPage.safeParse(message).success, false, JSON.stringify(wrong));
    }
  });

  test('never throws, whatever it is', () => {
    const typed = fc.record({
      type: fc.constantFrom('user', 'act'),
      model: fc.anything(),
      action: fc.anything(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), typed), (message) => {
        assert.equal(ToUserPage.safeParse(message).success, false);
        assert.equal(typeof FromUserPage.safeParse(message).success, 'boolean');
      }),
    );
  });

  test('leaves out what nobody knows, such as the API key of a user', () => {
    const { user } = UserPageModel.parse({ ...model, user: { ...model.user, apiKey: 'canary' } });
    assert.equal(JSON.stringify(user).includes('canary'), false);
  });
});

/** What is read of a user, and what may be sent about one. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type * as z from 'zod/mini';
import { MaxSessions, NewUser, RoleChange, RoleScope, SmsMessage, User } from '../../../src/domain/user.ts';
import { Mailbox, Network } from '../../../src/domain/place.ts';
import { aNewUser, aUser } from '../support/builders.ts';

/** The messages of a refusal by the field they stand at; empty when nothing is wrong. */
const messages = (schema: z.ZodMiniType, value: unknown): Record<string, string[]> => {
  const parsed = schema.safeParse(value);
  const byField: Record<string, string[]> = {};
  for (const { path, message } of parsed.error?.issues ?? []) (byField[path.join('.')] ??= []).push(message);
  return byField;
};

describe('a user as it is read', () => {
  test('keeps every field that is known', () => {
    const whole = aUser({
      created: '2020-01-01T00:00:00Z',
      modified: '2020-01-02T00:00:00Z',
      company: 'Alder Creek',
      phone: '1',
      cellPhone: '2',
      cellCarrier: 'ATT',
      timeZoneOffset: -5.5,
      lastLogin: '2020-01-03T00:00:00Z',
      openSessions: 2,
      timeOut: 20,
      lockedOut: true,
    });
    assert.deepEqual(User.parse(whole), whole);
  });

  test('needs no more than an id and a login', () => {
    const { userId, login, networkId, mailboxId, authLevel, status, ...rest } = User.parse({
      userId: 1,
      login: 'a',
    });
    assert.deepEqual([userId, login, networkId, mailboxId, authLevel, status], [1, 'a', 0, 0, '', '']);
    assert.ok(Object.values(rest).every((value) => value === undefined));
  });

  test('a level or status never heard of stays as it came; a known one gets its published letters', () => {
    const { authLevel, status } = User.parse({ ...aUser(), authLevel: 'AuditUser', status: 'Frozen' });
    assert.deepEqual([authLevel, status], ['AuditUser', 'Frozen']);
    const known = User.parse({ ...aUser(), authLevel: 'networkadmin', status: 'ACTIVE' });
    assert.deepEqual([known.authLevel, known.status], ['NetworkAdmin', 'Active']);
  });

  test('an optional field of another type is left out, and hides nobody', () => {
    const odd = User.parse({
      ...aUser(),
      email: 5,
      networkId: 'x',
      mailboxId: -1,
      authLevel: 7,
      status: {},
      lockedOut: 'yes',
      openSessions: '2',
    });
    assert.deepEqual(
      [odd.email, odd.networkId, odd.mailboxId, odd.authLevel, odd.status, odd.lockedOut, odd.openSessions],
      [undefined, 0, 0, '', '', undefined, undefined],
    );
    assert.equal(odd.firstName, 'Jane');
  });

  for (const wrong of [
    { userId: 0 },
    { userId: -1 },
    { userId: 1.5 },
    { userId: '1' },
    { login: '' },
    { login: 3 },
  ]) {
    test(`${JSON.stringify(wrong)} is no user`, () => {
      assert.deepEqual(Object.keys(messages(User, { ...aUser(), ...wrong })), Object.keys(wrong));
    });
  }

  test('fields that nobody knows are dropped', () => {
    assert.deepEqual(User.parse({ ...aUser(), apiKey: 'secret' }), aUser());
  });
});

describe('a network or mailbox as it is read', () => {
  test('needs no more than its number', () => {
    assert.equal(Network.parse({ networkId: 3 }).networkId, 3);
    assert.deepEqual(Object.keys(messages(Network, { networkId: 0 })), ['networkId']);
    const { mailboxId, networkId, companyName } = Mailbox.parse({
      mailboxId: 5,
      networkId: null,
      companyName: 1,
    });
    assert.deepEqual([mailboxId, networkId, companyName], [5, 0, undefined]);
  });
});

describe('a new user', () => {
  test('with everything in place is sent as it is', () => {
    assert.deepEqual(NewUser.parse(aNewUser()), aNewUser());
    assert.deepEqual(messages(NewUser, aNewUser({ networkId: 0, mailboxId: 0 })), {});
  });

  const needs = 'The password still needs: ';
  const oneLine = 'Use only characters that can be typed on one line.';
  const cases: readonly (readonly [keyof NewUser, unknown, readonly string[]])[] = [
    ['login', '', ['Enter the login.']],
    ['login', undefined, ['Enter the login.']],
    ['login', 'two words', ['A login has no spaces.']],
    ['login', 'no\u00a0break', ['A login has no spaces.']],
    ['login', 'bell\u0007', [oneLine]],
    ['password', '', ['Enter a password.']],
    ['password', 17, ['Enter a password.']],
    ['password', 'Abcdefg1', [`${needs}a character that is neither a letter (a-z) nor a digit.`]],
    ['password', 'A!1', [`${needs}at least 8 characters, a lower-case letter (a-z).`]],
    ['email', ' ', ['Enter the e-mail address.', 'This is not an e-mail address, such as name@example.com.']],
    ['email', 'jdoe', ['This is not an e-mail address, such as name@example.com.']],
    ['email', undefined, ['Enter the e-mail address.']],
    ['firstName', ' ', ['Enter the first name.']],
    ['firstName', undefined, ['Enter the first name.']],
    ['lastName', '', ['Enter the last name.']],
    ['lastName', undefined, ['Enter the last name.']],
    ['lastName', 'Doe\nBcc: all', [oneLine]],
    ['networkId', Number.NaN, ['Enter the network as a whole number.']],
    ['networkId', -1, ['Enter the network as a whole number of at least 0.']],
    ['mailboxId', 1.5, ['Enter the mailbox as a whole number.']],
    ['mailboxId', '7', ['Enter the mailbox as a whole number.']],
    ['authLevel', '', ['Choose an AuthLevel.']],
    ['authLevel', 'NoChange', ['Choose an AuthLevel.']],
    ['authLevel', 'mailboxuser', ['Choose an AuthLevel.']],
  ];
  for (const [field, value, expected] of cases) {
    test(`${field} ${JSON.stringify(value) || typeof value}: ${expected.join(' ')}`, () => {
      assert.deepEqual(messages(NewUser, { ...aNewUser(), [field]: value }), { [field]: expected });
    });
  }

  test('with everything wrong is told so at every field', () => {
    assert.deepEqual(Object.keys(messages(NewUser, {})).sort(), Object.keys(aNewUser()).sort());
  });
});

describe('a change of role', () => {
  test('may leave the place as it is, or name it', () => {
    assert.deepEqual(messages(RoleChange, { authLevel: 'TPUser', scope: {} }), {});
    assert.deepEqual(
      messages(RoleChange, { authLevel: 'TPUser', scope: { networkId: 1, mailboxId: 0 } }),
      {},
    );
  });

  test('has no network 0, for that would mean another one to every key', () => {
    assert.deepEqual(messages(RoleScope, { networkId: 0, mailboxId: -1 }), {
      networkId: ['Enter the network as a whole number of at least 1.'],
      mailboxId: ['Enter the mailbox as a whole number of at least 0.'],
    });
  });

  test('must name a level', () => {
    assert.deepEqual(messages(RoleChange, { scope: {} }), { authLevel: ['Choose an AuthLevel.'] });
  });
});

test('a text message is not empty, nor longer than 1,000 characters', () => {
  assert.equal(SmsMessage.parse(' Call me.\n'), ' Call me.\n');
  for (const empty of [undefined, '', ' \n'])
    assert.deepEqual(messages(SmsMessage, empty), { '': ['Enter the message.'] });
  assert.deepEqual(messages(SmsMessage, 'x'.repeat(1001)), { '': ['At most 1,000 characters.'] });
});

test('a maximum of sessions is a whole number from 1 to 32,767', () => {
  for (const number of [1, 32_767]) assert.equal(MaxSessions.parse(number), number);
  assert.deepEqual(messages(MaxSessions, 0), { '': ['At least 1.'] });
  assert.deepEqual(messages(MaxSessions, 32_768), { '': ['At most 32,767.'] });
  for (const none of [1.5, '3', undefined])
    assert.deepEqual(messages(MaxSessions, none), { '': ['Enter a whole number.'] });
});

/**
 * What both APIs have to do alike: every operation by either, each before a sandbox of its own with the same users. What
 * comes back, what is in the database afterwards, how it fails, and what arrives for it.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import { passwordFailures } from '../../../src/domain/password.ts';
import { apiNames } from '../../../src/api/userService.ts';
import type { Api, UserOperation, UserService } from '../../../src/api/userService.ts';
import { titles } from '../../support/apiTitles.ts';
import { createUser } from '../sandbox/harness.ts';
import type { Json } from '../sandbox/harness.ts';
import { aNewUser } from '../support/builders.ts';
import { failureOf, openEcgrid } from '../support/ecgrid.ts';
import type { Ecgrid } from '../support/ecgrid.ts';

const apis = ['rest', 'ecgridos'] as const;
const page = { pageNo: 1, recordsPerPage: 500 };
const nobody = 77;

/** One API before a sandbox of its own: `subject` is a user of mailbox 1001 in network 1. */
type Bench = Ecgrid & { readonly users: UserService; readonly subject: number };

type Call = (users: UserService, subject: number) => Promise<unknown>;

const open = async (t: TestContext, api: Api, level: AuthLevel = 'NetworkAdmin'): Promise<Bench> => {
  const ecgrid = await openEcgrid(t);
  const subject = await createUser(ecgrid, 'NetworkAdmin', { login: 'subject', mailboxId: 1001 });
  await ecgrid.arrived();
  return { ...ecgrid, subject, users: ecgrid.client(level, { apis: api }).users };
};

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT/.test(text);

/** What both tell, in one spelling: times without fractions, no field that only one API knows. */
const comparable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'string') return isTime(value) ? value.replace(/\.\d+Z$/, 'Z') : value;
  if (typeof value !== 'object' || value === null) return value;
  const hidden = ['timeOut', 'totalRecords', 'recordsPerPage', 'created', 'modified'];
  const fields = Object.entries(value).filter(([name, told]) => told !== undefined && !hidden.includes(name));
  return Object.fromEntries(
    fields
      // Nobody has a carrier that is none, and nobody has signed in at the first moment of all.
      .filter(([, told]) => told !== 'Undefined' && !String(told).startsWith('0001-01-01'))
      .map(([name, told]) => [name, comparable(told)] as const)
      .toSorted(([a], [b]) => a.localeCompare(b)),
  );
};

/** What is on file of a user, without what is made anew each time. */
const onFile = (user: Json): unknown => {
  const changing = ['apiKey', 'salt', 'passwordHash', 'modified', 'created'];
  return Object.fromEntries(Object.entries(user).filter(([name]) => !changing.includes(name)));
};

/** Operations that both have, each with a call whose result is the same by either. */
const alike: readonly (readonly [string, UserOperation, Call])[] = [
  ['a user', 'get', (users, subject) => users.get(subject)],
  ['oneself', 'me', (users) => users.me()],
  ['users by login, in any case', 'byName', (users) => users.byName('SUBJECT')],
  ['a login that others only contain', 'byName', (users) => users.byName('admin')],
  ['everybody', 'list', (users) => users.list({}, page)],
  ['a network', 'list', (users) => users.list({ networkId: 1 }, page)],
  ['a mailbox', 'list', (users) => users.list({ mailboxId: 1001 }, page)],
  ['a level', 'list', (users) => users.list({ authLevel: 'MailboxUser' }, page)],
  ['a status', 'list', (users) => users.list({ status: 'Suspended' }, page)],
  [
    'all filters',
    'list',
    (users) =>
      users.list({ networkId: 1, mailboxId: 1001, authLevel: 'MailboxUser', status: 'Active' }, page),
  ],
  ['a user of a mailbox', 'create', (users) => users.create(aNewUser())],
  [
    'a user of one’s own network',
    'create',
    (users) => users.create(aNewUser({ networkId: 0, mailboxId: 0 })),
  ],
  ['a name', 'update', (users, subject) => users.update(subject, { firstName: 'New & <b>' })],
  [
    'all of a profile',
    'update',
    (users, subject) => users.update(subject, { firstName: 'A', lastName: 'B', email: 'c@example.com' }),
  ],
  ['a level', 'setRole', (users, subject) => users.setRole(subject, 'TPUser')],
  [
    'a level elsewhere',
    'setRole',
    (users, subject) => users.setRole(subject, 'MailboxAdmin', { networkId: 1, mailboxId: 1002 }),
  ],
  [
    'a level for the network',
    'setRole',
    (users, subject) => users.setRole(subject, 'NetworkUser', { mailboxId: 0 }),
  ],
  [
    'another mailbox',
    'setNetworkMailbox',
    (users, subject) => users.setNetworkMailbox(subject, { mailboxId: 1002 }),
  ],
  [
    'a network as a whole',
    'setNetworkMailbox',
    (users, subject) => users.setNetworkMailbox(subject, { networkId: 1, mailboxId: 0 }),
  ],
  ['a password', 'setPassword', (users, subject) => users.setPassword(subject, 'An0ther!Pass')],
  ['sessions', 'reset', (users, subject) => users.reset(subject)],
  ['an account', 'terminate', (users, subject) => users.terminate(subject)],
  [
    'a text message',
    'sendSms',
    async (users, subject) => {
      await users.updateConfig(subject, { cellPhone: '+1 555 000 1111', cellCarrier: 'Verizon' });
      await users.sendSms(subject, 'A text with <markup> & “quotes”');
    },
  ],
  [
    'cell phone and carrier',
    'updateConfig',
    (users, subject) => users.updateConfig(subject, { cellPhone: '+1 555 000 2222', cellCarrier: 'TMobile' }),
  ],
  [
    'another carrier alone',
    'updateConfig',
    (users, subject) => users.updateConfig(subject, { cellCarrier: 'Alltel' }),
  ],
];

for (const [what, operation, call] of alike) {
  test(`${operation}, ${what}: the same answer, and the same on file`, async (t) => {
    const results: unknown[] = [];
    for (const api of apis) {
      const { users, subject, truth, arrived } = await open(t, api);
      const answer = comparable(await call(users, subject));
      const first = titles[operation][api];
      const calls = (await arrived()).map(({ call: arrival }) => arrival);
      assert.ok(
        calls.some((arrival) => first?.matches(arrival)),
        `${String(first?.title)}: ${calls.join(', ')}`,
      );
      results.push({ answer, truth: onFile(await truth(subject)) });
    }
    assert.deepEqual(results[1], results[0]);
  });
}

describe('secrets, which are never the same twice', () => {
  for (const api of apis) {
    test(`${apiNames[api]} makes a password that meets the rule`, async (t) => {
      const { users } = await open(t, api);
      const password = await users.generatePassword(14);
      assert.deepEqual([password.length, passwordFailures(password)], [14, []]);
    });

    test(`${apiNames[api]} tells the key in force, and replaces it`, async (t) => {
      const { users, subject, truth } = await open(t, api);
      const made = await users.generateKey(subject);
      assert.equal((await truth(subject))['apiKey'], made);
      assert.equal(await users.getKey(subject), made);
      const again = await users.generateKey(subject);
      assert.notEqual(again, made);
    });
  }
});

/** Calls that ECGrid refuses, by whom, and with which kind of error. */
const refused: readonly (readonly [string, AuthLevel, string, Call])[] = [
  ['somebody who is not there', 'NetworkAdmin', 'notFound', (users) => users.get(nobody)],
  [
    'a change of somebody who is not there',
    'NetworkAdmin',
    'notFound',
    (users) => users.update(nobody, { firstName: 'A' }),
  ],
  [
    'a role of somebody who is not there',
    'NetworkAdmin',
    'notFound',
    (users) => users.setRole(nobody, 'TPUser'),
  ],
  ['a user of another network', 'NetworkAdmin', 'forbidden', (users) => users.get(10_011)],
  [
    'a level above one’s own',
    'MailboxAdmin',
    'forbidden',
    (users, subject) => users.setRole(subject, 'NetworkAdmin'),
  ],
  [
    'a new user above one’s own level',
    'MailboxAdmin',
    'forbidden',
    (users) => users.create(aNewUser({ authLevel: 'NetworkAdmin' })),
  ],
  [
    'another’s password',
    'MailboxUser',
    'forbidden',
    (users, subject) => users.setPassword(subject, 'An0ther!Pass'),
  ],
  ['another’s key', 'MailboxUser', 'forbidden', (users, subject) => users.getKey(subject)],
  ['another’s account', 'MailboxUser', 'forbidden', (users, subject) => users.terminate(subject)],
  [
    'a login that is taken',
    'NetworkAdmin',
    'duplicate',
    (users) => users.create(aNewUser({ login: 'NETWORKADMIN' })),
  ],
  [
    'a login with a space',
    'NetworkAdmin',
    'invalidParameter',
    (users) => users.create(aNewUser({ login: 'two words' })),
  ],
  [
    'a weak password',
    'NetworkAdmin',
    'invalidParameter',
    (users) => users.create(aNewUser({ password: 'weak' })),
  ],
  [
    'a weak new password',
    'NetworkAdmin',
    'invalidParameter',
    (users, subject) => users.setPassword(subject, 'weak'),
  ],
  ['no address', 'NetworkAdmin', 'invalidParameter', (users) => users.create(aNewUser({ email: 'none' }))],
  [
    'a mailbox that is not there',
    'NetworkAdmin',
    'invalidParameter',
    (users, subject) => users.setNetworkMailbox(subject, { mailboxId: 99 }),
  ],
  [
    'a text to nowhere',
    'NetworkAdmin',
    'invalidParameter',
    (users, subject) => users.sendSms(subject, 'text'),
  ],
];

for (const [what, level, kind, call] of refused) {
  test(`refused by both in the same way: ${what}`, async (t) => {
    const errors: unknown[] = [];
    for (const api of apis) {
      const { users, subject, truth } = await open(t, api, level);
      const error = await failureOf(call(users, subject));
      errors.push({
        kind: error.kind,
        outcome: error.outcome,
        parameter: error.parameter,
        truth: onFile(await truth(subject)),
      });
      assert.deepEqual([error.kind, error.outcome], [kind, 'refused'], apiNames[api]);
    }
    assert.deepEqual(errors[1], errors[0]);
  });
}

test('a key that nobody has is refused by both', async (t) => {
  const { client } = await openEcgrid(t);
  for (const api of apis) {
    const error = await failureOf(client('Root', { apis: api, apiKey: 'canary-key' }).users.me());
    assert.deepEqual([error.kind, error.outcome], ['invalidKey', 'refused']);
    assert.doesNotMatch(error.message, /canary-key/);
  }
});

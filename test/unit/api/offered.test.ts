/** What an API offers works and sends what the table of both says; what it does not offer is refused with nothing sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import { operationsOf, userOperations } from '../../../src/api/userService.ts';
import type { UserOperation, UserService } from '../../../src/api/userService.ts';
import { titles } from '../../support/apiTitles.ts';
import { createUser } from '../sandbox/harness.ts';
import { aNewUser } from '../support/builders.ts';
import { failureOf, openEcgrid } from '../support/ecgrid.ts';

const page = { pageNo: 1, recordsPerPage: 500 };

type Call = (users: UserService, subject: number) => Promise<unknown>;

/** Every operation on one user, for what an API does not have. */
const anyCall: Readonly<Record<UserOperation, Call>> = {
  get: (users, subject) => users.get(subject),
  me: (users) => users.me(),
  byName: (users) => users.byName('subject'),
  list: (users) => users.list({}, page),
  create: (users) => users.create(aNewUser()),
  update: (users, subject) => users.update(subject, { lastName: 'B' }),
  setRole: (users, subject) => users.setRole(subject, 'TPUser'),
  setNetworkMailbox: (users, subject) => users.setNetworkMailbox(subject, { mailboxId: 1002 }),
  setPassword: (users, subject) => users.setPassword(subject, 'An0ther!Pass'),
  generatePassword: (users) => users.generatePassword(12),
  getKey: (users, subject) => users.getKey(subject),
  generateKey: (users, subject) => users.generateKey(subject),
  reset: (users, subject) => users.reset(subject),
  terminate: (users, subject) => users.terminate(subject),
  sendSms: (users, subject) => users.sendSms(subject, 'text'),
  updateConfig: (users, subject) => users.updateConfig(subject, { cellPhone: '1', cellCarrier: 'ATT' }),
  suspend: (users, subject) => users.suspend(subject),
  activate: (users, subject) => users.activate(subject),
  unlock: (users, subject) => users.unlock(subject),
  setMaxSessions: (users, subject) => users.setMaxSessions(subject, 5),
  details: (users, subject) => users.details(subject),
  listDetails: (users) => users.listDetails({}),
  listLockedOut: (users) => users.listLockedOut({}),
};

for (const choice of ['rest', 'ecgridos', 'both'] as const) {
  test(`by ${choice}, what is offered works, and what is not is refused with nothing sent`, async (t) => {
    const ecgrid = await openEcgrid(t);
    const { users } = ecgrid.client('NetworkAdmin', { apis: choice });
    const prepared = ecgrid.client('NetworkAdmin', { apis: 'rest' }).users;
    for (const operation of userOperations) {
      const subject = await createUser(ecgrid, 'NetworkAdmin', {
        login: `for.${operation}`,
        mailboxId: 1001,
      });
      await prepared.updateConfig(subject, { cellPhone: '1', cellCarrier: 'ATT' });
      await prepared.generateKey(subject);
      await ecgrid.arrived();
      assert.equal(users.offers(operation), operationsOf(choice).has(operation));
      if (users.offers(operation)) {
        await anyCall[operation](users, subject);
        const calls = (await ecgrid.arrived()).map(({ call }) => call);
        const { rest, ecgridos } = titles[operation];
        const doer = choice === 'ecgridos' ? ecgridos : (rest ?? ecgridos);
        assert.ok(
          calls.some((call) => doer?.matches(call)),
          `${operation}: ${calls.join(', ')}`,
        );
      } else {
        const error = await failureOf(anyCall[operation](users, subject));
        assert.deepEqual([error.kind, error.outcome], ['notOffered', 'notSent']);
        assert.deepEqual([titles[operation].rest, await ecgrid.arrived()], [undefined, []]);
      }
    }
  });
}

test('by ecgridos alone, what only REST has is refused by its name, with nothing sent', async (t) => {
  const ecgrid = await openEcgrid(t);
  const { networks, session, close } = ecgrid.client('NetworkAdmin', { apis: 'ecgridos' });
  const names = 'networks, mailboxes and their names';
  const refused: readonly (readonly [Promise<unknown>, string])[] = [
    [networks.listNetworks({}, page), names],
    [networks.getNetwork(1), names],
    [networks.listMailboxes({}, page), names],
    [networks.getMailbox(1001), names],
    [session.version(), 'the version of REST'],
    [session.info(), 'the session of REST'],
  ];
  for (const [call, what] of refused) {
    const { kind, message, outcome } = await failureOf(call);
    assert.deepEqual(
      [kind, message, outcome],
      ['notOffered', `ECGridOS does not offer this: ${what}.`, 'notSent'],
    );
  }
  await close();
  assert.deepEqual(await ecgrid.arrived(), []);
});

test('unless told, both are used: REST for what it has, ECGridOS for the rest', async (t) => {
  const { url, apiKeys, arrived } = await openEcgrid(t);
  const { users } = createClient({ origin: url, apiKey: apiKeys.NetworkAdmin });
  const { userId } = await users.me();
  await users.details(userId);
  assert.deepEqual((await arrived()).map(({ call }) => call.replace(/\d+$/, '')).toSorted(), [
    'GET /v2/users/',
    'GET /v2/users/me',
    'POST /v4.1/prod/ECGridOS.asmx UserInfo',
  ]);
});

/** Answers that are ECGrid’s but not what was asked for: they are named, and nothing is taken for what it is not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import type { EcgridClient } from '../../../src/api/client.ts';
import { failureOf, openEcgrid, quick } from '../support/ecgrid.ts';
import { openRawServer } from '../support/rawServer.ts';

const page = { pageNo: 1, recordsPerPage: 25 };

/** A client of a service that answers with this and nothing else, and the requests that it gets. */
const answering = async (
  t: TestContext,
  data: unknown,
): Promise<EcgridClient & { readonly received: readonly string[] }> => {
  const { url, received } = await openRawServer(t, () => ({ body: { success: true, data } }));
  return { ...createClient({ origin: url, apiKey: 'k', ...quick }), received };
};

test('a record that cannot be read is named by what was asked for', async (t) => {
  const { users, networks, session } = await answering(t, {});
  for (const [name, answer] of [
    ['user', users.me()],
    ['network', networks.getNetwork(1)],
    ['mailbox', networks.getMailbox(1001)],
    ['version', session.version()],
    ['session', session.info()],
  ] as const) {
    const { kind, message } = await failureOf(answer);
    assert.equal(kind, 'notEcgrid');
    assert.ok(message.includes(`the ${name} in it cannot be read (`), message);
  }
});

test('a record of a list is named by its ID where it has one', async (t) => {
  const { users, networks } = await answering(t, [{ userId: 17, networkId: 0, mailboxId: -1 }]);
  for (const [name, list] of [
    ['userId 17', users.list({}, page)],
    ['networkId 0', networks.listNetworks({}, page)],
    ['mailboxId -1', networks.listMailboxes({}, page)],
  ] as const) {
    const { items, unreadable } = await list;
    assert.deepEqual([items, unreadable.map((record) => record.name)], [[], [name]]);
  }
});

test('a user is locked out in either spelling', async (t) => {
  for (const field of ['lockedOut', 'LockoutStatus']) {
    const { users } = await answering(t, { userId: 17, login: 'jdoe', [field]: true });
    assert.equal((await users.me()).lockedOut, true, field);
  }
});

test('a login that nobody has leaves nothing behind that cannot be read', async (t) => {
  const { client, fault } = await openEcgrid(t);
  await fault({ name: 'notFound' });
  const { items, unreadable } = await client().users.byName('nobody');
  assert.deepEqual([items, unreadable], [[], []]);
});

describe('the answer to a change of role', () => {
  for (const data of [{}, { userId: 17 }, { authLevel: 'TPUser' }, true, null]) {
    test(`that is ${JSON.stringify(data)} is neither a user nor a role: nobody is read again`, async (t) => {
      const { users, received } = await answering(t, data);
      const error = await failureOf(users.setRole(17, 'TPUser'));
      assert.deepEqual([error.kind, error.outcome, received.length], ['notEcgrid', 'unknown', 1]);
      assert.match(error.message, /the user in it cannot be read/);
    });
  }
});

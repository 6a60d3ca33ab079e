/** What counts as done when an answer is lost: exactly what was asked for, to the field; and a key that was replaced. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import { createUser, moveUser, replaceKey, setRole, updateProfile } from '../../../src/api/reconcile.ts';
import type { NewUser, ProfileUpdate, RoleScope, User } from '../../../src/domain/user.ts';
import { aNewUser } from '../support/builders.ts';
import { everythingIn, failureOf, openEcgrid, quick } from '../support/ecgrid.ts';
import { openGateway } from '../support/gateway.ts';
import { openRawServer } from '../support/rawServer.ts';

const open = async (t: TestContext) => {
  const ecgrid = await openEcgrid(t);
  const { users } = ecgrid.client('Root');
  const target = await users.create(aNewUser({ login: 'subject', email: 'subject@example.com' }));
  await ecgrid.arrived();
  return { ...ecgrid, users, target };
};

describe('a new user whose answer is lost', () => {
  const there: Partial<NewUser> = { login: 'NEW.hire', email: 'new.HIRE@example.com' };
  const cases: readonly {
    readonly name: string;
    readonly existing: Partial<NewUser>;
    readonly asked?: Partial<NewUser>;
    readonly defaultNetworkId?: number;
    readonly found: boolean;
  }[] = [
    { name: 'has the same login and address in any letter case', existing: there, found: true },
    { name: 'is not one of another level', existing: { ...there, authLevel: 'TPUser' }, found: false },
    { name: 'is not one of another network', existing: { networkId: 2, mailboxId: 2001 }, found: false },
    { name: 'is in the default network', existing: {}, asked: { networkId: 0 }, found: true },
    {
      name: 'is not in another than the default network',
      existing: {},
      asked: { networkId: 0 },
      defaultNetworkId: 2,
      found: false,
    },
    {
      name: 'is in any network when the default one is not known',
      existing: { networkId: 2, mailboxId: 2001 },
      asked: { networkId: 0 },
      defaultNetworkId: 0,
      found: true,
    },
  ];
  for (const { name, existing, asked = {}, defaultNetworkId = 1, found } of cases) {
    test(name, async (t) => {
      const { users, fault } = await open(t);
      const { userId } = await users.create(aNewUser(existing));
      await fault({ name: 'dropBeforeCommit', method: 'POST', path: '/v2/users' });
      const created = createUser(users, aNewUser(asked), defaultNetworkId);
      if (found) assert.deepEqual([(await created).user.userId, (await created).found], [userId, true]);
      else assert.match((await failureOf(created)).message, /no such user was created\.$/);
    });
  }
});

test('a service that finds more than the login is not believed: only the user of that login is the new one', async (t) => {
  const { email, authLevel, networkId } = aNewUser();
  const others = [
    { userId: 17, login: 'new.hire.2', email, authLevel, networkId },
    { userId: 18, login: 'new.hire', authLevel, networkId },
  ];
  const { url } = await openRawServer(t, (body) =>
    body.includes('password') ? { status: 500 } : { body: { success: true, data: others } },
  );
  const { users } = createClient({ origin: url, apiKey: 'k', ...quick });
  const error = await failureOf(createUser(users, aNewUser(), 1));
  assert.deepEqual([error.outcome, error.looked], ['refused', true]);
});

/** Fails unless a change that was lost before it was carried out is found to be there already, or not. */
const judge = async (
  t: TestContext,
  change: (opened: Awaited<ReturnType<typeof open>>) => Promise<{ user: User; found: boolean }>,
  isThere: boolean,
): Promise<void> => {
  const opened = await open(t);
  const { fault, target } = opened;
  await fault({ name: 'dropBeforeCommit', method: 'POST' }, { name: 'dropBeforeCommit', method: 'PUT' });
  if (isThere) {
    const { user, found } = await change(opened);
    assert.deepEqual([user.userId, found], [target.userId, true]);
    return;
  }
  const error = await failureOf(change(opened));
  assert.deepEqual([error.outcome, error.looked], ['refused', true]);
  assert.match(error.message, /\. subject was read again: (.+) (was|were) not changed\.$/);
};

describe('a change whose answer is lost', () => {
  const places: readonly (readonly [RoleScope, boolean])[] = [
    [{ networkId: 1, mailboxId: 1001 }, true],
    [{ networkId: 1 }, true],
    [{ mailboxId: 1001 }, true],
    [{ networkId: 1, mailboxId: 1002 }, false],
    [{ networkId: 2, mailboxId: 1001 }, false],
    [{ networkId: 2 }, false],
    [{ mailboxId: 0 }, false],
  ];
  for (const [place, isThere] of places) {
    const name = `${isThere ? 'is done' : 'is not done'} at ${JSON.stringify(place)}`;
    test(`of place ${name}`, (t) => judge(t, ({ users, target }) => moveUser(users, target, place), isThere));
    test(`of role ${name}`, (t) =>
      judge(t, ({ users, target }) => setRole(users, target, 'MailboxUser', place), isThere));
  }

  const profiles: readonly (readonly [ProfileUpdate, boolean])[] = [
    [{ email: 'subject@example.com' }, true],
    [{ firstName: 'New', lastName: 'Hire' }, true],
    [{ email: 'other@example.com' }, false],
    [{ firstName: 'Other', lastName: 'Hire' }, false],
    [{ firstName: 'New', lastName: 'Other' }, false],
  ];
  for (const [update, isThere] of profiles) {
    test(`of a profile ${isThere ? 'is done' : 'is not done'} with ${JSON.stringify(update)}`, (t) =>
      judge(t, ({ users, target }) => updateProfile(users, target, update), isThere));
  }

  test('and for which nobody waits to the end may follow', async (t) => {
    const { url, target, client } = await open(t);
    const call = 'POST /v2/users/role';
    const gateway = await openGateway(t, url);
    const controller = new AbortController();
    gateway.keep({ call, where: 'before', onKept: () => controller.abort() });
    for (const [kind, signal] of [
      ['cancelled', controller.signal],
      ['timeout', undefined],
    ] as const) {
      const { users } = client('Root', { origin: gateway.url, timeout: 2000 });
      const error = await failureOf(setRole(users, target, 'TPUser', {}, signal));
      assert.deepEqual([error.kind, error.outcome, error.looked], [kind, 'unknown', true]);
      assert.match(
        error.message,
        /\. subject was read again: the role was not changed\. ECGrid may still do it: look again before/,
      );
    }
  });
});

describe('replacing a key', () => {
  const openKeys = async (t: TestContext) => {
    const opened = await open(t);
    const { userId } = opened.target;
    const inForce = async (): Promise<unknown> => (await opened.truth(userId))['apiKey'];
    return {
      ...opened,
      inForce,
      old: await inForce(),
      generate: { method: 'POST', path: `/v2/users/key-generate/${userId}` },
      read: { method: 'GET', path: `/v2/users/key/${userId}` },
    };
  };

  test('whose answer arrives has the new one', async (t) => {
    const { users, target, old, inForce, arrived, generate, read } = await openKeys(t);
    const { key, found } = await replaceKey(users, target);
    assert.deepEqual([key, found], [await inForce(), false]);
    assert.notEqual(key, old);
    const calls = [read, generate].map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(
      (await arrived()).map(({ call }) => call),
      calls,
    );
  });

  test('whose answer is lost has the one in force, which is another than before', async (t) => {
    const { users, target, old, inForce, fault, generate } = await openKeys(t);
    await fault({ name: 'dropAfterCommit', ...generate });
    const { key, found } = await replaceKey(users, target);
    assert.deepEqual([key, found], [await inForce(), true]);
    assert.notEqual(key, old);
  });

  test('that was not done is told as not done', async (t) => {
    const { users, target, old, inForce, fault, generate } = await openKeys(t);
    await fault({ name: 'dropBeforeCommit', ...generate });
    const error = await failureOf(replaceKey(users, target));
    assert.deepEqual([error.outcome, error.looked, await inForce()], ['refused', true, old]);
    assert.match(error.message, /\. The API key of subject was read again: it was not replaced\.$/);
    assert.equal(everythingIn(error).includes(String(old)), false);
  });

  test('is unknown when the key of before, or the one of now, cannot be read', async (t) => {
    const { users, target, inForce, fault, generate, read } = await openKeys(t);
    for (const times of [3, 100]) {
      await fault({ name: 'error503', ...read, times }, { name: 'dropAfterCommit', ...generate });
      const error = await failureOf(replaceKey(users, target));
      assert.deepEqual([error.outcome, error.looked], ['unknown', false]);
      assert.match(
        error.message,
        /\. Whether the key in force is the old one or a new one, nobody can tell: /,
      );
      assert.equal(everythingIn(error).includes(String(await inForce())), false);
    }
  });

  test('is done though the key of before cannot be read, as long as its answer arrives', async (t) => {
    const { users, target, inForce, fault, read } = await openKeys(t);
    await fault({ name: 'forbidden', ...read });
    assert.deepEqual(await replaceKey(users, target), { key: await inForce(), found: false });
  });

  test('that is refused is told as it is', async (t) => {
    const { users, target, fault, generate, count } = await openKeys(t);
    await fault({ name: 'forbidden', ...generate });
    const error = await failureOf(replaceKey(users, target));
    assert.deepEqual([error.kind, error.outcome, await count()], ['forbidden', 'refused', 2]);
  });
});

test('a new user whose answer is lost is not called missing while a record of that login cannot be read', async (t) => {
  const { users, fault, arrived } = await open(t);
  await fault(
    { name: 'dropAfterCommit', method: 'POST', path: '/v2/users', times: 1 },
    { name: 'malformedRecord', path: '/v2/users/by-name' },
  );
  const { outcome, message } = await failureOf(createUser(users, aNewUser(), 1));
  assert.equal(outcome, 'unknown');
  assert.match(message, /could not be found out/);
  assert.equal((await arrived()).filter(({ call }) => call === 'POST /v2/users').length, 1);
});

test('a new user whose answer is lost is not called missing where something else than ECGrid finds nothing', async (t) => {
  const { users, fault } = await open(t);
  await fault(
    { name: 'dropAfterCommit', method: 'POST', path: '/v2/users', times: 1 },
    { name: 'htmlBody', status: 404, path: '/v2/users/by-name' },
  );
  const { outcome, message } = await failureOf(createUser(users, aNewUser(), 1));
  assert.equal(outcome, 'unknown');
  assert.match(message, /could not be found out/);
});

/** Writes whose answer is lost: the truth is read and told, and the write is never sent twice. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { createUser, setRole } from '../../../src/api/reconcile.ts';
import { dialects } from '../../../sandbox/dialect.ts';
import type { Dialect } from '../../../sandbox/dialect.ts';
import { exchange, objects } from '../sandbox/harness.ts';
import type { Json } from '../sandbox/harness.ts';
import { aNewUser, aUser } from '../support/builders.ts';
import { everythingIn, failureOf, openEcgrid } from '../support/ecgrid.ts';
import { passwordCanary } from '../support/calls.ts';
import { openSilentServer } from '../support/rawServer.ts';
import { createClient } from '../../../src/api/client.ts';

/** Losses of an answer, and whether the sandbox has carried the write out by then. */
const losses: readonly (readonly [fault: Json, done: boolean])[] = [
  [{ name: 'error500BeforeCommit' }, false],
  [{ name: 'error500AfterCommit' }, true],
  [{ name: 'dropBeforeCommit' }, false],
  [{ name: 'dropAfterCommit' }, true],
  [{ name: 'error503' }, false],
  [{ name: 'htmlBody' }, false],
  [{ name: 'truncatedJson' }, true],
  [{ name: 'emptyBody' }, true],
];

const create = { method: 'POST', path: '/v2/users' };
const role = { method: 'POST', path: '/v2/users/role' };
/** Every look-up fails, however often it is tried. */
const blind = [
  { name: 'error503', path: '/v2/users/by-name' },
  { name: 'error503', method: 'GET', path: '/v2/users/*' },
];

const open = async (t: TestContext, dialect: Dialect) => {
  const ecgrid = await openEcgrid(t, { dialect });
  const { users } = ecgrid.client();
  const target = await users.create(aNewUser({ login: 'subject', email: 'subject@example.com' }));
  await ecgrid.arrived();
  return {
    ...ecgrid,
    users,
    target,
    /** The requests with this method and path. */
    sent: async (call: string) => (await ecgrid.arrived()).filter((request) => request.call === call).length,
    hired: async () =>
      objects((await exchange(`${ecgrid.url}/__users?login=new.hire`, 'GET')).json['users']).length,
  };
};

for (const dialect of dialects) {
  describe(`creating a user in the ${dialect} dialect`, () => {
    test('whose answer arrives is told as it is', async (t) => {
      const { users, sent, hired } = await open(t, dialect);
      const { user, found } = await createUser(users, aNewUser(), 1);
      assert.deepEqual(
        [user.login, found, await sent('POST /v2/users'), await hired()],
        ['new.hire', false, 1, 1],
      );
    });

    for (const [fault, done] of losses) {
      test(`${JSON.stringify(fault)} is ${done ? 'found' : 'told as not done'}`, async (t) => {
        const { users, sent, hired, fault: set } = await open(t, dialect);
        await set({ ...fault, ...create });
        if (done) {
          const { user, found } = await createUser(users, aNewUser(), 1);
          assert.deepEqual([user.login, user.authLevel, found], ['new.hire', 'MailboxUser', true]);
        } else {
          const error = await failureOf(createUser(users, aNewUser(), 1));
          assert.equal(error.outcome, 'refused');
          assert.match(error.message, /\. The login new\.hire was looked up: no such user was created\.$/);
          assert.equal(everythingIn(error).includes(passwordCanary), false);
        }
        assert.deepEqual([await sent('POST /v2/users'), await hired()], [1, done ? 1 : 0]);
      });
    }

    test('is unknown, and says what to do, when the look-up fails as well', async (t) => {
      const { users, sent, hired, fault } = await open(t, dialect);
      for (const [name, created] of [
        ['dropBeforeCommit', 0],
        ['error500AfterCommit', 1],
      ] as const) {
        await fault({ name, ...create }, ...blind);
        const error = await failureOf(createUser(users, aNewUser(), 1));
        assert.equal(error.outcome, 'unknown');
        assert.match(
          error.message,
          /Whether new\.hire was created could not be found out: look for this login/,
        );
        assert.deepEqual([await sent('POST /v2/users'), await hired()], [1, created]);
      }
    });
  });

  describe(`changing a role in the ${dialect} dialect`, () => {
    const scope = { networkId: 1, mailboxId: 1002 };

    for (const [fault, done] of losses) {
      test(`${JSON.stringify(fault)} is ${done ? 'found' : 'told as not done'}`, async (t) => {
        const { users, target, sent, truth, fault: set } = await open(t, dialect);
        await set({ ...fault, ...role });
        if (done) {
          const { user, found } = await setRole(users, target, 'MailboxAdmin', scope);
          assert.deepEqual([user.authLevel, user.mailboxId, found], ['MailboxAdmin', 1002, true]);
        } else {
          const error = await failureOf(setRole(users, target, 'MailboxAdmin', scope));
          assert.equal(error.outcome, 'refused');
          assert.match(error.message, /\. subject was read again: the role was not changed\.$/);
        }
        const { authLevel, mailboxId } = await truth(target.userId);
        assert.deepEqual([authLevel, mailboxId], done ? ['MailboxAdmin', 1002] : ['MailboxUser', 1001]);
        assert.equal(await sent('POST /v2/users/role'), 1);
      });
    }

    test('is unknown when the user cannot be read either', async (t) => {
      const { users, target, sent, fault } = await open(t, dialect);
      await fault({ name: 'dropAfterCommit', ...role }, ...blind);
      const error = await failureOf(setRole(users, target, 'MailboxAdmin', scope));
      assert.equal(error.outcome, 'unknown');
      assert.match(error.message, /Whether the role of subject was changed could not be found out: refresh/);
      assert.equal(await sent('POST /v2/users/role'), 1);
    });
  });
}

describe('a write that is known to be refused', () => {
  test('is told as it is, and nothing is looked up', async (t) => {
    const { users, target, arrived } = await open(t, 'reference');
    const taken = await failureOf(createUser(users, aNewUser({ login: 'subject' }), 1));
    assert.deepEqual([taken.kind, taken.outcome], ['duplicate', 'refused']);
    const tooHigh = await failureOf(setRole(users, target, 'Root', {}));
    assert.deepEqual([tooHigh.kind, tooHigh.outcome], ['forbidden', 'refused']);
    assert.equal((await arrived()).length, 2);
  });
});

describe('a role that was changed, by an answer that holds the bare pair', () => {
  test('is never told as refused when reading the user again fails', async (t) => {
    const { users, target, truth, fault, sent } = await open(t, 'guide');
    await fault(...blind);
    const error = await failureOf(setRole(users, target, 'TPUser', {}));
    assert.equal((await truth(target.userId))['authLevel'], 'TPUser');
    assert.equal(error.outcome, 'unknown');
    assert.equal(await sent('POST /v2/users/role'), 1);
  });

  test('is found when reading it again fails at first', async (t) => {
    const { users, target, fault } = await open(t, 'guide');
    await fault({ name: 'error503', method: 'GET', path: '/v2/users/*', times: 3 });
    const { user, found } = await setRole(users, target, 'TPUser', {});
    assert.deepEqual([user.authLevel, found], ['TPUser', true]);
  });
});

test('a user of the same login but another address is not the one that was to be created', async (t) => {
  const { users, fault } = await open(t, 'reference');
  await fault({ name: 'dropBeforeCommit', ...create });
  const error = await failureOf(createUser(users, aNewUser({ login: 'subject' }), 1));
  assert.match(error.message, /no such user was created/);
});

test('cancelling a write that is under way looks for its result all the same', async (t) => {
  const controller = new AbortController();
  let requests = 0;
  const origin = await openSilentServer(t, () => {
    requests += 1;
    controller.abort();
  });
  const { users } = createClient({ origin, apiKey: 'k', retryDelay: 1, timeout: 500 });
  const error = await failureOf(setRole(users, aUser(), 'TPUser', {}, controller.signal));
  assert.deepEqual([error.kind, error.outcome, requests], ['cancelled', 'unknown', 2]);
});

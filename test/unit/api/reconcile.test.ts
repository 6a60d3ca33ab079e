/** Writes whose answer is lost: the truth is read and told, and the write is never sent twice. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { sendBlindly } from '../../../src/api/lostAnswers.ts';
import { createUser, moveUser, setRole, updateProfile } from '../../../src/api/reconcile.ts';
import { terminateUser } from '../../../src/api/reconcileStatus.ts';
import type { Written } from '../../../src/api/lostAnswers.ts';
import type { UserService } from '../../../src/api/userService.ts';
import type { User } from '../../../src/domain/user.ts';
import { dialects } from '../../../sandbox/dialect.ts';
import type { Dialect } from '../../../sandbox/dialect.ts';
import { exchange, objects } from '../sandbox/harness.ts';
import type { Json } from '../sandbox/harness.ts';
import { aNewUser, aUser } from '../support/builders.ts';
import { everythingIn, failureOf, openEcgrid } from '../support/ecgrid.ts';
import { passwordCanary } from '../support/calls.ts';
import { losses } from '../support/losses.ts';
import { openSilentServer } from '../support/rawServer.ts';
import { createClient } from '../../../src/api/client.ts';

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

    for (const [loss, done] of losses) {
      test(`${loss} is ${done ? 'found' : 'told as not done'}`, async (t) => {
        const { users, sent, hired, fault: set } = await open(t, dialect);
        await set({ name: loss, ...create });
        if (done) {
          const { user, found } = await createUser(users, aNewUser(), 1);
          assert.deepEqual([user.login, user.authLevel, found], ['new.hire', 'MailboxUser', true]);
        } else {
          const error = await failureOf(createUser(users, aNewUser(), 1));
          assert.equal(error.outcome, 'refused');
          assert.match(error.message, /[.”] The login new\.hire was looked up: no such user was created\.$/);
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

    for (const [loss, done] of losses) {
      test(`${loss} is ${done ? 'found' : 'told as not done'}`, async (t) => {
        const { users, target, sent, truth, fault: set } = await open(t, dialect);
        await set({ name: loss, ...role });
        if (done) {
          const { user, found } = await setRole(users, target, 'MailboxAdmin', scope);
          assert.deepEqual([user.authLevel, user.mailboxId, found], ['MailboxAdmin', 1002, true]);
        } else {
          const error = await failureOf(setRole(users, target, 'MailboxAdmin', scope));
          assert.equal(error.outcome, 'refused');
          assert.match(error.message, /[.”] subject was read again: the role was not changed\.$/);
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
      assert.match(error.message, /Whether the role was changed for subject could not be found out: refresh/);
      assert.equal(await sent('POST /v2/users/role'), 1);
    });
  });
}

/** The other changes of one user: how they are sent, and what becomes of the user. */
const changes: readonly {
  readonly name: string;
  readonly write: (users: UserService, target: User) => Promise<Written>;
  readonly fault: (userId: number) => Json;
  readonly fields: readonly (keyof User)[];
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
  readonly notDone: RegExp;
  readonly unknown: RegExp;
}[] = [
  {
    name: 'moving a user',
    write: (users, target) => moveUser(users, target, { networkId: 1, mailboxId: 0 }),
    fault: () => ({ method: 'POST', path: '/v2/users/set-network-mailbox' }),
    fields: ['networkId', 'mailboxId'],
    before: [1, 1001],
    after: [1, 0],
    notDone: /[.”] subject was read again: network and mailbox were not changed\.$/,
    unknown: /Whether network and mailbox were changed for subject could not be found out: refresh/,
  },
  {
    name: 'changing a profile',
    write: (users, target) => updateProfile(users, target, { firstName: 'Janet', email: 'j@example.com' }),
    fault: () => ({ method: 'PUT', path: '/v2/users' }),
    fields: ['firstName', 'lastName', 'email'],
    before: ['New', 'Hire', 'subject@example.com'],
    after: ['Janet', 'Hire', 'j@example.com'],
    notDone: /[.”] subject was read again: the profile was not changed\.$/,
    unknown: /Whether the profile was changed for subject could not be found out: refresh/,
  },
  {
    name: 'terminating a user',
    write: terminateUser,
    fault: (userId) => ({ method: 'DELETE', path: `/v2/users/${userId}` }),
    fields: ['status', 'openSessions'],
    before: ['Active', 0],
    after: ['Terminated', 0],
    notDone: /[.”] subject was read again: the account was not terminated\.$/,
    unknown: /Whether subject was terminated could not be found out: refresh/,
  },
];

for (const { name, write, fault: faultOf, fields, before, after, notDone, unknown } of changes) {
  const valuesOf = (user: User | Json): readonly unknown[] => {
    const all = new Map(Object.entries(user));
    return fields.map((field) => all.get(field));
  };

  describe(name, () => {
    for (const dialect of dialects) {
      test(`whose answer arrives is told as it is: ${dialect} dialect`, async (t) => {
        const { users, target } = await open(t, dialect);
        const { user, found } = await write(users, target);
        assert.deepEqual([valuesOf(user), found], [after, false]);
      });

      for (const [loss, done] of losses) {
        test(`${loss} is ${done ? 'found' : 'told as not done'}: ${dialect} dialect`, async (t) => {
          const { users, target, arrived, truth, fault: set } = await open(t, dialect);
          const hit = faultOf(target.userId);
          await set({ name: loss, ...hit });
          if (done) {
            const { user, found } = await write(users, target);
            assert.deepEqual([valuesOf(user), found], [after, true]);
          } else {
            const error = await failureOf(write(users, target));
            assert.equal(error.outcome, 'refused');
            assert.match(error.message, notDone);
          }
          const read = `GET /v2/users/${target.userId}`;
          const calls = (await arrived()).map(({ call }) => call);
          assert.deepEqual(calls, [`${String(hit['method'])} ${String(hit['path'])}`, read]);
          assert.deepEqual(valuesOf(await truth(target.userId)), done ? after : before);
        });
      }
    }

    test('is unknown when the user cannot be read either, and is sent once', async (t) => {
      const { users, target, sent, fault } = await open(t, 'reference');
      const hit = faultOf(target.userId);
      await fault({ name: 'dropAfterCommit', ...hit }, ...blind);
      const error = await failureOf(write(users, target));
      assert.equal(error.outcome, 'unknown');
      assert.match(error.message, unknown);
      assert.equal(await sent(`${String(hit['method'])} ${String(hit['path'])}`), 1);
    });

    test('that is refused is told as it is, and nothing is looked up', async (t) => {
      const { users, target, count, fault } = await open(t, 'reference');
      await fault({ name: 'forbidden', ...faultOf(target.userId) });
      const error = await failureOf(write(users, target));
      assert.deepEqual([error.kind, error.outcome, await count()], ['forbidden', 'refused', 1]);
    });
  });
}

describe('a termination', () => {
  test('is told also when the account cannot be read any more, with what is known of it', async (t) => {
    const { users, target, fault } = await open(t, 'reference');
    await fault(...blind);
    const { user, found } = await terminateUser(users, { ...target, openSessions: 2 });
    assert.deepEqual([user, found], [{ ...target, status: 'Terminated', openSessions: 0 }, false]);
  });

  test('of oneself is told though one’s key has ended with it', async (t) => {
    const { client, truth } = await open(t, 'reference');
    const { users } = client();
    const me = await users.me();
    const { user, found } = await terminateUser(users, me);
    assert.deepEqual([user.userId, user.status, found], [me.userId, 'Terminated', false]);
    assert.equal((await truth(me.userId))['status'], 'Terminated');
    assert.equal((await failureOf(users.me())).kind, 'invalidKey');
  });

  test('of oneself whose answer is lost is unknown: nobody is let in to look', async (t) => {
    const { client, fault } = await open(t, 'reference');
    const { users } = client();
    const me = await users.me();
    await fault({ name: 'dropAfterCommit', method: 'DELETE' });
    const error = await failureOf(terminateUser(users, me));
    assert.equal(error.outcome, 'unknown');
    assert.match(error.message, /Whether networkadmin was terminated could not be found out/);
  });
});

describe('a write whose result is never told', () => {
  test('adds what to do when the answer is lost, and only then', async (t) => {
    const { users, target, fault } = await open(t, 'reference');
    const reset = (): Promise<void> => sendBlindly('Try twice.', () => users.reset(target.userId));
    await reset();
    await fault({ name: 'forbidden', method: 'POST' });
    const refused = await failureOf(reset());
    assert.deepEqual([refused.outcome, refused.message.includes('Try twice.')], ['refused', false]);
    await fault({ name: 'dropAfterCommit', method: 'POST' });
    const lost = await failureOf(reset());
    assert.equal(lost.outcome, 'unknown');
    assert.match(lost.message, /^The connection to ECGrid broke off\. \(UND_ERR_SOCKET\)\. Try twice\.$/);
    const bug = new TypeError('a bug');
    await assert.rejects(
      sendBlindly('Try twice.', () => Promise.reject(bug)),
      bug,
    );
  });
});

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
  const { users } = createClient({ origin, apiKey: 'k', retryDelay: 1, timeout: 2000 });
  const error = await failureOf(setRole(users, aUser(), 'TPUser', {}, controller.signal));
  assert.deepEqual([error.kind, error.outcome, requests], ['cancelled', 'unknown', 2]);
});

/** Suspending, activating and unlocking when the answer is lost: the account is read, and nothing is sent twice. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { activateUser, suspendUser, unlockUser } from '../../../../src/api/reconcileStatus.ts';
import type { Written } from '../../../../src/api/lostAnswers.ts';
import type { UserService } from '../../../../src/api/userService.ts';
import type { User } from '../../../../src/domain/user.ts';
import { failureOf, openEcgrid } from '../../support/ecgrid.ts';
import { losses } from '../../support/losses.ts';

/** A write of ECGridOS, whom it is about, and what it makes of an account. */
type Change = {
  readonly name: string;
  readonly operation: string;
  readonly send: (users: UserService, target: User) => Promise<Written>;
  readonly login: string;
  /** What must be so before. */
  readonly prepare?: (users: UserService, target: User) => Promise<void>;
  readonly shows: (user: User) => boolean;
  readonly notDone: RegExp;
  readonly unknown: RegExp;
};

const changes: readonly Change[] = [
  {
    name: 'suspending',
    operation: 'UserSuspend',
    send: suspendUser,
    login: 'mailboxuser',
    shows: ({ status }) => status === 'Suspended',
    notDone: /mailboxuser was read again: the account was not suspended\.$/,
    unknown: /Whether mailboxuser was suspended could not be found out: refresh before you try again\.$/,
  },
  {
    name: 'activating',
    operation: 'UserActivate',
    send: activateUser,
    login: 'mailboxuser',
    prepare: (users, { userId }) => users.suspend(userId),
    shows: ({ status }) => status === 'Active',
    notDone: /mailboxuser was read again: the account was not activated\.$/,
    unknown: /Whether mailboxuser was activated could not be found out: refresh before you try again\.$/,
  },
  {
    name: 'unlocking',
    operation: 'UserReset',
    send: unlockUser,
    login: 'shared.login',
    shows: ({ lockedOut }) => lockedOut === false,
    notDone: /shared\.login was read again: the lock-out has not ended\.$/,
    unknown:
      /Whether the lock-out of shared\.login ended could not be found out: refresh before you try again\.$/,
  },
];

const open = async (t: TestContext, { login, prepare }: Change) => {
  const ecgrid = await openEcgrid(t);
  const { users } = ecgrid.client();
  const { items } = await users.listDetails({});
  const target = items.find((user) => user.login === login && user.networkId === 1);
  assert.ok(target);
  await prepare?.(users, target);
  await ecgrid.arrived();
  const sent = async (operation: string): Promise<number> =>
    (await ecgrid.arrived()).filter(({ call }) => call.endsWith(operation)).length;
  return { ...ecgrid, users, target, sent };
};

for (const change of changes) {
  const { name, operation, send, shows, notDone, unknown } = change;
  describe(name, () => {
    test('is told as the account is read afterwards', async (t) => {
      const { users, target, sent } = await open(t, change);
      const { user, found } = await send(users, target);
      assert.deepEqual([user.userId, shows(user), found], [target.userId, true, false]);
      assert.equal(await sent(operation), 1);
    });

    test('is told as it must be when the account cannot be read afterwards', async (t) => {
      const { users, target, fault } = await open(t, change);
      await fault({ name: 'forbidden', method: 'GET' }, { name: 'forbidden', operation: 'UserInfo' });
      const { user, found } = await send(users, target);
      assert.deepEqual([user.userId, shows(user), found], [target.userId, true, false]);
      assert.equal(user.openSessions, name === 'activating' ? target.openSessions : 0);
    });

    for (const [loss, done] of losses) {
      test(`with ${loss} is ${done ? 'found' : 'told as not done'}, and sent once`, async (t) => {
        const { users, target, sent, fault } = await open(t, change);
        await fault({ name: loss, operation });
        if (done) {
          const { user, found } = await send(users, target);
          assert.deepEqual([shows(user), found], [true, true]);
        } else {
          const error = await failureOf(send(users, target));
          assert.deepEqual([error.outcome, error.looked], ['refused', true]);
          assert.match(error.message, notDone);
        }
        assert.equal(await sent(operation), 1);
      });
    }

    test('is unknown, and says what to do, when the reading fails as well', async (t) => {
      const { users, target, sent, fault } = await open(t, change);
      await fault(
        { name: 'dropAfterCommit', operation },
        { name: 'error503', method: 'GET' },
        { name: 'error503', operation: 'UserInfo' },
      );
      const error = await failureOf(send(users, target));
      assert.equal(error.outcome, 'unknown');
      assert.match(error.message, unknown);
      assert.equal(await sent(operation), 1);
    });
  });
}

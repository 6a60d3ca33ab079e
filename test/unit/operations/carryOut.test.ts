/** Before a write is sent: the user is read again, judged again, and compared with what was seen. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { User } from '../../../src/domain/user.ts';
import { carryOut } from '../../../src/operations/carryOut.ts';
import { dialects } from '../../../sandbox/dialect.ts';
import { failureOf } from '../support/ecgrid.ts';
import { openDesk, writeCases } from './writeCases.ts';
import type { Desk } from './writeCases.ts';

/** What another administrator may do to a user meanwhile, and the line that tells of it. */
const meanwhile: readonly (readonly [
  what: string,
  act: (users: Desk['users'], user: User) => Promise<unknown>,
  difference: string,
])[] = [
  ['role', (users, { userId }) => users.setRole(userId, 'General'), 'AuthLevel: MailboxUser → General'],
  ['place', (users, { userId }) => users.setNetworkMailbox(userId, { mailboxId: 0 }), 'Mailbox: 1001 → 0'],
  ['name', (users, { userId }) => users.update(userId, { lastName: 'Smith' }), 'Last name: Hire → Smith'],
  [
    'e-mail address',
    (users, { userId }) => users.update(userId, { email: 'x@example.com' }),
    'E-mail: subject@example.com → x@example.com',
  ],
  [
    'cell phone',
    (users, { userId }) => users.updateConfig(userId, { cellPhone: '1' }),
    'Cell phone: +1 555 0100 → 1',
  ],
];

/** Fails unless the user was read once, and nothing was written. */
const assertOnlyRead = async ({ arrived }: Desk, { userId }: User, what: string): Promise<void> => {
  const calls = (await arrived()).map(({ call }) => call);
  assert.deepEqual(calls, [`GET /v2/users/${userId}`], what);
};

describe('when somebody else has changed the user since it was seen', () => {
  for (const dialect of dialects)
    for (const [what, act, difference] of meanwhile) {
      test(`its ${what}, nothing is written, and it is told: ${dialect} dialect`, async (t) => {
        const desk = await openDesk(t, { dialect });
        const { user } = await desk.aSubject();
        await act(desk.client('Root').users, user);
        const before = await desk.truth(user.userId);
        await desk.arrived();
        for (const { action, write } of writeCases) {
          const attempted = await carryOut(desk.through, write(desk.context), user);
          assert.equal(attempted.kind, 'changed', action);
          assert.deepEqual(attempted.differences, [difference], action);
          assert.deepEqual({ ...attempted.now }, { ...(await desk.users.get(user.userId)) });
          assert.equal((await desk.arrived()).length, 2, action);
        }
        assert.deepEqual(await desk.truth(user.userId), before);
      });
    }

  test('whoever agrees to what it is now can go on', async (t) => {
    const desk = await openDesk(t);
    for (const { action, write } of writeCases) {
      const { user } = await desk.aSubject(action);
      await desk.client('Root').users.update(user.userId, { lastName: 'Smith' });
      const first = await carryOut(desk.through, write(desk.context), user);
      assert.equal(first.kind, 'changed');
      const second = await carryOut(desk.through, write(desk.context), first.now);
      assert.equal(second.kind, 'done', action);
    }
  });

  test('what changes by itself does not count', async (t) => {
    const desk = await openDesk(t);
    for (const { action, write } of writeCases) {
      const { user } = await desk.aSubject(action);
      const login = { login: user.login, password: 'Canary-Pass-4711' };
      assert.equal((await desk.calling({}).post('/v2/auth/login', login)).status, 200);
      assert.equal((await carryOut(desk.through, write(desk.context), user)).kind, 'done', action);
    }
  });
});

describe('when the rules refuse it for the user as it is now', () => {
  for (const [what, act, reason] of [
    ['terminated', (users: Desk['users'], id: number) => users.terminate(id), /is terminated/],
    ['promoted', (users: Desk['users'], id: number) => users.setRole(id, 'Root'), /above your own AuthLevel/],
    [
      'moved away',
      (users: Desk['users'], id: number) => users.setNetworkMailbox(id, { networkId: 2, mailboxId: 2001 }),
      /./,
    ],
  ] as const) {
    test(`because it was ${what}, nothing is written`, async (t) => {
      const desk = await openDesk(t);
      const { user } = await desk.aSubject();
      await act(desk.client('Root').users, user.userId);
      await desk.arrived();
      for (const { action, write } of writeCases) {
        const attempt = carryOut(desk.through, write(desk.context), user);
        if (what === 'moved away') {
          // The service does not even show it.
          const error = await failureOf(attempt);
          assert.deepEqual([error.kind, error.outcome], ['forbidden', 'notSent'], action);
        } else {
          const attempted = await attempt;
          assert.equal(attempted.kind, 'refused', action);
          assert.match(attempted.reason, reason);
          assert.equal(attempted.now.userId, user.userId);
        }
        await assertOnlyRead(desk, user, action);
      }
    });
  }

  test('though nobody has changed it, nothing is written either', async (t) => {
    const desk = await openDesk(t);
    const { user } = await desk.aSubject();
    const { users } = desk.client('NetworkUser');
    const context = { ...desk.context, caller: await users.me() };
    await desk.arrived();
    for (const { action, write } of writeCases) {
      const attempted = await carryOut(desk.throughOf(users), write(context), user);
      assert.equal(attempted.kind, 'refused', action);
      assert.equal(attempted.reason, 'Your AuthLevel, NetworkUser, does not administer users.');
      await assertOnlyRead(desk, user, action);
    }
  });
});

test('when the user cannot be read, nothing is written, and it is known that nothing was', async (t) => {
  const desk = await openDesk(t);
  const { user } = await desk.aSubject();
  const before = await desk.truth(user.userId);
  for (const name of ['error503', 'dropBeforeCommit', 'truncatedJson', 'emptyBody', 'forbidden']) {
    await desk.fault({ name, method: 'GET' });
    for (const { action, write } of writeCases) {
      const error = await failureOf(carryOut(desk.through, write(desk.context), user));
      assert.equal(error.outcome, 'notSent', `${name} ${action}`);
      assert.ok((await desk.arrived()).every(({ call }) => call.startsWith('GET ')));
    }
  }
  assert.deepEqual(await desk.truth(user.userId), before);
});

test('a write that ECGrid refuses is told as refused, and the database has not changed', async (t) => {
  const desk = await openDesk(t);
  const { user } = await desk.aSubject();
  const before = await desk.truth(user.userId);
  for (const { action, write, call, readsKey } of writeCases) {
    const [method, path] = call(user.userId).split(' ');
    for (const [name, kind] of [
      ['forbidden', 'forbidden'],
      ['unauthorized', 'invalidKey'],
      ['notFound', 'notFound'],
    ]) {
      await desk.fault({ name, method, path });
      const error = await failureOf(carryOut(desk.through, write(desk.context), user));
      assert.deepEqual([error.kind, error.outcome], [kind, 'refused'], action);
      assert.equal((await desk.arrived()).length, readsKey ? 3 : 2);
    }
  }
  assert.deepEqual(await desk.truth(user.userId), before);
});

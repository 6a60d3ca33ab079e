/** What each write sends, in which order, with which body, what it says, and what the database says then. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { carryOut } from '../../../src/operations/carryOut.ts';
import { userActions } from '../../../src/domain/userAction.ts';
import type { UserAction } from '../../../src/domain/userAction.ts';
import { resetWrite } from '../../../src/operations/writes/access.ts';
import { terminateWrite } from '../../../src/operations/writes/account.ts';
import { configWrite, profileWrite, smsWrite } from '../../../src/operations/writes/profile.ts';
import { moveWrite, roleWrite } from '../../../src/operations/writes/role.ts';
import { dialects } from '../../../sandbox/dialect.ts';
import { aUser } from '../support/builders.ts';
import { openDesk, writeCases } from './writeCases.ts';

for (const dialect of dialects) {
  describe(`a write in the ${dialect} dialect`, () => {
    for (const one of writeCases) {
      test(`${one.action} sends what it must, once, and tells what came of it`, async (t) => {
        const desk = await openDesk(t, { dialect });
        const subject = await desk.aSubject();
        const { userId } = subject.user;
        const write = one.write(desk.context);
        assert.deepEqual([write.action, write.changes(subject.user)], [one.action, one.changes]);
        assert.equal(await one.isDone(desk, subject), one.action === 'sendSms' ? undefined : false);
        await desk.arrived();

        const attempted = await carryOut(desk.through, write, subject.user);

        assert.equal(attempted.kind, 'done');
        const { user, found, notes } = attempted.done;
        assert.deepEqual([found, notes, write.result(user)], [false, undefined, one.result]);
        const read = { call: `GET /v2/users/${userId}`, body: null, faults: [] };
        const readKey = { ...read, call: `GET /v2/users/key/${userId}` };
        // In the guide dialect set-role answers with the bare pair, so that the user is read.
        const reads = one.readsAgain || (dialect === 'guide' && one.action === 'changeRole');
        assert.deepEqual(await desk.arrived(), [
          read,
          ...(one.readsKey ? [readKey] : []),
          { call: one.call(userId), body: one.body(userId), faults: [] },
          ...(reads ? [read] : []),
        ]);
        assert.notEqual(await one.isDone(desk, subject), false);
      });
    }
  });
}

describe('what is told of a user after a write', () => {
  for (const { action, write, visible, readsKey } of writeCases) {
    test(`${action}: the user as ECGrid now has it, and as it was where that cannot be seen`, async (t) => {
      const { context, users, aSubject } = await openDesk(t);
      const { user } = await aSubject();
      const done = await write(context).send(users, user);
      const now = await users.get(user.userId);
      const { authLevel, mailboxId, status, firstName, openSessions } = now;
      assert.deepEqual({ ...done.user, modified: '' }, { ...now, modified: '' });
      const changed = [authLevel, mailboxId, status, firstName].join() !== 'MailboxUser,1001,Active,New';
      assert.equal(changed, visible && !readsKey);
      assert.equal(openSessions, ['resetSessions', 'terminateUser'].includes(action) ? 0 : 1);
    });
  }
});

describe('the place that a role or a move names', () => {
  test('is sent with its mailbox when the network is another one: none means the network itself', async (t) => {
    const { client, aSubject, arrived } = await openDesk(t);
    const { users } = client('Root');
    const context = { caller: await users.me(), policy: { allowInternalLevels: false } };
    const { user } = await aSubject();
    await roleWrite(context, { authLevel: 'General', scope: { networkId: 2 } }).send(users, user);
    const there = await users.get(user.userId);
    assert.deepEqual([there.networkId, there.mailboxId], [2, 0]);
    await moveWrite(context, { networkId: 1, mailboxId: 1002 }).send(users, there);
    const back = await users.get(user.userId);
    await moveWrite(context, { mailboxId: 0 }).send(users, back);
    const writes = (await arrived()).filter(({ body }) => body !== null);
    assert.deepEqual(
      writes.map(({ body }) => body),
      [
        { userId: user.userId, authLevel: 'General', networkId: 2, mailboxId: 0 },
        { userId: user.userId, networkId: 1, mailboxId: 1002 },
        { userId: user.userId, mailboxId: 0 },
      ],
    );
    const { networkId, mailboxId } = await users.get(user.userId);
    assert.deepEqual([networkId, mailboxId], [1, 0]);
  });

  test('is judged as a whole: another network without a mailbox is the network itself', async (t) => {
    const { context } = await openDesk(t);
    const { verdict, roleAfter } = roleWrite(context, { authLevel: 'TPUser', scope: { networkId: 2 } });
    assert.deepEqual(roleAfter(aUser()), { authLevel: 'TPUser', networkId: 2, mailboxId: 0 });
    assert.equal(verdict(aUser()).kind, 'refused');
    const stay = moveWrite(context, {});
    assert.deepEqual(stay.roleAfter(aUser()), { authLevel: 'MailboxUser', networkId: 1, mailboxId: 1001 });
    assert.deepEqual(stay.changes(aUser()), []);
    assert.equal(
      moveWrite(context, { mailboxId: 0 }).result(aUser({ mailboxId: 0 })),
      'jdoe is now in network 1.',
    );
  });

  test('stays as it is for every other write, and is nowhere after a termination', async (t) => {
    const { context } = await openDesk(t);
    const before = { authLevel: 'MailboxUser', networkId: 1, mailboxId: 1001 };
    for (const { action, write } of writeCases) {
      if (action === 'changeRole' || action === 'moveUser') continue;
      const expected = action === 'terminateUser' ? undefined : before;
      assert.deepEqual(write(context).roleAfter(aUser()), expected, action);
    }
  });
});

describe('a write that ECGrid answers with a bare yes', () => {
  for (const write of [resetWrite, terminateWrite]) {
    test(`${write.name} knows that no session is open, though the user cannot be read again`, async (t) => {
      const { context, users, aSubject, fault } = await openDesk(t);
      const { user } = await aSubject();
      await fault({ name: 'error503', method: 'GET' });
      const done = await write(context).send(users, user);
      assert.deepEqual([done.found, done.user.openSessions, done.user.login], [false, 0, 'subject']);
    });
  }

  test('configWrite keeps what is known of the user', async (t) => {
    const { context, users, aSubject, fault } = await openDesk(t);
    const { user } = await aSubject();
    await fault({ name: 'error503', method: 'GET' });
    const { user: now } = await configWrite(context, { cellCarrier: 'ATT' }).send(users, user);
    assert.deepEqual([now.cellPhone, now.cellCarrier], ['+1 555 0100', 'ATT']);
  });
});

describe('changes in words', () => {
  test('are one line each, whatever texts the user carries', async (t) => {
    const { context } = await openDesk(t);
    const odd = '1\n+ All of ECGrid\u202e';
    const user = aUser({ cellPhone: odd, firstName: odd, cellCarrier: odd });
    const lines = [
      ...smsWrite(context, 'x').changes(user),
      ...configWrite(context, { cellCarrier: odd, other: odd }).changes(user),
      ...profileWrite(context, { firstName: 'x' }).changes(user),
      ...terminateWrite(context).changes(aUser({ status: odd, authLevel: odd })),
      ...roleWrite(context, { authLevel: 'TPUser', scope: {} }).changes(aUser({ authLevel: odd })),
    ];
    assert.ok(lines.length >= 7);
    for (const line of lines) assert.doesNotMatch(line, /[\n\u202e]/, line);
  });

  test('say what is on file where it is not told', async (t) => {
    const { context } = await openDesk(t);
    assert.deepEqual(smsWrite(context, 'x').changes(aUser()), ['Text message to the cell phone on file']);
    assert.deepEqual(resetWrite(context).changes(aUser()), ['Open sessions: ended']);
  });
});

test('a profile is sent with the fields that differ from what is there now, and no others', async (t) => {
  const { context, users, aSubject, arrived, truth } = await openDesk(t);
  const { user } = await aSubject();
  const update = { email: 'subject@example.com', firstName: 'New', lastName: 'Name' };
  const write = profileWrite(context, update);
  assert.deepEqual(write.changes(user), ['Last name: Hire → Name']);
  await write.send(users, user);
  assert.deepEqual(
    (await arrived()).map(({ body }) => body),
    [{ userId: user.userId, lastName: 'Name' }],
  );
  assert.equal((await truth(user.userId))['lastName'], 'Name');
});

test('every action that writes has a write of its own', () => {
  // Those of ECGridOS are in ecgridosWrites.test.ts.
  const elsewhere: readonly UserAction[] = [
    'copyApiKey',
    'unlockUser',
    'setMaxSessions',
    'suspendUser',
    'activateUser',
  ];
  const writing = userActions.filter((action) => !elsewhere.includes(action));
  assert.deepEqual(writeCases.map(({ action }) => action).toSorted(), writing.toSorted());
});

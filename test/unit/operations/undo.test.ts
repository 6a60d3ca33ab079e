/** Undo: what the journal records is taken back on the real sandbox, unless somebody has changed the user since. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { carryOut } from '../../../src/operations/carryOut.ts';
import { isUndoable, undoneIn, undoWrite } from '../../../src/operations/undo.ts';
import type { UserWrite } from '../../../src/operations/userWrite.ts';
import { profileWrite } from '../../../src/operations/writes/profile.ts';
import { moveWrite, roleWrite } from '../../../src/operations/writes/role.ts';
import type { JournalEntry } from '../../../src/journal/record.ts';
import type { User } from '../../../src/domain/user.ts';
import { beganAs, endedAs } from '../support/journals.ts';
import { openDesk, writeCases } from './writeCases.ts';
import type { Desk } from './writeCases.ts';

/** Carries a write out, and returns the entry of the journal. */
const doneBy = async (desk: Desk, write: UserWrite, user: User): Promise<JournalEntry> => {
  const attempted = await carryOut(desk.through, write, user);
  assert.equal(attempted.kind, 'done', JSON.stringify(attempted));
  const entry = (await desk.journal.entries()).find(({ begun }) => begun.id === attempted.done.entry);
  assert.ok(entry);
  return entry;
};

const reversible: readonly (readonly [string, (desk: Desk) => UserWrite])[] = [
  ['a role', ({ context }) => roleWrite(context, { authLevel: 'TPUser', scope: { mailboxId: 1002 } })],
  ['a place', ({ context }) => moveWrite(context, { mailboxId: 0 })],
  [
    'a profile',
    ({ context }) =>
      profileWrite(context, { firstName: 'Janet', lastName: 'Hire', email: 'other@example.com' }),
  ],
];

describe('undo', () => {
  for (const [what, make] of reversible) {
    test(`of ${what} gives back what was before, is recorded, and can be undone itself`, async (t) => {
      const desk = await openDesk(t);
      const { user, before } = await desk.aSubject();
      const entry = await doneBy(desk, make(desk), user);
      const changed = await desk.truth(user.userId);
      assert.ok(isUndoable(entry));

      const undo = undoWrite(desk.context, [entry]);
      const undone = await doneBy(desk, undo, await desk.users.get(user.userId));
      assert.deepEqual({ ...(await desk.truth(user.userId)), modified: '' }, { ...before, modified: '' });
      assert.equal(undone.begun.undoes, entry.begun.id);
      assert.deepEqual([...undoneIn(await desk.journal.entries())], [[entry.begun.id, undone.begun.id]]);

      await doneBy(desk, undoWrite(desk.context, [undone]), await desk.users.get(user.userId));
      assert.deepEqual({ ...(await desk.truth(user.userId)), modified: '' }, { ...changed, modified: '' });
    });

    test(`of ${what} is refused, and says why, when somebody else has changed it since`, async (t) => {
      const desk = await openDesk(t);
      const { user } = await desk.aSubject();
      const entry = await doneBy(desk, make(desk), user);
      const root = desk.client('Root').users;
      await root.setRole(user.userId, 'General', { mailboxId: 1001 });
      await root.update(user.userId, { lastName: 'Smith', firstName: 'Ann' });
      const now = await desk.users.get(user.userId);
      await desk.arrived();
      const attempted = await carryOut(desk.through, undoWrite(desk.context, [entry]), now);
      assert.equal(attempted.kind, 'refused');
      assert.match(attempted.reason, /^Not undone: subject has been changed since\. .+ → .+\.$/);
      assert.deepEqual(
        (await desk.arrived()).map(({ call }) => call),
        [`GET /v2/users/${user.userId}`],
      );
    });
  }

  test('tells a difference that is none of its own no more than anybody asks', async (t) => {
    const desk = await openDesk(t);
    const { user, before } = await desk.aSubject();
    const write = roleWrite(desk.context, { authLevel: 'TPUser', scope: {} });
    const entry = await doneBy(desk, write, user);
    await desk.client('Root').users.update(user.userId, { lastName: 'Smith' });
    await doneBy(desk, undoWrite(desk.context, [entry]), await desk.users.get(user.userId));
    const now = await desk.truth(user.userId);
    assert.deepEqual([now['authLevel'], now['lastName']], [before['authLevel'], 'Smith']);
  });

  test('of a run gives each user back what it had', async (t) => {
    const desk = await openDesk(t);
    const entries: JournalEntry[] = [];
    const root = desk.client('Root').users;
    for (const [login, level] of [
      ['one', 'General'],
      ['two', 'TPUser'],
      ['three', 'MailboxAdmin'],
    ] as const) {
      const { user } = await desk.aSubject(login);
      const first = await root.setRole(user.userId, level);
      entries.push(
        await doneBy(desk, roleWrite(desk.context, { authLevel: 'MailboxUser', scope: {} }), first),
      );
    }
    const undo = undoWrite(desk.context, entries);
    const levels: unknown[] = [];
    for (const { begun } of entries) {
      const userId = begun.target.userId ?? 0;
      await doneBy(desk, undo, await desk.users.get(userId));
      levels.push((await desk.truth(userId))['authLevel']);
    }
    assert.deepEqual(levels, ['General', 'TPUser', 'MailboxAdmin']);
    const { user: stranger } = await desk.aSubject('stranger');
    assert.deepEqual(undo.verdict(stranger), {
      kind: 'refused',
      reason: 'There is nothing to undo for this user.',
    });
    assert.deepEqual([undo.changes(stranger), undo.facts(stranger)], [[], { before: {}, after: {} }]);
    await assert.rejects(async () => undo.send(desk.users, stranger));
  });

  test('goes by the same rules as every write', async (t) => {
    const desk = await openDesk(t);
    const { user } = await desk.aSubject();
    const entry = await doneBy(desk, roleWrite(desk.context, { authLevel: 'TPUser', scope: {} }), user);
    const caller = await desk.client('MailboxUser').users.me();
    const undo = undoWrite({ ...desk.context, caller }, [entry]);
    assert.equal(undo.verdict(await desk.users.get(user.userId)).kind, 'refused');
  });

  test('is not offered for what cannot be taken back, or was not carried out', async (t) => {
    const desk = await openDesk(t);
    for (const { action, write } of writeCases) {
      const { user } = await desk.aSubject(action);
      const entry = await doneBy(desk, write(desk.context), user);
      const expected = ['changeRole', 'moveUser', 'editUser'].includes(action);
      assert.equal(isUndoable(entry), expected, action);
      if (expected) continue;
      const verdict = undoWrite(desk.context, [entry]).verdict(user);
      assert.deepEqual(verdict, { kind: 'refused', reason: 'This cannot be undone.' });
    }
    const begun = beganAs();
    assert.equal(isUndoable({ begun }), false);
    for (const outcome of ['failed', 'refused', 'unknown'] as const)
      assert.equal(isUndoable({ begun, ended: endedAs(begun.id, { outcome }) }), false);
    const added = beganAs({ operation: 'addUser' });
    assert.equal(isUndoable({ begun: added, ended: endedAs(added.id) }), false);
  });

  test('says what ECGrid or this version cannot give back', async (t) => {
    const { context, aSubject } = await openDesk(t);
    const { user } = await aSubject();
    const ended = endedAs('an id', { after: {} });
    const level = beganAs({
      target: { ...beganAs().target, userId: user.userId },
      before: { authLevel: 'Emperor' },
    });
    const reasonOf = (begun: typeof level): unknown => undoWrite(context, [{ begun, ended }]).verdict(user);
    assert.deepEqual(reasonOf(level), {
      kind: 'refused',
      reason: 'This version cannot give the AuthLevel of before.',
    });
    assert.deepEqual(reasonOf({ ...level, operation: 'editUser', before: { firstName: '' } }), {
      kind: 'refused',
      reason: 'ECGrid cannot make a field empty again.',
    });
  });
});

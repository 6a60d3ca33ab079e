/** What is found out about writes that were under way when VS Code ended: from the real sandbox, never by sending again. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addUser } from '../../../src/operations/addUser.ts';
import { settlementOf } from '../../../src/operations/settle.ts';
import type { JournalEntry } from '../../../src/journal/record.ts';
import { fullName } from '../../../src/domain/userText.ts';
import { aNewUser } from '../support/builders.ts';
import { failureOf } from '../support/ecgrid.ts';
import { openDesk, writeCases } from './writeCases.ts';
import type { Desk, Subject, WriteCase } from './writeCases.ts';

const later = new Date('2026-11-22T11:00:00Z');

/** The entry that stands in the journal while a write is under way. */
const openEntry = async (
  { journal, context, me }: Desk,
  one: WriteCase,
  { user }: Subject,
): Promise<JournalEntry> => {
  const write = one.write(context);
  const { userId, login, networkId } = user;
  await journal
    .recorder({ id: 'p', name: 'P', origin: 'http://127.0.0.1', environment: 'sandbox' }, () => me)
    .begin({
      operation: one.action === 'copyApiKey' ? 'editUser' : one.action,
      target: { userId, login, name: fullName(user), networkId },
      changes: [...write.changes(user)],
      ...write.facts(user),
    });
  const entry = (await journal.entries()).at(-1);
  assert.ok(entry);
  return { begun: { ...entry.begun, time: '2026-11-22T10:00:00Z' } };
};

/** What reading the user tells: a role, a place, a profile, the end, and what is on file of a phone. */
const told = ['changeRole', 'moveUser', 'editUser', 'terminateUser', 'updateConfig'];

for (const one of writeCases) {
  describe(`${one.action} that was under way`, () => {
    const isTold = told.includes(one.action);

    test('and was carried out', async (t) => {
      const desk = await openDesk(t);
      const subject = await desk.aSubject();
      const entry = await openEntry(desk, one, subject);
      await one.write(desk.context).send(desk.users, subject.user);
      await desk.arrived();
      const settlement = await settlementOf(desk.users, entry, later);
      assert.equal(settlement?.end.outcome, isTold ? 'done' : 'unknown');
      assert.equal(settlement.end.settledBy, 'laterStart');
      const { userId } = subject.user;
      assert.deepEqual(
        (await desk.arrived()).map(({ call }) => call),
        isTold ? [`GET /v2/users/${userId}`] : [],
      );
    });

    test('and was not', async (t) => {
      const desk = await openDesk(t);
      const subject = await desk.aSubject();
      const entry = await openEntry(desk, one, subject);
      const settlement = await settlementOf(desk.users, entry, later);
      assert.equal(settlement?.end.outcome, isTold ? 'failed' : 'unknown');
    });

    if (!isTold) return;

    test('within the last minute: ECGrid may still be at it', async (t) => {
      const desk = await openDesk(t);
      const entry = await openEntry(desk, one, await desk.aSubject());
      assert.equal(await settlementOf(desk.users, entry, new Date('2026-11-22T10:00:59Z')), undefined);
      assert.ok(await settlementOf(desk.users, entry, new Date('2026-11-22T10:01:00Z')));
      // A clock that was set back says nothing about how long it has been.
      assert.ok(await settlementOf(desk.users, entry, new Date('2026-11-22T09:00:00Z')));
    });

    test('on a user who is neither as before nor as was meant', async (t) => {
      const desk = await openDesk(t);
      const subject = await desk.aSubject();
      const entry = await openEntry(desk, one, subject);
      const { userId } = subject.user;
      const root = desk.client('Root').users;
      await root.setRole(userId, 'General', { mailboxId: 0 });
      await root.update(userId, { firstName: 'Ann' });
      await root.updateConfig(userId, { cellPhone: '1' });
      const ended = await settlementOf(desk.users, entry, later);
      // A termination is told from the status alone, which nobody has changed.
      assert.equal(ended?.end.outcome, one.action === 'terminateUser' ? 'failed' : 'unknown');
    });

    test('and cannot be looked at now: it stays open', async (t) => {
      const desk = await openDesk(t);
      const entry = await openEntry(desk, one, await desk.aSubject());
      await desk.fault({ name: 'error503', method: 'GET' });
      assert.equal((await failureOf(settlementOf(desk.users, entry, later))).kind, 'server');
    });

    test('on a user whom ECGrid does not find any more', async (t) => {
      const desk = await openDesk(t);
      const entry = await openEntry(desk, one, await desk.aSubject());
      await desk.fault({ name: 'notFound', method: 'GET' });
      assert.equal((await settlementOf(desk.users, entry, later))?.end.outcome, 'unknown');
    });
  });
}

describe('addUser that was under way', () => {
  const openAdd = async (desk: Desk, login: string): Promise<JournalEntry> => {
    await desk.fault({ name: 'dropBeforeCommit', method: 'POST', path: '/v2/users' });
    await failureOf(addUser(desk.through, aNewUser({ login }), desk.me));
    await desk.fault();
    const entry = (await desk.journal.entries()).at(-1);
    assert.ok(entry);
    return { begun: { ...entry.begun, time: '2026-11-22T10:00:00Z' } };
  };

  test('and was carried out, or not', async (t) => {
    const desk = await openDesk(t);
    const entry = await openAdd(desk, 'new.one');
    const before = await settlementOf(desk.users, entry, later);
    assert.deepEqual([before?.end.outcome, before?.user], ['failed', undefined]);
    const { userId } = await desk.users.create(aNewUser({ login: 'new.one' }));
    const after = await settlementOf(desk.users, entry, later);
    assert.deepEqual([after?.end.outcome, after?.end.userId, after?.user?.userId], ['done', userId, userId]);
  });

  test('and met a login that belongs to somebody else', async (t) => {
    const desk = await openDesk(t);
    const entry = await openAdd(desk, 'new.one');
    await desk.users.create(aNewUser({ login: 'new.one', email: 'somebody.else@example.com' }));
    const settlement = await settlementOf(desk.users, entry, later);
    assert.equal(settlement?.end.outcome, 'failed');
    assert.match(settlement.end.message ?? '', /The login belongs to another user\.$/);
  });
});

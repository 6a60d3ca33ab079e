/** The writes that ECGridOS alone has: what is sent, what the database says then, undo, and lost answers. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WriteAction } from '../../../src/domain/userAction.ts';
import type { User } from '../../../src/domain/user.ts';
import { carryOut } from '../../../src/operations/carryOut.ts';
import { mayActThrough } from '../../../src/operations/offered.ts';
import { isUndoable, undoWrite } from '../../../src/operations/undo.ts';
import type { UserWrite, WriteContext } from '../../../src/operations/userWrite.ts';
import { maxSessionsWrite, unlockWrite } from '../../../src/operations/writes/access.ts';
import { activateWrite, suspendWrite } from '../../../src/operations/writes/account.ts';
import { failureOf } from '../support/ecgrid.ts';
import { openDesk } from './writeCases.ts';
import type { Desk } from './writeCases.ts';

type EcgridosCase = {
  readonly action: WriteAction;
  readonly write: (context: WriteContext) => UserWrite;
  readonly operation: string;
  /** How the user comes into the state in which there is something to do. */
  readonly prepare: (desk: Desk, user: User) => Promise<unknown>;
  readonly parameters: object;
  readonly changes: readonly string[];
  readonly result: string;
  /** What the database says afterwards. */
  readonly truth: readonly [field: string, value: unknown];
  /** True when reading the user tells whether it was carried out. */
  readonly visible: boolean;
};

const nothing = (): Promise<undefined> => Promise.resolve(undefined);

/** Three wrong passwords. */
const lockOut = async ({ client, url }: Desk, { login }: User): Promise<void> => {
  const envelope = (password: string): string =>
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
    `<Login xmlns="https://os.ecgrid.io/"><LoginName>${login}</LoginName><Password>${password}</Password></Login>` +
    '</soap:Body></soap:Envelope>';
  for (const password of ['one', 'two', 'three'])
    await fetch(`${url}/v4.1/prod/ECGridOS.asmx`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '"https://os.ecgrid.io/Login"' },
      body: envelope(password),
    });
  const locked = await client('Root').users.listLockedOut({});
  assert.ok(locked.items.some((user) => user.login === login));
};

const cases: readonly EcgridosCase[] = [
  {
    action: 'suspendUser',
    write: suspendWrite,
    operation: 'UserSuspend',
    prepare: nothing,
    parameters: {},
    changes: ['Status: Active → Suspended'],
    result: 'subject is suspended.',
    truth: ['status', 'Suspended'],
    visible: true,
  },
  {
    action: 'activateUser',
    write: activateWrite,
    operation: 'UserActivate',
    prepare: ({ client }, { userId }) => client('Root').users.suspend(userId),
    parameters: {},
    changes: ['Status: Suspended → Active'],
    result: 'subject is active.',
    truth: ['status', 'Active'],
    visible: true,
  },
  {
    action: 'unlockUser',
    write: unlockWrite,
    operation: 'UserReset',
    prepare: lockOut,
    parameters: {},
    changes: ['Locked out: yes → no', 'Open sessions: ended'],
    result: 'subject is no longer locked out.',
    truth: ['lockedOut', false],
    visible: true,
  },
  {
    action: 'setMaxSessions',
    write: (context) => maxSessionsWrite(context, 7),
    operation: 'UserSetMaxSessions',
    prepare: nothing,
    parameters: { MaxSessions: 7 },
    changes: ['Maximum sessions: 7'],
    result: 'The maximum sessions of subject: 7.',
    truth: ['maxSessions', 7],
    visible: false,
  },
];

/** Opens a desk with a user for whom there is something to do, seen with all that ECGridOS tells. */
const prepared = async (
  t: Parameters<typeof openDesk>[0],
  one: EcgridosCase,
): Promise<Desk & { readonly user: User }> => {
  const desk = await openDesk(t);
  const subject = await desk.aSubject();
  await one.prepare(desk, subject.user);
  const user = await desk.users.details(subject.user.userId);
  await desk.arrived();
  return { ...desk, user };
};

const writesOf = async (desk: Desk): Promise<readonly string[]> =>
  (await desk.arrived()).map(({ call }) => call).filter((call) => !/^GET|UserInfo/.test(call));

describe('a write that ECGridOS alone has', () => {
  for (const one of cases) {
    const { action, operation } = one;

    test(`${action} is sent once as ${operation}, recorded, and told`, async (t) => {
      const desk = await prepared(t, one);
      const write = one.write(desk.context);
      assert.deepEqual([write.action, write.changes(desk.user)], [action, one.changes]);
      const attempted = await carryOut(desk.through, write, desk.user);
      assert.equal(attempted.kind, 'done', JSON.stringify(attempted));
      const { user, found } = attempted.done;
      assert.deepEqual([found, write.result(user)], [false, one.result]);
      const sent = (await desk.arrived()).filter(({ call }) => call.endsWith(` ${operation}`));
      assert.deepEqual(
        sent.map(({ body }) => body),
        [{ SessionID: '***', UserID: desk.user.userId, ...one.parameters }],
      );
      const [field, value] = one.truth;
      const now = (await desk.truth(desk.user.userId))[field];
      // SQLite has numbers for yes and no.
      assert.equal(typeof value === 'boolean' ? Boolean(now) : now, value);
      const entry = (await desk.journal.entries()).at(-1);
      assert.deepEqual([entry?.begun.operation, entry?.ended?.outcome], [action, 'done']);
    });

    test(`${action}: a lost answer is looked up, or called unknown, and never sent again`, async (t) => {
      const desk = await prepared(t, one);
      await desk.fault({ name: 'dropAfterCommit', operation, times: 1 });
      const attempt = carryOut(desk.through, one.write(desk.context), desk.user);
      if (one.visible) {
        const attempted = await attempt;
        assert.equal(attempted.kind, 'done');
        assert.equal(attempted.done.found, true);
      } else {
        const { outcome, message } = await failureOf(attempt);
        assert.equal(outcome, 'unknown');
        assert.match(message, /nobody can look/);
      }
      assert.equal((await writesOf(desk)).length, 1);
    });

    test(`${action}: an answer that was lost before anything was done is told as not done`, async (t) => {
      const desk = await prepared(t, one);
      await desk.fault({ name: 'dropBeforeCommit', operation, times: 1 });
      const { outcome } = await failureOf(carryOut(desk.through, one.write(desk.context), desk.user));
      assert.equal(outcome, one.visible ? 'refused' : 'unknown');
      assert.equal((await writesOf(desk)).length, 1);
    });

    test(`${action} is not to be had where REST alone is used`, async (t) => {
      const { client, me, user, context, through } = await prepared(t, one);
      const rest = client('NetworkAdmin', { apis: 'rest' }).users;
      const verdict = mayActThrough(rest, action, me, user);
      assert.ok(verdict.kind === 'refused' && verdict.needless === true);
      assert.match(verdict.reason, /needs ECGridOS/);
      assert.notEqual(mayActThrough(through.users, action, me, user).kind, 'refused');
      const { kind, outcome } = await failureOf(one.write(context).send(rest, user));
      assert.deepEqual([kind, outcome], ['notOffered', 'notSent']);
    });
  }
});

describe('undo of a suspension', () => {
  const suspended = async (t: Parameters<typeof openDesk>[0], before: 'Active' | 'Development') => {
    const desk = await openDesk(t);
    const { user } = await desk.aSubject();
    const attempted = await carryOut(desk.through, suspendWrite(desk.context), user);
    assert.equal(attempted.kind, 'done');
    const [entry] = await desk.journal.entries();
    assert.ok(entry);
    return { desk, user, entry: { ...entry, begun: { ...entry.begun, before: { status: before } } } };
  };

  test('makes the user active again', async (t) => {
    const { desk, user, entry } = await suspended(t, 'Active');
    assert.ok(isUndoable(entry));
    const now = await desk.users.get(user.userId);
    assert.equal(now.status, 'Suspended');
    const undone = await carryOut(desk.through, undoWrite(desk.context, [entry]), now);
    assert.equal(undone.kind, 'done', JSON.stringify(undone));
    assert.equal((await desk.truth(user.userId))['status'], 'Active');
    const [, undoing] = await desk.journal.entries();
    assert.ok(undoing && isUndoable(undoing));
    const again = await carryOut(desk.through, undoWrite(desk.context, [undoing]), undone.done.user);
    assert.equal(again.kind, 'done');
    assert.equal((await desk.truth(user.userId))['status'], 'Suspended');
  });

  test('is refused when somebody else has activated the user meanwhile', async (t) => {
    const { desk, user, entry } = await suspended(t, 'Active');
    await desk.client('Root').users.activate(user.userId);
    const now = await desk.users.get(user.userId);
    const attempted = await carryOut(desk.through, undoWrite(desk.context, [entry]), now);
    assert.deepEqual(
      attempted.kind === 'refused' && attempted.reason,
      'Not undone: subject has been changed since. Status: Suspended → Active.',
    );
  });

  test('is not offered for a status that ECGrid cannot set', async (t) => {
    const { desk, user, entry } = await suspended(t, 'Development');
    assert.ok(!isUndoable(entry));
    const verdict = undoWrite(desk.context, [entry]).verdict(await desk.users.get(user.userId));
    assert.deepEqual(verdict, { kind: 'refused', reason: 'ECGrid cannot set the status of before.' });
  });
});

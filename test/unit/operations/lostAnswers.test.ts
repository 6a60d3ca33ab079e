/** Every write whose answer is lost on the way: what is said, what is true, and that nothing is sent twice. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isEcgridError } from '../../../src/api/ecgridError.ts';
import { carryOut } from '../../../src/operations/carryOut.ts';
import type { Attempted } from '../../../src/operations/carryOut.ts';
import { messageCanary } from '../support/calls.ts';
import { everythingIn, failureOf } from '../support/ecgrid.ts';
import { openGateway } from '../support/gateway.ts';
import type { LostWhere } from '../support/gateway.ts';
import { losses } from '../support/losses.ts';
import { newPassword, openDesk, writeCases } from './writeCases.ts';
import type { Desk, Subject, WriteCase } from './writeCases.ts';

/** What is to be done when nobody can look, action by action. */
const advice: Readonly<Record<string, RegExp>> = {
  setPassword: /ECGrid never tells a password, so nobody can look: set it again\.$/,
  resetSessions: /The sessions may have ended or not: reset them again to be sure\.$/,
  rotateApiKey: /nobody can tell: rotate it again, or copy the key in force\.$/,
  sendSms: /The message may have been sent: ask before you send it again\.$/,
  updateConfig: /Open the user’s page to see what is on file, then try again\.$/,
};

/** An attempt that ended, or the error that it ended with. */
type Ending = Attempted | Error;

const ended = (attempt: Promise<Attempted>): Promise<Ending> =>
  attempt.catch((error: unknown) => {
    assert.ok(error instanceof Error);
    return error;
  });

/** Everything that could be shown of an ending, the new key apart. */
const shownOf = (ending: Ending): string => {
  if (isEcgridError(ending)) return everythingIn(ending);
  assert.ok('kind' in ending, 'it failed with something unexpected');
  return JSON.stringify(ending.kind === 'done' ? { ...ending.done, secret: undefined } : ending);
};

const assertNoSecret = async (desk: Desk, { user }: Subject, ending: Ending): Promise<void> => {
  const { apiKey } = await desk.truth(user.userId);
  const keys = [desk.apiKeys.NetworkAdmin, ...(typeof apiKey === 'string' ? [apiKey] : [])];
  const secrets = [newPassword, messageCanary, ...keys];
  for (const secret of secrets) assert.equal(shownOf(ending).includes(secret), false);
};

const pathOf = (call: string): { method: string; path: string } => {
  const [method = '', path = ''] = call.split(' ');
  return { method, path };
};

/** Fails unless the write was sent once and the ending says no more than what is known. */
const assertHonest = async (one: WriteCase, desk: Desk, subject: Subject, ending: Ending, done: boolean) => {
  const { userId } = subject.user;
  const calls = (await desk.arrived()).map(({ call }) => call);
  const readsKey = one.readsKey ? [`GET /v2/users/key/${userId}`] : [];
  const look = one.visible ? [readsKey[0] ?? `GET /v2/users/${userId}`] : [];
  assert.deepEqual(calls, [`GET /v2/users/${userId}`, ...readsKey, one.call(userId), ...look]);
  assert.equal(await one.isDone(desk, subject), one.action === 'sendSms' ? undefined : done);
  await assertNoSecret(desk, subject, ending);
  if (one.visible && done) {
    assert.ok('kind' in ending && ending.kind === 'done', shownOf(ending));
    assert.equal(ending.done.found, true);
    assert.equal(one.write(desk.context).result(ending.done.user), one.result);
    return;
  }
  assert.ok(isEcgridError(ending), 'it did not fail');
  assert.equal(ending.outcome, one.visible ? 'refused' : 'unknown');
  const expected = one.visible
    ? /[.”] (The API key of )?subject was read again: .+ not (changed|terminated|replaced)\.$/
    : advice[one.action];
  assert.match(ending.message, expected ?? /^$/);
};

for (const one of writeCases) {
  describe(`${one.action} whose answer is lost`, () => {
    for (const [name, done] of losses) {
      test(`by ${name}`, async (t) => {
        const desk = await openDesk(t);
        const subject = await desk.aSubject();
        await desk.fault({ name, ...pathOf(one.call(subject.user.userId)) });
        const ending = await ended(carryOut(desk.through, one.write(desk.context), subject.user));
        await assertHonest(one, desk, subject, ending, done);
      });
    }

    test('and that cannot be read afterwards: nobody can tell', async (t) => {
      const desk = await openDesk(t);
      const subject = await desk.aSubject();
      const call = one.call(subject.user.userId);
      await desk.fault({ name: 'dropAfterCommit', ...pathOf(call) }, { name: 'error503', method: 'GET' });
      const error = await failureOf(one.write(desk.context).send(desk.users, subject.user));
      assert.equal(error.outcome, 'unknown');
      assert.match(
        error.message,
        advice[one.action] ?? /could not be found out: refresh before you try again\.$/,
      );
      await assertNoSecret(desk, subject, error);
      assert.equal((await desk.arrived()).filter((request) => request.call === call).length, 1);
    });
  });
}

/** Sends a write through a gateway that keeps it, or its answer. */
const sendAndLose = async (
  one: WriteCase,
  desk: Desk,
  subject: Subject,
  { url, keep }: Awaited<ReturnType<typeof openGateway>>,
  lost: { readonly where: LostWhere; readonly timeout?: number; readonly cancel?: AbortController },
): Promise<Ending> => {
  const { where, timeout, cancel } = lost;
  keep({ call: one.call(subject.user.userId), where, onKept: () => cancel?.abort() });
  const { users } = desk.client('NetworkAdmin', { origin: url, ...(timeout ? { timeout } : {}) });
  const through = desk.throughOf(users);
  return ended(carryOut(through, one.write(desk.context), subject.user, { signal: cancel?.signal }));
};

/** Fails unless the ending leaves open what may still be done. */
const assertOpen = (one: WriteCase, ending: Ending, where: LostWhere, kind: string): void => {
  if (one.visible && where === 'after') {
    assert.ok('kind' in ending && ending.kind === 'done' && ending.done.found, shownOf(ending));
    return;
  }
  assert.ok(isEcgridError(ending), 'it did not fail');
  assert.deepEqual([ending.kind, ending.outcome], [kind, 'unknown']);
  const mayFollow = /ECGrid may still do it: look again before you try again\.$/;
  assert.match(ending.message, one.visible ? mayFollow : (advice[one.action] ?? /^$/));
};

for (const where of ['before', 'after'] as const) {
  describe(`a write that is lost ${where} ECGrid has carried it out`, () => {
    for (const one of writeCases) {
      test(`${one.action}, cancelled by the user, is looked for all the same`, async (t) => {
        const desk = await openDesk(t);
        const subject = await desk.aSubject();
        const gateway = await openGateway(t, desk.url);
        const cancel = new AbortController();
        const ending = await sendAndLose(one, desk, subject, gateway, { where, cancel });
        assertOpen(one, ending, where, 'cancelled');
        await assertNoSecret(desk, subject, ending);
        const calls = (await desk.arrived()).map(({ call }) => call);
        const sent = calls.filter((call) => call === one.call(subject.user.userId)).length;
        assert.equal(sent, where === 'before' ? 0 : 1);
      });
    }

    test('is not waited for any longer than the setting says', async (t) => {
      const desk = await openDesk(t);
      const gateway = await openGateway(t, desk.url);
      // All at once, since each has a path of its own.
      await Promise.all(
        writeCases.map(async (one) => {
          const subject = await desk.aSubject(`late.${one.action}`);
          const ending = await sendAndLose(one, desk, subject, gateway, { where, timeout: 2000 });
          assertOpen(one, ending, where, 'timeout');
        }),
      );
    });
  });
}

test('a write that is cancelled before it is sent was not sent', async (t) => {
  const desk = await openDesk(t);
  const { user } = await desk.aSubject();
  for (const { action, write } of writeCases) {
    const error = await failureOf(
      carryOut(desk.through, write(desk.context), user, { signal: AbortSignal.abort() }),
    );
    assert.deepEqual(
      [error.kind, error.outcome, error.message],
      ['cancelled', 'notSent', 'Cancelled.'],
      action,
    );
  }
  assert.deepEqual(await desk.arrived(), []);
});

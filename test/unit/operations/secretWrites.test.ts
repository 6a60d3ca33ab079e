/** Passwords, keys and text messages: what is set in which order, and that nothing of them is told. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import { keyWrite, passwordWrite } from '../../../src/operations/writes/access.ts';
import { aUser } from '../support/builders.ts';
import { messageCanary } from '../support/calls.ts';
import { everythingIn, failureOf, quick } from '../support/ecgrid.ts';
import { openRawServer } from '../support/rawServer.ts';
import { newPassword, openDesk, writeCases } from './writeCases.ts';

describe('secrets', () => {
  test('are in no text about a write before or after it', async (t) => {
    const { context } = await openDesk(t);
    const user = aUser();
    for (const { action, write } of writeCases) {
      const { question, button, changes, result } = write(context);
      const said = [question(user), button, ...changes(user), result(user)];
      for (const secret of [newPassword, messageCanary])
        assert.equal(said.join('\n').includes(secret), false, action);
      assert.match(question(user), /jdoe.*\?$/, action);
    }
  });

  test('come back in one place alone: the new API key', async (t) => {
    const { context, users, aSubject, truth, calling } = await openDesk(t);
    const { user, before } = await aSubject();
    const { secret, ...rest } = await keyWrite(context).send(users, user);
    assert.equal(secret, (await truth(user.userId))['apiKey']);
    assert.equal(JSON.stringify(rest).includes(String(secret)), false);
    assert.equal((await calling({ 'x-api-key': String(before['apiKey']) }).get('/v2/users/me')).status, 401);
    for (const { action, write } of writeCases.filter((one) => one.action !== 'rotateApiKey')) {
      const other = await aSubject(`other.${action}`);
      assert.equal('secret' in (await write(context).send(users, other.user)), false, action);
    }
  });

  test('are not told though the service repeats what it was sent', async (t) => {
    const { url } = await openRawServer(t, (body) => ({
      status: 400,
      body: { success: false, data: null, errorCode: 'InvalidParameter', message: `newPassword: ${body}` },
    }));
    const { context } = await openDesk(t);
    const { users } = createClient({ origin: url, apiKey: 'canary-key', ...quick });
    for (const { action, write } of writeCases) {
      const error = await failureOf(write(context).send(users, aUser()));
      assert.match(error.message, /It says: “newPassword:/, action);
      for (const secret of [newPassword, messageCanary, 'canary-key'])
        assert.equal(everythingIn(error).includes(secret), false, action);
    }
  });
});

describe('a password with a reset', () => {
  const set = 'POST /v2/users/password';

  test('is set first, then the sessions end, then the user is read', async (t) => {
    const { context, users, aSubject, arrived, truth } = await openDesk(t);
    const { user } = await aSubject();
    const write = passwordWrite(context, newPassword, true);
    assert.deepEqual(write.changes(user), ['Password: changed', 'Open sessions: ended']);
    const done = await write.send(users, user);
    assert.deepEqual(
      (await arrived()).map(({ call }) => call),
      [set, `POST /v2/users/reset/${user.userId}`, `GET /v2/users/${user.userId}`],
    );
    assert.deepEqual([done.notes, done.user.openSessions], [undefined, 0]);
    assert.equal((await truth(user.userId))['openSessions'], 0);
  });

  test('says that the sessions go on when the reset is refused, and does not fail: the password is set', async (t) => {
    const { context, users, aSubject, fault, arrived } = await openDesk(t);
    const { user } = await aSubject();
    await fault({ name: 'forbidden', method: 'POST', path: '/v2/users/reset/*' });
    const { notes, found } = await passwordWrite(context, newPassword, true).send(users, user);
    assert.equal(found, false);
    assert.deepEqual(notes, [
      'The password was set, but the sessions were not reset. ECGrid does not allow this to your AuthLevel. It says: “Access denied.”',
    ]);
    assert.equal((await arrived()).length, 2);
  });

  test('does not claim that the sessions go on when the answer to the reset is lost', async (t) => {
    const { context, users, aSubject, fault, truth } = await openDesk(t);
    for (const [name, left] of [
      ['dropAfterCommit', 0],
      ['dropBeforeCommit', 1],
    ] as const) {
      const { user } = await aSubject(name);
      await fault({ name, method: 'POST', path: '/v2/users/reset/*' });
      const { notes = [] } = await passwordWrite(context, newPassword, true).send(users, user);
      assert.match(
        notes.join(),
        /^The password was set\. .*The sessions may have ended or not: reset them again/,
      );
      assert.doesNotMatch(notes.join(), /were not reset/);
      assert.equal((await truth(user.userId))['openSessions'], left);
    }
  });

  test('resets nothing when the password was not set', async (t) => {
    const { context, users, aSubject, fault, arrived } = await openDesk(t);
    const { user } = await aSubject();
    for (const name of ['dropAfterCommit', 'forbidden', 'error500BeforeCommit']) {
      await fault({ name, method: 'POST', path: '/v2/users/password' });
      await failureOf(passwordWrite(context, newPassword, true).send(users, user));
      assert.deepEqual(
        (await arrived()).map(({ call }) => call),
        [set],
        name,
      );
    }
  });
});

/** Sessions by login and password: every one that is opened is closed, whatever happens, and its number is a secret. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { createClientByLogin } from '../../../../src/api/client.ts';
import { openEcgridosSession } from '../../../../src/api/soap/ecgridosSession.ts';
import type { LoginOptions } from '../../../../src/api/soap/ecgridosSession.ts';
import type { Json } from '../../sandbox/harness.ts';
import { createUser, exchange } from '../../sandbox/harness.ts';
import { everythingIn, failureOf, openEcgrid, quick } from '../../support/ecgrid.ts';
import type { Ecgrid } from '../../support/ecgrid.ts';
import { openRawServer } from '../../support/rawServer.ts';
import { operationIn, soapFault, soapResult } from '../../support/soapAnswers.ts';

const password = 'Canary&Pass<4711>';

/** A sandbox, a user who may sign in, and the judge's count of sessions. */
const open = async (
  t: TestContext,
): Promise<Ecgrid & { options: LoginOptions; sessions: () => Promise<Json> }> => {
  const ecgrid = await openEcgrid(t);
  await createUser(ecgrid, 'NetworkAdmin', { login: 'somebody', password, authLevel: 'NetworkAdmin' });
  await ecgrid.arrived();
  return {
    ...ecgrid,
    options: { origin: ecgrid.url, login: 'somebody', password, ...quick },
    sessions: async () => {
      const { opened, closed, open: stillOpen } = (await exchange(`${ecgrid.url}/__sessions`, 'GET')).json;
      return { opened, closed, open: stillOpen };
    },
  };
};

describe('a session', () => {
  test('serves in place of a key, and is closed once', async (t) => {
    const { options, sessions, arrived } = await open(t);
    const { users, me, networks, session, close } = await createClientByLogin(options);
    assert.deepEqual([me.login, me.status], ['somebody', 'Active']);
    assert.equal((await users.byName('somebody')).items.length, 1);
    assert.deepEqual(await sessions(), { opened: 1, closed: 0, open: 1 });
    assert.equal(
      (await failureOf(networks.listNetworks({}, { pageNo: 1, recordsPerPage: 1 }))).kind,
      'notOffered',
    );
    assert.equal((await failureOf(session.info())).kind, 'notOffered');
    await Promise.all([close(), close()]);
    await close();
    assert.deepEqual(await sessions(), { opened: 1, closed: 1, open: 0 });
    const calls = (await arrived()).map(({ call }) => call.split(' ').at(-1));
    assert.deepEqual(calls.filter((operation) => operation === 'Logout').length, 1);
    assert.equal((await failureOf(users.me())).kind, 'invalidKey');
  });

  test('that has ended is said to have ended, since there is no key to speak of', async (t) => {
    const { options } = await open(t);
    const { users, close } = await createClientByLogin(options);
    await close();
    const error = await failureOf(users.list({}, { pageNo: 1, recordsPerPage: 10 }));
    assert.deepEqual([error.kind, error.outcome], ['invalidKey', 'refused']);
    assert.match(error.message, /^The session with ECGrid has ended\./);
  });

  test('is not opened by a wrong password, and neither it nor its login is called a key', async (t) => {
    const { options, sessions } = await open(t);
    const error = await failureOf(createClientByLogin({ ...options, password: 'Wrong&Canary1' }));
    assert.deepEqual([error.kind, error.outcome], ['invalidKey', 'refused']);
    assert.match(error.message, /^ECGrid does not accept this login and password\. It says: “/);
    assert.equal(everythingIn(error).includes('Wrong&Canary1'), false);
    assert.deepEqual(await sessions(), { opened: 0, closed: 0, open: 0 });
  });

  test('is refused as the service refuses it when there are too many', async (t) => {
    const { options, sessions } = await open(t);
    const held = await Promise.all([1, 2, 3].map(() => openEcgridosSession(options)));
    const error = await failureOf(openEcgridosSession(options));
    assert.deepEqual([error.kind, error.outcome], ['forbidden', 'refused']);
    assert.doesNotMatch(error.message, /by itself/);
    await Promise.all(held.map(({ close }) => close()));
    assert.deepEqual(await sessions(), { opened: 3, closed: 3, open: 0 });
  });

  test('is closed when its owner cannot be read', async (t) => {
    const { options, sessions, fault } = await open(t);
    for (const operation of ['WhoAmI', 'UserInfo']) {
      await fault({ operation, name: 'error500BeforeCommit' });
      assert.equal((await failureOf(createClientByLogin(options))).kind, 'server');
    }
    assert.deepEqual(await sessions(), { opened: 2, closed: 2, open: 0 });
  });

  test('is closed although the first attempt got lost, on either way', async (t) => {
    const { options, sessions, fault } = await open(t);
    for (const name of ['dropBeforeCommit', 'dropAfterCommit', 'error503']) {
      const session = await openEcgridosSession(options);
      await fault({ operation: 'Logout', name, times: 1 });
      await session.close();
      assert.equal(session.sessionId(), '');
    }
    assert.deepEqual(await sessions(), { opened: 3, closed: 3, open: 0 });
  });

  test('that cannot be closed is told, each time, and asked about no more', async (t) => {
    const { options, fault, arrived } = await open(t);
    const session = await openEcgridosSession(options);
    const number = session.sessionId();
    assert.ok(number.length > 8);
    await fault({ operation: 'Logout', name: 'forbidden' });
    await arrived();
    for (const error of [await failureOf(session.close()), await failureOf(session.close())]) {
      assert.equal(error.kind, 'forbidden');
      assert.equal(everythingIn(error).includes(number), false);
    }
    assert.equal((await arrived()).length, 1);
  });

  test('of which nobody knows whether it was opened is not asked for again', async (t) => {
    const { options, fault, count, sessions } = await open(t);
    await fault({ operation: 'Login', name: 'dropAfterCommit' });
    const error = await failureOf(createClientByLogin(options));
    assert.deepEqual([error.kind, error.outcome, await count()], ['unreachable', 'unknown', 1]);
    assert.match(error.message, /A session may have been opened all the same; it ends by itself\.$/);
    assert.deepEqual(await sessions(), { opened: 1, closed: 0, open: 1 });
  });

  test('whose owner and whose end both fail tells both', async (t) => {
    const { options, fault } = await open(t);
    await fault({ operation: 'WhoAmI', name: 'forbidden' }, { operation: 'Logout', name: 'notFound' });
    const error = await failureOf(createClientByLogin(options));
    assert.equal(error.kind, 'forbidden');
    assert.match(
      error.message,
      /^ECGrid does not allow .+ The session that was opened could not be closed either: ECGrid does not find/,
    );
  });

  test('needs an address that is safe', async () => {
    const options = { origin: 'http://os.ecgrid.io', login: 'a', password };
    assert.equal((await failureOf(createClientByLogin(options))).kind, 'insecure');
  });

  test('has a number that no message quotes, and none where the service tells none', async (t) => {
    const { url } = await openRawServer(t, (body) =>
      operationIn(body) === 'Login'
        ? soapResult('Login', 'canary-session')
        : soapFault('Client', 'Bad canary-session', 'InvalidParameter'),
    );
    const error = await failureOf(createClientByLogin({ origin: url, login: 'a', password, ...quick }));
    assert.match(error.message, /Bad •••/);
    assert.equal(everythingIn(error).includes('canary-session'), false);
    const none = await openRawServer(t, () => soapResult('Login', ''));
    const nothing = await failureOf(
      openEcgridosSession({ origin: none.url, login: 'a', password, ...quick }),
    );
    assert.deepEqual([nothing.kind, nothing.outcome], ['notEcgrid', 'unknown']);
    assert.doesNotMatch(none.received[0] ?? '', /SessionID/);
  });
});

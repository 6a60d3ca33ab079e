import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplePassword } from '../../../sandbox/secrets.ts';
import { Sessions } from '../../../sandbox/sessions.ts';
import { createUser, dataOf, exchange, object, objects, openBench, refusal } from './harness.ts';

test('the version needs no key, everything else does', async (t) => {
  const bench = await openBench(t);
  const nobody = bench.calling({});
  assert.deepEqual(await dataOf(nobody.get('/v2/auth/version')), { version: '2.6' });
  await refusal(nobody.get('/v2/users/me'), 401, 'InvalidAPIKey');
  await refusal(bench.calling({ 'x-api-key': 'made-up' }).get('/v2/users/me'), 401, 'InvalidAPIKey');
  await refusal(
    bench.calling({ authorization: 'Bearer made-up' }).get('/v2/users/me'),
    401,
    'InvalidSession',
  );
});

test('keys of suspended and terminated users are refused; those of all other states work', async (t) => {
  const bench = await openBench(t);
  for (const [status, works] of [
    ['Suspended', false],
    ['Development', true],
    ['Preproduction', true],
  ] as const) {
    const [user] = objects(await dataOf(bench.as('Root').post('/v2/users/list', { status })));
    const apiKey = String((await bench.truth(user?.['userId']))['apiKey']);
    const me = bench.calling({ 'x-api-key': apiKey }).get('/v2/users/me');
    if (works) await dataOf(me);
    else await refusal(me, 401, 'InvalidAPIKey');
  }
});

test('login by login or by e-mail opens a session; logout ends it', async (t) => {
  const bench = await openBench(t);
  const { email } = await bench.owner('MailboxAdmin');
  for (const name of [{ login: 'mailboxadmin' }, { loginName: 'MailboxAdmin' }, { email }]) {
    const body = { ...name, password: samplePassword };
    const opened = object(await dataOf(bench.calling({}).post('/v2/auth/login', body)));
    assert.deepEqual(Object.keys(opened), ['token', 'expiresAt', 'userId']);
    const bearer = bench.calling({ authorization: `Bearer ${String(opened['token'])}` });
    const session = object(await dataOf(bearer.post('/v2/auth/session')));
    assert.deepEqual(session, {
      userId: opened['userId'],
      login: 'mailboxadmin',
      networkId: 1,
      mailboxId: 1001,
      authLevel: 'MailboxAdmin',
      expiresAt: opened['expiresAt'],
    });
    assert.equal(await dataOf(bearer.post('/v2/auth/logout')), true);
    await refusal(bearer.post('/v2/auth/session'), 401, 'InvalidSession');
  }
});

test('a wrong password and an unknown login are refused alike', async (t) => {
  const bench = await openBench(t);
  const login = (body: unknown) =>
    refusal(bench.calling({}).post('/v2/auth/login', body), 401, 'InvalidSession');
  const wrong = await login({ login: 'root', password: 'Wr0ng!password' });
  assert.equal(await login({ login: 'nobody', password: samplePassword }), wrong);
  const incomplete = bench.calling({}).post('/v2/auth/login', { password: 'x' });
  assert.match(await refusal(incomplete, 400, 'InvalidParameter'), /email/);
});

test('refresh replaces a session, by bearer token or by refresh token', async (t) => {
  const bench = await openBench(t, { dialect: 'guide' });
  const body = { loginName: 'root', password: samplePassword };
  const first = object(await dataOf(bench.calling({}).post('/v2/auth/login', body)));
  assert.deepEqual(Object.keys(first), ['token', 'refreshToken', 'expiresAt']);
  const refreshToken = { refreshToken: first['refreshToken'] };
  const second = object(await dataOf(bench.calling({}).post('/v2/auth/refresh', refreshToken)));
  await refusal(bench.calling({}).post('/v2/auth/refresh', refreshToken), 401, 'InvalidSession');
  const bearer = (session: unknown) =>
    bench.calling({ authorization: `Bearer ${String(object(session)['token'])}` });
  await refusal(bearer(first).get('/v2/users/me'), 401, 'InvalidSession');
  const third = await dataOf(bearer(second).post('/v2/auth/refresh'));
  await refusal(bearer(second).get('/v2/users/me'), 401, 'InvalidSession');
  assert.equal(object(await dataOf(bearer(third).get('/v2/users/me')))['loginName'], 'root');
});

test('a session with an API key never expires, and cannot be ended', async (t) => {
  const bench = await openBench(t);
  const session = object(await dataOf(bench.as('General').post('/v2/auth/session')));
  assert.equal(session['expiresAt'], null);
  await refusal(bench.as('General').post('/v2/auth/logout'), 401, 'InvalidSession');
});

test('everybody changes their own password, by the current one', async (t) => {
  const bench = await openBench(t);
  const me = bench.as('General');
  const change = (currentPassword: string, newPassword: string) =>
    me.put('/v2/auth/password', { currentPassword, newPassword });
  assert.match(
    await refusal(change('Wr0ng!password', 'N3w!password'), 400, 'InvalidParameter'),
    /currentPassword/,
  );
  assert.match(await refusal(change(samplePassword, 'weak'), 400, 'InvalidParameter'), /newPassword/);
  assert.equal(await dataOf(change(samplePassword, 'N3w!password')), true);
  await dataOf(bench.calling({}).post('/v2/auth/login', { login: 'general', password: 'N3w!password' }));
});

test('sessions expire after an hour', () => {
  let now = 0;
  const sessions = new Sessions(() => now);
  const { token, expiresAt } = sessions.start(7);
  assert.equal(expiresAt, '1970-01-01T01:00:00.000Z');
  now = 3_599_999;
  assert.equal(sessions.find(token)?.userId, 7);
  now = 3_600_000;
  assert.equal(sessions.find(token), undefined);
});

test('termination ends open sessions', async (t) => {
  const bench = await openBench(t);
  const userId = await createUser(bench, 'Root');
  const body = { login: 'jane.doe', password: 'Str0ng!Passw0rd' };
  const { token } = object(await dataOf(bench.calling({}).post('/v2/auth/login', body)));
  await dataOf(bench.as('Root').delete(`/v2/users/${userId}`));
  await refusal(
    bench.calling({ authorization: `Bearer ${String(token)}` }).get('/v2/users/me'),
    401,
    'InvalidSession',
  );
  await refusal(bench.calling({}).post('/v2/auth/login', body), 401, 'InvalidSession');
});

test('an unknown path and an unreadable body are answered in the envelope', async (t) => {
  const bench = await openBench(t);
  await refusal(bench.as('Root').get('/v2/nothing/here'), 404, 'ObjectNotFound');
  await refusal(bench.as('Root').delete('/v2/users/list/all'), 404, 'ObjectNotFound');
  await refusal(bench.calling({}).get('/'), 404, 'ObjectNotFound');
  await refusal(bench.as('Root').get('/v2/users/twelve'), 400, 'InvalidParameter');
  await refusal(bench.as('Root').get('/v2/users/99999'), 404, 'ObjectNotFound');
  await refusal(bench.as('Root').post('/v2/users/list', [1]), 400, 'InvalidParameter');
  const headers = { 'x-api-key': bench.apiKeys.Root, 'content-type': 'application/json' };
  const send = (body: string, type = 'application/json') =>
    fetch(`${bench.url}/v2/users/list`, {
      method: 'POST',
      headers: { ...headers, 'content-type': type },
      body,
    });
  assert.equal((await send('{"pageNo":')).status, 400);
  assert.equal((await send('pageNo=1', 'application/x-www-form-urlencoded')).status, 415);
  assert.equal((await send('')).status, 200);
  const { json } = await exchange(`${bench.url}/v2/users/me`, 'GET', undefined, {
    'x-api-key': bench.apiKeys.Root,
  });
  assert.deepEqual([json['errorCode'], json['message']], [null, null]);
});

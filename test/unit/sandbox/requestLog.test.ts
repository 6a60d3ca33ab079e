import assert from 'node:assert/strict';
import { test } from 'node:test';
import { masked, RequestLog } from '../../../sandbox/requestLog.ts';
import { samplePassword } from '../../../sandbox/secrets.ts';
import { createUser, dataOf, exchange, newUser, object, openBench } from './harness.ts';

test('a request is logged with method, path, status, body and caller', async (t) => {
  const bench = await openBench(t);
  await bench.as('NetworkAdmin').post('/v2/users/list?x=1', { pageNo: 2 });
  await bench.calling({}).get('/v2/users/me');
  const [first, second, ...rest] = await bench.log();
  const { time, ms, ...entry } = object(first);
  assert.deepEqual(entry, {
    id: 1,
    method: 'POST',
    path: '/v2/users/list',
    status: 200,
    body: { pageNo: 2 },
    hasApiKey: true,
    hasAuthorization: false,
    caller: 'networkadmin',
    faults: [],
  });
  assert.ok(typeof ms === 'number' && !Number.isNaN(Date.parse(String(time))));
  assert.deepEqual(
    [second?.['id'], second?.['status'], second?.['hasApiKey'], second?.['caller'], second?.['body']],
    [2, 401, false, null, null],
  );
  assert.deepEqual(rest, [], 'the judge is not logged');
});

test('no secret and no key is ever in the log', async (t) => {
  const bench = await openBench(t);
  const admin = bench.as('NetworkAdmin');
  const userId = await createUser(bench, 'NetworkAdmin', newUser({ password: 'S3cret!-create' }));
  await admin.post('/v2/users/password', { userId, newPassword: 'S3cret!-set' });
  await bench
    .as('General')
    .put('/v2/auth/password', { currentPassword: 'S3cret!-old', newPassword: 'S3cret!-new' });
  await admin.post('/v2/users/send-sms', { userId, message: 'S3cret!-message' });
  const login = { login: 'general', password: samplePassword };
  const { token } = object(await dataOf(bench.calling({}).post('/v2/auth/login', login)));
  await bench
    .calling({ authorization: `Bearer ${String(token)}` })
    .post('/v2/auth/refresh', { refreshToken: 'S3cret!' });
  await admin.post('/v2/users/update-config', { userId, nested: [{ apiKey: 'S3cret!-nested' }] });
  await fetch(`${bench.url}/v2/users`, { method: 'POST', body: '{"password":"S3cret!-broken"' });
  const log = JSON.stringify(await bench.log());
  for (const secret of ['S3cret!', samplePassword, String(token), ...Object.values(bench.apiKeys)]) {
    assert.ok(!log.includes(secret), secret);
  }
  assert.ok(log.includes('"newPassword":"***"') && log.includes('"message":"***"'));
});

test('masking reaches any depth and letter case, and leaves the rest alone', () => {
  assert.deepEqual(masked({ a: [{ Password: 'x', b: 1 }], TOKEN: { deep: 'x' }, login: 'jane' }), {
    a: [{ Password: '***', b: 1 }],
    TOKEN: '***',
    login: 'jane',
  });
});

test('a dropped connection is logged with status 0, its body included', async (t) => {
  const bench = await openBench(t);
  await bench.fault({ name: 'dropBeforeCommit' });
  await assert.rejects(bench.as('Root').post('/v2/users', newUser()));
  const [entry] = await bench.log();
  assert.deepEqual([entry?.['status'], entry?.['faults']], [0, ['dropBeforeCommit']]);
  assert.equal(object(entry?.['body'])['login'], 'jane.doe');
});

test('a client that gave up while waiting is logged with status 0, though the write was done', async (t) => {
  const bench = await openBench(t);
  await bench.fault({ name: 'latency', delayMs: 600_000, method: 'POST' });
  const leaving = new AbortController();
  const giveUp = fetch(`${bench.url}/v2/users`, {
    method: 'POST',
    headers: { 'x-api-key': bench.apiKeys.Root, 'content-type': 'application/json' },
    body: JSON.stringify(newUser()),
    signal: leaving.signal,
  });
  while ((await bench.log()).length === 0);
  leaving.abort();
  await assert.rejects(giveUp);
  // By then the service knows that the client has left.
  for (let turn = 0; turn < 3; turn += 1) await bench.log();
  await bench.fault();
  let entry = (await bench.log())[0];
  while (entry?.['ms'] === null) entry = (await bench.log())[0];
  assert.equal(entry?.['status'], 0);
  const { json } = await exchange(`${bench.url}/__users?login=jane.doe`, 'GET');
  assert.equal(Array.isArray(json['users']) && json['users'].length, 1);
});

test('the log can be cleared, and keeps the newest requests only', async (t) => {
  const bench = await openBench(t);
  await bench.calling({}).get('/v2/auth/version');
  await exchange(`${bench.url}/__log`, 'DELETE');
  assert.deepEqual(await bench.log(), []);
  const log = new RequestLog(2);
  const arrival = { method: 'GET', path: '/', hasApiKey: false, hasAuthorization: false, text: undefined };
  for (let request = 0; request < 3; request += 1) log.open(arrival);
  assert.deepEqual(
    log.entries.map(({ id }) => id),
    [2, 3],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createUser, dataOf, exchange, object, openBench } from './harness.ts';

test('the reference dialect spells a user as the reference pages do', async (t) => {
  const bench = await openBench(t);
  const me = object(await dataOf(bench.as('NetworkAdmin').get('/v2/users/me')));
  assert.deepEqual(Object.keys(me).sort(), [
    'authLevel',
    'cellCarrier',
    'cellPhone',
    'company',
    'created',
    'email',
    'firstName',
    'lastLogin',
    'lastName',
    'lockoutStatus',
    'login',
    'mailboxId',
    'modified',
    'networkId',
    'openSessions',
    'phone',
    'status',
    'timeOut',
    'timeZoneOffset',
    'userId',
  ]);
  assert.match(String(me['created']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
});

test('the guide dialect spells the same user otherwise and leaves out what is not on file', async (t) => {
  const bench = await openBench(t, { dialect: 'guide' });
  const me = object(await dataOf(bench.as('NetworkAdmin').get('/v2/users/me')));
  for (const name of ['loginName', 'networkID', 'mailboxID', 'LockedOut']) assert.ok(name in me, name);
  for (const name of ['login', 'networkId', 'mailboxId', 'lockoutStatus', 'company'])
    assert.ok(!(name in me), name);
});

test('set-role answers the whole user, or the bare pair', async (t) => {
  const bench = await openBench(t);
  const userId = await createUser(bench, 'NetworkAdmin');
  const setRole = async (authLevel: string): Promise<unknown> =>
    dataOf(bench.as('NetworkAdmin').post('/v2/users/role', { userId, authLevel }));
  assert.equal(object(await setRole('TPUser'))['login'], 'jane.doe');
  await exchange(`${bench.url}/__dialect`, 'POST', { dialect: 'guide' });
  assert.deepEqual(await setRole('General'), { userId, authLevel: 'General' });
});

test('the dialect can be asked for; an unknown one is refused', async (t) => {
  const bench = await openBench(t, { dialect: 'guide' });
  assert.deepEqual((await exchange(`${bench.url}/__dialect`, 'GET')).json, { dialect: 'guide' });
  const { response, json } = await exchange(`${bench.url}/__dialect`, 'POST', { dialect: 'latin' });
  assert.equal(response.status, 400);
  assert.match(String(json['message']), /reference or guide/);
});

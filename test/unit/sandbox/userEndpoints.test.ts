import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { dialects } from '../../../sandbox/dialect.ts';
import { createUser, dataOf, newUser, object, objects, openBench, refusal } from './harness.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

for (const dialect of dialects) {
  const loginField = dialect === 'guide' ? 'loginName' : 'login';
  const mailboxField = dialect === 'guide' ? 'mailboxID' : 'mailboxId';
  const networkField = dialect === 'guide' ? 'networkID' : 'networkId';

  suite(`the user endpoints, ${dialect} dialect`, () => {
    test('GET /v2/users/me is the key owner, GET /v2/users/{id} the same user', async (t) => {
      const bench = await openBench(t, { dialect });
      const me = object(await dataOf(bench.as('NetworkAdmin').get('/v2/users/me')));
      assert.equal(me[loginField], 'networkadmin');
      assert.equal(me['authLevel'], 'NetworkAdmin');
      assert.equal(me[networkField], 1);
      assert.equal(me[mailboxField], 0);
      assert.deepEqual(await dataOf(bench.as('Root').get(`/v2/users/${String(me['userId'])}`)), me);
    });

    test('POST /v2/users/by-name takes either spelling and finds the login in every visible network', async (t) => {
      const bench = await openBench(t, { dialect });
      for (const body of [{ login: 'Shared.Login' }, { loginName: 'shared.login' }]) {
        const found = objects(await dataOf(bench.as('Root').post('/v2/users/by-name', body)));
        assert.deepEqual(
          found.map((user) => user[networkField]),
          [1, 2],
        );
      }
      const mine = await dataOf(
        bench.as('NetworkAdmin').post('/v2/users/by-name', { login: 'shared.login' }),
      );
      assert.equal(objects(mine).length, 1);
      assert.deepEqual(await dataOf(bench.as('Root').post('/v2/users/by-name', { login: 'nobody' })), []);
    });

    test('POST /v2/users adds a user who can sign in', async (t) => {
      const bench = await openBench(t, { dialect });
      const sample = newUser({ networkId: 0, mailboxId: 1001, authLevel: 'MailboxUser', somethingNew: 1 });
      const created = object(await dataOf(bench.as('NetworkAdmin').post('/v2/users', sample)));
      assert.equal(created[loginField], 'jane.doe');
      assert.equal(created[mailboxField], 1001);
      assert.equal(created['status'], 'Active');
      const truth = await bench.truth(created['userId']);
      assert.equal(truth['authLevel'], 'MailboxUser');
      const key = String(truth['apiKey']);
      assert.deepEqual(await dataOf(bench.calling({ 'x-api-key': key }).get('/v2/users/me')), created);
    });

    test('PUT /v2/users changes the profile', async (t) => {
      const bench = await openBench(t, { dialect });
      const userId = await createUser(bench, 'NetworkAdmin');
      const body = { userId, email: 'new@example.com', lastName: 'Smith' };
      const changed = object(await dataOf(bench.as('NetworkAdmin').put('/v2/users', body)));
      assert.deepEqual(
        [changed['email'], changed['firstName'], changed['lastName']],
        ['new@example.com', 'Jane', 'Smith'],
      );
      assert.equal((await bench.truth(userId))['email'], 'new@example.com');
    });

    test('POST /v2/users/role changes level and place', async (t) => {
      const bench = await openBench(t, { dialect });
      const userId = await createUser(bench, 'NetworkAdmin');
      const body = { userId, authLevel: 'mailboxadmin', networkId: 1, mailboxId: 1002 };
      const changed = object(await dataOf(bench.as('NetworkAdmin').post('/v2/users/role', body)));
      assert.equal(changed['authLevel'], 'MailboxAdmin');
      const truth = await bench.truth(userId);
      assert.deepEqual([truth['authLevel'], truth['mailboxId']], ['MailboxAdmin', 1002]);
    });

    test('POST /v2/users/set-network-mailbox moves a user', async (t) => {
      const bench = await openBench(t, { dialect });
      const userId = await createUser(bench, 'NetworkAdmin');
      const body = { userId, networkId: 2, mailboxId: 2001 };
      const moved = object(await dataOf(bench.as('Root').post('/v2/users/set-network-mailbox', body)));
      assert.deepEqual([moved[networkField], moved[mailboxField]], [2, 2001]);
      const spelledOtherwise = { userID: userId, mailboxID: 2002 };
      await dataOf(bench.as('Root').post('/v2/users/set-network-mailbox', spelledOtherwise));
      assert.equal((await bench.truth(userId))['mailboxId'], 2002);
    });

    test('POST /v2/users/password sets the password', async (t) => {
      const bench = await openBench(t, { dialect });
      const userId = await createUser(bench, 'NetworkAdmin');
      const newPassword = 'An0ther!Secret';
      assert.equal(
        await dataOf(bench.as('NetworkAdmin').post('/v2/users/password', { userId, newPassword })),
        true,
      );
      const login = (password: string) =>
        bench.calling({}).post('/v2/auth/login', { login: 'jane.doe', password });
      await refusal(login('Str0ng!Passw0rd'), 401, 'InvalidSession');
      await dataOf(login(newPassword));
    });

    test('POST /v2/users/generate-password makes passwords that the service accepts', async (t) => {
      const bench = await openBench(t, { dialect });
      for (const [body, length] of [
        [{}, 12],
        [{ length: 8 }, 8],
        [{ length: 40 }, 40],
      ] as const) {
        const password = await dataOf(bench.as('General').post('/v2/users/generate-password', body));
        assert.equal(String(password).length, length);
        await createUser(bench, 'Root', { login: `user${length}`, password });
      }
    });

    test('a generated key works, and the old one stops at once', async (t) => {
      const bench = await openBench(t, { dialect });
      const userId = await createUser(bench, 'NetworkAdmin');
      const oldKey = String(await dataOf(bench.as('NetworkAdmin').get(`/v2/users/key/${userId}`)));
      assert.match(oldKey, uuid);
      const newKey = String(await dataOf(bench.as('NetworkAdmin').post(`/v2/users/key-generate/${userId}`)));
      await refusal(bench.calling({ 'x-api-key': oldKey }).get('/v2/users/me'), 401, 'InvalidAPIKey');
      await dataOf(bench.calling({ 'x-api-key': newKey }).get('/v2/users/me'));
      assert.equal(await dataOf(bench.as('NetworkAdmin').get(`/v2/users/key/${userId}`)), newKey);
    });

    test('POST /v2/users/reset/{id} ends open sessions, not the key', async (t) => {
      const bench = await openBench(t, { dialect });
      const userId = await createUser(bench, 'NetworkAdmin');
      const session = object(
        await dataOf(
          bench.calling({}).post('/v2/auth/login', { login: 'jane.doe', password: 'Str0ng!Passw0rd' }),
        ),
      );
      const bearer = bench.calling({ authorization: `Bearer ${String(session['token'])}` });
      await dataOf(bearer.get('/v2/users/me'));
      assert.equal(await dataOf(bench.as('NetworkAdmin').post(`/v2/users/reset/${userId}`)), true);
      await refusal(bearer.get('/v2/users/me'), 401, 'InvalidSession');
      assert.notEqual((await bench.truth(userId))['apiKey'], null);
    });

    test('DELETE /v2/users/{id} terminates for good, key and sessions included', async (t) => {
      const bench = await openBench(t, { dialect });
      const admin = bench.as('NetworkAdmin');
      const userId = await createUser(bench, 'NetworkAdmin', { mailboxId: 1003 });
      const { apiKey } = await bench.truth(userId);
      assert.equal(await dataOf(admin.delete(`/v2/users/${userId}`)), true);
      assert.equal((await bench.truth(userId))['status'], 'Terminated');
      await refusal(bench.calling({ 'x-api-key': String(apiKey) }).get('/v2/users/me'), 401, 'InvalidAPIKey');
      await refusal(admin.get(`/v2/users/key/${userId}`), 404, 'ObjectNotFound');
      const found = objects(await dataOf(admin.post('/v2/users/by-name', { login: 'jane.doe' })));
      assert.equal(found[0]?.['status'], 'Terminated');
    });

    test('POST /v2/users/send-sms needs a cell phone and a carrier on file', async (t) => {
      const bench = await openBench(t, { dialect });
      const admin = bench.as('NetworkAdmin');
      const userId = await createUser(bench, 'NetworkAdmin');
      const send = () => admin.post('/v2/users/send-sms', { userId, message: 'Hello' });
      assert.match(await refusal(send(), 400, 'InvalidParameter'), /cellPhone/);
      await dataOf(admin.post('/v2/users/update-config', { userId, cellPhone: '+1 555 0100' }));
      assert.match(await refusal(send(), 400, 'InvalidParameter'), /cellCarrier/);
      await dataOf(
        admin.post('/v2/users/update-config', { userId, cellCarrier: 'Verizon', notify: { daily: true } }),
      );
      assert.equal(await dataOf(send()), true);
      const truth = await bench.truth(userId);
      assert.deepEqual(truth['config'], { notify: { daily: true } });
      assert.equal(truth['cellPhone'], '+1 555 0100');
    });
  });
}

/** All sixteen user endpoints against the sandbox, in both published spellings: what arrives and what comes back. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { passwordFailures } from '../../../src/domain/password.ts';
import { dialects } from '../../../sandbox/dialect.ts';
import { createUser } from '../sandbox/harness.ts';
import { aNewUser } from '../support/builders.ts';
import { idIn, openEcgrid } from '../support/ecgrid.ts';
import type { Ecgrid } from '../support/ecgrid.ts';

for (const dialect of dialects) {
  /** A sandbox, its NetworkAdmin's client, and a user of mailbox 1001 that may be changed. */
  const open = async (t: TestContext) => {
    const ecgrid: Ecgrid = await openEcgrid(t, { dialect });
    const userId = await createUser(ecgrid, 'NetworkAdmin', { login: 'subject', mailboxId: 1001 });
    await ecgrid.arrived();
    return { ...ecgrid, userId, users: ecgrid.client().users };
  };

  describe(`users in the ${dialect} dialect`, () => {
    test('get', async (t) => {
      const { users, userId, arrived } = await open(t);
      const user = await users.get(userId);
      assert.deepEqual(
        [user.userId, user.login, user.email, user.firstName, user.networkId, user.mailboxId],
        [userId, 'subject', 'jane.doe@example.com', 'Jane', 1, 1001],
      );
      assert.deepEqual([user.status, user.lockedOut, user.company], ['Active', false, undefined]);
      assert.deepEqual(await arrived(), [{ call: `GET /v2/users/${userId}`, body: null, faults: [] }]);
    });

    test('me', async (t) => {
      const { users, owner, arrived } = await open(t);
      const me = await users.me();
      assert.equal(me.userId, idIn(await owner('NetworkAdmin')));
      assert.equal(me.authLevel, 'NetworkAdmin');
      assert.deepEqual(await arrived(), [{ call: 'GET /v2/users/me', body: null, faults: [] }]);
    });

    test('by name, in any letter case; both spellings of the login are sent', async (t) => {
      const { users, userId, arrived, client } = await open(t);
      const { items } = await users.byName('SUBJECT');
      assert.deepEqual(
        items.map((user) => user.userId),
        [userId],
      );
      const [request] = await arrived();
      assert.deepEqual(request, {
        call: 'POST /v2/users/by-name',
        body: { login: 'SUBJECT', loginName: 'SUBJECT' },
        faults: [],
      });
      assert.deepEqual((await users.byName('nobody')).items, []);
      const everywhere = await client('Root').users.byName('shared.login');
      assert.deepEqual(
        everywhere.items.map(({ networkId }) => networkId),
        [1, 2],
      );
    });

    test('by name is empty where the service says that there is none', async (t) => {
      const { users, fault } = await open(t);
      await fault({ name: 'notFound' });
      assert.deepEqual((await users.byName('nobody')).items, []);
    });

    test('list, with all filters or none; only what is set is sent', async (t) => {
      const { users, arrived } = await open(t);
      const page = { pageNo: 1, recordsPerPage: 500 };
      const all = await users.list({}, page);
      assert.equal(all.items.length, 46);
      assert.deepEqual(all.unreadable, []);
      assert.equal(all.totalRecords, dialect === 'guide' ? 46 : undefined);
      const filter = { networkId: 1, mailboxId: 1001, authLevel: 'MailboxUser', status: 'Active' };
      const some = await users.list(filter, page);
      assert.ok(some.items.length > 0 && some.items.length < all.items.length);
      assert.ok(some.items.every((user) => user.authLevel === 'MailboxUser' && user.mailboxId === 1001));
      const [first, second] = await arrived();
      assert.deepEqual([first?.call, first?.body], ['POST /v2/users/list', page]);
      assert.deepEqual(second?.body, { ...filter, ...page });
      assert.equal((await users.list({}, { pageNo: 2, recordsPerPage: 45 })).items.length, 1);
    });

    test('create', async (t) => {
      const { users, arrived, truth } = await open(t);
      const user = await users.create(aNewUser());
      const { password, ...sent } = aNewUser();
      const [request] = await arrived();
      assert.equal(request?.call, 'POST /v2/users');
      assert.deepEqual(request.body, { ...sent, password: '***', loginName: 'new.hire' });
      const inDatabase = await truth(user.userId);
      for (const [field, value] of Object.entries(sent)) assert.equal(inDatabase[field], value, field);
      assert.deepEqual([user.login, user.authLevel, user.mailboxId], ['new.hire', 'MailboxUser', 1001]);
      assert.equal(JSON.stringify(user).includes(password), false);
    });

    test('update; absent fields stay', async (t) => {
      const { users, userId, arrived, truth } = await open(t);
      const user = await users.update(userId, { firstName: 'Łukasz', email: undefined });
      assert.equal(user.firstName, 'Łukasz');
      const [request] = await arrived();
      assert.deepEqual([request?.call, request?.body], ['PUT /v2/users', { userId, firstName: 'Łukasz' }]);
      const { firstName, email } = await truth(userId);
      assert.deepEqual([firstName, email], ['Łukasz', 'jane.doe@example.com']);
    });

    test('set role; the whole user comes back, re-read where the answer is the bare pair', async (t) => {
      const { users, userId, arrived, truth } = await open(t);
      const user = await users.setRole(userId, 'MailboxAdmin', { mailboxId: 1002 });
      assert.deepEqual([user.login, user.authLevel, user.mailboxId], ['subject', 'MailboxAdmin', 1002]);
      const requests = await arrived();
      assert.deepEqual(requests[0]?.body, { userId, authLevel: 'MailboxAdmin', mailboxId: 1002 });
      assert.deepEqual(
        requests.map(({ call }) => call),
        ['POST /v2/users/role', ...(dialect === 'guide' ? [`GET /v2/users/${userId}`] : [])],
      );
      const { authLevel, mailboxId } = await truth(userId);
      assert.deepEqual([authLevel, mailboxId], ['MailboxAdmin', 1002]);
    });

    test('set network and mailbox', async (t) => {
      const { users, userId, arrived, truth } = await open(t);
      const user = await users.setNetworkMailbox(userId, { mailboxId: 0 });
      assert.equal(user.mailboxId, 0);
      const [request] = await arrived();
      assert.deepEqual(
        [request?.call, request?.body],
        ['POST /v2/users/set-network-mailbox', { userId, mailboxId: 0 }],
      );
      assert.equal((await truth(userId))['mailboxId'], 0);
    });

    test('set password', async (t) => {
      const { users, userId, arrived, calling } = await open(t);
      await users.setPassword(userId, 'An0ther!Password');
      const [request] = await arrived();
      assert.deepEqual(
        [request?.call, request?.body],
        ['POST /v2/users/password', { userId, newPassword: '***' }],
      );
      const login = { login: 'subject', password: 'An0ther!Password' };
      assert.equal((await calling({}).post('/v2/auth/login', login)).status, 200);
    });

    test('generate password', async (t) => {
      const { users, arrived } = await open(t);
      const password = await users.generatePassword(20);
      assert.deepEqual([password.length, passwordFailures(password)], [20, []]);
      assert.deepEqual(await arrived(), [
        { call: 'POST /v2/users/generate-password', body: { length: 20 }, faults: [] },
      ]);
    });

    test('get key and generate key; the old one stops', async (t) => {
      const { users, userId, arrived, truth, calling } = await open(t);
      const old = await users.getKey(userId);
      assert.equal(old, (await truth(userId))['apiKey']);
      const fresh = await users.generateKey(userId);
      assert.notEqual(fresh, old);
      assert.equal((await calling({ 'x-api-key': old }).get('/v2/users/me')).status, 401);
      assert.equal((await calling({ 'x-api-key': fresh }).get('/v2/users/me')).status, 200);
      assert.deepEqual(
        (await arrived()).slice(0, 2).map(({ call }) => call),
        [`GET /v2/users/key/${userId}`, `POST /v2/users/key-generate/${userId}`],
      );
    });

    test('reset ends open sessions', async (t) => {
      const { users, userId, arrived, calling } = await open(t);
      const login = { login: 'subject', password: 'Str0ng!Passw0rd' };
      const { data } = await calling({}).post('/v2/auth/login', login);
      assert.ok(typeof data === 'object' && data !== null && 'token' in data);
      const session = calling({ authorization: `Bearer ${String(data.token)}` });
      assert.equal((await session.get('/v2/users/me')).status, 200);
      await arrived();
      await users.reset(userId);
      assert.deepEqual(await arrived(), [{ call: `POST /v2/users/reset/${userId}`, body: null, faults: [] }]);
      assert.equal((await session.get('/v2/users/me')).status, 401);
    });

    test('terminate', async (t) => {
      const { users, userId, arrived, truth } = await open(t);
      await users.terminate(userId);
      assert.deepEqual(await arrived(), [{ call: `DELETE /v2/users/${userId}`, body: null, faults: [] }]);
      const { status, apiKey } = await truth(userId);
      assert.deepEqual([status, apiKey], ['Terminated', null]);
      assert.equal((await users.get(userId)).status, 'Terminated');
    });

    test('update settings, then send a text message', async (t) => {
      const { users, userId, arrived, truth } = await open(t);
      await users.updateConfig(userId, { cellPhone: '+1 555 1', cellCarrier: 'ATT', notifyByEmail: true });
      await users.sendSms(userId, 'canary text');
      const [config, sms] = await arrived();
      assert.deepEqual(
        [config?.call, config?.body],
        [
          'POST /v2/users/update-config',
          { userId, cellPhone: '+1 555 1', cellCarrier: 'ATT', notifyByEmail: true },
        ],
      );
      assert.deepEqual([sms?.call, sms?.body], ['POST /v2/users/send-sms', { userId, message: '***' }]);
      const { cellPhone, cellCarrier, config: kept } = await truth(userId);
      assert.deepEqual([cellPhone, cellCarrier, kept], ['+1 555 1', 'ATT', { notifyByEmail: true }]);
    });
  });
}

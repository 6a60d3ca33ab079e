import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createUser, dataOf, newUser, object, openBench, refusal } from './harness.ts';

test('what is missing or wrong in a new user is named', async (t) => {
  const bench = await openBench(t);
  const admin = bench.as('NetworkAdmin');
  for (const [name, change] of [
    ['login', { login: undefined }],
    ['login', { login: ' ' }],
    ['login', { login: 'two words' }],
    ['password', { password: undefined }],
    ['password', { password: 'alllowercase1!' }],
    ['password', { password: 'Sh0rt!' }],
    ['password', { password: 'NoDigitsHere!' }],
    ['password', { password: 'NoSymbols1' }],
    ['email', { email: undefined }],
    ['email', { email: 'not an address' }],
    ['firstName', { firstName: 7 }],
    ['authLevel', { authLevel: 'NoChange' }],
    ['authLevel', { authLevel: 'AuditUser' }],
    ['networkId', { networkId: 99 }],
    ['mailboxId', { mailboxId: 2001 }],
    ['mailboxId', { mailboxId: -1 }],
  ] as const) {
    const message = await refusal(admin.post('/v2/users', newUser(change)), 400, 'InvalidParameter');
    assert.match(message, new RegExp(`^Invalid parameter: ${name}`), JSON.stringify(change));
  }
});

test('names are optional in the reference dialect and required in the guide dialect', async (t) => {
  const bench = await openBench(t);
  const nameless = { firstName: undefined, lastName: undefined };
  await createUser(bench, 'NetworkAdmin', { ...nameless, login: 'nameless' });
  await bench.calling({}).post('/__dialect', { dialect: 'guide' });
  const message = await refusal(
    bench.as('NetworkAdmin').post('/v2/users', newUser(nameless)),
    400,
    'InvalidParameter',
  );
  assert.match(message, /firstName/);
});

test('the default level is MailboxUser in the reference dialect and General in the guide dialect', async (t) => {
  const bench = await openBench(t);
  const first = await createUser(bench, 'NetworkAdmin');
  assert.equal((await bench.truth(first))['authLevel'], 'MailboxUser');
  await bench.calling({}).post('/__dialect', { dialect: 'guide' });
  const second = await createUser(bench, 'NetworkAdmin', { login: 'john.doe' });
  assert.equal((await bench.truth(second))['authLevel'], 'General');
});

test('a login is unique within its network, in any letter case, and free in others', async (t) => {
  const bench = await openBench(t);
  const userId = await createUser(bench, 'Root');
  const again = newUser({ login: 'JANE.Doe' });
  await refusal(bench.as('Root').post('/v2/users', again), 400, 'DuplicateObject');
  const elsewhere = await createUser(bench, 'Root', { networkId: 2 });
  const back = { userId: elsewhere, networkId: 1 };
  await refusal(bench.as('Root').post('/v2/users/set-network-mailbox', back), 400, 'DuplicateObject');
  assert.notEqual(userId, elsewhere);
});

test('network 0 is the network of the caller; a MailboxAdmin creates in its own mailbox', async (t) => {
  const bench = await openBench(t);
  const ofNetwork = await bench.truth(await createUser(bench, 'NetworkAdmin', { networkId: 0 }));
  assert.deepEqual([ofNetwork['networkId'], ofNetwork['mailboxId']], [1, 0]);
  const ofMailbox = await bench.truth(await createUser(bench, 'MailboxAdmin', { login: 'in.mailbox' }));
  assert.deepEqual([ofMailbox['networkId'], ofMailbox['mailboxId']], [1, 1001]);
  for (const mailboxId of [0, 1002]) {
    const body = newUser({ login: 'out.of.mailbox', mailboxId });
    await refusal(bench.as('MailboxAdmin').post('/v2/users', body), 403, 'AccessDenied');
  }
});

test('both spellings of a field may be sent at once', async (t) => {
  const bench = await openBench(t);
  const body = newUser({ loginName: 'jane.doe', networkID: 1, mailboxID: 1002 });
  const created = object(await dataOf(bench.as('NetworkAdmin').post('/v2/users', body)));
  assert.deepEqual([created['login'], created['mailboxId']], ['jane.doe', 1002]);
});

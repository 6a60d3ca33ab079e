import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataOf, object, objects, openBench, refusal, type Caller, type Json } from './harness.ts';

const list = async (caller: Caller, body: Json = {}): Promise<readonly Json[]> =>
  objects(await dataOf(caller.post('/v2/users/list', body)));

const ids = (users: readonly Json[]): readonly unknown[] => users.map(({ userId }) => userId);

test('a list is a page of 25 by userId; pages neither overlap nor leave anyone out', async (t) => {
  const bench = await openBench(t);
  const root = bench.as('Root');
  assert.equal((await list(root)).length, 25);
  const pages = await Promise.all([1, 2, 3, 4].map((pageNo) => list(root, { pageNo, recordsPerPage: 20 })));
  assert.deepEqual(
    pages.map((page) => page.length),
    [20, 20, 20, 0],
  );
  const all = await list(root, { recordsPerPage: 500 });
  assert.equal(all.length, 60);
  assert.deepEqual(ids(pages.flat()), ids(all));
  assert.deepEqual(
    ids(all),
    [...ids(all)].sort((a, b) => Number(a) - Number(b)),
  );
});

test('every filter filters, alone and together', async (t) => {
  const bench = await openBench(t);
  const root = bench.as('Root');
  const all = await list(root, { recordsPerPage: 500 });
  for (const filter of [
    { networkId: 2 },
    { mailboxId: 1001 },
    { authLevel: 'MailboxUser' },
    { authLevel: 'AuditUser' },
    { status: 'Terminated' },
    { networkId: 1, mailboxId: 1002, authLevel: 'TPUser', status: 'Active' },
  ]) {
    const expected = all.filter((user) =>
      Object.entries(filter).every(([name, value]) => user[name] === value),
    );
    assert.ok(expected.length > 0, `nobody matches ${JSON.stringify(filter)}`);
    assert.ok(expected.length < all.length);
    assert.deepEqual(await list(root, { ...filter, recordsPerPage: 500 }), expected);
  }
  assert.equal((await list(root, { networkId: 0, mailboxId: 0, recordsPerPage: 500 })).length, 60);
  assert.equal((await list(root, { networkId: null, status: null, recordsPerPage: 500 })).length, 60);
});

test('a list shows what is within reach, and refuses to look beyond', async (t) => {
  const bench = await openBench(t);
  const everyone = { recordsPerPage: 500 };
  const ofNetwork = await list(bench.as('NetworkUser'), everyone);
  assert.equal(ofNetwork.length, 45);
  assert.ok(ofNetwork.every(({ networkId }) => networkId === 1));
  assert.deepEqual(await list(bench.as('NetworkAdmin'), everyone), ofNetwork);
  const ofMailbox = await list(bench.as('MailboxUser'), everyone);
  assert.deepEqual(
    ofMailbox,
    ofNetwork.filter(({ mailboxId }) => mailboxId === 1001),
  );
  for (const [level, filter] of [
    ['NetworkAdmin', { networkId: 2 }],
    ['NetworkUser', { mailboxId: 2001 }],
    ['NetworkUser', { mailboxId: 99 }],
    ['MailboxAdmin', { mailboxId: 1002 }],
    ['MailboxUser', { networkId: 3 }],
    ['TPUser', {}],
    ['General', {}],
  ] as const) {
    await refusal(bench.as(level).post('/v2/users/list', filter), 403, 'AccessDenied');
  }
});

test('a filter or page that makes no sense is refused by name', async (t) => {
  const bench = await openBench(t);
  for (const [name, body] of [
    ['authLevel', { authLevel: 'Emperor' }],
    ['authLevel', { authLevel: 'NoChange' }],
    ['status', { status: 'Asleep' }],
    ['pageNo', { pageNo: 0 }],
    ['recordsPerPage', { recordsPerPage: 501 }],
    ['recordsPerPage', { recordsPerPage: 0 }],
    ['networkId', { networkId: '1' }],
    ['mailboxId', { networkId: 1, mailboxId: 2001 }],
  ] as const) {
    const message = await refusal(bench.as('Root').post('/v2/users/list', body), 400, 'InvalidParameter');
    assert.match(message, new RegExp(`^Invalid parameter: ${name}`));
  }
});

test('in the guide dialect a list comes with its total', async (t) => {
  const bench = await openBench(t, { dialect: 'guide' });
  const body = { status: 'Active', pageNo: 2, recordsPerPage: 10 };
  const { users, totalRecords, ...page } = object(
    await dataOf(bench.as('NetworkAdmin').post('/v2/users/list', body)),
  );
  assert.equal(objects(users).length, 10);
  assert.ok(Number(totalRecords) > 20 && Number(totalRecords) < 45);
  assert.deepEqual(page, { pageNo: 2, recordsPerPage: 10 });
});

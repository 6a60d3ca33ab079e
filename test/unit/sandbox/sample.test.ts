import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { authLevels } from '../../../src/domain/authLevel.ts';
import { statuses } from '../../../src/domain/status.ts';
import { startSandbox } from '../../../sandbox/server.ts';
import { createUser, dataOf, object, objects, openBench, type Bench, type Json } from './harness.ts';

const everyone = async (bench: Bench): Promise<readonly Json[]> =>
  objects(await dataOf(bench.as('Root').post('/v2/users/list', { recordsPerPage: 500 })));

const text = (value: unknown): string => {
  assert.ok(typeof value === 'string');
  return value;
};

for (const seed of [1, 2, 987_654_321]) {
  suite(`the sample directory of seed ${seed}`, () => {
    test('has 60 users of all levels and statuses, 45 of them in network 1', async (t) => {
      const users = await everyone(await openBench(t, { seed }));
      assert.equal(users.length, 60);
      assert.equal(users.filter(({ networkId }) => networkId === 1).length, 45);
      assert.deepEqual(new Set(users.map(({ networkId }) => networkId)), new Set([1, 2, 3]));
      const levels = new Set(users.map(({ authLevel }) => authLevel));
      assert.deepEqual(
        authLevels.filter((level) => !levels.has(level)),
        [],
      );
      assert.deepEqual(new Set(users.map(({ status }) => status)), new Set(statuses));
      assert.ok(users.filter(({ status }) => status === 'Active').length > 40);
    });

    test('has the odd ones', async (t) => {
      const bench = await openBench(t, { seed });
      const users = await everyone(bench);
      const twins = users.filter(({ login }) => login === 'shared.login');
      assert.deepEqual(
        twins.map(({ networkId }) => networkId),
        [1, 2],
      );
      const name = (user: Json): string => text(user['firstName']) + text(user['lastName']);
      const mine = users.filter(({ networkId }) => networkId === 1);
      assert.ok(mine.some((user) => name(user).length === 200));
      assert.ok(mine.some((user) => /\p{Script=Hebrew}|\p{Script=Arabic}/u.test(name(user))));
      assert.ok(mine.some((user) => /\p{Emoji_Presentation}/u.test(name(user))));
      assert.ok(mine.some(({ authLevel }) => authLevel === 'AuditUser'));
      assert.ok(mine.some(({ email }) => email === null));
    });
  });
}

test('the announced keys belong to active users of their level', async (t) => {
  const bench = await openBench(t);
  for (const level of authLevels) {
    const me = object(await dataOf(bench.as(level).get('/v2/users/me')));
    const ofNetwork = authLevels.indexOf(level) <= authLevels.indexOf('NetworkUser');
    assert.deepEqual(
      [me['authLevel'], me['status'], me['networkId'], me['mailboxId']],
      [level, 'Active', 1, ofNetwork ? 0 : 1001],
    );
  }
});

test('the same seed makes the same directory and keys, another seed another', async (t) => {
  const [one, same, other] = [await openBench(t), await openBench(t), await openBench(t, { seed: 2 })];
  assert.deepEqual(await everyone(one), await everyone(same));
  assert.deepEqual(one.apiKeys, same.apiKeys);
  assert.notDeepEqual(await everyone(one), await everyone(other));
  assert.notEqual(one.apiKeys.Root, other.apiKeys.Root);
});

test('the number of users is exact, and cannot be less than one per level', async (t) => {
  for (const users of [9, 12, 100])
    assert.equal((await everyone(await openBench(t, { users }))).length, users);
  await assert.rejects(startSandbox({ users: 8 }), RangeError);
});

test('100,000 users can be made, listed and told apart', async (t) => {
  const bench = await openBench(t, { users: 100_000, dialect: 'guide' });
  const list = async (body: Json): Promise<Json> =>
    object(await dataOf(bench.as('Root').post('/v2/users/list', { recordsPerPage: 500, ...body })));
  const last = await list({ pageNo: 200 });
  assert.equal(last['totalRecords'], 100_000);
  assert.equal(objects(last['users']).length, 500);
  assert.equal(objects((await list({ pageNo: 201 }))['users']).length, 0);
  const small = ['MailboxUser', 'TPUser', 'General'].map((authLevel) =>
    list({ authLevel, recordsPerPage: 1 }),
  );
  const counts = (await Promise.all(small)).map(({ totalRecords }) => Number(totalRecords));
  assert.ok(counts.reduce((sum, count) => sum + count, 0) > 85_000, String(counts));
});

test('a database file keeps the users; a second start finds them', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const databaseFile = join(folder, 'users.db');
  const first = await startSandbox({ databaseFile });
  await first.close();
  await first.close();
  await t.test('written to', async (inner) => {
    const bench = await openBench(inner, { databaseFile, users: 500, seed: 9 });
    assert.deepEqual(bench.apiKeys, first.apiKeys);
    await createUser(bench, 'NetworkAdmin');
  });
  await t.test('read again', async (inner) => {
    const bench = await openBench(inner, { databaseFile });
    const users = await everyone(bench);
    assert.equal(users.length, 61);
    assert.equal(users.at(-1)?.['login'], 'jane.doe');
  });
});

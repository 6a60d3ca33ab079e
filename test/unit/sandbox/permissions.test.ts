import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { authLevels, type AuthLevel } from '../../../src/domain/authLevel.ts';
import {
  createUser,
  dataOf,
  newUser,
  object,
  objects,
  openBench,
  refusal,
  type Bench,
  type Reply,
} from './harness.ts';

/** Where a target stands, seen from the announced key owners, who are in network 1 and mailbox 1001. */
const places = {
  ownMailbox: { networkId: 1, mailboxId: 1001 },
  ownNetwork: { networkId: 1, mailboxId: 1002 },
  otherNetwork: { networkId: 2, mailboxId: 2001 },
} as const;
type PlaceName = keyof typeof places;

const placeNames: readonly PlaceName[] = ['ownMailbox', 'ownNetwork', 'otherNetwork'];

/** How far each level sees, and how high a target it may change: the table that the sandbox is held to. */
const table: Readonly<Record<AuthLevel, { sees: readonly PlaceName[]; changesUpTo: AuthLevel | undefined }>> =
  {
    Root: { sees: placeNames, changesUpTo: 'Root' },
    TechOps: { sees: placeNames, changesUpTo: 'TechOps' },
    NetOps: { sees: placeNames, changesUpTo: 'NetOps' },
    NetworkAdmin: { sees: ['ownMailbox', 'ownNetwork'], changesUpTo: 'NetworkAdmin' },
    NetworkUser: { sees: ['ownMailbox', 'ownNetwork'], changesUpTo: undefined },
    MailboxAdmin: { sees: ['ownMailbox'], changesUpTo: 'MailboxAdmin' },
    MailboxUser: { sees: ['ownMailbox'], changesUpTo: undefined },
    TPUser: { sees: [], changesUpTo: undefined },
    General: { sees: [], changesUpTo: undefined },
  };

const rank = (level: AuthLevel): number => authLevels.length - authLevels.indexOf(level);

/** One user of every level in one place. */
const oneOfEach = async (bench: Bench, place: PlaceName): Promise<ReadonlyMap<AuthLevel, number>> => {
  const targets = new Map<AuthLevel, number>();
  for (const authLevel of authLevels) {
    const login = `target.${authLevel}`;
    targets.set(authLevel, await createUser(bench, 'Root', { login, authLevel, ...places[place] }));
  }
  return targets;
};

const check = async (call: Promise<Reply>, allowed: boolean, what: string): Promise<void> => {
  const { status, message } = await call;
  assert.equal(status, allowed ? 200 : 403, `${what}: ${String(message)}`);
};

for (const level of authLevels) {
  const { sees, changesUpTo } = table[level];
  suite(`what a ${level} may do`, () => {
    for (const place of placeNames) {
      test(`to users of ${place}`, async (t) => {
        const bench = await openBench(t, { users: 9 });
        const caller = bench.as(level);
        for (const [target, userId] of await oneOfEach(bench, place)) {
          const visible = sees.includes(place);
          const mayChange = visible && changesUpTo !== undefined && rank(target) <= rank(changesUpTo);
          const maySecrets = mayChange && rank(level) >= rank('NetworkAdmin');
          const newPassword = 'An0ther!Secret';
          for (const [what, call, allowed] of [
            ['get', caller.get(`/v2/users/${userId}`), visible],
            ['put', caller.put('/v2/users', { userId, firstName: 'X' }), mayChange],
            ['move', caller.post('/v2/users/set-network-mailbox', { userId }), mayChange],
            ['config', caller.post('/v2/users/update-config', { userId, phone: '1' }), mayChange],
            ['reset', caller.post(`/v2/users/reset/${userId}`), mayChange],
            ['password', caller.post('/v2/users/password', { userId, newPassword }), maySecrets],
            ['key', caller.get(`/v2/users/key/${userId}`), maySecrets],
            ['key-generate', caller.post(`/v2/users/key-generate/${userId}`), maySecrets],
          ] as const) {
            await check(call, allowed, `${level} ${what} ${target}`);
          }
          await check(caller.delete(`/v2/users/${userId}`), mayChange, `${level} delete ${target}`);
        }
      });
    }

    test('gives levels up to the own one, to new users and old', async (t) => {
      const bench = await openBench(t, { users: 9 });
      const userId = await createUser(bench, 'Root', { authLevel: 'General', ...places.ownMailbox });
      for (const authLevel of authLevels) {
        const allowed = changesUpTo !== undefined && rank(authLevel) <= rank(level);
        const body = newUser({ login: `new.${authLevel}`, authLevel, ...places.ownMailbox });
        await check(bench.as(level).post('/v2/users', body), allowed, `create ${authLevel}`);
        // Given last by Root, so that the target is never above the caller because of the step before.
        await dataOf(bench.as('Root').post('/v2/users/role', { userId, authLevel: 'General' }));
        await check(
          bench.as(level).post('/v2/users/role', { userId, authLevel }),
          allowed,
          `give ${authLevel}`,
        );
      }
    });

    test('puts users only where the own scope reaches', async (t) => {
      const bench = await openBench(t, { users: 9 });
      for (const place of placeNames) {
        const body = newUser({ login: `at.${place}`, authLevel: 'General', ...places[place] });
        const allowed = changesUpTo !== undefined && sees.includes(place);
        await check(bench.as(level).post('/v2/users', body), allowed, `create at ${place}`);
        const start = { login: `from.${place}`, authLevel: 'General', ...places.ownMailbox };
        const userId = await createUser(bench, 'Root', start);
        const move = { userId, ...places[place] };
        await check(bench.as(level).post('/v2/users/set-network-mailbox', move), allowed, `move to ${place}`);
      }
    });

    test('sees itself and changes its own profile', async (t) => {
      const bench = await openBench(t, { users: 9 });
      const { userId } = await bench.owner(level);
      const me = object(await dataOf(bench.as(level).get(`/v2/users/${String(userId)}`)));
      assert.equal(me['authLevel'], level);
      await dataOf(bench.as(level).put('/v2/users', { userId, email: 'me@example.com' }));
      assert.equal((await bench.owner(level))['email'], 'me@example.com');
      const own = bench.as(level).post(`/v2/users/key-generate/${String(userId)}`);
      await check(own, rank(level) >= rank('NetworkAdmin'), 'own key');
    });
  });
}

test('a refused write changes nothing', async (t) => {
  const bench = await openBench(t);
  const userId = await createUser(bench, 'NetworkAdmin', { mailboxId: 1001 });
  const before = await bench.truth(userId);
  const change = { userId, authLevel: 'General', networkId: 2, mailboxId: 2001 };
  await refusal(bench.as('NetworkAdmin').post('/v2/users/role', change), 403, 'AccessDenied');
  await refusal(
    bench.as('NetworkAdmin').post('/v2/users/role', { userId, authLevel: 'NoChange' }),
    400,
    'InvalidParameter',
  );
  assert.deepEqual(await bench.truth(userId), before);
});

test('a terminated user is never written again, not even by Root', async (t) => {
  const bench = await openBench(t);
  const userId = await createUser(bench, 'Root');
  const root = bench.as('Root');
  await dataOf(root.delete(`/v2/users/${userId}`));
  const before = await bench.truth(userId);
  const newPassword = 'An0ther!Secret';
  for (const reply of [
    root.put('/v2/users', { userId, firstName: 'X' }),
    root.post('/v2/users/role', { userId, authLevel: 'General' }),
    root.post('/v2/users/set-network-mailbox', { userId, mailboxId: 1001 }),
    root.post('/v2/users/password', { userId, newPassword }),
    root.post(`/v2/users/key-generate/${userId}`),
    root.post(`/v2/users/reset/${userId}`),
    root.post('/v2/users/update-config', { userId, phone: '1' }),
    root.post('/v2/users/send-sms', { userId, message: 'Hello' }),
    root.delete(`/v2/users/${userId}`),
  ]) {
    await refusal(reply, 400, 'InvalidParameter');
  }
  assert.deepEqual(await bench.truth(userId), before);
});

test('a mailbox level without a mailbox, and a level never heard of, see nobody but themselves', async (t) => {
  const bench = await openBench(t);
  const userId = await createUser(bench, 'NetworkAdmin', { authLevel: 'MailboxAdmin', mailboxId: 0 });
  const audits = await dataOf(bench.as('Root').post('/v2/users/list', { authLevel: 'AuditUser' }));
  const [audit] = objects(audits);
  for (const { apiKey } of [await bench.truth(userId), await bench.truth(audit?.['userId'])]) {
    const caller = bench.calling({ 'x-api-key': String(apiKey) });
    await dataOf(caller.get('/v2/users/me'));
    await refusal(caller.post('/v2/users/list', {}), 403, 'AccessDenied');
    await refusal(
      caller.get(`/v2/users/${String((await bench.owner('NetworkAdmin'))['userId'])}`),
      403,
      'AccessDenied',
    );
  }
});

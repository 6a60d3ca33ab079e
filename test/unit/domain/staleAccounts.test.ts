/** Which active accounts nobody signs in to: who is in the report, why, and in which order. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { daysSince, staleAccounts, staleDays, staleKinds } from '../../../src/domain/staleAccounts.ts';
import { statuses } from '../../../src/domain/status.ts';
import type { User } from '../../../src/domain/user.ts';
import { aUser } from '../support/builders.ts';

const now = new Date('2026-11-22T12:00:00Z');
const aDay = 86_400_000;
const never = '0001-01-01T00:00:00';

/** The time so many days ago, as one of the texts in which ECGrid tells it. */
const ago = (days: number): string => new Date(now.getTime() - days * aDay).toISOString();

/** A user, and by construction what the report has to say of it. */
type Known = { readonly user: User; readonly active: boolean; readonly login: number | 'never' | 'unknown' };

const status = fc.constantFrom(...statuses, 'Active', 'Active', 'Active', '', 'active', 'Novel');
const lastLogin = fc.oneof(
  fc.double({ min: 0, max: 500, noNaN: true }).map((days) => Math.floor(days * 24) / 24),
  fc.constantFrom('never' as const, 'unknown' as const),
  // On the border, and some that tie.
  fc.constantFrom(...staleDays, ...staleDays.map((days) => days - 1 / 24)),
);
const created = fc.oneof(
  fc.nat(3).map((days) => ago(days).slice(0, -1)),
  fc.constantFrom(undefined, never, 'long ago'),
);
const known: fc.Arbitrary<Known> = fc
  .record({ status, lastLogin, created, login: fc.constantFrom('a', 'B', 'user9', 'user10', 'é') })
  .map(({ status: one, lastLogin: login, created: at, login: name }) => {
    const text = typeof login === 'number' ? ago(login) : { never, unknown: undefined }[login];
    const user = aUser({ login: name, status: one, lastLogin: text, created: at });
    return { user, active: one === 'Active', login };
  });
const everybody = fc
  .array(known, { maxLength: 40 })
  .map((all) => all.map((one, index) => ({ ...one, user: { ...one.user, userId: 1000 - index } })));
const days = fc.constantFrom(...staleDays);

const idsOf = (users: readonly { readonly user: User }[]): readonly number[] =>
  users.map(({ user }) => user.userId);

describe('the report', () => {
  test('has every active user whose last login is long ago, never was, or is not known, each once', () => {
    fc.assert(
      fc.property(everybody, days, (all, limit) => {
        const found = staleAccounts(
          all.map(({ user }) => user),
          { days: limit, now },
        );
        const active = all.filter((one) => one.active);
        const expected = {
          idle: active.filter(({ login }) => typeof login === 'number' && login >= limit),
          never: active.filter(({ login }) => login === 'never'),
          unknown: active.filter(({ login }) => login === 'unknown'),
        };
        for (const kind of staleKinds)
          assert.deepEqual(idsOf(found[kind]).toSorted(), idsOf(expected[kind]).toSorted(), kind);
        for (const { user, lastLogin: last } of found.idle) {
          const { login } = all.find((one) => one.user.userId === user.userId) ?? assert.fail();
          assert.equal(last?.days, Math.floor(Number(login)));
          assert.equal(last.time.toISOString(), user.lastLogin);
        }
        assert.ok([...found.never, ...found.unknown].every((one) => one.lastLogin === undefined));
      }),
    );
  });

  test('has whoever is longest without first: by last login, by age of the account, and then by login', () => {
    const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
    fc.assert(
      fc.property(everybody, days, (all, limit) => {
        const found = staleAccounts(
          all.map(({ user }) => user),
          { days: limit, now },
        );
        const ages = {
          idle: (user: User) => Date.parse(user.lastLogin ?? ''),
          never: (user: User) =>
            user.created === undefined || ['long ago', never].includes(user.created)
              ? Number.MAX_VALUE
              : Date.parse(`${user.created}Z`),
          unknown: () => 0,
        };
        for (const kind of staleKinds) {
          for (const [index, { user }] of found[kind].entries()) {
            const next = found[kind][index + 1]?.user;
            if (!next) continue;
            const difference = ages[kind](next) - ages[kind](user);
            const names = order.compare(next.login, user.login) || next.userId - user.userId;
            assert.ok(difference > 0 || (difference === 0 && names > 0), `${user.login} ${next.login}`);
          }
        }
      }),
    );
  });

  test('depends on nobody else, nor on the order in which users are told', () => {
    fc.assert(
      fc.property(everybody, days, fc.nat(), (all, limit, seed) => {
        const users = all.map(({ user }) => user);
        const turned = users.toSorted((a, b) => ((a.userId * seed) % 7) - ((b.userId * seed) % 7));
        const options = { days: limit, now };
        assert.deepEqual(staleAccounts(turned, options), staleAccounts(users, options));
      }),
    );
  });

  test('has no more idle accounts for more days, and the same others', () => {
    fc.assert(
      fc.property(everybody, (all) => {
        const users = all.map(({ user }) => user);
        const [short, long] = [30, 365].map((limit) => staleAccounts(users, { days: limit, now }));
        const ids = new Set(idsOf(short?.idle ?? []));
        assert.ok(idsOf(long?.idle ?? []).every((userId) => ids.has(userId)));
        assert.deepEqual([long?.never, long?.unknown], [short?.never, short?.unknown]);
      }),
    );
  });
});

test('days are whole, and none have passed since what is still to come', () => {
  const at = (text: string): number => daysSince(new Date(text), now);
  assert.equal(at('2026-11-21T12:00:00Z'), 1);
  assert.equal(at('2026-11-21T12:00:01Z'), 0);
  assert.equal(at('2025-11-22T12:00:00Z'), 365);
  assert.equal(at('2026-12-22T12:00:00Z'), 0);
});

/** Details of users: asked for once while somebody looks, never in the way, never old. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import fc from 'fast-check';
import { EcgridError } from '../../../src/api/ecgridError.ts';
import type { EcgridErrorKind } from '../../../src/api/ecgridError.ts';
import { Details } from '../../../src/directory/details.ts';
import type { User } from '../../../src/domain/user.ts';
import { aUser } from '../support/builders.ts';

type Asked = {
  readonly userId: number;
  readonly signal: AbortSignal;
  readonly tell: () => Promise<void>;
  readonly fail: (kind: EcgridErrorKind) => Promise<void>;
};

/** A service that answers when the test says so; each answer is a user of its own. */
const openDetails = (most?: number) => {
  const asked: Asked[] = [];
  const read = (userId: number, signal: AbortSignal): Promise<User> => {
    const answer = Promise.withResolvers<User>();
    const told = aUser({ userId, openSessions: asked.length });
    asked.push({
      userId,
      signal,
      tell: async () => {
        answer.resolve(told);
        await settled();
      },
      fail: async (kind) => {
        answer.reject(new EcgridError({ kind, message: 'any', outcome: 'refused' }));
        await settled();
      },
    });
    return answer.promise;
  };
  const details = new Details({ read, ...(most === undefined ? {} : { most }) });
  return { details, asked };
};

const { signal: patient } = new AbortController();

describe('details', () => {
  test('are asked for once, by whoever comes first, and kept', async () => {
    const { details, asked } = openDetails();
    const both = Promise.all([details.of(1, patient), details.of(1, new AbortController().signal)]);
    await asked[0]?.tell();
    const [one, other] = await both;
    assert.equal(one?.openSessions, 0);
    assert.equal(other, one);
    assert.equal(await details.of(1, patient), one);
    assert.equal(asked.length, 1);
  });

  test('are forgotten when something newer is known of the user, and of nobody else', async () => {
    const { details, asked } = openDetails();
    for (const userId of [1, 2]) {
      const told = details.of(userId, patient);
      await asked.at(-1)?.tell();
      await told;
    }
    details.forget(1);
    details.forget(3);
    await details.of(2, patient);
    assert.equal(asked.length, 2);
    void details.of(1, patient);
    assert.equal(asked.length, 3);
    details.clear();
    void details.of(2, patient);
    assert.deepEqual(
      asked.map(({ userId }) => userId),
      [1, 2, 1, 2],
    );
  });

  test('that come after they were forgotten are not shown, and do not take the place of newer ones', async () => {
    const { details, asked } = openDetails();
    const old = details.of(1, patient);
    details.forget(1);
    assert.equal(asked[0]?.signal.aborted, true);
    const fresh = details.of(1, patient);
    await asked[1]?.tell();
    await asked[0].tell();
    assert.equal(await old, undefined);
    assert.equal((await fresh)?.openSessions, 1);
    assert.equal((await details.of(1, patient))?.openSessions, 1);
  });

  test('that were forgotten take nothing with them when whoever asked for them looks away', async () => {
    const { details, asked } = openDetails();
    const look = new AbortController();
    void details.of(1, look.signal);
    details.forget(1);
    const fresh = details.of(1, patient);
    look.abort();
    await asked[1]?.tell();
    assert.equal((await details.of(1, patient))?.openSessions, 1);
    assert.equal(await fresh, await details.of(1, patient));
    assert.equal(asked.length, 2);
  });

  test('are read on while one of those who wait still does', async () => {
    const { details, asked } = openDetails();
    const [first, second] = [new AbortController(), new AbortController()];
    const left = details.of(1, first.signal);
    const stayed = details.of(1, second.signal);
    first.abort();
    assert.equal(await left, undefined);
    assert.equal(asked[0]?.signal.aborted, false);
    await asked[0].tell();
    assert.equal((await stayed)?.openSessions, 0);
  });

  test('are no longer read when nobody waits, and read anew for whoever looks next', async () => {
    const { details, asked } = openDetails();
    const look = new AbortController();
    const left = details.of(1, look.signal);
    look.abort();
    assert.equal(await left, undefined);
    assert.equal(asked[0]?.signal.aborted, true);
    const next = details.of(1, patient);
    await asked[0].fail('cancelled');
    await asked[1]?.tell();
    assert.equal((await next)?.openSessions, 1);
  });

  test('are not asked for by somebody who has looked away already', () => {
    const { details, asked } = openDetails();
    void details.of(1, AbortSignal.abort());
    assert.equal(asked.length, 0);
  });

  for (const kind of ['server', 'timeout', 'forbidden', 'notFound', 'rateLimited'] as const)
    test(`are not there after ${kind}, and asked for again at the next look`, async () => {
      const { details, asked } = openDetails();
      const told = details.of(1, patient);
      await asked[0]?.fail(kind);
      assert.equal(await told, undefined);
      void details.of(1, patient);
      assert.equal(asked.length, 2);
    });

  for (const kind of ['notEcgrid', 'unreachable'] as const)
    test(`are asked of nobody after ${kind}, until the users are loaded again`, async () => {
      const { details, asked } = openDetails();
      const told = details.of(1, patient);
      await asked[0]?.fail(kind);
      assert.equal(await told, undefined);
      void details.of(2, patient);
      assert.equal(asked.length, 1);
      details.clear();
      void details.of(2, patient);
      assert.equal(asked.length, 2);
    });

  test('are kept of so many users, the latest', async () => {
    const { details, asked } = openDetails(2);
    for (const userId of [1, 2, 3]) {
      const told = details.of(userId, patient);
      await asked.at(-1)?.tell();
      await told;
    }
    void details.of(2, patient);
    void details.of(3, patient);
    assert.equal(asked.length, 3);
    void details.of(1, patient);
    assert.equal(asked.length, 4);
  });

  test('are nobody’s where the profile does without ECGridOS', async () => {
    assert.equal(await new Details({ read: undefined }).of(1, patient), undefined);
  });

  test('end with the session', async () => {
    const { details, asked } = openDetails();
    const told = details.of(1, patient);
    details.dispose();
    assert.equal(asked[0]?.signal.aborted, true);
    await asked[0].tell();
    assert.equal(await told, undefined);
    assert.equal(await details.of(1, patient), undefined);
    assert.equal(asked.length, 1);
  });

  test('are never older than what was learned, in whatever order things happen', async () => {
    const userId = fc.integer({ min: 1, max: 3 });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('look' as const), userId }),
      fc.record({ kind: fc.constant('learn' as const), userId }),
      fc.record({ kind: fc.constant('tell' as const), which: fc.nat(20) }),
      fc.record({ kind: fc.constant('fail' as const), which: fc.nat(20) }),
      fc.record({ kind: fc.constant('leave' as const), which: fc.nat(20) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { details, asked } = openDetails(2);
        const looks: { readonly away: AbortController; readonly seen: Promise<User | undefined> }[] = [];
        /** Requests before this one are older than what is known of the user. */
        const since = new Map<number, number>();
        const known: { readonly answer: Promise<User | undefined>; readonly least: number }[] = [];
        for (const one of steps) {
          if (one.kind === 'look') {
            const away = new AbortController();
            const seen = details.of(one.userId, away.signal);
            looks.push({ away, seen });
            known.push({ answer: seen, least: since.get(one.userId) ?? 0 });
          } else if (one.kind === 'learn') {
            details.forget(one.userId);
            since.set(one.userId, asked.length);
          } else if (one.kind === 'leave') looks[one.which]?.away.abort();
          else await (one.kind === 'tell' ? asked[one.which]?.tell() : asked[one.which]?.fail('server'));
        }
        details.dispose();
        for (const { tell } of asked) await tell();
        for (const { answer, least } of known) {
          const { openSessions = Infinity } = (await answer) ?? {};
          assert.ok(openSessions >= least, `request ${openSessions} is older than ${least}`);
        }
      }),
    );
  });
});

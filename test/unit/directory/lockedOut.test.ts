/** Who is locked out: asked for beside everything else, and kept right by what is told of single users. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import fc from 'fast-check';
import { EcgridError } from '../../../src/api/ecgridError.ts';
import type { EcgridErrorKind } from '../../../src/api/ecgridError.ts';
import type { ReadList } from '../../../src/api/reader.ts';
import { LockedOut } from '../../../src/directory/lockedOut.ts';
import type { User } from '../../../src/domain/user.ts';
import { aUser } from '../support/builders.ts';

const user = (userId: number, more: Partial<User> = {}): User =>
  aUser({ userId, login: `user${userId}`, ...more });

const failure = (kind: EcgridErrorKind): EcgridError =>
  new EcgridError({ kind, message: 'any', outcome: 'refused' });

/** A service that answers when the test says so. */
const openLockedOut = () => {
  const asked: { readonly signal: AbortSignal; readonly answer: PromiseWithResolvers<ReadList<User>> }[] = [];
  const failures: unknown[] = [];
  const lockedOut = new LockedOut({
    list: (signal) => {
      const answer = Promise.withResolvers<ReadList<User>>();
      asked.push({ signal, answer });
      return answer.promise;
    },
    onFailure: (error) => failures.push(error),
  });
  let changes = 0;
  lockedOut.onDidChange(() => (changes += 1));
  return {
    lockedOut,
    failures,
    asked,
    changes: () => changes,
    ids: () => lockedOut.users().map(({ userId }) => userId),
    /** Answers the request that was made last. */
    tell: async (...ids: readonly number[]) => {
      const items = ids.map((id) => user(id, { lockedOut: true }));
      const list = { items, unreadable: [], recordsPerPage: undefined, totalRecords: undefined };
      asked.at(-1)?.answer.resolve(list);
      await settled();
    },
    fail: async (error: unknown) => {
      asked.at(-1)?.answer.reject(error);
      await settled();
    },
  };
};

describe('who is locked out', () => {
  test('is not known before anybody asks, and then shown in the order of logins', async () => {
    const { lockedOut, asked, ids, tell, changes } = openLockedOut();
    assert.deepEqual([lockedOut.state, ids(), asked.length], [{ kind: 'idle' }, [], 0]);
    const refreshed = lockedOut.refresh();
    assert.deepEqual(lockedOut.state, { kind: 'loading' });
    await tell(10, 9, 2);
    await refreshed;
    assert.deepEqual([lockedOut.state, ids(), changes()], [{ kind: 'loaded' }, [2, 9, 10], 1]);
  });

  test('is told of when as many are locked out as before, but others, and not to who has stopped listening', async () => {
    const { lockedOut, ids, tell, changes } = openLockedOut();
    let heard = 0;
    const stop = lockedOut.onDidChange(() => (heard += 1));
    for (const [told, expected] of [
      [[1, 2], 1],
      [[2, 1], 1],
      [[2, 3], 2],
    ] as const) {
      const refreshed = lockedOut.refresh();
      await tell(...told);
      await refreshed;
      assert.deepEqual([ids(), changes(), heard], [told.toSorted(), expected, expected]);
    }
    stop();
    const last = lockedOut.refresh();
    await tell(4);
    await last;
    assert.deepEqual([changes(), heard], [3, 2]);
  });

  test('is locked out although the record itself does not say so', async () => {
    const { lockedOut, asked } = openLockedOut();
    const refreshed = lockedOut.refresh();
    asked.at(-1)?.answer.resolve({
      items: [user(1)],
      unreadable: [],
      recordsPerPage: undefined,
      totalRecords: undefined,
    });
    await refreshed;
    assert.equal(lockedOut.users()[0]?.lockedOut, true);
  });

  test('names the records that cannot be read, until the next listing can', async () => {
    const { lockedOut, asked, ids, tell, changes } = openLockedOut();
    const items = [user(1, { lockedOut: true })];
    const unreadable = [{ name: 'userId 2', reason: 'login is missing', identity: '{}' }];
    const first = lockedOut.refresh();
    const list = { items, unreadable, recordsPerPage: undefined, totalRecords: undefined };
    asked.at(-1)?.answer.resolve(list);
    await first;
    assert.deepEqual([ids(), lockedOut.unreadable(), changes()], [[1], unreadable, 1]);
    const second = lockedOut.refresh();
    await tell(1);
    await second;
    assert.deepEqual([ids(), lockedOut.unreadable(), changes()], [[1], [], 2]);
  });

  test('is asked once for everybody who asks meanwhile, and anew afterwards', async () => {
    const { lockedOut, asked, tell, changes } = openLockedOut();
    const both = Promise.all([lockedOut.refresh(), lockedOut.refresh()]);
    await tell(1);
    await both;
    assert.equal(asked.length, 1);
    const again = lockedOut.refresh();
    await tell(1);
    await again;
    assert.deepEqual([asked.length, changes()], [2, 1], 'the same users are no news');
  });

  test('marks users whose own record does not tell it', async () => {
    const { lockedOut, tell } = openLockedOut();
    void lockedOut.refresh();
    await tell(1);
    assert.equal(lockedOut.marked(user(1)).lockedOut, true);
    assert.equal(lockedOut.marked(user(1, { email: 'new@example.com' })).email, 'new@example.com');
    const other = user(2);
    assert.equal(lockedOut.marked(other), other);
  });

  test('is as it was when the listing fails, which is told once', async () => {
    const { lockedOut, tell, fail, failures, ids, changes } = openLockedOut();
    void lockedOut.refresh();
    await tell(1);
    void lockedOut.refresh();
    const error = failure('server');
    await fail(error);
    assert.deepEqual([lockedOut.state, failures], [{ kind: 'failed', error }, [error]]);
    assert.deepEqual([ids(), changes()], [[1], 1]);
    void lockedOut.refresh();
    await tell();
    assert.deepEqual([ids(), changes(), lockedOut.state.kind], [[], 2, 'loaded']);
  });

  for (const kind of ['notFound', 'notEcgrid', 'unreachable', 'forbidden'] as const)
    test(`is not asked again after ${kind}: there is no ECGridOS for this session`, async () => {
      const { lockedOut, fail, asked } = openLockedOut();
      void lockedOut.refresh();
      await fail(failure(kind));
      void lockedOut.refresh();
      assert.equal(asked.length, 1);
    });

  for (const kind of ['server', 'timeout', 'rateLimited', 'invalidKey', 'invalidParameter'] as const)
    test(`is asked again after ${kind}`, async () => {
      const { lockedOut, fail, asked } = openLockedOut();
      void lockedOut.refresh();
      await fail(failure(kind));
      void lockedOut.refresh();
      assert.equal(asked.length, 2);
    });

  test('is nobody where the profile does without ECGridOS, whatever is told of users', async () => {
    const failures: unknown[] = [];
    const lockedOut = new LockedOut({ list: undefined, onFailure: (error) => failures.push(error) });
    await lockedOut.refresh();
    lockedOut.apply(user(1, { lockedOut: true }));
    assert.deepEqual([lockedOut.users(), lockedOut.state, failures], [[], { kind: 'idle' }, []]);
  });
});

describe('what is told of single users', () => {
  test('takes them in and out, and leaves who does not tell', async () => {
    const { lockedOut, tell, ids, changes } = openLockedOut();
    void lockedOut.refresh();
    await tell(1, 2);
    lockedOut.apply(user(1, { lockedOut: false }));
    lockedOut.apply(user(2, { firstName: 'Renamed' }));
    lockedOut.apply(user(3));
    assert.deepEqual([ids(), changes()], [[2], 2]);
    assert.deepEqual(lockedOut.users()[0], user(2, { firstName: 'Renamed', lockedOut: true }));
    lockedOut.apply(user(4, { lockedOut: true }));
    assert.deepEqual([ids(), changes()], [[2, 4], 3]);
  });

  test('is newer than a listing that was under way, not than the next one', async () => {
    const { lockedOut, tell, ids } = openLockedOut();
    void lockedOut.refresh();
    lockedOut.apply(user(1, { lockedOut: false }));
    lockedOut.apply(user(3, { lockedOut: true }));
    await tell(1, 2);
    assert.deepEqual(ids(), [2, 3]);
    void lockedOut.refresh();
    await tell(1, 2);
    assert.deepEqual(ids(), [1, 2]);
  });

  test('and the listings agree with a simple account of both, in any order', async () => {
    const id = fc.integer({ min: 1, max: 4 });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('refresh' as const) }),
      fc.record({ kind: fc.constant('tell' as const), ids: fc.uniqueArray(id) }),
      fc.record({ kind: fc.constant('fail' as const) }),
      fc.record({ kind: fc.constant('apply' as const), id, lockedOut: fc.option(fc.boolean()) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const { lockedOut, tell, fail, ids } = openLockedOut();
        let expected = new Set<number>();
        let news: (readonly [number, boolean])[] | undefined;
        for (const one of steps) {
          if (one.kind === 'refresh') {
            void lockedOut.refresh();
            news ??= [];
          } else if (one.kind === 'apply') {
            lockedOut.apply(user(one.id, one.lockedOut === null ? {} : { lockedOut: one.lockedOut }));
            if (one.lockedOut === null) continue;
            news?.push([one.id, one.lockedOut]);
            expected[one.lockedOut ? 'add' : 'delete'](one.id);
          } else if (news) {
            if (one.kind === 'tell') expected = new Set(one.ids);
            for (const [told, isLocked] of news) expected[isLocked ? 'add' : 'delete'](told);
            news = undefined;
            await (one.kind === 'tell' ? tell(...one.ids) : fail(failure('server')));
          }
          assert.deepEqual(ids(), [...expected].sort());
        }
      }),
    );
  });
});

describe('after the session has ended', () => {
  test('the request is aborted, and a late answer or failure changes nothing', async () => {
    for (const end of ['tell', 'fail'] as const) {
      const opened = openLockedOut();
      const { lockedOut, asked, ids, changes, failures } = opened;
      void lockedOut.refresh();
      lockedOut.dispose();
      assert.equal(asked[0]?.signal.aborted, true);
      await (end === 'tell' ? opened.tell(1) : opened.fail(failure('cancelled')));
      assert.deepEqual([ids(), changes(), failures], [[], 0, []]);
      void lockedOut.refresh();
      assert.equal(asked.length, 1);
    }
  });
});

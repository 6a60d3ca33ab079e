/** The users of a group are in order, whatever came, changed and left in between. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Group } from '../../../src/directory/group.ts';
import { compareUsers } from '../../../src/domain/grouping.ts';
import type { User, UserId } from '../../../src/domain/user.ts';
import { aUser } from '../support/builders.ts';

const emptyGroup = (): Group =>
  new Group({ key: 'General', cursor: undefined, latest: (user) => user, belongs: () => true });

const userId = fc.integer({ min: 1, max: 8 });
const login = fc.constantFrom('amy', 'Amy', 'user9', 'user10', 'zoe');
const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), userId, login }),
  // The very same user again, as one who leaves and comes back.
  fc.record({ kind: fc.constant('again' as const), index: fc.nat() }),
  fc.record({ kind: fc.constant('remove' as const), userId }),
  fc.record({ kind: fc.constant('look' as const) }),
);

test('as if they had been sorted all at once', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const group = emptyGroup();
      const known = new Map<UserId, User>();
      const made: User[] = [];
      const put = (user: User): void => {
        group.put(user);
        known.set(user.userId, user);
      };
      const isInOrder = (): void =>
        assert.deepEqual(group.users(), [...known.values()].toSorted(compareUsers));
      for (const one of steps) {
        if (one.kind === 'put') {
          const user = aUser({ userId: one.userId, login: one.login });
          made.push(user);
          put(user);
        } else if (one.kind === 'again') {
          const user = made[one.index % Math.max(1, made.length)];
          if (user) put(user);
        } else if (one.kind === 'remove') {
          group.remove(one.userId);
          known.delete(one.userId);
        } else isInOrder();
      }
      isInOrder();
    }),
    { numRuns: 500 },
  );
});

test('what was handed out stays as it was', () => {
  const group = emptyGroup();
  group.put(aUser({ userId: 1, login: 'b' }));
  const before = group.users();
  group.put(aUser({ userId: 2, login: 'a' }));
  assert.deepEqual(
    group.users().map(({ userId: id }) => id),
    [2, 1],
  );
  assert.equal(before.length, 1);
  assert.equal(group.users(), group.users());
});

test('one more among ten thousand does not have all of them sorted again', () => {
  const group = emptyGroup();
  let looks = 0;
  const count = 10_000;
  for (let index = 0; index < count; index += 1) {
    // Scattered, so that there is no order to profit from.
    const user = aUser({ userId: index + 1 });
    const text = `user${(index * 7919) % count}`;
    Object.defineProperty(user, 'login', {
      get: () => {
        looks += 1;
        return text;
      },
    });
    group.put(user);
  }
  group.users();
  looks = 0;
  group.put(aUser({ userId: count + 1, login: 'user5000' }));
  assert.equal(group.users().length, count + 1);
  assert.ok(looks < 100, `${looks} looks`);
});

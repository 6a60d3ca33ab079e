/** How users are ordered, and how long lists are divided so that no row has too many children. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compareUsers, mostChildren, rangesOf } from '../../../src/domain/grouping.ts';
import { placeLabel } from '../../../src/domain/place.ts';
import { fullName, identify, placeOf } from '../../../src/domain/userText.ts';
import { aUser, numbers } from '../support/builders.ts';

const logins = (...names: readonly string[]): readonly string[] =>
  names
    .map((login, index) => aUser({ login, userId: index + 1 }))
    .sort(compareUsers)
    .map(({ login }) => login);

describe('the order of users', () => {
  test('is that of people: numbers by value, letter case aside', () => {
    assert.deepEqual(logins('user10', 'User9', 'adam', 'Zoe', 'user1'), [
      'adam',
      'user1',
      'User9',
      'user10',
      'Zoe',
    ]);
  });

  test('of equal logins is that of their ids', () => {
    const sorted = [3, 1, 2].map((userId) => aUser({ userId, login: 'same' })).sort(compareUsers);
    assert.deepEqual(
      sorted.map(({ userId }) => userId),
      [1, 2, 3],
    );
  });

  test('is the same from both sides', () => {
    const user = fc.record({ login: fc.string({ unit: 'grapheme' }), userId: fc.nat() });
    fc.assert(
      fc.property(user, user, (a, b) => {
        const [one, other] = [aUser(a), aUser(b)];
        assert.equal(Math.sign(compareUsers(one, other)), 0 - Math.sign(compareUsers(other, one)));
      }),
    );
  });
});

describe('ranges', () => {
  const one = aUser();
  const ofLength = (length: number): ReturnType<typeof rangesOf> =>
    rangesOf(Array.from({ length }, () => one));

  test('are not made of a list that can be shown as it is', () => {
    assert.deepEqual(ofLength(0), []);
    assert.deepEqual(ofLength(mostChildren), []);
  });

  test('together hold everybody once, in order, and are numbered from 0', () => {
    const users = numbers(3501).map((userId) => aUser({ userId }));
    fc.assert(
      fc.property(fc.integer({ min: mostChildren + 1, max: users.length }), (length) => {
        const list = users.slice(0, length);
        const ranges = rangesOf(list);
        const together = ranges.flatMap((range) => range.users);
        assert.equal(together.length, list.length);
        assert.ok(together.every((user, index) => user === list[index]));
        assert.deepEqual(
          ranges.map(({ index }) => index),
          ranges.map((_, index) => index),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('are never more than 1,000, nor is any of them longer or empty, up to a million users', () => {
    for (const length of [1001, 1499, 1500, 1501, 100_000, 499_999, 500_001, 999_999, 1_000_000]) {
      const ranges = ofLength(length);
      assert.ok(ranges.length > 1 && ranges.length <= 1000, `${length}: ${ranges.length} ranges`);
      assert.ok(
        ranges.every(({ users }) => users.length > 0 && users.length <= 1000),
        String(length),
      );
      assert.equal(
        ranges.reduce((sum, { users }) => sum + users.length, 0),
        length,
      );
    }
  });
});

describe('words for users and places', () => {
  test('a name is made of what there is, and of the login where there is nothing', () => {
    assert.equal(fullName(aUser()), 'Jane Doe');
    assert.equal(fullName(aUser({ firstName: undefined })), 'Doe');
    assert.equal(fullName(aUser({ lastName: ' ' })), 'Jane');
    assert.equal(fullName(aUser({ firstName: undefined, lastName: '' })), 'jdoe');
  });

  test('a user is identified by login, name and id', () => {
    assert.equal(identify(aUser()), 'jdoe (Jane Doe), user ID 17');
    assert.equal(identify(aUser({ firstName: undefined, lastName: undefined })), 'jdoe, user ID 17');
  });

  test('a place is a mailbox, or the network as a whole', () => {
    assert.equal(placeOf(aUser()), 'mailbox 1001');
    assert.equal(placeOf(aUser({ mailboxId: 0 })), 'network 1');
    assert.equal(placeLabel({ companyName: 'Alder Creek' }, 7), 'Alder Creek (7)');
    assert.equal(placeLabel({}, 7), '7');
  });
});

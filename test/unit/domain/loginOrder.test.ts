/** The order of logins: as people read them, and as quick for a hundred thousand as for two. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compareLogins, loginKey, sortedByLogin } from '../../../src/domain/loginOrder.ts';

const usual = fc.string({ unit: fc.constantFrom(...Array.from('_-.@aAbByzZ00123789')), maxLength: 12 });
const any = fc.oneof(usual, fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'ü1', '٣', ' a', 'ａ'));

describe('logins', () => {
  test('are in the order in which people read them', () => {
    const logins = ['user10', 'User9', 'user-2', 'user.2', 'user2', 'user_2', 'user02', 'user', 'ab', 'a2b'];
    const users = logins.map((login, userId) => ({ login, userId }));
    assert.deepEqual(
      sortedByLogin(users).map(({ login }) => login),
      ['a2b', 'ab', 'user', 'user_2', 'user-2', 'user.2', 'user2', 'user02', 'User9', 'user10'],
    );
  });

  test('compare by their keys as they compare by themselves', () => {
    fc.assert(
      fc.property(usual, usual, (a, b) => {
        const [keyA, keyB] = [loginKey(a), loginKey(b)];
        assert.ok(keyA !== undefined && keyB !== undefined);
        assert.equal(keyA < keyB ? -1 : Number(keyA > keyB), Math.sign(compareLogins(a, b)));
      }),
      { numRuns: 3000 },
    );
  });

  test('are sorted as by comparing each with each, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (logins) => {
        const users = logins.map((login, index) => ({ login, userId: 1 + ((index * 37) % 61) }));
        const expected = users.toSorted((a, b) => compareLogins(a.login, b.login) || a.userId - b.userId);
        assert.deepEqual(sortedByLogin(users), expected);
      }),
    );
  });

  test('that are the same come by user ID, usual or not', () => {
    for (const login of ['user7', 'üser'])
      for (const ids of [
        [1, 2],
        [2, 1],
      ])
        assert.deepEqual(
          sortedByLogin(ids.map((userId) => ({ login, userId }))).map(({ userId }) => userId),
          [1, 2],
        );
  });

  test('of other characters than most, or with longer numbers, have no key', () => {
    for (const login of ['ü', 'a b', 'a+b', '٣', '9'.repeat(201)]) assert.equal(loginKey(login), undefined);
    assert.notEqual(loginKey('9'.repeat(200)), undefined);
    assert.equal(loginKey('a007'), loginKey('A7'));
  });
});

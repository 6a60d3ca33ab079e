/** How users are ordered, and how long lists are divided so that no row has too many children. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  compareGroups,
  compareUsers,
  filterOfGroup,
  groupings,
  groupKey,
  isFiltering,
  mostChildren,
  passes,
  placeOfKey,
  rangesOf,
  sameFilter,
  tidyFilter,
  withSorted,
} from '../../../src/domain/grouping.ts';
import type { Range } from '../../../src/domain/grouping.ts';
import { placeLabel } from '../../../src/domain/place.ts';
import { authLevels } from '../../../src/domain/authLevel.ts';
import { statuses } from '../../../src/domain/status.ts';
import type { NameLookup } from '../../../src/domain/userText.ts';
import type { User } from '../../../src/domain/user.ts';
import {
  fullName,
  identify,
  mailboxText,
  namedPlaceOf,
  networkText,
  noNames,
  placeOf,
} from '../../../src/domain/userText.ts';
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

describe('two sorted lists', () => {
  const byValue = (a: { value: number }, b: { value: number }): number => a.value - b.value;
  const list = (from: string) =>
    fc
      .array(fc.nat({ max: 9 }), { maxLength: 40 })
      .map((values) => values.toSorted((a, b) => a - b).map((value) => ({ value, from })));

  test('become one, in which what came later stands behind its equals', () => {
    fc.assert(
      fc.property(list('sorted'), list('added'), (sorted, added) => {
        assert.deepEqual(withSorted(sorted, added, byValue), [...sorted, ...added].toSorted(byValue));
      }),
    );
  });
});

describe('ranges', () => {
  const one = aUser();
  const ofLength = (length: number): readonly Range<User>[] => rangesOf(Array.from({ length }, () => one));

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
        const together = ranges.flatMap((range) => range.items);
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
        ranges.every(({ items }) => items.length > 0 && items.length <= 1000),
        String(length),
      );
      assert.equal(
        ranges.reduce((sum, { items }) => sum + items.length, 0),
        length,
      );
    }
  });
});

/** Names for some networks and mailboxes, against the order of the IDs; none for others. */
const names: NameLookup = {
  networkName: (id) => ({ 1: 'Zebra', 2: 'Alder', 9: 'Birch' })[id],
  mailboxName: (id) => ({ 11: 'Shop 10', 12: 'Shop 9', 14: 'Shop 10' })[id],
};

/** Users of known and unknown levels, statuses and places, in one list with IDs of their own. */
const users = fc
  .array(
    fc.record({
      login: fc.string({ minLength: 1 }),
      authLevel: fc.constantFrom(...authLevels, 'Robot', '', '__proto__'),
      status: fc.constantFrom(...statuses, 'Hibernating', ''),
      networkId: fc.constantFrom(0, 1, 2, 3),
      mailboxId: fc.constantFrom(0, 11, 12, 13),
    }),
    { maxLength: 60 },
  )
  .map((facts) => facts.map((fact, index) => aUser({ ...fact, userId: index + 1 })));
const by = fc.constantFrom(...groupings);

describe('groups', () => {
  test('together hold everybody once, and a group’s filter lets all of it through', () => {
    fc.assert(
      fc.property(users, by, (everybody, grouping) => {
        const groups = Map.groupBy(everybody, (user) => groupKey(grouping, user));
        const together = [...groups.values()].flat();
        assert.equal(together.length, everybody.length);
        assert.deepEqual(new Set(together), new Set(everybody));
        for (const [key, members] of groups) {
          const filter = filterOfGroup(grouping, key);
          if (filter)
            assert.ok(
              members.every((user) => passes(filter, user)),
              key,
            );
        }
      }),
    );
  });

  test('have one order, whatever order they come in', () => {
    fc.assert(
      fc.property(users, by, fc.boolean(), (everybody, grouping, named) => {
        const keys = [...new Set(everybody.map((user) => groupKey(grouping, user)))];
        const compare = compareGroups(grouping, named ? names : noNames);
        assert.deepEqual(keys.toSorted(compare), keys.toReversed().toSorted(compare));
      }),
    );
  });

  const sorted = (grouping: (typeof groupings)[number], ...keys: readonly string[]): readonly string[] =>
    keys.toSorted(compareGroups(grouping, names));

  test('by level and status come in the order of ECGrid, what is not known last', () => {
    assert.deepEqual(sorted('level', 'Robot', 'General', 'Root', 'TPUser'), [
      'Root',
      'TPUser',
      'General',
      'Robot',
    ]);
    assert.deepEqual(sorted('status', 'Hibernating', ...statuses.toReversed()), [...statuses, 'Hibernating']);
  });

  test('by network come by name, those without one after them, and what is not told last', () => {
    const keys = ['0', '30', '4', '1', '9', '2'];
    assert.deepEqual(sorted('network', ...keys), ['2', '9', '1', '4', '30', '0']);
    assert.deepEqual(sorted('network', ...keys.toReversed()), ['2', '9', '1', '4', '30', '0']);
    const compare = compareGroups('network', names);
    assert.deepEqual([Math.sign(compare('9', '4')), Math.sign(compare('4', '9'))], [-1, 1]);
  });

  test('by mailbox come after the whole networks, by name as people read it', () => {
    assert.deepEqual(sorted('mailbox', '0/0', '1/11', '3/13', '0/11', '1/0', '1/12', '2/0'), [
      '2/0',
      '1/0',
      '1/12',
      '1/11',
      '0/11',
      '3/13',
      '0/0',
    ]);
  });

  test('by mailbox of the same name come by ID', () => {
    assert.deepEqual(sorted('mailbox', '1/14', '1/11', '1/12'), ['1/12', '1/11', '1/14']);
  });

  test('by mailbox tell network and mailbox', () => {
    assert.equal(groupKey('mailbox', aUser({ networkId: 1, mailboxId: 11 })), '1/11');
    assert.equal(groupKey('mailbox', aUser({ networkId: 1, mailboxId: 0 })), '1/0');
  });

  test('can be asked for, but for what is not told and for whole networks', () => {
    assert.deepEqual(filterOfGroup('level', 'Robot'), { authLevel: 'Robot' });
    assert.deepEqual(filterOfGroup('status', 'Active'), { status: 'Active' });
    assert.deepEqual(filterOfGroup('network', '7'), { networkId: 7 });
    assert.deepEqual(filterOfGroup('mailbox', '1/1001'), { mailboxId: 1001 });
    for (const [grouping, key] of [
      ['level', ''],
      ['status', ''],
      ['network', '0'],
      ['mailbox', '1/0'],
      ['mailbox', '0/0'],
    ] as const)
      assert.equal(filterOfGroup(grouping, key), undefined, key);
    assert.deepEqual(placeOfKey('1/1001'), { networkId: 1, mailboxId: 1001 });
    assert.deepEqual(placeOfKey('1'), { networkId: 1, mailboxId: 0 });
  });
});

describe('filters', () => {
  test('let through who has every value, and who does not tell', () => {
    const user = aUser({ status: 'Active', authLevel: 'General', networkId: 1, mailboxId: 11 });
    for (const [filter, verdict] of [
      [{}, true],
      [{ status: 'Active', authLevel: 'General', networkId: 1, mailboxId: 11 }, true],
      [{ status: 'Suspended' }, false],
      [{ authLevel: 'TPUser' }, false],
      [{ networkId: 2 }, false],
      [{ mailboxId: 12 }, false],
      [{ status: 'Active', networkId: 2 }, false],
      [{ networkId: 0, mailboxId: 0, status: '', authLevel: '' }, true],
    ] as const)
      assert.equal(passes(filter, user), verdict, JSON.stringify(filter));
    const silent = aUser({ status: '', authLevel: '', networkId: 0, mailboxId: 0 });
    assert.ok(passes({ status: 'Active', authLevel: 'General', networkId: 1 }, silent));
    assert.ok(!passes({ mailboxId: 11 }, silent), 'mailbox 0 is told: the whole network');
  });

  test('are the same when they let the same users through', () => {
    const filter = fc.record(
      {
        status: fc.constantFrom('', 'Active'),
        networkId: fc.constantFrom(0, 1),
        mailboxId: fc.constantFrom(0, 11),
        authLevel: fc.constantFrom('', 'General'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filter, users, (some, everybody) => {
        const tidy = tidyFilter(some);
        assert.ok(sameFilter(some, tidy));
        assert.equal(isFiltering(some), Object.keys(tidy).length > 0);
        for (const user of everybody) assert.equal(passes(some, user), passes(tidy, user));
      }),
    );
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

  test('a place has its name beside the number where the name is known', () => {
    assert.equal(namedPlaceOf(aUser({ networkId: 1, mailboxId: 11 }), names), 'mailbox Shop 10 (11)');
    assert.equal(namedPlaceOf(aUser({ networkId: 1, mailboxId: 0 }), names), 'network Zebra (1)');
    assert.equal(namedPlaceOf(aUser({ networkId: 1, mailboxId: 13 }), names), 'mailbox 13');
    assert.equal(namedPlaceOf(aUser({ networkId: 3, mailboxId: 0 }), names), 'network 3');
    assert.deepEqual([networkText(1, names), networkText(3, names)], ['Zebra (1)', 'network 3']);
    assert.deepEqual([mailboxText(12, names), mailboxText(13, noNames)], ['Shop 9 (12)', 'mailbox 13']);
  });
});

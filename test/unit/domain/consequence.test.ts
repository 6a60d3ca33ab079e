/** What a change of role gives and takes, against a model that spells reach out as sets. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { authLevels } from '../../../src/domain/authLevel.ts';
import { consequenceOf } from '../../../src/domain/grants.ts';
import type { Consequence } from '../../../src/domain/grants.ts';
import { role } from '../support/arbitraries.ts';
import { aRole } from '../support/builders.ts';
import { powersOf, reachesAll } from '../support/reachModel.ts';

type Direction = Consequence['direction'];

describe('the direction of a change within one mailbox', () => {
  const cases: readonly (readonly [string, string, Direction])[] = [
    ['MailboxUser', 'MailboxAdmin', 'up'],
    ['MailboxUser', 'NetworkAdmin', 'up'],
    ['TPUser', 'MailboxUser', 'up'],
    ['General', 'TPUser', 'up'],
    ['NetworkUser', 'NetworkAdmin', 'up'],
    ['NetOps', 'Root', 'up'],
    ['NetworkAdmin', 'NetworkUser', 'down'],
    ['NetworkAdmin', 'MailboxAdmin', 'down'],
    ['MailboxUser', 'General', 'down'],
    ['Root', 'TechOps', 'down'],
    ['NetworkUser', 'MailboxAdmin', 'sideways'],
    ['NetworkUser', 'MailboxUser', 'sideways'],
    ['TPUser', 'NetworkUser', 'sideways'],
    ['MailboxAdmin', 'NetworkUser', 'sideways'],
  ];
  for (const [from, to, direction] of cases) {
    test(`${from} to ${to} is ${direction}`, () => {
      assert.equal(consequenceOf(aRole(from), aRole(to)).direction, direction);
    });
  }

  test('to what one has already is the same', () => {
    for (const level of authLevels) {
      assert.deepEqual(consequenceOf(aRole(level), aRole(level)), {
        direction: 'same',
        gained: [],
        lost: [],
      });
    }
  });
});

describe('what is gained and lost in words', () => {
  test('of a step up: the new powers, where, and whom one can promote', () => {
    assert.deepEqual(consequenceOf(aRole('MailboxUser'), aRole('MailboxAdmin')).gained, [
      'Administer users, mailboxes and settings in mailbox 1001',
      'Give other users any AuthLevel up to MailboxAdmin',
    ]);
  });

  test('of a step sideways: the whole network is lost, power in one mailbox is gained', () => {
    assert.deepEqual(consequenceOf(aRole('NetworkUser'), aRole('MailboxAdmin')), {
      direction: 'sideways',
      gained: [
        'Administer users, mailboxes and settings in mailbox 1001',
        'Send and receive documents in mailbox 1001',
        'Give other users any AuthLevel up to MailboxAdmin',
      ],
      lost: ['See documents and settings across network 1'],
    });
  });

  test('of a move: the new place is gained, the old one is lost', () => {
    assert.deepEqual(consequenceOf(aRole('TPUser', 1, 11), aRole('TPUser', 1, 12)), {
      direction: 'sideways',
      gained: [
        'Send and receive documents for one ECGrid ID in mailbox 12',
        'See documents and settings for one ECGrid ID in mailbox 12',
      ],
      lost: [
        'Send and receive documents for one ECGrid ID in mailbox 11',
        'See documents and settings for one ECGrid ID in mailbox 11',
      ],
    });
  });

  test('names places as it is told to', () => {
    const names = { network: (id: number) => `<net ${id}>`, mailbox: (id: number) => `<box ${id}>` };
    const { gained, lost } = consequenceOf(aRole('MailboxUser', 1, 7), aRole('NetworkUser', 2), names);
    assert.deepEqual(gained, ['See documents and settings across <net 2>']);
    assert.deepEqual(lost.at(-1), 'See documents and settings in <box 7>');
  });

  test('a new account only gains', () => {
    for (const level of authLevels) {
      const { direction, lost, gained } = consequenceOf(undefined, aRole(level));
      assert.deepEqual(lost, []);
      assert.equal(direction, level === 'General' ? 'same' : 'up');
      assert.equal(gained.length === 0, level === 'General');
    }
  });

  test('a level never heard of loses what nobody here can tell', () => {
    const { direction, lost } = consequenceOf(aRole('AuditUser'), aRole('TPUser'));
    assert.equal(direction, 'sideways');
    assert.deepEqual(lost, ['Whatever AuditUser allowed, which this version does not know']);
    assert.equal(consequenceOf(aRole(''), aRole('General')).direction, 'down');
    assert.match(consequenceOf(aRole(''), aRole('General')).lost.join(), /the AuthLevel until now/);
  });
});

describe('for any two roles', () => {
  test('something is gained if and only if the new role can do what the old one could not', () => {
    fc.assert(
      fc.property(role, role, (from, to) => {
        const [before, after] = [powersOf(from), powersOf(to)];
        const { gained, lost, direction } = consequenceOf(from, to);
        assert.equal(gained.length === 0, reachesAll(before, after), 'gained');
        assert.equal(lost.length === 0, reachesAll(after, before), 'lost');
        assert.equal(direction === 'same', reachesAll(after, before) && reachesAll(before, after));
      }),
      { numRuns: 3000 },
    );
  });

  test('what the one way gives is what the other way takes', () => {
    fc.assert(
      fc.property(role, role, (a, b) => {
        const [there, back] = [consequenceOf(a, b), consequenceOf(b, a)];
        assert.deepEqual(there.gained, back.lost);
        assert.deepEqual(there.lost, back.gained);
      }),
    );
  });

  test('the direction says which of the two lists is filled', () => {
    fc.assert(
      fc.property(role, role, (a, b) => {
        const { direction, gained, lost } = consequenceOf(a, b);
        const filled = `${gained.length > 0 ? 'gained' : ''} ${lost.length > 0 ? 'lost' : ''}`.trim();
        assert.equal({ up: 'gained', down: 'lost', sideways: 'gained lost', same: '' }[direction], filled);
      }),
    );
  });

  test('the same level in another network gains and loses, unless it reaches all or nothing', () => {
    for (const level of authLevels) {
      const { direction } = consequenceOf(aRole(level, 1, 11), aRole(level, 2, 21));
      const everywhereOrNowhere = ['Root', 'TechOps', 'NetOps', 'General'].includes(level);
      assert.equal(direction, everywhereOrNowhere ? 'same' : 'sideways', level);
    }
  });
});

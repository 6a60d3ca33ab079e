/** What a change of role gives and takes, against a model that spells reach out as sets. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { authLevels } from '../../../src/domain/authLevel.ts';
import { consequenceOf, directions, directionText, whereText } from '../../../src/domain/consequence.ts';
import type { Direction, Role } from '../../../src/domain/consequence.ts';
import { role } from '../support/arbitraries.ts';
import { aRole } from '../support/builders.ts';
import { powersOf, reachesAll } from '../support/reachModel.ts';

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
      direction: 'crossScope',
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

  test('of a level that reaches all of ECGrid', () => {
    assert.deepEqual(consequenceOf(aRole('NetworkAdmin'), aRole('TechOps')).gained, [
      'Administer users, mailboxes and settings across all of ECGrid',
      'Send and receive documents across all of ECGrid',
      'See documents and settings across all of ECGrid',
      'Give other users any AuthLevel up to TechOps',
    ]);
  });

  test('where the place is not told', () => {
    const [ofNetwork] = consequenceOf(undefined, aRole('NetworkUser', 0, 0)).gained;
    const [ofMailbox] = consequenceOf(undefined, aRole('MailboxUser', 1, 0)).gained;
    assert.equal(ofNetwork, 'See documents and settings across the network');
    assert.equal(ofMailbox, 'Send and receive documents in the mailbox');
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
    const elsewhere = consequenceOf(aRole('AuditUser', 1, 11), aRole('TPUser', 2, 21));
    assert.equal(elsewhere.direction, 'sideways', 'where the unknown level reached is not known');
    assert.equal(consequenceOf(aRole(''), aRole('General')).direction, 'down');
    assert.match(consequenceOf(aRole(''), aRole('General')).lost.join(), /the AuthLevel until now/);
  });
});

test('where a user works is the mailbox, or the network as a whole', () => {
  assert.equal(whereText({ networkId: 1, mailboxId: 11 }), 'mailbox 11');
  assert.equal(whereText({ networkId: 1, mailboxId: 0 }), 'network 1');
});

/** Where a role can do anything, whatever it is. */
const placesIn = (role: Role): ReadonlySet<string> =>
  new Set(
    [...powersOf(role)].flatMap((power) => /^(?:administer|exchange|read) (.+)$/.exec(power)?.[1] ?? []),
  );

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
        const both = 'gained lost';
        const lists = { up: 'gained', down: 'lost', sideways: both, crossScope: both, same: '' };
        assert.equal(lists[direction], filled);
      }),
    );
  });

  test('it is crossScope if and only if nothing can be done afterwards where it could be done before', () => {
    fc.assert(
      fc.property(role, role, (from, to) => {
        const { direction, gained, lost } = consequenceOf(from, to);
        const swaps = gained.length > 0 && lost.length > 0;
        const stays = [...placesIn(from)].some((place) => placesIn(to).has(place));
        assert.equal(direction === 'crossScope', swaps && !stays);
      }),
      { numRuns: 3000 },
    );
  });

  test('the same level in another network gains and loses, unless it reaches all or nothing', () => {
    for (const level of authLevels) {
      const { direction } = consequenceOf(aRole(level, 1, 11), aRole(level, 2, 21));
      const everywhereOrNowhere = ['Root', 'TechOps', 'NetOps', 'General'].includes(level);
      assert.equal(direction, everywhereOrNowhere ? 'same' : 'crossScope', level);
    }
  });

  test('every direction has a sentence of its own', () => {
    const sentences = directions.map((direction) => directionText[direction]);
    assert.ok(sentences.every((sentence) => /^This .+\.$/.test(sentence)));
    assert.equal(new Set(sentences).size, directions.length);
  });
});

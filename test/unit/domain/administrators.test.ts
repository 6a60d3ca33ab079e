/** Who administers a network or mailbox, and whose change leaves it to nobody. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  administeredPlace,
  administeredPlaceText,
  administers,
  isSamePlace,
} from '../../../src/domain/administrators.ts';
import type { AdministeredPlace } from '../../../src/domain/administrators.ts';
import { authLevels } from '../../../src/domain/authLevel.ts';
import { statuses } from '../../../src/domain/status.ts';
import { role } from '../support/arbitraries.ts';
import { aRole, aUser } from '../support/builders.ts';
import { powersOf, reachesAll } from '../support/reachModel.ts';

const network: AdministeredPlace = {
  kind: 'network',
  networkId: 1,
  mailboxId: 0,
  authLevel: 'NetworkAdmin',
};
const mailbox: AdministeredPlace = {
  kind: 'mailbox',
  networkId: 1,
  mailboxId: 11,
  authLevel: 'MailboxAdmin',
};

describe('the place that somebody administers', () => {
  test('is the network of a NetworkAdmin, and the mailbox of a MailboxAdmin; others have none', () => {
    for (const authLevel of [...authLevels, 'AuditUser', '']) {
      const place = administeredPlace(aUser({ authLevel, mailboxId: 11 }));
      const expected = { NetworkAdmin: network, MailboxAdmin: mailbox }[authLevel];
      assert.deepEqual(place, expected, authLevel);
    }
  });

  test('is told of active users, and of those whose status is not told', () => {
    for (const status of [...statuses, 'Frozen', '']) {
      const place = administeredPlace(aUser({ authLevel: 'NetworkAdmin', status }));
      assert.equal(place !== undefined, status === 'Active' || status === '', status);
    }
  });

  test('is not known where network or mailbox are not', () => {
    assert.equal(administeredPlace(aUser({ authLevel: 'NetworkAdmin', networkId: 0 })), undefined);
    assert.equal(administeredPlace(aUser({ authLevel: 'MailboxAdmin', mailboxId: 0 })), undefined);
  });

  test('is called by its number', () => {
    assert.deepEqual([network, mailbox].map(administeredPlaceText), ['network 1', 'mailbox 11']);
  });

  test('is the same for two users only if kind, network and mailbox are', () => {
    const all = [network, mailbox, { ...network, networkId: 2 }, { ...mailbox, mailboxId: 12 }];
    for (const [i, a] of all.entries())
      for (const [j, b] of all.entries()) assert.equal(isSamePlace(a, b), i === j);
  });
});

describe('a role', () => {
  test('administers a place if and only if it can do there all that its administrator can', () => {
    fc.assert(
      fc.property(role, fc.constantFrom(network, mailbox), (held, place) => {
        const needed = [...powersOf(place)].filter((power) => power.startsWith('administer '));
        assert.equal(administers(held, place), reachesAll(powersOf(held), new Set(needed)));
      }),
      { numRuns: 2000 },
    );
  });

  test('that has ended, or is not known, administers nothing', () => {
    for (const place of [network, mailbox]) {
      assert.equal(administers(undefined, place), false);
      assert.equal(administers(aRole('AuditUser', 1, 11), place), false);
    }
  });
});

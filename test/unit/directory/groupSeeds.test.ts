/** Which groups can be asked for before anybody has been seen in them, and what ECGrid is asked for each. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FetchPage } from '../../../src/api/paging.ts';
import { askedFor, isByPlace, knownGroups } from '../../../src/directory/groupSeeds.ts';
import { Places } from '../../../src/directory/places.ts';
import { authLevels } from '../../../src/domain/authLevel.ts';
import { groupings } from '../../../src/domain/grouping.ts';
import type { GroupBy } from '../../../src/domain/grouping.ts';
import type { Mailbox, Network } from '../../../src/domain/place.ts';
import { statuses } from '../../../src/domain/status.ts';
import type { UserFilter } from '../../../src/domain/user.ts';

const onePage =
  <Item>(items: readonly Item[]): FetchPage<Item> =>
  () =>
    Promise.resolve({ items, unreadable: [], recordsPerPage: undefined, totalRecords: undefined });

/** Networks 1 and 2 with a mailbox or two, and mailbox 99, which does not tell its network. */
const somePlaces = (): Places =>
  new Places({
    listNetworks: onePage<Network>([{ networkId: 1 }, { networkId: 2 }]),
    listMailboxes: onePage<Mailbox>([
      { mailboxId: 11, networkId: 1 },
      { mailboxId: 12, networkId: 1 },
      { mailboxId: 21, networkId: 2 },
      { mailboxId: 99, networkId: 0 },
    ]),
  });

const loadedPlaces = async (): Promise<Places> => {
  const places = somePlaces();
  await places.load();
  return places;
};

describe('the groups that can be asked for', () => {
  test('by AuthLevel and status are all of them, or the one of the filter', () => {
    assert.deepEqual(knownGroups({ groupBy: 'level', filter: { status: 'Active' } }), authLevels);
    assert.deepEqual(knownGroups({ groupBy: 'level', filter: { authLevel: 'Robot' } }), ['Robot']);
    assert.deepEqual(knownGroups({ groupBy: 'status', filter: { authLevel: 'Root' } }), statuses);
    assert.deepEqual(knownGroups({ groupBy: 'status', filter: { status: 'Active' } }), ['Active']);
  });

  const cases: readonly (readonly [GroupBy, UserFilter, readonly string[]])[] = [
    ['network', {}, ['1', '2']],
    ['network', { networkId: 0, mailboxId: 0 }, ['1', '2']],
    ['network', { networkId: 7 }, ['7']],
    ['network', { mailboxId: 21 }, ['2']],
    ['network', { mailboxId: 99 }, []],
    ['network', { networkId: 1, mailboxId: 21 }, ['1']],
    ['mailbox', {}, ['1/11', '1/12', '2/21']],
    ['mailbox', { networkId: 1 }, ['1/11', '1/12']],
    ['mailbox', { mailboxId: 12 }, ['1/12']],
    ['mailbox', { networkId: 2, mailboxId: 12 }, []],
    ['mailbox', { networkId: 7 }, []],
  ];
  for (const [groupBy, filter, keys] of cases) {
    test(`by ${groupBy} with the filter ${JSON.stringify(filter)} are ${keys.join(', ') || 'none'}`, async () => {
      assert.deepEqual(knownGroups({ groupBy, filter }, await loadedPlaces()), keys);
    });
  }

  test('by network and mailbox are none while no places are known, but for the network of the filter', () => {
    for (const places of [undefined, somePlaces()]) {
      for (const groupBy of ['network', 'mailbox'] as const)
        for (const filter of [{}, { mailboxId: 11 }])
          assert.deepEqual(knownGroups({ groupBy, filter }, places), [], groupBy);
      assert.deepEqual(knownGroups({ groupBy: 'network', filter: { networkId: 1 } }, places), ['1']);
    }
  });

  test('depend on places where they are networks or mailboxes', () => {
    assert.deepEqual(groupings.filter(isByPlace), ['network', 'mailbox']);
  });
});

test('ECGrid is asked for what is in the group and passes the filter, or not at all', () => {
  const filter = { status: 'Active', networkId: 1, mailboxId: 0 };
  assert.deepEqual(askedFor({ groupBy: 'level', filter }, 'TPUser'), {
    status: 'Active',
    networkId: 1,
    authLevel: 'TPUser',
  });
  assert.deepEqual(askedFor({ groupBy: 'network', filter }, '2'), { status: 'Active', networkId: 2 });
  assert.equal(askedFor({ groupBy: 'network', filter }, '0'), undefined);
});

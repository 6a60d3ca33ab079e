/** What of the users is shown: filters that the service applies, or ignores, and users who come to match or cease to. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { groupings, passes } from '../../../src/domain/grouping.ts';
import type { User, UserFilter } from '../../../src/domain/user.ts';
import { aUser } from '../support/builders.ts';
import { aDoor, filtersAsked, loadEverything, openDirectory, shown } from '../support/directories.ts';
import type { Opened } from '../support/directories.ts';
import { failureOf } from '../support/ecgrid.ts';

/** The ids of those who pass, from one unfiltered listing. */
const expected = async ({ client }: Opened, filter: UserFilter): Promise<readonly number[]> => {
  const { items } = await client('Root').users.list({}, { pageNo: 1, recordsPerPage: 500 });
  return items
    .filter((user) => passes(filter, user))
    .map(({ userId }) => userId)
    .sort((a, b) => a - b);
};

const filters: readonly UserFilter[] = [
  { status: 'Suspended' },
  { networkId: 2 },
  { mailboxId: 1001 },
  { authLevel: 'MailboxUser' },
  { status: 'Active', networkId: 1 },
  { authLevel: 'TPUser', mailboxId: 1001, networkId: 1 },
  { status: 'Active', networkId: 1, mailboxId: 1002, authLevel: 'General' },
];

describe('a filter', () => {
  for (const filter of filters) {
    const name = JSON.stringify(filter);
    for (const pageSize of [500, 20]) {
      test(`${name} shows those who pass in every grouping, ${pageSize} a page`, async (t) => {
        const opened = await openDirectory(t, { users: 300, pageSize, view: { filter }, named: true });
        const { directory, places, arrived } = opened;
        await directory.load();
        await places.load();
        const everybody = await expected(opened, filter);
        await arrived();
        for (const groupBy of groupings) {
          await directory.show({ groupBy });
          await loadEverything(directory);
          const known = new Set(shown(directory));
          assert.ok([...known].every((id) => everybody.includes(id)));
        }
        for (const asked of filtersAsked(await arrived()))
          assert.ok(isNarrower(asked, filter), JSON.stringify(asked));
        await directory.loadRest();
        assert.deepEqual(shown(directory), everybody);
        assert.deepEqual([directory.complete, directory.knowsEverybody], [true, false]);
      });
    }
  }

  /** True when a request asks for nothing that the filter leaves out. */
  const isNarrower = (asked: unknown, filter: UserFilter): boolean =>
    typeof asked === 'object' &&
    asked !== null &&
    Object.entries(filter).every(([field, value]) =>
      Object.entries(asked).some(([f, v]) => f === field && v === value),
    );

  test('that leaves one group is asked for once: the group is the whole listing', async (t) => {
    for (const [groupBy, filter] of [
      ['level', { authLevel: 'MailboxUser' }],
      ['status', { status: 'Active' }],
      ['network', { networkId: 1 }],
      ['mailbox', { mailboxId: 1001 }],
    ] as const) {
      const opened = await openDirectory(t, { users: 300, pageSize: 20, view: { groupBy, filter } });
      const { directory, arrived } = opened;
      await directory.load();
      assert.deepEqual(filtersAsked(await arrived()), [filter], groupBy);
      assert.equal(directory.groups().length, 1);
      assert.equal(directory.complete, false);
      await loadEverything(directory);
      assert.deepEqual(shown(directory), await expected(opened, filter));
      assert.equal(directory.complete, true, 'nobody can be elsewhere');
    }
  });

  test('that the service ignores shows those who pass all the same', async (t) => {
    const filter = { status: 'Active', networkId: 1, authLevel: 'TPUser' };
    for (const pageSize of [500, 50]) {
      const opened = await openDirectory(t, { users: 300, pageSize, view: { filter } });
      const everybody = await expected(opened, filter);
      await opened.fault({ name: 'ignoreFilters' });
      await opened.directory.load();
      await loadEverything(opened.directory);
      await opened.directory.loadRest();
      assert.deepEqual(shown(opened.directory), everybody);
    }
  });

  test('of which nobody passes leaves no group', async (t) => {
    const { directory } = await openDirectory(t, { view: { filter: { networkId: 3, authLevel: 'Root' } } });
    await directory.load();
    assert.deepEqual([directory.groups(), directory.complete, directory.busy], [[], true, false]);
  });

  test('that is 0 or empty asks for everybody', async (t) => {
    const { directory, arrived, everybody } = await openDirectory(t, {
      view: { filter: { networkId: 0, mailboxId: 0, authLevel: '', status: '' } },
    });
    await directory.load();
    assert.deepEqual(filtersAsked(await arrived()), [{}]);
    assert.deepEqual(shown(directory), await everybody());
    assert.equal(directory.knowsEverybody, true);
  });

  test('lets a user through whose status or level ECGrid does not tell', async (t) => {
    const { directory } = await openDirectory(t, {
      view: { filter: { status: 'Active', authLevel: 'General' } },
      around: (list) => async (filter, page, signal) => {
        const read = await list(filter, page, signal);
        return { ...read, items: read.items.map((user) => ({ ...user, status: '', authLevel: '' })) };
      },
    });
    await directory.load();
    assert.ok(shown(directory).length > 0);
  });
});

describe('another filter', () => {
  test('loads again; the old users stay until the new ones are there', async (t) => {
    const door = aDoor();
    let held = false;
    const opened = await openDirectory(t, {
      around: (list) => async (filter, page, signal) => {
        if (held) await door.pass();
        return list(filter, page, signal);
      },
    });
    const { directory, arrived, changes } = opened;
    await directory.load();
    await arrived();
    changes();
    held = true;
    const filter = { status: 'Suspended' };
    const shownAgain = directory.show({ filter });
    assert.deepEqual(
      [directory.view.filter, directory.state.kind, directory.busy],
      [filter, 'loading', true],
    );
    assert.equal(shown(directory).length, 60);
    assert.deepEqual(changes(), ['all']);
    door.open();
    await shownAgain;
    assert.deepEqual(filtersAsked(await arrived()), [filter]);
    assert.deepEqual(shown(directory), await expected(opened, filter));
    await directory.show({ filter: {} });
    assert.equal(shown(directory).length, 60);
  });

  test('that is the same asks nothing', async (t) => {
    const { directory, count } = await openDirectory(t, { view: { filter: { networkId: 1 } } });
    await directory.load();
    await count();
    await directory.show({ filter: { networkId: 1, mailboxId: 0 } });
    await directory.show({});
    assert.equal(await count(), 0);
  });

  test('before anything is loaded is what is asked for first', async (t) => {
    const { directory, arrived } = await openDirectory(t);
    await directory.show({ filter: { networkId: 2 }, groupBy: 'status' });
    assert.deepEqual(await arrived(), []);
    await directory.load();
    assert.deepEqual(filtersAsked(await arrived()), [{ networkId: 2 }]);
    assert.ok(directory.groups().every(({ by }) => by === 'status'));
  });

  test('overtakes the load under way, and whoever waits for that sees the new users', async (t) => {
    const [old, door] = [aDoor(), aDoor()];
    const opened = await openDirectory(t, {
      around: (list) => async (filter, page, signal) => {
        const read = await list(filter, page);
        assert.ok(signal);
        if (filter.networkId === 1) {
          old.open();
          await door.pass();
        }
        return read;
      },
    });
    const { directory } = opened;
    await directory.show({ filter: { networkId: 1 } });
    const first = directory.load();
    await old.pass();
    const second = directory.show({ filter: { networkId: 2 } });
    await second;
    door.open();
    await first;
    assert.deepEqual(shown(directory), await expected(opened, { networkId: 2 }));
    assert.deepEqual([directory.state.kind, directory.busy], ['loaded', false]);
  });

  test('and another grouping can come while a load is under way', async (t) => {
    const opened = await openDirectory(t);
    const { directory } = opened;
    const loaded = directory.load();
    await Promise.all([directory.show({ groupBy: 'network' }), loaded]);
    assert.ok(directory.groups().every(({ by }) => by === 'network'));
    const again = directory.show({ filter: { status: 'Active' } });
    await Promise.all([again, directory.show({ groupBy: 'mailbox' })]);
    assert.ok(directory.groups().every(({ by }) => by === 'mailbox'));
    assert.deepEqual(shown(directory), await expected(opened, { status: 'Active' }));
  });

  test('that fails shows nobody: the old users are not its users', async (t) => {
    const { directory, fault } = await openDirectory(t);
    await directory.load();
    await fault({ name: 'forbidden' });
    await directory.show({ filter: { networkId: 2 } });
    assert.deepEqual([directory.state.kind, directory.groups()], ['failed', []]);
    await fault();
    await directory.show({ filter: {} });
    assert.deepEqual([directory.state.kind, shown(directory).length], ['loaded', 60]);
  });

  test('that was refused can be asked for again', async (t) => {
    const { directory, client } = await openDirectory(t, { level: 'NetworkAdmin' });
    const refused = await failureOf(client().users.list({ networkId: 2 }, { pageNo: 1, recordsPerPage: 1 }));
    assert.equal(refused.kind, 'forbidden');
    await directory.show({ filter: { networkId: 2 } });
    await directory.load();
    assert.equal(directory.state.kind, 'failed');
  });
});

describe('the answer to a write under a filter', () => {
  const someone = ({ directory }: Opened): User => {
    const [user] = directory.users();
    assert.ok(user);
    return user;
  };

  test('takes away a user who does not pass any more, and brings back one who does', async (t) => {
    const opened = await openDirectory(t, { view: { filter: { authLevel: 'MailboxUser' } } });
    const { directory, client } = opened;
    await directory.load();
    const count = shown(directory).length;
    const user = someone(opened);
    directory.apply(await client('Root').users.setRole(user.userId, 'General'));
    assert.deepEqual([directory.find(user.userId), shown(directory).length], [undefined, count - 1]);
    directory.apply(await client('Root').users.setRole(user.userId, 'MailboxUser'));
    assert.equal(shown(directory).length, count);
  });

  test('that takes users out of the listing loses nobody of those who follow', async (t) => {
    const filter = { status: 'Active', authLevel: 'MailboxUser' };
    for (const groupBy of ['level', 'mailbox'] as const) {
      const opened = await openDirectory(t, {
        users: 400,
        pageSize: 20,
        view: { filter, groupBy },
        named: true,
      });
      const { directory, client } = opened;
      await directory.load();
      for (const { userId } of directory.users().slice(0, 7)) {
        directory.apply(await client('Root').users.setRole(userId, 'General'));
      }
      await loadEverything(directory);
      await directory.loadRest();
      assert.deepEqual(shown(directory), await expected(opened, filter));
    }
  });

  test('that takes users out of the listing loses nobody whom only going through all users finds', async (t) => {
    const filter = { authLevel: 'MailboxUser' };
    const opened = await openDirectory(t, { users: 400, pageSize: 20, view: { filter, groupBy: 'status' } });
    const { directory, client } = opened;
    await directory.load();
    const firstPage = (await expected(opened, filter)).slice(0, 7);
    for (const userId of firstPage) directory.apply(await client('Root').users.setRole(userId, 'General'));
    await directory.loadRest();
    assert.deepEqual(shown(directory), await expected(opened, filter));
  });

  test('of a new user who does not pass is not shown', async (t) => {
    const { directory } = await openDirectory(t, { view: { filter: { networkId: 2 } } });
    await directory.load();
    const before = shown(directory);
    directory.apply(aUser({ userId: 1, networkId: 1 }));
    assert.deepEqual(shown(directory), before);
  });
});

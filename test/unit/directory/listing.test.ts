/** The listing behind the groups: what it asks for again and what not, what it shows meanwhile, and when it ends. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ListUsers } from '../../../src/directory/listingSource.ts';
import type { User } from '../../../src/domain/user.ts';
import { aDoor, loadEverything, openDirectory, shown } from '../support/directories.ts';
import type { Door, Opened } from '../support/directories.ts';

/** Of a group, the user who comes first on the service. */
const firstOf = ({ directory }: Opened, key: string): User => {
  const [user] = directory.group(key)?.users.toSorted((a, b) => a.userId - b.userId) ?? [];
  assert.ok(user, `nobody is ${key}`);
  return user;
};

const groupsOf = ({ directory }: Opened, userId: number): readonly string[] =>
  directory
    .groups()
    .filter(({ users }) => users.some((user) => user.userId === userId))
    .map(({ key }) => key);

const keys = ({ directory }: Opened): readonly string[] => directory.groups().map(({ key }) => key);

/** Holds up the first answer about a level, when it has been given. */
const holdingUp =
  (level: string, answered: Door, door: Door) =>
  (list: ListUsers): ListUsers =>
  async (filter, page, signal) => {
    const read = await list(filter, page, signal);
    if (filter.authLevel === level && page.pageNo === 1) {
      answered.open();
      await door.pass();
    }
    return read;
  };

/** Notes which pages of a level are asked for. */
const noting =
  (level: string, pages: number[]) =>
  (list: ListUsers): ListUsers =>
  (filter, page, signal) => {
    if (filter.authLevel === level) pages.push(page.pageNo);
    return list(filter, page, signal);
  };

describe('a page is asked for', { timeout: 30_000 }, () => {
  test('once more when a write has moved one of its users, and no more though the service tells the old level', async (t) => {
    const [answered, door] = [aDoor(), aDoor()];
    const held = holdingUp('MailboxUser', answered, door);
    const pages: number[] = [];
    const opened = await openDirectory(t, {
      users: 400,
      pageSize: 20,
      around: (list) => noting('MailboxUser', pages)(held(list)),
    });
    const { directory, everybody } = opened;
    const loaded = directory.load();
    await answered.pass();
    const { userId, ...rest } = firstOf(opened, 'MailboxUser');
    // The service has never heard of it.
    directory.apply({ ...rest, userId, authLevel: 'General' });
    door.open();
    await loaded;
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
    assert.deepEqual(groupsOf(opened, userId), ['General']);
    assert.deepEqual(pages.slice(0, 4), [1, 1, 2, 3]);
  });

  test('once when the service ignores the filter', async (t) => {
    const pages: number[] = [];
    const { directory, fault } = await openDirectory(t, {
      users: 300,
      pageSize: 50,
      around: noting('TPUser', pages),
    });
    await fault({ name: 'ignoreFilters' });
    await directory.load();
    await directory.loadMore('TPUser');
    await directory.loadMore('TPUser');
    assert.deepEqual(pages, [1, 2, 3]);
  });

  test('once more in going through all users, though the service tells what the filter let through', async (t) => {
    const opened = await openDirectory(t, {
      users: 400,
      pageSize: 20,
      view: { filter: { authLevel: 'MailboxUser' }, groupBy: 'status' },
    });
    const { directory } = opened;
    await directory.load();
    const user = firstOf(opened, 'Active');
    directory.apply({ ...user, authLevel: 'General' });
    await directory.loadRest();
    assert.deepEqual([directory.complete, directory.find(user.userId)], [true, undefined]);
  });
});

describe('a group', () => {
  test('is complete when going through all users has overtaken its page', async (t) => {
    const [answered, door] = [aDoor(), aDoor()];
    const opened = await openDirectory(t, {
      users: 400,
      pageSize: 50,
      around: holdingUp('MailboxUser', answered, door),
    });
    const { directory, everybody } = opened;
    const loaded = directory.load();
    await answered.pass();
    await directory.loadRest();
    const { userId, ...rest } = firstOf(opened, 'MailboxUser');
    directory.apply({ ...rest, userId, authLevel: 'General' });
    door.open();
    await loaded;
    assert.deepEqual(directory.group('MailboxUser')?.load, { kind: 'loaded', complete: true });
    assert.deepEqual(groupsOf(opened, userId), ['General']);
    assert.deepEqual(shown(directory), await everybody());
  });

  test('that nobody is in is not shown while it is loaded', async (t) => {
    const [asked, door] = [aDoor(), aDoor()];
    const { directory } = await openDirectory(t, {
      pageSize: 5,
      around: (list) => async (filter, page, signal) => {
        if (filter.authLevel !== undefined) {
          asked.open();
          await door.pass();
        }
        return list(filter, page, signal);
      },
    });
    const loaded = directory.load();
    await asked.pass();
    const shownMeanwhile = directory.groups();
    door.open();
    await loaded;
    assert.ok(shownMeanwhile.length > 0);
    assert.ok(shownMeanwhile.every(({ users }) => users.length > 0));
    assert.ok(shownMeanwhile.length < directory.groups().length);
  });

  test('that its last user has left is offered until everybody is known', async (t) => {
    const opened = await openDirectory(t, { pageSize: 5 });
    const { directory } = opened;
    await directory.load();
    const user = firstOf(opened, 'MailboxUser');
    directory.apply({ ...user, authLevel: 'Robot' });
    directory.apply(user);
    assert.deepEqual(directory.group('Robot')?.load, { kind: 'idle' });
    assert.ok(keys(opened).includes('Robot'));
    await directory.loadRest();
    assert.equal(keys(opened).includes('Robot'), false);
  });

  test('is partial only where ECGrid cannot be asked for it', async (t) => {
    const { directory } = await openDirectory(t, {
      users: 400,
      pageSize: 50,
      view: { groupBy: 'mailbox' },
      named: true,
    });
    await directory.load();
    const partial = directory.groups().filter((group) => group.partial);
    assert.deepEqual(
      partial.map(({ key }) => key),
      directory
        .groups()
        .map(({ key }) => key)
        .filter((key) => key.endsWith('/0')),
    );
    assert.ok(partial.length > 0 && partial.length < directory.groups().length);
  });

  test('whose page has somebody of another group tells that more than it has changed', async (t) => {
    const opened = await openDirectory(t, { users: 400, pageSize: 50 });
    const { directory, client, changes } = opened;
    await directory.load();
    // There are fewer of these, so that their first page goes further.
    const user = directory.group('General')?.users.toSorted((a, b) => b.userId - a.userId)[0];
    assert.ok(user);
    await client('Root').users.setRole(user.userId, 'MailboxUser');
    assert.deepEqual(groupsOf(opened, user.userId), ['General'], 'it is somebody else who has written');
    changes();
    for (let page = 0; page < 9 && groupsOf(opened, user.userId).includes('General'); page += 1)
      await directory.loadMore('MailboxUser');
    assert.deepEqual(groupsOf(opened, user.userId), ['MailboxUser']);
    assert.equal(changes().at(-1), 'all');
  });
});

describe('regrouping', () => {
  test('ends the requests for the groups of before', async (t) => {
    const [asked, door] = [aDoor(), aDoor()];
    const signals: (AbortSignal | undefined)[] = [];
    const { directory, everybody } = await openDirectory(t, {
      users: 400,
      pageSize: 50,
      around: (list) => async (filter, page, signal) => {
        if (filter.authLevel === 'TPUser') {
          signals.push(signal);
          asked.open();
          await door.pass();
        }
        return list(filter, page, signal);
      },
    });
    const loaded = directory.load();
    await asked.pass();
    const regrouped = directory.show({ groupBy: 'status' });
    assert.deepEqual(
      signals.map((signal) => signal?.aborted),
      [true],
    );
    door.open();
    await Promise.all([loaded, regrouped]);
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
  });

  test('finds everybody by ID whom it shows', async (t) => {
    const opened = await openDirectory(t, {
      users: 300,
      pageSize: 20,
      view: { filter: { authLevel: 'MailboxUser' }, groupBy: 'status' },
    });
    const { directory } = opened;
    await directory.load();
    const user = firstOf(opened, 'Active');
    assert.equal(directory.include({ ...user, authLevel: 'General' }), false);
    assert.equal(directory.find(user.userId), undefined);
    await directory.show({ groupBy: 'level' });
    for (const each of directory.users()) assert.equal(directory.find(each.userId), each);
  });

  test('is followed by another order as soon as the names are there', async (t) => {
    const opened = await openDirectory(t, { view: { groupBy: 'network' }, named: true });
    const { directory, places, changes } = opened;
    await directory.firstPage();
    assert.deepEqual(keys(opened), ['1', '2', '3']);
    changes();
    await places.load();
    assert.deepEqual([keys(opened), changes().includes('all')], [['3', '1', '2'], true]);
  });
});

/** The directory before it is loaded, and while one load, page or grouping follows upon another. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ListUsers } from '../../../src/directory/listingSource.ts';
import type { UserFilter } from '../../../src/domain/user.ts';
import { aUser } from '../support/builders.ts';
import { aDoor, openDirectory, shown } from '../support/directories.ts';
import type { Door } from '../support/directories.ts';

/** Holds up each answer to which this applies, though nobody may want it any more; opens the first door when one is there. */
const late =
  (isMeant: (filter: UserFilter, pageNo: number) => boolean, answered: Door, door: Door) =>
  (list: ListUsers): ListUsers =>
  async (filter, page, signal) => {
    if (!isMeant(filter, page.pageNo)) return list(filter, page, signal);
    const read = await list(filter, page);
    answered.open();
    await door.pass();
    return read;
  };

const large = { users: 400, pageSize: 50 } as const;

describe('before anything is loaded', () => {
  test('nobody is there, and nothing can be asked for more', async (t) => {
    const { directory, changes, count } = await openDirectory(t);
    await directory.loadMore('Root');
    await directory.loadRest();
    await directory.show({ groupBy: 'status' });
    assert.deepEqual(
      [directory.groups(), directory.users(), directory.unreadable(), directory.busy],
      [[], [], [], false],
    );
    assert.deepEqual([directory.find(17), directory.group('Root')], [undefined, undefined]);
    assert.deepEqual([directory.complete, directory.knowsEverybody], [false, false]);
    assert.deepEqual([changes(), await count()], [[], 0]);
    directory.apply(aUser());
    assert.equal(directory.find(17), undefined);
  });

  test('names that arrive change nothing', async (t) => {
    const { places, changes } = await openDirectory(t, { named: true });
    await places.load();
    assert.deepEqual([places.networks().kind, changes()], ['loaded', []]);
  });
});

test('any number of pages may listen', async (t) => {
  const { directory } = await openDirectory(t);
  const warned = once(process, 'warning');
  for (let page = 0; page < 20; page += 1) directory.onDidChange(() => undefined);
  const nothing = Symbol('nothing');
  assert.equal(await Promise.race([warned, setImmediate(nothing)]), nothing);
});

test('a refresh that fails leaves the users, of whom nobody knows any more whether they are all', async (t) => {
  const { directory, fault } = await openDirectory(t);
  await directory.load();
  await fault({ name: 'forbidden' });
  await directory.refresh();
  assert.deepEqual([shown(directory).length, directory.complete], [60, false]);
});

test('a user who is created while a refresh is under way is there after it', async (t) => {
  let held = false;
  const [answered, door] = [aDoor(), aDoor()];
  const { directory } = await openDirectory(t, { around: late(() => held, answered, door) });
  await directory.load();
  held = true;
  const refreshed = directory.refresh();
  await answered.pass();
  const user = aUser({ userId: 1 });
  directory.apply(user);
  door.open();
  await refreshed;
  assert.equal(directory.find(1), user);
});

describe('a filter that overtakes a load', () => {
  test('leaves what is shown, and is not told of the end of that load as of its own', async (t) => {
    const [ended, door] = [aDoor(), aDoor()];
    const { directory, fault, client } = await openDirectory(t, {
      around: (list) => async (filter, page, signal) => {
        if (filter.networkId === 2) await door.pass();
        return list(filter, page, signal).finally(() => ended.open());
      },
    });
    await directory.load();
    await fault({ name: 'latency', delayMs: 60_000 });
    const refreshed = directory.refresh();
    const filtered = directory.show({ filter: { networkId: 2 } });
    await ended.pass();
    await setImmediate();
    assert.deepEqual([directory.state.kind, directory.busy, shown(directory).length], ['loading', true, 60]);
    await fault();
    door.open();
    await Promise.all([refreshed, filtered]);
    const page = { pageNo: 1, recordsPerPage: 500 };
    const { items } = await client('Root').users.list({ networkId: 2 }, page);
    assert.deepEqual([directory.busy, shown(directory).length], [false, items.length]);
  });

  test('ends the asking for groups', async (t) => {
    const [answered, door] = [aDoor(), aDoor()];
    const levels: UserFilter[] = [];
    const held = late(({ authLevel }) => authLevel !== undefined, answered, door);
    const { directory } = await openDirectory(t, {
      ...large,
      concurrency: 1,
      around: (list) => (filter, page, signal) => {
        if (filter.authLevel !== undefined && filter.networkId === undefined) levels.push(filter);
        return held(list)(filter, page, signal);
      },
    });
    const loaded = directory.load();
    await answered.pass();
    const filtered = directory.show({ filter: { networkId: 2 } });
    door.open();
    await Promise.all([loaded, filtered]);
    assert.equal(levels.length, 1);
  });
});

describe('another grouping', () => {
  test('ends the asking for the groups of before, and tells nothing of them', async (t) => {
    const [answered, door] = [aDoor(), aDoor()];
    const levels: UserFilter[] = [];
    const held = late(({ authLevel }) => authLevel !== undefined, answered, door);
    const { directory, changes } = await openDirectory(t, {
      ...large,
      concurrency: 1,
      around: (list) => (filter, page, signal) => {
        if (filter.authLevel !== undefined) levels.push(filter);
        return held(list)(filter, page, signal);
      },
    });
    const loaded = directory.load();
    await answered.pass();
    const regrouped = directory.show({ groupBy: 'status' });
    changes();
    door.open();
    await Promise.all([loaded, regrouped]);
    assert.equal(levels.length, 1);
    const told = changes().map((change) => (change === 'all' ? change : change.key));
    assert.equal(told.includes('Root'), false);
  });

  test('that is the same changes nothing', async (t) => {
    const { directory, changes } = await openDirectory(t);
    await directory.load();
    changes();
    await directory.show({ groupBy: 'level' });
    assert.deepEqual(changes(), []);
  });
});

test('what is known is told before the names of the networks are there', async (t) => {
  const { directory, places, changes } = await openDirectory(t, {
    ...large,
    view: { groupBy: 'network' },
    named: true,
  });
  const loaded = directory.load();
  await directory.firstPage();
  assert.deepEqual([changes(), places.networks().kind], [['all'], 'loading']);
  await loaded;
});

describe('more of a group', () => {
  test('is not asked for where there is no more, or no such group', async (t) => {
    const { directory, changes } = await openDirectory(t, large);
    await directory.load();
    assert.deepEqual(directory.group('Root')?.load, { kind: 'loaded', complete: true });
    changes();
    for (const key of ['Root', 'NeverHeardOf']) await directory.loadMore(key);
    assert.deepEqual(changes(), []);
  });

  test('is told once, however often it is asked for', async (t) => {
    const { directory, changes } = await openDirectory(t, large);
    await directory.load();
    changes();
    await Promise.all([directory.loadMore('TPUser'), directory.loadMore('TPUser')]);
    assert.deepEqual(changes(), [{ key: 'TPUser' }, { key: 'TPUser' }], 'when it begins, and when it ends');
  });

  test('that somebody has asked for is waited for by the load that comes to it', async (t) => {
    const [answered, door] = [aDoor(), aDoor()];
    const { directory } = await openDirectory(t, {
      ...large,
      around: late(({ authLevel }) => authLevel === 'General', answered, door),
    });
    const loaded = directory.load();
    await directory.firstPage();
    void directory.loadMore('General');
    await answered.pass();
    const others = Promise.withResolvers<undefined>();
    directory.onDidChange(() => {
      const rest = directory.groups().filter(({ key }) => key !== 'General');
      if (rest.every(({ load }) => load.kind === 'loaded')) others.resolve(undefined);
    });
    await others.promise;
    await setImmediate();
    assert.equal(directory.busy, true);
    door.open();
    await loaded;
    assert.equal(directory.group('General')?.load.kind, 'loaded');
  });
});

describe('going through all users', () => {
  test('tells each page', async (t) => {
    const { directory, changes } = await openDirectory(t, { pageSize: 20 });
    await directory.load();
    changes();
    await directory.loadRest();
    assert.deepEqual(changes(), ['all', 'all', 'all']);
  });

  /** The second page of everybody is held up; opens the first door when it has been asked for. */
  const heldUp = async (t: TestContext) => {
    const [answered, door] = [aDoor(), aDoor()];
    const pages: number[] = [];
    const held = late((asked, pageNo) => asked.authLevel === undefined && pageNo === 2, answered, door);
    const opened = await openDirectory(t, {
      pageSize: 10,
      around: (list) => (asked, page, signal) => {
        if (asked.authLevel === undefined) pages.push(page.pageNo);
        return held(list)(asked, page, signal);
      },
    });
    await opened.directory.load();
    const all = opened.directory.loadRest();
    await answered.pass();
    return { ...opened, all, door, pages };
  };

  test('goes on after a refresh, with the pages that are told then', async (t) => {
    const { directory, all, door, pages } = await heldUp(t);
    await directory.refresh();
    door.open();
    await all;
    assert.deepEqual(pages.slice(0, 7), [1, 2, 1, 2, 3, 4, 5]);
    assert.equal(directory.complete, true);
    assert.equal(directory.users().length, 60);
  });

  for (const isAllowed of [true, false]) {
    const what = isAllowed ? 'is shown' : 'cannot be shown';
    test(`ends with the users who were shown before when another filter ${what}`, async (t) => {
      const { directory, fault, all, door, pages } = await heldUp(t);
      if (!isAllowed) await fault({ name: 'forbidden' });
      await directory.show({ filter: { status: 'Active' } });
      const before = shown(directory);
      door.open();
      await all;
      assert.deepEqual([shown(directory), pages], [before, [1, 2, 1]]);
    });
  }
});

/** Loading the directory: one request where that is enough, one per level where it is not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { UserFilter } from '../../../src/domain/user.ts';
import {
  aDoor,
  levelsAsked,
  levelsThere,
  loadEverything,
  openDirectory,
  shown,
} from '../support/directories.ts';

describe('a directory that fits a page', () => {
  test('is loaded with one request, sorted into its levels, highest first', async (t) => {
    const { directory, arrived, everybody } = await openDirectory(t);
    assert.equal(directory.state.kind, 'idle');
    await directory.load();
    assert.deepEqual(await arrived(), [
      { call: 'POST /v2/users/list', body: { pageNo: 1, recordsPerPage: 500 }, faults: [] },
    ]);
    assert.deepEqual(shown(directory), await everybody());
    assert.equal(shown(directory).length, 60);
    assert.deepEqual(
      directory.groups().map(({ key }) => key),
      levelsThere,
    );
    assert.equal(directory.complete, true);
    for (const { key, users, load } of directory.groups()) {
      assert.deepEqual(load, { kind: 'loaded', complete: true });
      assert.ok(users.every((user) => user.authLevel === key));
    }
  });

  test('is found by id, group by group', async (t) => {
    const { directory } = await openDirectory(t);
    await directory.load();
    for (const user of directory.users()) {
      assert.equal(directory.find(user.userId), user);
      assert.ok(directory.group(user.authLevel)?.users.includes(user));
    }
    assert.equal(directory.find(1), undefined);
    assert.equal(directory.group('NeverHeardOf'), undefined);
  });

  test('loads once, however many ask at the same time or later', async (t) => {
    const { directory, count } = await openDirectory(t);
    await Promise.all([directory.firstPage(), directory.load(), directory.firstPage(), directory.load()]);
    await directory.load();
    await directory.firstPage();
    assert.equal(await count(), 1);
    await Promise.all([directory.refresh(), directory.refresh()]);
    assert.equal(await count(), 1);
  });

  test('of as many users as a page takes is asked about once more', async (t) => {
    const { directory, everybody } = await openDirectory(t, { pageSize: 60 });
    await directory.load();
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
    assert.equal(directory.complete, false);
    await directory.loadRest();
    assert.deepEqual(shown(directory), await everybody());
    assert.equal(directory.complete, true);
  });

  test('without anybody has no groups', async (t) => {
    const { directory } = await openDirectory(t, {
      around: (list) => async (filter, page, signal) => ({
        ...(await list(filter, page, signal)),
        items: [],
      }),
    });
    await directory.load();
    assert.deepEqual([directory.groups(), directory.state.kind, directory.complete], [[], 'loaded', true]);
  });
});

describe('a directory larger than a page', () => {
  test('shows the first page as soon as it is there, and follows with one filtered request per level', async (t) => {
    const door = aDoor();
    const { directory, arrived } = await openDirectory(t, {
      users: 400,
      pageSize: 50,
      around: (list) => async (filter, page, signal) => {
        if (filter.authLevel !== undefined) await door.pass();
        return list(filter, page, signal);
      },
    });
    await directory.firstPage();
    assert.deepEqual(
      [shown(directory).length, directory.state.kind, directory.complete],
      [50, 'loaded', false],
    );
    assert.equal((await arrived()).length, 1);
    const loaded = directory.refresh();
    door.open();
    await loaded;
    const bodies = (await arrived()).map(({ body }) => body);
    assert.deepEqual(
      bodies.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
      levelsThere
        .toSorted((a, b) => a.localeCompare(b))
        .map((authLevel) => ({ authLevel, pageNo: 1, recordsPerPage: 50 })),
    );
  });

  test('loads a few levels at once and never more', async (t) => {
    for (const concurrency of [1, 3]) {
      let [underWay, most] = [0, 0];
      const { directory } = await openDirectory(t, {
        users: 100,
        pageSize: 20,
        concurrency,
        around: (list) => async (filter, page, signal) => {
          underWay += 1;
          most = Math.max(most, underWay);
          return list(filter, page, signal).finally(() => (underWay -= 1));
        },
      });
      await directory.load();
      assert.equal(most, concurrency);
    }
  });

  test('offers more until every user is there once, in its group, in order', async (t) => {
    const { directory, everybody, arrived } = await openDirectory(t, { users: 400, pageSize: 50 });
    await directory.load();
    const incomplete = directory.groups().filter(({ load }) => load.kind === 'loaded' && !load.complete);
    assert.deepEqual(
      incomplete.map(({ key, users }) => [key, users.length >= 50]),
      [
        ['MailboxUser', true],
        ['TPUser', true],
        ['General', true],
      ],
    );
    assert.equal(directory.complete, false);
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
    assert.equal(directory.complete, false);
    await directory.loadRest();
    assert.deepEqual(shown(directory), await everybody());
    assert.equal(directory.complete, true);
    for (const { key, users } of directory.groups()) {
      assert.ok(users.every((user) => user.authLevel === key));
    }
    await arrived();
    await directory.loadMore('MailboxUser');
    assert.deepEqual(await arrived(), []);
  });

  test('tells the group that changes, before and after', async (t) => {
    const { directory, changes } = await openDirectory(t, { users: 400, pageSize: 50 });
    await directory.load();
    assert.equal(changes()[0], 'all');
    const more = directory.loadMore('TPUser');
    assert.equal(directory.group('TPUser')?.load.kind, 'loading');
    await more;
    assert.deepEqual(changes(), [{ key: 'TPUser' }, { key: 'TPUser' }]);
  });

  test('asks for a page once, however often more is asked for', async (t) => {
    const { directory, count, everybody } = await openDirectory(t, { users: 400, pageSize: 50 });
    await directory.load();
    await count();
    await Promise.all([
      directory.loadMore('TPUser'),
      directory.loadMore('TPUser'),
      directory.loadMore('TPUser'),
    ]);
    assert.equal(await count(), 1);
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
  });

  test('asks once where a person asks for more of a level that the load has not reached yet', async (t) => {
    const [first, general, last] = [aDoor(), aDoor(), aDoor()];
    const asked: UserFilter[] = [];
    const { directory, everybody } = await openDirectory(t, {
      users: 400,
      pageSize: 50,
      concurrency: 2,
      around: (list) => async (filter, page, signal) => {
        asked.push(filter);
        if (filter.authLevel === 'AuditUser') last.open();
        if (filter.authLevel === 'General') await general.pass();
        else if (filter.authLevel !== undefined) await first.pass();
        return list(filter, page, signal);
      },
    });
    const loaded = directory.load();
    await directory.firstPage();
    // The load is at the first two levels; General is offered with what the first page had of it.
    const more = directory.loadMore('General');
    first.open();
    // By now the load has come to General as well, whose page is still under way.
    await last.pass();
    general.open();
    await Promise.all([loaded, more]);
    assert.equal(levelsAsked(asked).filter((level) => level === 'General').length, 1);
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
  });

  test('of one network holds its users and nobody else', async (t) => {
    const { directory, everybody } = await openDirectory(t, {
      users: 200,
      pageSize: 30,
      level: 'NetworkAdmin',
    });
    await directory.load();
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
    assert.ok(directory.users().every(({ networkId }) => networkId === 1));
  });
});

test('levels and users can be loaded in the guide dialect just so', async (t) => {
  const { directory, everybody } = await openDirectory(t, { users: 300, pageSize: 40, dialect: 'guide' });
  await directory.load();
  await loadEverything(directory);
  assert.deepEqual(shown(directory), await everybody());
});

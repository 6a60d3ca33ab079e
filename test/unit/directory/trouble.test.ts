/** A directory whose service fails or misbehaves: what is shown stays, ends, and can be mended. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import { isEcgridError } from '../../../src/api/ecgridError.ts';
import type { EcgridErrorKind } from '../../../src/api/ecgridError.ts';
import { aDoor, loadEverything, openDirectory, shown } from '../support/directories.ts';
import { closedAddress } from '../support/rawServer.ts';

const kindIn = (error: unknown): EcgridErrorKind | undefined =>
  isEcgridError(error) ? error.kind : undefined;

describe('a load that fails', () => {
  test('is kept as the state, not thrown, and the next one may succeed', async (t) => {
    const { directory, fault, changes } = await openDirectory(t);
    await fault({ name: 'unauthorized' });
    await directory.firstPage();
    assert.equal(directory.state.kind, 'failed');
    assert.equal(kindIn(directory.state.error), 'invalidKey');
    assert.deepEqual([directory.groups(), directory.complete, changes()], [[], false, ['all']]);
    await fault();
    await directory.load();
    assert.deepEqual([directory.state.kind, shown(directory).length], ['loaded', 60]);
  });

  test('keeps what was there when it was a refresh', async (t) => {
    const { directory, fault, changes } = await openDirectory(t);
    await directory.load();
    const before = directory.users();
    changes();
    await fault({ name: 'error503' });
    await directory.refresh();
    assert.equal(directory.state.kind, 'failed');
    assert.deepEqual([directory.users(), changes()], [before, ['all']]);
    await fault();
    await directory.refresh();
    assert.deepEqual([directory.state.kind, directory.users()], ['loaded', before]);
  });

  test('keeps the old users until the first new ones are there', async (t) => {
    const door = aDoor();
    let held = false;
    const { directory } = await openDirectory(t, {
      around: (list) => async (filter, page, signal) => {
        if (held) await door.pass();
        return list(filter, page, signal);
      },
    });
    await directory.load();
    held = true;
    const refreshed = directory.refresh();
    assert.equal(directory.users().length, 60);
    door.open();
    await refreshed;
    assert.equal(directory.users().length, 60);
  });
});

describe('one level that fails', () => {
  test('is told in its group beside what it has, the others are loaded, and it can be tried again', async (t) => {
    const nobody = createClient({ origin: await closedAddress(), apiKey: 'k', retryDelay: 1 });
    let broken = true;
    const { directory, everybody } = await openDirectory(t, {
      users: 400,
      pageSize: 50,
      around: (list) => (filter, page, signal) =>
        broken && filter.authLevel === 'TPUser'
          ? nobody.users.list(filter, page, signal)
          : list(filter, page, signal),
    });
    await directory.load();
    const group = directory.group('TPUser');
    assert.equal(group?.load.kind, 'failed');
    assert.equal(kindIn(group.load.error), 'unreachable');
    assert.ok(group.users.length > 0);
    assert.equal(directory.group('General')?.load.kind, 'loaded');
    assert.deepEqual([directory.state.kind, directory.complete], ['loaded', false]);
    broken = false;
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
  });

  test('is shown although it has nobody yet, so that it can be tried again', async (t) => {
    const nobody = createClient({ origin: await closedAddress(), apiKey: 'k', retryDelay: 1 });
    const { directory } = await openDirectory(t, {
      users: 400,
      pageSize: 2,
      around: (list) => (filter, page, signal) =>
        filter.authLevel === 'TPUser' ? nobody.users.list(filter, page, signal) : list(filter, page, signal),
    });
    await directory.load();
    const group = directory.groups().find(({ key }) => key === 'TPUser');
    assert.deepEqual([group?.users.length, group?.load.kind], [0, 'failed']);
  });

  test('on a later page keeps the earlier ones, and goes on from there', async (t) => {
    const { directory, fault, everybody } = await openDirectory(t, { users: 400, pageSize: 50 });
    await directory.load();
    const before = directory.group('MailboxUser')?.users;
    await fault({ name: 'error503' });
    await directory.loadMore('MailboxUser');
    assert.deepEqual(directory.group('MailboxUser')?.users, before);
    assert.equal(directory.group('MailboxUser')?.load.kind, 'failed');
    await fault();
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
  });
});

describe('a service that ignores', () => {
  test('the filter: every user is there once and in the right group all the same', async (t) => {
    const { directory, fault, everybody } = await openDirectory(t, { users: 300, pageSize: 50 });
    const all = await everybody();
    await fault({ name: 'ignoreFilters' });
    await directory.load();
    await loadEverything(directory);
    assert.deepEqual(shown(directory), all);
    for (const { key, users } of directory.groups()) {
      assert.ok(users.every((user) => user.authLevel === key));
    }
  });

  test('the page number: comes to an end, with all that the first pages hold', async (t) => {
    for (const dialect of ['reference', 'guide'] as const) {
      const { directory, fault, everybody, count } = await openDirectory(t, {
        users: 300,
        pageSize: 200,
        dialect,
      });
      const all = await everybody();
      await fault({ name: 'ignorePageNo' });
      await directory.load();
      await loadEverything(directory);
      assert.deepEqual(shown(directory), all);
      assert.ok((await count()) <= 13);
    }
  });

  test('the page number, on small pages: comes to an end, and shows nobody twice', async (t) => {
    const { directory, fault, count } = await openDirectory(t, { users: 300, pageSize: 20 });
    await fault({ name: 'ignorePageNo' });
    await directory.load();
    await loadEverything(directory);
    assert.equal(new Set(shown(directory)).size, shown(directory).length);
    assert.ok((await count()) <= 1 + 2 * 10);
  });

  test('both: comes to an end with the first page', async (t) => {
    const { directory, fault, everybody } = await openDirectory(t, { users: 300, pageSize: 50 });
    const all = await everybody();
    await fault({ name: 'ignoreFilters' }, { name: 'ignorePageNo' });
    await directory.load();
    await loadEverything(directory);
    assert.deepEqual(shown(directory), all.slice(0, 50));
  });
});

test('users that tell no level are shown, and never asked for by a level that is empty', async (t) => {
  const asked: unknown[] = [];
  const { directory } = await openDirectory(t, {
    users: 100,
    pageSize: 50,
    around: (list) => async (filter, page, signal) => {
      asked.push(filter.authLevel);
      const read = await list(filter, page, signal);
      const items = read.items.map((user) =>
        user.login === 'audit.reader' ? { ...user, authLevel: '' } : user,
      );
      return { ...read, items };
    },
  });
  await directory.load();
  const { users, load } = directory.group('') ?? {};
  assert.deepEqual([users?.length, load], [1, { kind: 'loaded', complete: true }]);
  assert.equal(asked.includes(''), false);
});

describe('records that cannot be read', () => {
  test('are told beside the users, on any page', async (t) => {
    const { directory, fault } = await openDirectory(t);
    await fault({ name: 'malformedRecord' });
    await directory.load();
    assert.deepEqual([directory.unreadable().length, shown(directory).length], [1, 59]);
    await fault();
    await directory.refresh();
    assert.deepEqual([directory.unreadable().length, shown(directory).length], [0, 60]);
  });

  const broken = (identity: string) => ({ name: 'record 3', reason: 'login: missing', identity });

  test('are told once, though the first page and a level’s own page both hold them', async (t) => {
    const { directory } = await openDirectory(t, {
      users: 100,
      pageSize: 30,
      around: (list) => async (filter, page, signal) => ({
        ...(await list(filter, page, signal)),
        unreadable: [broken('one')],
      }),
    });
    await directory.load();
    await loadEverything(directory);
    assert.deepEqual(directory.unreadable(), [broken('one')]);
  });

  test('are told each, though they stand at the same place of their pages', async (t) => {
    const { directory } = await openDirectory(t, {
      users: 100,
      pageSize: 30,
      around: (list) => async (filter, page, signal) => ({
        ...(await list(filter, page, signal)),
        unreadable: [broken(filter.authLevel ?? 'first page')],
      }),
    });
    await directory.load();
    assert.equal(directory.unreadable().length, 11);
  });

  test('that fill a whole page of a level do not hide it: there may be more', async (t) => {
    const { directory, client } = await openDirectory(t, {
      pageSize: 2,
      around: (list) => async (filter, page, signal) => {
        const read = await list(filter, page, signal);
        if (filter.authLevel !== 'TPUser' || page.pageNo > 1) return read;
        return { ...read, items: [], unreadable: read.items.map(({ userId }) => broken(String(userId))) };
      },
    });
    await directory.load();
    const group = directory.groups().find(({ key }) => key === 'TPUser');
    assert.deepEqual([group?.users, group?.load], [[], { kind: 'loaded', complete: false }]);
    await loadEverything(directory);
    const { items } = await client('Root').users.list(
      { authLevel: 'TPUser' },
      { pageNo: 1, recordsPerPage: 500 },
    );
    assert.equal(directory.unreadable().length, 2);
    assert.equal(directory.group('TPUser')?.users.length, items.length - 2);
  });
});

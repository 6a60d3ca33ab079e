/** Users who were found elsewhere than in the listings, and are to be shown. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { User } from '../../../src/domain/user.ts';
import { aUser } from '../support/builders.ts';
import { aDoor, loadEverything, openDirectory, shown } from '../support/directories.ts';
import type { Opened } from '../support/directories.ts';

/** The last user of all: the last page has it. */
const lastOf = async ({ client }: Opened): Promise<User> => {
  const { items } = await client('Root').users.list({}, { pageNo: 1, recordsPerPage: 500 });
  const user = items.at(-1);
  assert.ok(user);
  return user;
};

describe('a user who was found elsewhere', () => {
  test('is put into its group, and is there once when its page comes', async (t) => {
    const opened = await openDirectory(t, { users: 400, pageSize: 20 });
    const { directory, everybody, changes, count } = opened;
    await directory.load();
    const user = await lastOf(opened);
    assert.equal(directory.find(user.userId), undefined);
    await count();
    changes();
    assert.equal(directory.include(user), true);
    assert.equal(directory.find(user.userId), user);
    assert.ok(directory.group(user.authLevel)?.users.includes(user));
    assert.deepEqual([changes(), await count()], [['all'], 0]);
    await loadEverything(directory);
    await directory.loadRest();
    assert.deepEqual(shown(directory), await everybody());
  });

  test('opens a group that was not known, which can be loaded on', async (t) => {
    const opened = await openDirectory(t, { pageSize: 5 });
    const { directory, client } = opened;
    await directory.load();
    const { items } = await client('Root').users.byName('audit.reader');
    const [user] = items;
    assert.ok(user);
    assert.equal(directory.include(user), true);
    assert.deepEqual(directory.group('AuditUser')?.load, { kind: 'idle' });
    await directory.loadMore('AuditUser');
    const { load, users } = directory.group('AuditUser') ?? {};
    assert.deepEqual([load, users?.length], [{ kind: 'loaded', complete: true }, 1]);
  });

  test('whom the filter hides is not taken in', async (t) => {
    const { directory, changes } = await openDirectory(t, { view: { filter: { networkId: 2 } } });
    await directory.load();
    const before = shown(directory);
    changes();
    assert.equal(directory.include(aUser({ userId: 1, networkId: 1 })), false);
    assert.deepEqual([shown(directory), changes()], [before, []]);
  });

  test('is not taken in before anything is loaded', async (t) => {
    const { directory, everybody } = await openDirectory(t);
    assert.equal(directory.include(aUser()), false);
    await directory.load();
    assert.deepEqual(shown(directory), await everybody());
  });

  test('does not stand against what a later page tells, as a write would', async (t) => {
    const opened = await openDirectory(t, { users: 100, pageSize: 20 });
    const { directory } = opened;
    await directory.load();
    const user = await lastOf(opened);
    directory.include({ ...user, firstName: 'Old', authLevel: 'General' });
    await loadEverything(directory);
    await directory.loadRest();
    assert.deepEqual(directory.find(user.userId), user);
  });

  test('is shown as a write has left it, not as it was found', async (t) => {
    const opened = await openDirectory(t, { users: 100, pageSize: 20 });
    const { directory } = opened;
    await directory.load();
    const user = await lastOf(opened);
    const written = { ...user, authLevel: 'General' };
    directory.apply(written);
    directory.include(user);
    assert.equal(directory.find(user.userId), written);
  });
});

test('a user whom a write moves while its page is on the way loses nobody who follows', async (t) => {
  const [answered, door] = [aDoor(), aDoor()];
  const opened = await openDirectory(t, {
    users: 400,
    pageSize: 50,
    around: (list) => async (filter, page, signal) => {
      const read = await list(filter, page, signal);
      if (filter.authLevel === 'MailboxUser' && page.pageNo === 1) {
        answered.open();
        await door.pass();
      }
      return read;
    },
  });
  const { directory, client, everybody } = opened;
  const loaded = directory.load();
  await answered.pass();
  const moving = directory.group('MailboxUser')?.users.slice(0, 3) ?? [];
  assert.equal(moving.length, 3);
  for (const { userId } of moving) directory.apply(await client('Root').users.setRole(userId, 'General'));
  door.open();
  await loaded;
  await loadEverything(directory);
  assert.deepEqual(shown(directory), await everybody());
});

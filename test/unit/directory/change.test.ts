/** What becomes of the directory after writes, while loads are under way, and when it is closed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { User } from '../../../src/domain/user.ts';
import { aUser } from '../support/builders.ts';
import { aDoor, loadEverything, openDirectory, shown } from '../support/directories.ts';
import type { Opened } from '../support/directories.ts';

const levelsOf = ({ directory }: Opened, userId: number): readonly string[] =>
  directory
    .groups()
    .filter(({ users }) => users.some((user) => user.userId === userId))
    .map(({ key }) => key);

const someone = ({ directory }: Opened, authLevel: string): User => {
  const user = directory.group(authLevel)?.users[0];
  assert.ok(user, `nobody is ${authLevel}`);
  return user;
};

describe('the answer to a write', () => {
  test('moves a user to where it belongs now, and nowhere else', async (t) => {
    const opened = await openDirectory(t);
    const { directory, client, changes, count } = opened;
    await directory.load();
    const { userId } = someone(opened, 'MailboxUser');
    const moved = await client('Root').users.setRole(userId, 'NetworkAdmin');
    await count();
    changes();
    directory.apply(moved);
    assert.deepEqual(levelsOf(opened, userId), ['NetworkAdmin']);
    assert.equal(directory.find(userId), moved);
    assert.deepEqual([shown(directory).length, changes(), await count()], [60, ['all'], 0]);
  });

  test('changes a user in place, keeping the order by login', async (t) => {
    const opened = await openDirectory(t);
    const { directory } = opened;
    await directory.load();
    const user = { ...someone(opened, 'MailboxUser'), login: 'zzz.last' };
    directory.apply(user);
    assert.deepEqual(directory.group('MailboxUser')?.users.at(-1), user);
    assert.equal(shown(directory).length, 60);
  });

  test('adds a new user, also to a level that nobody had', async (t) => {
    const opened = await openDirectory(t);
    await opened.directory.load();
    opened.directory.apply(aUser({ userId: 1, authLevel: 'Robot' }));
    assert.deepEqual(levelsOf(opened, 1), ['Robot']);
    assert.deepEqual(opened.directory.group('Robot')?.load, { kind: 'loaded', complete: true });
    assert.deepEqual([shown(opened.directory).length, opened.directory.complete], [61, true]);
  });

  test('lets a level disappear with its last user', async (t) => {
    const opened = await openDirectory(t);
    await opened.directory.load();
    const last = someone(opened, 'AuditUser');
    opened.directory.apply({ ...last, authLevel: 'General' });
    assert.equal(
      opened.directory.groups().some(({ key }) => key === 'AuditUser'),
      false,
    );
  });

  test('does not change the state that somebody has looked at', async (t) => {
    const opened = await openDirectory(t);
    await opened.directory.load();
    const before = opened.directory.group('MailboxUser');
    const length = before?.users.length;
    opened.directory.apply({ ...someone(opened, 'MailboxUser'), authLevel: 'General' });
    assert.equal(before?.users.length, length);
  });

  test('while a refresh is under way outlives the older answers of that refresh', async (t) => {
    const door = aDoor();
    let held = false;
    const opened = await openDirectory(t, {
      users: 200,
      pageSize: 50,
      around: (list) => async (filter, page, signal) => {
        const read = await list(filter, page, signal);
        if (held) await door.pass();
        return read;
      },
    });
    const { directory, client } = opened;
    await directory.load();
    const { userId } = someone(opened, 'TechOps');
    held = true;
    const refreshed = directory.refresh();
    directory.apply(await client('Root').users.setRole(userId, 'General'));
    door.open();
    await refreshed;
    assert.deepEqual(levelsOf(opened, userId), ['General']);
    await directory.refresh();
    assert.deepEqual(levelsOf(opened, userId), ['General']);
  });

  test('outlives a page of the old level that was put together before', async (t) => {
    const [answered, door] = [aDoor(), aDoor()];
    const opened = await openDirectory(t, {
      users: 200,
      pageSize: 50,
      around: (list) => async (filter, page, signal) => {
        const read = await list(filter, page, signal);
        if (filter.authLevel === 'TechOps') {
          answered.open();
          await door.pass();
        }
        return read;
      },
    });
    const { directory, client } = opened;
    const loaded = directory.load();
    await answered.pass();
    const { userId } = someone(opened, 'TechOps');
    directory.apply(await client('Root').users.setRole(userId, 'General'));
    door.open();
    await loaded;
    assert.deepEqual(levelsOf(opened, userId), ['General']);
  });

  test('that moves users out of a level half loaded loses nobody of those who follow', async (t) => {
    for (const dialect of ['reference', 'guide'] as const) {
      const opened = await openDirectory(t, { users: 400, pageSize: 50, dialect });
      const { directory, client, everybody } = opened;
      await directory.load();
      const moving = directory.group('MailboxUser')?.users.slice(0, 3) ?? [];
      for (const { userId } of moving) directory.apply(await client('Root').users.setRole(userId, 'General'));
      await loadEverything(directory);
      assert.deepEqual(shown(directory), await everybody());
      for (const { userId } of moving) assert.deepEqual(levelsOf(opened, userId), ['General']);
    }
  });
});

describe('listeners', () => {
  test('hear nothing after they leave', async (t) => {
    const { directory } = await openDirectory(t);
    let heard = 0;
    const leave = directory.onDidChange(() => (heard += 1));
    await directory.load();
    assert.equal(heard, 1);
    leave();
    await directory.refresh();
    assert.equal(heard, 1);
  });
});

describe('a directory that is closed', () => {
  test('ends what is under way, and says nothing more', async (t) => {
    const { directory, fault, changes } = await openDirectory(t);
    await fault({ name: 'latency', delayMs: 60_000 });
    const loaded = directory.load();
    directory.dispose();
    await loaded;
    assert.deepEqual([changes(), directory.groups()], [[], []]);
  });

  test('says nothing of answers that come late', async (t) => {
    const door = aDoor();
    const { directory, changes } = await openDirectory(t, {
      users: 100,
      pageSize: 20,
      around: (list) => async (filter, page, signal) => {
        const read = await list(filter, page);
        if (filter.authLevel !== undefined) await door.pass();
        assert.ok(signal);
        return read;
      },
    });
    const loaded = directory.load();
    await directory.firstPage();
    changes();
    directory.dispose();
    door.open();
    await loaded;
    directory.apply(aUser());
    assert.deepEqual(changes(), []);
  });
});

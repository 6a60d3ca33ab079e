/** The directory in all its groupings, small and large, and what changing them asks of the service. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { groupings, groupKey, placeOfKey } from '../../../src/domain/grouping.ts';
import type { GroupBy } from '../../../src/domain/grouping.ts';
import { statuses } from '../../../src/domain/status.ts';
import { filtersAsked, groupsShown, loadEverything, openDirectory, shown } from '../support/directories.ts';
import type { Opened } from '../support/directories.ts';

/** Fails unless every user is in the group of its own, in one alone. */
const assertDivided = ({ directory }: Opened, by: GroupBy): void => {
  for (const group of directory.groups()) {
    assert.equal(group.by, by);
    assert.ok(
      group.users.every((user) => groupKey(by, user) === group.key),
      group.key,
    );
  }
  assert.equal(new Set(shown(directory)).size, shown(directory).length);
};

const keys = ({ directory }: Opened): readonly string[] => directory.groups().map(({ key }) => key);

describe('a directory that fits a page', () => {
  for (const by of groupings) {
    test(`is divided by ${by} with one request for users`, async (t) => {
      const opened = await openDirectory(t, { view: { groupBy: by }, named: true });
      const { directory, places, arrived, everybody } = opened;
      await directory.load();
      await places.load();
      assert.deepEqual(filtersAsked(await arrived()), [{}]);
      assert.deepEqual(shown(directory), await everybody());
      assertDivided(opened, by);
      for (const { load, partial } of directory.groups())
        assert.deepEqual([load, partial], [{ kind: 'loaded', complete: true }, false]);
    });
  }

  test('is regrouped without any request, as often as one likes', async (t) => {
    const opened = await openDirectory(t);
    const { directory, everybody, changes, count } = opened;
    await directory.load();
    const all = await everybody();
    await count();
    for (const by of [...groupings.slice(1), ...groupings]) {
      changes();
      await directory.show({ groupBy: by });
      assertDivided(opened, by);
      assert.deepEqual(shown(directory), all);
      assert.ok(changes().includes('all'));
      assert.equal(directory.view.groupBy, by);
    }
    assert.deepEqual([await count(), directory.knowsEverybody], [0, true]);
  });

  test('has its statuses in the order of ECGrid, and its networks and mailboxes by name', async (t) => {
    const opened = await openDirectory(t, { named: true });
    const { directory, places } = opened;
    await directory.load();
    await places.load();
    await directory.show({ groupBy: 'status' });
    assert.deepEqual(
      keys(opened),
      statuses.filter((status) => keys(opened).includes(status)),
    );
    await directory.show({ groupBy: 'network' });
    const networks = keys(opened).map((key) => places.networkText(Number(key)));
    assert.deepEqual(networks, [
      'Harbor & Vine Commerce (3)',
      'Meridian Supply Network (1)',
      'Northgate Trading Exchange (2)',
    ]);
    await directory.show({ groupBy: 'mailbox' });
    const ids = keys(opened).map((key) => placeOfKey(key).mailboxId);
    const whole = ids.filter((id) => id === 0);
    assert.ok(whole.length > 0);
    assert.deepEqual(ids.slice(0, whole.length), whole, 'whole networks come first');
    const names = ids.slice(whole.length).map((id) => places.mailboxText(id));
    assert.ok(names.length > 3);
    assert.deepEqual(
      names,
      names.toSorted((a, b) => a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' })),
    );
  });

  test('follows a write in every grouping', async (t) => {
    const opened = await openDirectory(t);
    const { directory, client } = opened;
    await directory.load();
    const mover = directory.group('MailboxUser')?.users.find((user) => user.mailboxId === 1001);
    assert.ok(mover);
    const moved = await client('Root').users.setNetworkMailbox(mover.userId, {
      networkId: 1,
      mailboxId: 1002,
    });
    directory.apply(moved);
    for (const by of groupings) {
      await directory.show({ groupBy: by });
      assertDivided(opened, by);
      assert.equal(directory.find(moved.userId), moved);
    }
  });
});

describe('a directory larger than a page', () => {
  test('by status asks for each of the five statuses', async (t) => {
    const opened = await openDirectory(t, { users: 400, pageSize: 50, view: { groupBy: 'status' } });
    const { directory, arrived, everybody } = opened;
    await directory.load();
    const asked = filtersAsked(await arrived());
    assert.deepEqual(new Set(asked), new Set([{}, ...statuses.map((status) => ({ status }))]));
    assert.equal(asked.length, 1 + statuses.length);
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
    assertDivided(opened, 'status');
    assert.equal(directory.complete, false);
    await directory.loadRest();
    assert.equal(directory.complete, true);
  });

  test('by network asks for each network that is listed, after the first page', async (t) => {
    const opened = await openDirectory(t, {
      users: 400,
      pageSize: 50,
      view: { groupBy: 'network' },
      named: true,
    });
    const { directory, arrived, everybody } = opened;
    await directory.load();
    const requests = await arrived();
    assert.equal(requests[0]?.call, 'POST /v2/users/list');
    assert.deepEqual(
      new Set(filtersAsked(requests)),
      new Set([{}, { networkId: 1 }, { networkId: 2 }, { networkId: 3 }]),
    );
    await loadEverything(directory);
    assert.deepEqual(shown(directory), await everybody());
    assertDivided(opened, 'network');
  });

  test('by mailbox finds those of whole networks by going through all users', async (t) => {
    const opened = await openDirectory(t, {
      users: 400,
      pageSize: 50,
      view: { groupBy: 'mailbox' },
      named: true,
    });
    const { directory, arrived, everybody } = opened;
    await directory.load();
    assert.equal(filtersAsked(await arrived()).length, 1 + 9);
    const whole = directory.group('1/0');
    assert.ok(whole);
    assert.deepEqual([whole.load, whole.partial], [{ kind: 'loaded', complete: true }, true]);
    await loadEverything(directory);
    assert.ok(shown(directory).length < (await everybody()).length);
    await directory.loadRest();
    assert.deepEqual(shown(directory), await everybody());
    assert.equal(directory.group('1/0')?.partial, false);
    assertDivided(opened, 'mailbox');
  });

  test('loads twelve groups by itself, and each of the others when somebody opens it', async (t) => {
    const opened = await openDirectory(t, { users: 10_000, view: { groupBy: 'mailbox' }, named: true });
    const { directory, arrived } = opened;
    await directory.load();
    assert.equal(filtersAsked(await arrived()).length, 1 + 12);
    const waiting = directory.groups().filter(({ load }) => load.kind === 'idle');
    assert.equal(waiting.length, 15 - 12);
    const [first] = waiting;
    assert.ok(first);
    await directory.loadMore(first.key);
    const { mailboxId } = placeOfKey(first.key);
    assert.deepEqual(filtersAsked(await arrived()), [{ mailboxId }]);
    assert.equal(directory.group(first.key)?.load.kind, 'loaded');
    assert.ok((directory.group(first.key)?.users.length ?? 0) > first.users.length);
    await loadEverything(directory);
    await directory.loadRest();
    assert.equal(shown(directory).length, 10_000);
    assertDivided(opened, 'mailbox');
  });

  test('shows a group that somebody opened although nobody is in it', async (t) => {
    let isEmpty = false;
    const opened = await openDirectory(t, {
      users: 10_000,
      pageSize: 5,
      view: { groupBy: 'mailbox' },
      named: true,
      around: (list) => async (filter, page, signal) => {
        const read = await list(filter, page, signal);
        return isEmpty ? { ...read, items: [] } : read;
      },
    });
    const { directory } = opened;
    await directory.load();
    const waiting = directory
      .groups()
      .filter(({ load, users }) => load.kind === 'idle' && users.length === 0);
    isEmpty = true;
    assert.ok(waiting.length > 0);
    for (const { key } of waiting) await directory.loadMore(key);
    for (const { key } of waiting) {
      assert.deepEqual(directory.group(key)?.load, { kind: 'loaded', complete: true });
      assert.ok(keys(opened).includes(key), key);
    }
  });

  test('is regrouped at once with whom it knows, and then asks for each new group', async (t) => {
    const opened = await openDirectory(t, { users: 400, pageSize: 50 });
    const { directory, arrived, everybody } = opened;
    await directory.load();
    const known = shown(directory);
    await arrived();
    const regrouped = directory.show({ groupBy: 'status' });
    assert.deepEqual(shown(directory), known);
    assertDivided(opened, 'status');
    await regrouped;
    assert.deepEqual(new Set(filtersAsked(await arrived())), new Set(statuses.map((status) => ({ status }))));
    await loadEverything(directory);
    await directory.loadRest();
    assert.deepEqual(shown(directory), await everybody());
    await arrived();
    await directory.show({ groupBy: 'mailbox' });
    assert.deepEqual(await arrived(), [], 'everybody is known by now');
    assertDivided(opened, 'mailbox');
  });

  test('goes on going through all users while it is regrouped', async (t) => {
    const opened = await openDirectory(t, { users: 400, pageSize: 50 });
    const { directory, everybody } = opened;
    await directory.load();
    const all = directory.loadRest();
    await directory.show({ groupBy: 'network' });
    await all;
    assert.deepEqual(shown(directory), await everybody());
    assert.equal(directory.complete, true);
    assertDivided(opened, 'network');
  });

  test('whose networks cannot be listed shows those that turn up', async (t) => {
    const opened = await openDirectory(t, {
      users: 400,
      pageSize: 50,
      view: { groupBy: 'network' },
      named: true,
    });
    const { directory, fault, everybody } = opened;
    await fault({ name: 'forbidden', path: '/v2/networks/list' });
    await directory.load();
    assert.ok(keys(opened).includes('1'));
    await directory.loadRest();
    assert.deepEqual(shown(directory), await everybody());
    assertDivided(opened, 'network');
  });

  test('keeps its unreadable records when it is regrouped', async (t) => {
    const { directory, fault } = await openDirectory(t, { users: 400, pageSize: 50 });
    await fault({ name: 'malformedRecord', times: 1 });
    await directory.load();
    const before = directory.unreadable();
    assert.equal(before.length, 1);
    await directory.show({ groupBy: 'status' });
    assert.deepEqual(directory.unreadable(), before);
    assert.ok(groupsShown(directory).length > 1);
  });
});

import assert from 'node:assert/strict';
import type { UserFilter } from '../../src/domain/user.ts';
import { applyFilter, clearFilter, firstStep } from '../../src/host/commands/filterUsers.ts';
import { groupingItems } from '../../src/host/commands/groupUsersBy.ts';
import { fieldItems, valueItems } from '../../src/host/users/filterItems.ts';
import { filterText } from '../../src/host/users/filterText.ts';
import { readGroupBy } from '../../src/host/users/groupBySetting.ts';
import { filterKey, savedView, saveFilter } from '../../src/host/users/savedView.ts';
import { UsersTree } from '../../src/host/users/usersTree.ts';
import { MemoryMemento } from './support/stores.ts';
import { testSandbox } from './support/testSandbox.ts';
import { allRows, loadAtRest, rowsOf, signedInTree, text, usersIn } from './support/treeView.ts';
import { closeWindows, signedInWindow } from './support/window.ts';

const { judge } = testSandbox;

beforeEach(() => judge.clearLog());
afterEach(async () => {
  closeWindows();
  await judge.faults();
});

describe('a filter', () => {
  it('shows those who pass, is told beside the title, and is gone when it is cleared', async () => {
    const { tree, session, connection, memento } = await signedInTree();
    const descriptions: (string | undefined)[] = [];
    const described = new UsersTree(connection, (description) => descriptions.push(description));
    await loadAtRest(session);
    await applyFilter(memento, session, { status: 'Active', networkId: 1, authLevel: 'General' });
    const users = usersIn(await allRows(tree));
    assert.ok(users.length > 0);
    assert.ok(users.every(({ status, authLevel }) => status === 'Active' && authLevel === 'General'));
    assert.equal(descriptions.at(-1), 'Active · General · Meridian Supply Network (1)');
    await clearFilter({ connection, memento })();
    assert.equal(usersIn(await allRows(tree)).length, 45);
    assert.equal(descriptions.at(-1), undefined);
    described.dispose();
  });

  it('that nobody passes is one row that clears it', async () => {
    const { tree, session, memento } = await signedInTree();
    await applyFilter(memento, session, { status: 'Active', authLevel: 'AuditUser', mailboxId: 1002 });
    await loadAtRest(session);
    const rows = await rowsOf(tree);
    assert.deepEqual(rows.map(text), ['No user matches the filter Select to clear the filter.']);
    assert.equal(rows[0]?.item.command?.command, 'ecgrid.clearFilter');
  });

  it('that is refused leaves the view to the welcome view', async () => {
    const { tree, session, memento } = await signedInTree();
    await session.directory.load();
    await applyFilter(memento, session, { networkId: 2 });
    assert.deepEqual([session.directory.state.kind, await rowsOf(tree)], ['failed', []]);
  });

  it('takes away the row of a user who does not pass any more', async () => {
    const { tree, session, memento } = await signedInTree();
    await applyFilter(memento, session, { authLevel: 'MailboxUser' });
    await session.directory.load();
    const [user] = usersIn(await allRows(tree));
    assert.ok(user);
    session.directory.apply({ ...user, authLevel: 'General' });
    assert.ok(usersIn(await allRows(tree)).every(({ userId }) => userId !== user.userId));
  });
});

describe('the filter that is kept', () => {
  it('is that of the profile, and there at the next start', async () => {
    const memento = new MemoryMemento();
    await saveFilter(memento, 'one', { status: 'Active', mailboxId: 0 });
    await saveFilter(memento, 'two', { networkId: 2 });
    assert.deepEqual(savedView(memento, 'one'), { groupBy: 'level', filter: { status: 'Active' } });
    assert.deepEqual(savedView(memento, 'two').filter, { networkId: 2 });
    assert.deepEqual(savedView(memento, 'three').filter, {});
    await saveFilter(memento, 'one', {});
    assert.deepEqual(memento.get(filterKey), { two: { networkId: 2 } });
  });

  for (const nonsense of [
    null,
    7,
    'text',
    [],
    { one: null },
    { one: 7 },
    { one: { status: {}, networkId: 'x', mailboxId: -1, authLevel: [] } },
    { one: { networkId: 1.5 } },
  ]) {
    it(`is none where ${JSON.stringify(nonsense)} is stored`, async () => {
      const memento = new MemoryMemento();
      await memento.update(filterKey, nonsense);
      assert.deepEqual(savedView(memento, 'one').filter, {});
    });
  }
});

describe('choosing a filter', () => {
  const described = (filter: UserFilter, places: Parameters<typeof fieldItems>[1]): readonly string[] =>
    fieldItems(filter, places).map(({ label, description }) => `${label}: ${description ?? ''}`);

  it('begins with the fields and what is chosen of each', async () => {
    const { session } = await signedInWindow();
    await loadAtRest(session);
    assert.deepEqual(described({ status: 'Active', networkId: 1 }, session.places), [
      'Status: Active',
      'Network: Meridian Supply Network (1)',
      'Mailbox: any',
      'AuthLevel: any',
    ]);
    assert.equal(firstStep(session, {}).length, 4, 'nothing to show or to clear yet');
    const steps = firstStep(session, { status: 'Active' });
    assert.equal(steps[0]?.action, 'show', 'Enter alone shows what has been chosen');
    assert.equal(steps.at(-1)?.action, 'clear');
  });

  it('offers what ECGrid publishes and what has been seen, the places by name', async () => {
    const { session } = await signedInWindow();
    await loadAtRest(session);
    const labels = (field: keyof UserFilter, filter: UserFilter = {}): readonly string[] =>
      valueItems(session, filter, field).map(({ label }) => label);
    assert.deepEqual(labels('authLevel').slice(-2), ['General', 'AuditUser']);
    assert.deepEqual(labels('status'), [
      'Any',
      'Active',
      'Development',
      'Preproduction',
      'Suspended',
      'Terminated',
    ]);
    assert.deepEqual(labels('networkId'), ['Any', 'Meridian Supply Network (1)']);
    assert.deepEqual(labels('mailboxId', { networkId: 1 }), labels('mailboxId'));
    assert.equal(labels('mailboxId').length, 1 + 3);
  });

  it('drops the mailbox of another network', async () => {
    const { session } = await signedInWindow();
    await loadAtRest(session);
    const filterFor = (mailboxId: number): UserFilter | undefined =>
      valueItems(session, { mailboxId, status: 'Active' }, 'networkId').at(-1)?.filter;
    assert.deepEqual(filterFor(1002), { mailboxId: 1002, networkId: 1, status: 'Active' });
    assert.deepEqual(filterFor(2001), { networkId: 1, status: 'Active' });
  });

  it('lets an ID be typed where the list could not be loaded', async () => {
    const { session } = await signedInWindow();
    await judge.faults({ name: 'forbidden', path: '/v2/networks/list' });
    await session.places.load();
    const last = valueItems(session, {}, 'networkId').at(-1);
    assert.deepEqual(
      [last?.label, last?.description],
      ['$(edit) Enter an ID…', 'The list could not be loaded.'],
    );
  });

  it('is told in words, by ID where there is no name', async () => {
    const { session } = await signedInWindow();
    const filter = { status: 'Active', authLevel: 'TPUser', networkId: 1, mailboxId: 1001 };
    assert.equal(filterText(filter, session.places), 'Active · TPUser · network 1 · mailbox 1001');
    await session.places.load();
    assert.equal(
      filterText(filter, session.places),
      'Active · TPUser · Meridian Supply Network (1) · Alder Creek Foods (1001)',
    );
  });
});

describe('grouping', () => {
  it('offers the four groupings and marks the present one', () => {
    const items = groupingItems('mailbox');
    assert.deepEqual(
      items.map(({ by }) => by),
      ['level', 'network', 'mailbox', 'status'],
    );
    const marked = items.filter(({ label }) => label.startsWith('$(check)'));
    assert.deepEqual(
      marked.map(({ by }) => by),
      ['mailbox'],
    );
  });

  it('is by AuthLevel where the setting says nothing', () => assert.equal(readGroupBy(), 'level'));
});

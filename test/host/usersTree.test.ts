import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { compareLevels } from '../../src/domain/authLevel.ts';
import { compareUsers } from '../../src/domain/grouping.ts';
import { testSandbox } from './support/testSandbox.ts';
import {
  allRows,
  labelOf,
  loadAtRest,
  loadEverything,
  loadGroup,
  groupRow,
  groupRows,
  rowsOf,
  signedInTree,
  text,
  treeOn,
  usersIn,
} from './support/treeView.ts';
import { closeWindows, openWindow } from './support/window.ts';

const { keys, judge } = testSandbox;

beforeEach(() => judge.clearLog());
afterEach(async () => {
  closeWindows();
  await judge.faults();
});

describe('the tree', () => {
  it('is empty, and asks nothing, while nobody is signed in', async () => {
    const { tree } = treeOn(openWindow());
    assert.deepEqual(await tree.getChildren(), []);
    assert.deepEqual(await judge.lines(), []);
  });

  it('loads a directory that fits into a page with one request, and then the names of places', async () => {
    const { tree, session } = await signedInTree();
    await tree.getChildren();
    await allRows(tree);
    const [first, second] = await judge.lines();
    assert.deepEqual([first, second], ['GET /v2/users/me', 'POST /v2/users/list']);
    await session.places.load();
    const others = (await judge.lines()).slice(2);
    assert.deepEqual(others.toSorted(), ['POST /v2/mailboxes/list', 'POST /v2/networks/list']);
  });

  it('shows every user of the key once, in groups by AuthLevel, highest first', async () => {
    const { tree, session } = await signedInTree();
    const groups = await rowsOf(tree);
    const levels = groups.map(({ node }) => (node.kind === 'group' ? node.key : node.kind));
    assert.deepEqual(levels, levels.toSorted(compareLevels));
    assert.ok(levels.includes('NetworkAdmin') && levels.includes('MailboxUser'));
    const shown = usersIn(await allRows(tree));
    const { items } = await session.client.users.list({}, { pageNo: 1, recordsPerPage: 500 });
    assert.equal(shown.length, 45);
    assert.deepEqual(
      shown.map(({ userId }) => userId).toSorted(),
      items.map(({ userId }) => userId).toSorted(),
    );
    for (const { node, item } of groups) {
      const users = usersIn(await rowsOf(tree, node));
      assert.equal(item.description, String(users.length));
      assert.deepEqual(users, users.toSorted(compareUsers));
      assert.ok(users.every(({ authLevel }) => node.kind === 'group' && authLevel === node.key));
    }
  });

  it('shows a level that this version does not know as a group of its own, last', async () => {
    const { tree } = await signedInTree();
    const last = (await rowsOf(tree)).at(-1);
    assert.ok(last?.node.kind === 'group');
    assert.equal(last.item.tooltip, `${last.node.key}: an AuthLevel that this version does not know.`);
  });

  it('tells somebody whose level lists nobody why there is nobody', async () => {
    const { tree, session } = await signedInTree({ key: keys.TPUser });
    assert.deepEqual(await rowsOf(tree), [], 'the welcome view tells it');
    assert.equal(session.directory.state.kind, 'failed');
  });

  it('draws groups, users and tooltips for people', async () => {
    const { tree, session } = await signedInTree();
    await loadAtRest(session);
    const group = await groupRow(tree, 'NetworkAdmin');
    assert.equal(group.item.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    const self = (await rowsOf(tree, group.node)).find(({ item }) => item.label === 'networkadmin');
    assert.ok(self);
    assert.equal(text(self), 'networkadmin Sample NetworkAdmin · network Meridian Supply Network (1)');
    assert.equal(
      self.item.accessibilityInformation?.label,
      'networkadmin, Sample NetworkAdmin, network Meridian Supply Network (1), your own account',
    );
    assert.equal(self.item.tooltip, undefined, 'tooltips come when they are asked for');
    const { token } = new vscode.CancellationTokenSource();
    const { tooltip } = await tree.resolveTreeItem(self.item, self.node, token);
    assert.ok(typeof tooltip === 'string', 'plain text, never Markdown');
    assert.match(tooltip, /^Login: networkadmin\nName: Sample NetworkAdmin\n/);
    assert.match(tooltip, /\nNetwork: Meridian Supply Network \(1\)\nMailbox: none: the whole network\n/);
  });
});

describe('what may be done to a user', () => {
  /** Of each user seen with a key: login, and the words of the contextValue. */
  const contextsFor = async (key: string): Promise<ReadonlyMap<string, readonly string[]>> => {
    const { tree } = await signedInTree({ key });
    const rows = (await allRows(tree)).filter(({ node }) => node.kind === 'user');
    return new Map(rows.map(({ item }) => [labelOf(item), (item.contextValue ?? '').split(' ')]));
  };

  it('is open to actions at or below the own level, and never when terminated or above', async () => {
    const { tree, session } = await signedInTree();
    const rows = (await allRows(tree)).filter(({ node }) => node.kind === 'user');
    for (const { node, item } of rows) {
      assert.ok(node.kind === 'user');
      const words = (item.contextValue ?? '').split(' ');
      const above = ['Root', 'TechOps', 'NetOps'].includes(node.user.authLevel);
      assert.equal(
        words.includes('changeRole'),
        !above && node.user.status !== 'Terminated',
        node.user.login,
      );
      assert.equal(words[0], 'user');
      assert.equal(words[1], node.user.status);
      assert.equal(words.includes('self'), node.user.userId === session.me.userId, node.user.login);
    }
  });

  it('is nothing for somebody who administers nobody', async () => {
    const contexts = await contextsFor(keys.NetworkUser);
    assert.ok(contexts.size > 40);
    for (const [login, words] of contexts) assert.ok(!words.includes('changeRole'), login);
  });

  it('ends at the own mailbox for a mailbox administrator', async () => {
    const contexts = await contextsFor(keys.MailboxAdmin);
    assert.deepEqual(contexts.get('mailboxadmin'), [
      'user',
      'Active',
      'editUser',
      'changeRole',
      'moveUser',
      'resetSessions',
      'sendSms',
      'updateConfig',
      'terminateUser',
      'limited',
      'self',
    ]);
    assert.ok(contexts.get('mailboxuser')?.includes('changeRole'));
  });
});

describe('a directory larger than a page', () => {
  it('counts with a plus, ends groups with Load more…, and loads on until the count is whole', async () => {
    const { tree, session } = await signedInTree({ pageSize: 5 });
    await loadAtRest(session);
    const group = await groupRow(tree, 'MailboxUser');
    assert.match(String(group.item.description), /^\d+\+$/);
    assert.match(group.item.accessibilityInformation?.label ?? '', /^MailboxUser, \d+ or more users$/);
    const rows = await rowsOf(tree, group.node);
    const more = rows.at(-1);
    assert.ok(more?.node.kind === 'more');
    assert.equal(text(more), `Load more… ${rows.length - 1} shown`);
    assert.deepEqual(more.item.command, {
      command: 'ecgrid.loadMoreUsers',
      title: 'Load More',
      arguments: [more.node],
    });
    await loadEverything(session.directory);
    const everyone = await allRows(tree);
    const { items } = await session.client.users.list({}, { pageNo: 1, recordsPerPage: 500 });
    assert.equal(usersIn(everyone).length, items.length);
    assert.deepEqual(
      everyone.filter(({ node }) => node.kind === 'more'),
      [],
    );
    for (const { item } of await rowsOf(tree)) assert.match(String(item.description), /^\d+$/);
  });

  it('shows that a page is on its way, and tells VS Code of that one group alone', async () => {
    const { tree, session, changes } = await signedInTree({ pageSize: 5 });
    await loadAtRest(session);
    const { node } = await groupRow(tree, 'MailboxUser');
    changes.length = 0;
    const loading = session.directory.loadMore('MailboxUser');
    const last = (await rowsOf(tree, node)).at(-1);
    assert.equal(last && text(last), 'Loading…');
    assert.equal(last?.item.command, undefined, 'a second click does nothing');
    await loading;
    assert.equal(changes.length, 2);
    assert.ok(
      changes.every((change) => change === node),
      'the object that VS Code knows',
    );
  });

  it('shows users of a level that this version does not know, also beyond the first page', async () => {
    const { tree, session } = await signedInTree({ pageSize: 5 });
    await loadAtRest(session);
    await loadEverything(session.directory);
    const { items } = await session.client.users.byName('audit.reader');
    assert.equal(items.length, 1);
    const shown = usersIn(await allRows(tree)).map(({ login }) => login);
    assert.ok(shown.includes('audit.reader'), 'the directory says that it is complete');
  });

  it('never shows one user twice, also when the role was changed between two pages', async () => {
    const { tree, session } = await signedInTree({ pageSize: 5 });
    const { directory } = session;
    await loadAtRest(session);
    await loadGroup(directory, 'MailboxUser');
    const moved = directory.group('MailboxUser')?.users.toSorted((a, b) => b.userId - a.userId)[0];
    assert.ok(moved);
    await session.client.users.setRole(moved.userId, 'General');
    try {
      await loadGroup(directory, 'General');
      assert.ok(directory.group('General')?.users.some(({ userId }) => userId === moved.userId));
      const ids = (await allRows(tree)).map(({ item }) => item.id);
      assert.equal(ids.length, new Set(ids).size, 'VS Code shows nothing at all when two rows have one id');
    } finally {
      await session.client.users.setRole(moved.userId, 'MailboxUser');
    }
  });
});

describe('ids', () => {
  it('are unique, and the same after a refresh', async () => {
    const { tree, session } = await signedInTree({ pageSize: 5 });
    await loadAtRest(session);
    const before = (await allRows(tree)).map(({ item }) => item.id);
    assert.ok(before.every((id) => typeof id === 'string' && id !== ''));
    assert.equal(before.length, new Set(before).size);
    await session.directory.refresh();
    assert.deepEqual(
      (await allRows(tree)).map(({ item }) => item.id),
      before,
    );
  });
});

describe('a change', () => {
  it('of one user moves its row to the new group, without asking ECGrid', async () => {
    const { tree, session, changes } = await signedInTree();
    await loadAtRest(session);
    const before = await groupRows(tree, 'MailboxUser');
    const moved = usersIn(before)[0];
    assert.ok(moved);
    await judge.clearLog();
    changes.length = 0;
    session.directory.apply({ ...moved, authLevel: 'General' });
    assert.ok(changes.length > 0);
    const rows = (await allRows(tree)).filter(({ item }) => item.id === `user:${moved.userId}`);
    assert.deepEqual(
      rows.map(({ node }) => node.kind === 'user' && node.user.authLevel),
      ['General'],
    );
    assert.equal((await groupRows(tree, 'MailboxUser')).length, before.length - 1);
    assert.equal((await groupRow(tree, 'MailboxUser')).item.description, String(before.length - 1));
    assert.deepEqual(await judge.lines(), []);
  });

  it('of one field shows in its row', async () => {
    const { tree, session } = await signedInTree();
    await loadAtRest(session);
    const user = usersIn(await groupRows(tree, 'MailboxUser')).find(({ status }) => status === 'Active');
    assert.ok(user);
    session.directory.apply({ ...user, firstName: 'Renamed', lastName: '', status: 'Suspended' });
    const row = (await groupRows(tree, 'MailboxUser')).find(({ item }) => item.label === user.login);
    assert.ok(row);
    assert.equal(
      text(row),
      `${user.login} Renamed · mailbox ${session.places.mailboxText(user.mailboxId)} · Suspended`,
    );
    assert.ok(row.item.iconPath instanceof vscode.ThemeIcon);
    assert.equal(row.item.iconPath.id, 'debug-pause');
  });

  it('of a session that has ended is not told any more', async () => {
    const { tree, session, connection, changes } = await signedInTree();
    await rowsOf(tree);
    await connection.signOut();
    changes.length = 0;
    session.directory.apply(session.me);
    assert.deepEqual(changes, []);
    assert.deepEqual(await tree.getChildren(), []);
  });
});

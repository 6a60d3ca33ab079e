/** Who is locked out in the tree: a group of its own, rows like any other, and what becomes of them. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LockedOut } from '../../src/directory/lockedOut.ts';
import { clickedUsers } from '../../src/host/users/chooseUsers.ts';
import type { Node } from '../../src/host/users/nodes.ts';
import { targetsOf } from '../../src/host/users/targets.ts';
import { UsersTree } from '../../src/host/users/usersTree.ts';
import { unlockWrite } from '../../src/operations/writes/access.ts';
import { aUser, numbers } from '../unit/support/builders.ts';
import { standInDialogs } from './support/dialogs.ts';
import { contributions } from './support/extension.ts';
import { administratorOf, ownSandbox, perform } from './support/ownSandbox.ts';
import type { Administrator, AdministratorOptions } from './support/ownSandbox.ts';
import { allRows, labelOf, rowsOf, text, treeOn, usersIn } from './support/treeView.ts';
import type { Row } from './support/treeView.ts';
import { isWhenTrue } from './support/when.ts';
import { closeWindows, sandboxProfile, signedInWindow } from './support/window.ts';

const sandbox = ownSandbox();

/** The one whom the sample has locked out; the login exists in two networks. */
const lockedLogin = 'shared.login';

const iconOf = ({ item }: Row): string | undefined =>
  item.iconPath instanceof vscode.ThemeIcon ? item.iconPath.id : undefined;

/** A tree over a sandbox with one user who is locked out, once that is known. */
const opened = async (
  options?: AdministratorOptions,
): Promise<Administrator & { readonly tree: UsersTree }> => {
  const somebody = await administratorOf(sandbox(), options);
  await somebody.context.session.lockedOut.refresh();
  return { ...somebody, tree: new UsersTree(somebody.context.connection) };
};

const rowsCalled = async (tree: UsersTree, login: string): Promise<readonly Row[]> =>
  (await allRows(tree)).filter(({ item }) => labelOf(item) === login);

const pathOf = (tree: UsersTree, node: Node): readonly (string | undefined)[] => {
  const parent = tree.getParent(node);
  const { id } = tree.getTreeItem(node);
  return parent === undefined ? [id] : [...pathOf(tree, parent), id];
};

/** What a row shows, whatever its id. */
const drawn = ({
  label,
  description,
  iconPath,
  contextValue,
  accessibilityInformation,
}: vscode.TreeItem) => ({
  label,
  description,
  iconPath,
  contextValue,
  accessibilityInformation,
});

const tooltipOf = (item: vscode.TreeItem | undefined): string =>
  typeof item?.tooltip === 'string' ? item.tooltip : '';

describe('who is locked out', () => {
  sandbox.forEach();

  it('is named beside the others where a record of it cannot be read', async () => {
    await sandbox().judge.faults({ name: 'malformedRecord', operation: 'UserListLockedOutEx' });
    const { tree } = await opened();
    const unreadable = (await rowsOf(tree)).at(-1);
    assert.ok(unreadable?.node.kind === 'unreadable');
    assert.equal(unreadable.item.label, '1 record could not be read');
    const [record] = await rowsOf(tree, unreadable.node);
    assert.match(record ? labelOf(record.item) : '', /^Locked out: /);
  });

  it('is a group at the very top, with a count and a lock', async () => {
    const { tree } = await opened();
    const [first, second] = await rowsOf(tree);
    assert.ok(first && second);
    assert.deepEqual([text(first), iconOf(first)], ['Locked out 1', 'lock']);
    assert.equal(first.item.accessibilityInformation?.label, 'Locked out, 1 user');
    assert.equal(first.item.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    assert.equal(second.node.kind, 'group');
    const users = usersIn(await rowsOf(tree, first.node));
    assert.deepEqual(
      users.map(({ login }) => login),
      [lockedLogin],
    );
  });

  it('has a second row, alike but for its id, and both can be unlocked', async () => {
    const { tree } = await opened();
    const rows = await allRows(tree);
    assert.equal(new Set(rows.map(({ item }) => item.id)).size, rows.length);
    const [above, below, ...others] = await rowsCalled(tree, lockedLogin);
    assert.ok(above && below);
    assert.deepEqual(others, []);
    const { userId } = usersIn([above])[0] ?? {};
    assert.deepEqual([above.item.id, below.item.id], [`lockedOut:${userId}`, `user:${userId}`]);
    for (const { item } of [above, below]) {
      assert.match(item.accessibilityInformation?.label ?? '', /^shared\.login, .*, locked out$/);
      assert.match(item.contextValue ?? '', /^user Active .*\bunlockUser\b/);
    }
    assert.deepEqual(drawn(above.item), drawn(below.item));
    assert.deepEqual(pathOf(tree, above.node), ['lockedOut', above.item.id]);
    assert.deepEqual(pathOf(tree, below.node), ['group:level:MailboxUser', below.item.id]);
  });

  it('counts once when both rows are selected', async () => {
    const { tree, context } = await opened();
    const rows = (await rowsCalled(tree, lockedLogin)).map(({ node }) => node);
    assert.equal(clickedUsers(rows[1], rows).length, 1);
    const targets = await targetsOf(context.session, rows[0], rows, '');
    assert.deepEqual(
      targets.map(({ login, lockedOut }) => [login, lockedOut]),
      [[lockedLogin, true]],
    );
  });

  it('has an inline action on each row that can be unlocked, and on no other', async () => {
    const { tree } = await opened();
    const inline = contributions().menus['view/item/context']?.find(
      ({ command, group }) => command === 'ecgrid.unlockUser' && group === 'inline@0',
    );
    assert.ok(inline);
    for (const { node, item } of await allRows(tree)) {
      const keys = { view: 'ecgrid.users', viewItem: item.contextValue };
      const isLocked = node.kind === 'user' && labelOf(item) === lockedLogin;
      assert.equal(isWhenTrue(inline.when, keys), isLocked, labelOf(item));
    }
  });

  it('leaves the tree when unlocked, which ECGrid agrees to', async () => {
    const somebody = await opened();
    const { tree, context, user } = somebody;
    const dialogs = standInDialogs();
    dialogs.answer('Unlock');
    const target = context.session.lockedOut.marked(user(lockedLogin));
    await perform(somebody, unlockWrite, target);
    assert.ok((await rowsOf(tree)).every(({ node }) => node.kind !== 'lockedOut'));
    const [row, ...others] = await rowsCalled(tree, lockedLogin);
    assert.ok(row);
    assert.deepEqual([others, iconOf(row)], [[], 'account']);
    assert.doesNotMatch(row.item.contextValue ?? '', /unlockUser/);
    const truth = await sandbox().judge.usersCalled(lockedLogin);
    assert.ok(truth.every(({ lockedOut }) => lockedOut === false));
    assert.deepEqual(await sandbox().writes(), ['POST /v4.1/prod/ECGridOS.asmx']);
  });

  it('is shown whatever the filter, which the tooltip says', async () => {
    const { tree, context } = await opened();
    const [plain] = await rowsOf(tree);
    await context.session.directory.show({ filter: { authLevel: 'General' } });
    const [group] = await rowsOf(tree);
    assert.ok(group?.node.kind === 'lockedOut');
    assert.doesNotMatch(tooltipOf(plain?.item), /filter/);
    assert.match(tooltipOf(group.item), /The filter does not apply here/);
    const [row] = await rowsOf(tree, group.node);
    assert.match(row?.item.contextValue ?? '', /\bunlockUser\b/);
  });

  it('is asked again by a refresh, and everything keeps its id', async () => {
    const { tree, context } = await opened();
    const before = (await allRows(tree)).map(({ item }) => item.id);
    await context.session.directory.refresh();
    await context.session.lockedOut.refresh();
    assert.deepEqual(
      (await allRows(tree)).map(({ item }) => item.id),
      before,
    );
  });

  it('never delays the tree, and its failure never disturbs it', async () => {
    for (const fault of [
      { name: 'latency', delayMs: 60_000 },
      { name: 'forbidden' },
      { name: 'htmlBody', status: 200 },
    ] as const) {
      await sandbox().judge.faults({ ...fault, path: '/v4.1/prod/ECGridOS.asmx' });
      const profile = sandboxProfile({ origin: sandbox().url });
      const { tree, session } = treeOn(
        await signedInWindow({ profile, key: sandbox().apiKeys.NetworkAdmin }),
      );
      assert.equal(usersIn(await allRows(tree)).length, 45);
      assert.notEqual(session.lockedOut.state.kind, 'idle');
      if (fault.name !== 'latency') await session.lockedOut.refresh();
      assert.ok((await rowsOf(tree)).every(({ node }) => node.kind === 'group'));
      closeWindows();
    }
  });

  it('is asked for by nobody where the profile uses REST alone', async () => {
    const profile = sandboxProfile({ origin: sandbox().url, apis: 'rest' });
    const { tree, session } = treeOn(await signedInWindow({ profile, key: sandbox().apiKeys.NetworkAdmin }));
    await tree.getChildren();
    await session.lockedOut.refresh();
    assert.ok((await rowsOf(tree)).every(({ node }) => node.kind === 'group'));
    assert.ok((await sandbox().judge.requests()).every(({ operation }) => operation === undefined));
  });
});

describe('a tooltip', () => {
  sandbox.forEach();

  const tooltipOf = async (tree: UsersTree, row: Row): Promise<string> => {
    const { token } = new vscode.CancellationTokenSource();
    const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(row.node), row.node, token);
    assert.ok(typeof tooltip === 'string', 'plain text, never Markdown');
    return tooltip;
  };
  const infos = async (): Promise<number> =>
    (await sandbox().judge.requests()).filter(({ operation }) => operation === 'UserInfo').length;

  it('tells what ECGridOS alone does, asked once for both rows', async () => {
    const { tree, context } = await opened();
    const [above, below] = await rowsCalled(tree, lockedLogin);
    assert.ok(above && below);
    const tooltip = await tooltipOf(tree, above);
    assert.match(tooltip, /\nLocked out: yes\n/);
    assert.match(tooltip, /\nLast login: (?:never|.*\d{4}.* \(.* ago\)|unknown)\n/);
    assert.match(tooltip, /\nOpen sessions: \d+\nTime zone: UTC/);
    assert.equal(await tooltipOf(tree, below), tooltip);
    assert.equal(await infos(), 1);
    context.session.learn(context.session.me);
    await tooltipOf(tree, above);
    assert.equal(await infos(), 1, 'of somebody else nothing newer is known');
  });

  it('does without where ECGridOS fails', async () => {
    const { tree } = await opened();
    await sandbox().judge.faults({ name: 'htmlBody', status: 200, path: '/v4.1/prod/ECGridOS.asmx' });
    const [above] = await rowsCalled(tree, lockedLogin);
    assert.ok(above);
    const tooltip = await tooltipOf(tree, above);
    assert.match(tooltip, /^Login: shared\.login\n(?:.*\n)*Locked out: yes\n/);
  });

  it('is left to the next look when nobody looks any more', async () => {
    const { tree } = await opened();
    const [above] = await rowsCalled(tree, lockedLogin);
    assert.ok(above);
    const look = new vscode.CancellationTokenSource();
    const item = tree.getTreeItem(above.node);
    const resolved = tree.resolveTreeItem(item, above.node, look.token);
    look.cancel();
    assert.equal((await resolved).tooltip, undefined);
    assert.match(await tooltipOf(tree, above), /Open sessions/);
  });
});

describe('more than a thousand who are locked out', () => {
  afterEach(closeWindows);

  it('hang below ranges, and each row names its parent', async () => {
    const items = numbers(1200).map((userId) => aUser({ userId, login: `user${userId}`, lockedOut: true }));
    const list = { items, unreadable: [], recordsPerPage: undefined, totalRecords: undefined };
    const lockedOut = new LockedOut({ list: () => Promise.resolve(list), onFailure: () => undefined });
    const { tree } = treeOn(
      await signedInWindow({
        profile: sandboxProfile({ apis: 'rest' }),
        around:
          (open) =>
          async (...asked) => ({ ...(await open(...asked)), lockedOut }),
      }),
    );
    await lockedOut.refresh();
    const [group] = await rowsOf(tree);
    assert.ok(group);
    assert.equal(group.item.description, (1200).toLocaleString());
    const ranges = await rowsOf(tree, group.node);
    assert.deepEqual(ranges.map(text), [
      'user1 – user500 500',
      'user501 – user1000 500',
      'user1001 – user1200 200',
    ]);
    const rows = (await Promise.all(ranges.map(({ node }) => rowsOf(tree, node)))).flat();
    assert.equal(usersIn(rows).length, 1200);
    const [last] = rows.slice(-1);
    assert.ok(last);
    assert.deepEqual(pathOf(tree, last.node), ['lockedOut', ranges[2]?.item.id, 'lockedOut:1200']);
    const all = await allRows(tree);
    assert.equal(new Set(all.map(({ item }) => item.id)).size, all.length);
  });
});

import assert from 'node:assert/strict';
import type { Node } from '../../src/host/users/nodes.ts';
import type { UsersTree } from '../../src/host/users/usersTree.ts';
import { readAhead } from '../../src/api/readAhead.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { judgeOf } from '../support/judge.ts';
import {
  allRows,
  groupRow,
  loadAtRest,
  loadEverything,
  rowsOf,
  treeOn,
  usersIn,
} from './support/treeView.ts';
import type { Row, TestTree } from './support/treeView.ts';
import { closeWindows, sandboxProfile, signedInWindow } from './support/window.ts';

/** The most rows below one that do not delay the window: measured, not taken from the product. */
const mostChildren = 1000;

/** From a row up to its root, as `reveal` walks: the ids, the root first. */
const pathOf = (tree: UsersTree, node: Node): readonly (string | undefined)[] => {
  const parent = tree.getParent(node);
  const { id } = tree.getTreeItem(node);
  return parent === undefined ? [id] : [...pathOf(tree, parent), id];
};

describe('6,000 users', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let shown: TestTree;
  let rows: readonly Row[];

  before(async () => {
    // Here alone, so that a host without node:sqlite can still run all other tests.
    const { startSandbox } = await import('../../sandbox/server.ts');
    sandbox = await startSandbox({ users: 6000 });
    const profile = sandboxProfile({ origin: sandbox.url, apis: 'rest' });
    shown = treeOn(await signedInWindow({ profile, key: sandbox.apiKeys.Root }));
    const { directory } = shown.session;
    await loadAtRest(shown.session);
    await loadEverything(directory);
    assert.equal(directory.complete, true);
    rows = await allRows(shown.tree);
  });
  after(async () => {
    closeWindows();
    await sandbox.close();
  });

  it('are all shown once, under ids that are unique', () => {
    assert.equal(usersIn(rows).length, 6000);
    assert.equal(new Set(rows.map(({ item }) => item.id)).size, rows.length);
  });

  it('are loaded with a page for each 500 of a level, and for each 500 of all, and a few past the end', async () => {
    const lists = (await judgeOf(sandbox.url).lines()).filter((line) => line === 'POST /v2/users/list');
    const pages = shown.session.directory
      .groups()
      .map(({ users }) => Math.floor(users.length / 500) + 1)
      .reduce((sum, count) => sum + count, 0);
    const everybody = Math.floor(shown.session.directory.users().length / 500) + 1;
    const pastTheEnd = lists.length - (pages + everybody);
    assert.ok(pastTheEnd >= 0 && pastTheEnd < readAhead, `${pastTheEnd} more`);
  });

  it('never hang below one row by more than a thousand', async () => {
    const { tree } = shown;
    assert.ok((await rowsOf(tree)).length < mostChildren);
    for (const { node } of rows) {
      assert.ok((await tree.getChildren(node)).length <= mostChildren, tree.getTreeItem(node).id);
    }
  });

  it('of a large group hang below ranges that are named by their first and last login', async () => {
    const { tree } = shown;
    const group = await groupRow(tree, 'MailboxUser');
    const ranges = await rowsOf(tree, group.node);
    assert.ok(ranges.length > 2);
    for (const { node, item } of ranges) {
      assert.equal(node.kind, 'range');
      const users = usersIn(await rowsOf(tree, node));
      assert.equal(item.label, `${users[0]?.login ?? ''} – ${users.at(-1)?.login ?? ''}`);
      assert.equal(item.description, String(users.length));
    }
    assert.ok(
      (await rowsOf(tree, (await groupRow(tree, 'NetworkAdmin')).node)).every(
        ({ node }) => node.kind === 'user',
      ),
    );
  });

  it('each have a chain of parents that leads to a root and names rows that exist', async () => {
    const { tree } = shown;
    const roots = new Set((await rowsOf(tree)).map(({ item }) => item.id));
    const known = new Set(rows.map(({ item }) => item.id));
    // Every tenth: the chain of each is found by looking through its whole group.
    const some = rows.filter(({ node }, index) => node.kind === 'user' && index % 10 === 0);
    for (const { node } of some) {
      const path = pathOf(tree, node);
      assert.ok(path.length >= 2 && roots.has(path[0]), path.join(' > '));
      assert.ok(
        path.every((id) => known.has(id)),
        path.join(' > '),
      );
    }
    assert.ok(some.some(({ node }) => pathOf(tree, node).length === 3));
  });

  it('each hang below the very parent that is told', async () => {
    const { tree } = shown;
    const ranges = rows.filter(({ node }) => node.kind === 'range');
    for (const { node, item } of ranges) {
      for (const child of (await tree.getChildren(node)).slice(0, 1)) {
        const parent = tree.getParent(child);
        assert.equal(parent && tree.getTreeItem(parent).id, item.id);
      }
    }
  });
});

/** What VS Code's tree view asks of the tree, and some words for the answers. */
import assert from 'node:assert/strict';
import type { TreeItem } from 'vscode';
import type { Directory } from '../../../src/directory/directory.ts';
import type { User } from '../../../src/domain/user.ts';
import type { Session } from '../../../src/host/connection/session.ts';
import type { Node } from '../../../src/host/users/nodes.ts';
import { UsersTree } from '../../../src/host/users/usersTree.ts';
import { sandboxProfile, signedInWindow } from './window.ts';
import type { TestWindow, WindowOptions } from './window.ts';

/** A tree over a signed-in window. */
export type TestTree = Awaited<ReturnType<typeof signedInWindow>> & {
  readonly tree: UsersTree;
  /** The rows that VS Code was told to ask for again; undefined = all. */
  readonly changes: (Node | undefined)[];
};

/** Puts a tree on a window. */
export const treeOn = <Window extends TestWindow>(
  window: Window,
): Window & Pick<TestTree, 'tree' | 'changes'> => {
  const tree = new UsersTree(window.connection);
  const changes: (Node | undefined)[] = [];
  tree.onDidChangeTreeData((node) => changes.push(node));
  return { ...window, tree, changes };
};

/** A tree of somebody who is signed in, to REST alone unless told; nothing is loaded yet. */
export const signedInTree = async (
  options: WindowOptions & { readonly key?: string } = {},
): Promise<TestTree> =>
  treeOn(await signedInWindow({ profile: sandboxProfile({ apis: 'rest' }), ...options }));

/** A row and what it is drawn as. */
export type Row = { readonly node: Node; readonly item: TreeItem };

/** The rows below a node, drawn; the roots when there is none. */
export const rowsOf = async (tree: UsersTree, node?: Node): Promise<readonly Row[]> =>
  (await tree.getChildren(node)).map((child) => ({ node: child, item: tree.getTreeItem(child) }));

/** Every row of the tree, from top to bottom. */
export const allRows = async (tree: UsersTree, node?: Node): Promise<readonly Row[]> => {
  const rows = await rowsOf(tree, node);
  const below = await Promise.all(rows.map((row) => allRows(tree, row.node)));
  return rows.flatMap((row, index) => [row, ...(below[index] ?? [])]);
};

/** The row of a group. */
export const groupRow = async (tree: UsersTree, key: string): Promise<Row> => {
  const found = (await rowsOf(tree)).find(({ node }) => node.kind === 'group' && node.key === key);
  assert.ok(found, `no group ${key}`);
  return found;
};

/** The rows below a group. */
export const groupRows = async (tree: UsersTree, key: string): Promise<readonly Row[]> =>
  rowsOf(tree, (await groupRow(tree, key)).node);

/** The users among rows, in order. */
export const usersIn = (rows: readonly Row[]): readonly User[] =>
  rows.flatMap(({ node }) => (node.kind === 'user' ? [node.user] : []));

/** The label of a row; empty where it has none. */
export const labelOf = ({ label }: TreeItem): string => (typeof label === 'string' ? label : '');

/** `label description`, as one reads it. */
export const text = ({ item }: Row): string =>
  `${labelOf(item)} ${typeof item.description === 'string' ? item.description : ''}`.trim();

/** Loads the directory, the names and who is locked out, so that nothing is under way any more. */
export const loadAtRest = async ({ directory, places, lockedOut }: Session): Promise<void> => {
  await directory.load();
  await places.load();
  // It was begun by the first page, and is shared while it is under way.
  await lockedOut.refresh();
};

/** Loads a group to its end. */
export const loadGroup = async (directory: Directory, key: string): Promise<void> => {
  for (;;) {
    const load = directory.group(key)?.load;
    if (load === undefined || load.kind === 'failed' || (load.kind === 'loaded' && load.complete)) return;
    await directory.loadMore(key);
  }
};

/** Loads every group to its end. */
export const loadEverything = async (directory: Directory): Promise<void> => {
  for (const { key } of directory.groups()) await loadGroup(directory, key);
  await directory.loadRest();
};

/** The group of those who are locked out: at the top of the tree, and only while there are any. */
import type * as vscode from 'vscode';
import { rangesOf } from '../../domain/grouping.ts';
import type { Directory } from '../../directory/directory.ts';
import type { LockedOut } from '../../directory/lockedOut.ts';
import type { User } from '../../domain/user.ts';
import type { Node } from './nodes.ts';
import { parentRow } from './row.ts';

/** The row of the group. */
export const lockedOutGroup: Node = { kind: 'lockedOut' };

/** The group, where anybody is locked out. */
export const lockedOutRows = (lockedOut: LockedOut): readonly Node[] =>
  lockedOut.users().length === 0 ? [] : [lockedOutGroup];

const userRow = (user: User): Node => ({ kind: 'user', user, below: 'lockedOut' });

/** The rows below the group: its users as the directory knows them by now, or ranges of them. */
export const lockedOutUserRows = (lockedOut: LockedOut, directory: Directory): Node[] => {
  const users = lockedOut.users().map((user) => directory.find(user.userId) ?? user);
  const ranges = rangesOf(users);
  return ranges.length > 0 ? ranges.map((range) => ({ kind: 'lockedOutRange', range })) : users.map(userRow);
};

/** The rows below a range of the group. */
export const lockedOutRangeRows = (users: readonly User[]): Node[] => users.map(userRow);

/** What the row of a user who is locked out hangs below: the group, or a range of it. */
export const lockedOutParent = (lockedOut: LockedOut, { userId }: User): Node => {
  const range = rangesOf(lockedOut.users()).find(({ items }) => items.some((user) => user.userId === userId));
  return range ? { kind: 'lockedOutRange', range } : lockedOutGroup;
};

/**
 * Draws the group.
 * @param filtered true when the view shows only some users, which does not hold here
 */
export const lockedOutItem = (count: number, filtered: boolean): vscode.TreeItem => {
  const item = parentRow('Locked out', 'lock', 'list.warningForeground');
  item.description = count.toLocaleString();
  const all = filtered ? ' The filter does not apply here: everybody within reach is shown.' : '';
  item.tooltip = `Users who cannot sign in because too many of their logins failed. Unlock them to let them try again.${all}`;
  item.contextValue = 'lockedOut';
  item.accessibilityInformation = { label: `Locked out, ${count === 1 ? '1 user' : `${count} users`}` };
  return item;
};

/** From a row's data to what VS Code draws: one exhaustive switch. */
import type * as vscode from 'vscode';
import { knownStatus } from '../../domain/status.ts';
import { fullName, namedPlaceOf } from '../../domain/userText.ts';
import type { NameLookup } from '../../domain/userText.ts';
import { caption, toTheRightOf } from '../../domain/text.ts';
import type { User } from '../../domain/user.ts';
import type { GroupState } from '../../directory/group.ts';
import type { LockedOut } from '../../directory/lockedOut.ts';
import { explain } from '../explain.ts';
import { groupItem, groupsItem, rangeItem, restItem } from './groupItem.ts';
import { lockedOutItem } from './lockedOutRows.ts';
import { nodeId } from './nodes.ts';
import type { Node } from './nodes.ts';
import type { PossibleActions } from './possibleActions.ts';
import { parentRow, row } from './row.ts';
import { statusIcon } from './statusIcon.ts';

/** What a row needs to know besides its own data. */
export type TreeContext = {
  /** The caller. */
  readonly me: User | undefined;
  /** What may be done to a user; undefined when signed out. */
  readonly possible: PossibleActions | undefined;
  readonly group: (key: string) => GroupState | undefined;
  /** Who is locked out; undefined when signed out. */
  readonly lockedOut: Pick<LockedOut, 'marked' | 'users'> | undefined;
  /** True when a filter is set. */
  readonly filtered: boolean;
  /** True when this group is the only one, and is shown open. */
  readonly alone: boolean;
  readonly names: NameLookup;
};

/** Draws a row. Tooltips of users come later, by `resolveTreeItem`. */
export const treeItem = (node: Node, context: TreeContext): vscode.TreeItem => {
  const item = draw(node, context);
  item.id = nodeId(node);
  return item;
};

const draw = (node: Node, context: TreeContext): vscode.TreeItem => {
  const { group, alone, names, lockedOut } = context;
  switch (node.kind) {
    case 'group':
      return groupItem(node, group(node.key), names, alone);
    case 'groups':
      return groupsItem(node.range, names);
    case 'range':
      return rangeItem(node.range);
    case 'user':
      return userItem(lockedOut?.marked(node.user) ?? node.user, context);
    case 'lockedOut':
      return lockedOutItem(lockedOut?.users().length ?? 0, context.filtered);
    case 'lockedOutRange':
      return rangeItem(node.range);
    case 'more':
      return moreItem(node);
    case 'problem':
      return problemItem(node);
    case 'rest':
      return restItem(node);
    case 'empty': {
      const item = row('No user matches the filter', 'filter');
      item.description = 'Select to clear the filter.';
      item.contextValue = 'empty';
      item.accessibilityInformation = { label: 'No user matches the filter. Select to clear the filter.' };
      item.command = { command: 'ecgrid.clearFilter', title: 'Clear Filter' };
      return item;
    }
    case 'unreadable': {
      const records = node.count === 1 ? 'record' : 'records';
      const item = parentRow(
        `${node.count} ${records} could not be read`,
        'warning',
        'list.warningForeground',
      );
      item.contextValue = 'unreadable';
      return item;
    }
    case 'record': {
      const item = row(caption(node.name), 'question');
      item.description = caption(node.reason);
      item.tooltip = `${caption(node.name)}: ${caption(node.reason)}`;
      item.contextValue = 'record';
      return item;
    }
  }
};

const userItem = (user: User, { me, possible, names }: TreeContext): vscode.TreeItem => {
  const icon =
    user.lockedOut === true ? (['lock', 'list.warningForeground'] as const) : statusIcon(user.status);
  const item = row(caption(user.login), ...icon);
  const name = fullName(user);
  const unusual = user.status === 'Active' || user.status === '' ? [] : [user.status];
  const parts = [...(name === user.login ? [] : [name]), namedPlaceOf(user, names), ...unusual];
  item.description = toTheRightOf(user.login, caption(parts.join(' · ')));
  item.contextValue = [
    'user',
    // Words of the service’s own must not pass for ours: menus go by them.
    user.status === '' ? 'statusNotTold' : (knownStatus(user.status) ?? 'statusNotKnown'),
    possible?.(user) ?? '',
    user.userId === me?.userId ? 'self' : '',
  ]
    .filter(Boolean)
    .join(' ');
  const locked = user.lockedOut === true ? ', locked out' : '';
  const self = user.userId === me?.userId ? ', your own account' : '';
  const label = `${caption(user.login)}, ${caption(parts.join(', '))}${locked}${self}`;
  item.accessibilityInformation = { label };
  return item;
};

const moreItem = (node: Extract<Node, { kind: 'more' }>): vscode.TreeItem => {
  const item = row(node.loading ? 'Loading…' : 'Load more…', node.loading ? 'loading~spin' : 'ellipsis');
  item.contextValue = 'more';
  if (node.loading) return item;
  item.description = `${node.shown.toLocaleString()} shown`;
  item.command = { command: 'ecgrid.loadMoreUsers', title: 'Load More', arguments: [node] };
  return item;
};

const problemItem = (node: Extract<Node, { kind: 'problem' }>): vscode.TreeItem => {
  const { message, nextStep, kind } = explain(node.error);
  // The same key would be refused again.
  const needsKey = kind === 'invalidKey';
  const select = needsKey ? 'Select to sign in.' : 'Select to try again.';
  const item = row(node.stale ? 'Not up to date' : message, 'error', 'list.errorForeground');
  item.description = node.stale ? `${message} ${select}` : select;
  item.tooltip = `${message}\n${nextStep}`;
  item.contextValue = 'problem';
  item.accessibilityInformation = { label: `${message} ${nextStep} ${select}` };
  item.command = needsKey
    ? { command: 'ecgrid.signIn', title: 'Sign In' }
    : node.group === undefined
      ? { command: 'ecgrid.refreshUsers', title: 'Try Again' }
      : { command: 'ecgrid.loadMoreUsers', title: 'Try Again', arguments: [node] };
  return item;
};

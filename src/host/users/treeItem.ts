/** From a row's data to what VS Code draws: one exhaustive switch. */
import * as vscode from 'vscode';
import { knownLevel, levelFacts } from '../../domain/authLevel.ts';
import { mayAdminister } from '../../domain/grants.ts';
import { fullName, placeOf } from '../../domain/userText.ts';
import type { User } from '../../domain/user.ts';
import type { GroupState } from '../../directory/group.ts';
import { explain } from '../explain.ts';
import { nodeId } from './nodes.ts';
import type { Node } from './nodes.ts';

/** What a row needs to know besides its own data. */
export type TreeContext = {
  /** The caller, for what may be done to a user. */
  readonly me: User | undefined;
  readonly group: (authLevel: string) => GroupState | undefined;
  /** True when this group is the only one, and is shown open. */
  readonly alone: boolean;
};

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** Draws a row. Tooltips of users come later, by `resolveTreeItem`. */
export const treeItem = (node: Node, context: TreeContext): vscode.TreeItem => {
  const item = draw(node, context);
  item.id = nodeId(node);
  return item;
};

const draw = (node: Node, context: TreeContext): vscode.TreeItem => {
  switch (node.kind) {
    case 'level':
      return levelItem(node.authLevel, context);
    case 'range':
      return rangeItem(node.range.users);
    case 'user':
      return userItem(node.user, context.me);
    case 'more':
      return moreItem(node);
    case 'problem':
      return problemItem(node);
    case 'rest': {
      const item = row('Look for other AuthLevels…', 'search');
      item.description = 'goes through all users';
      item.tooltip =
        'Users whose AuthLevel this version does not know are found only by going through all users.';
      item.contextValue = 'rest';
      // Otherwise the tooltip is read instead of the label.
      item.accessibilityInformation = { label: 'Look for other AuthLevels: goes through all users' };
      item.command = {
        command: 'ecgrid.loadMoreUsers',
        title: 'Look for Other AuthLevels',
        arguments: [node],
      };
      return item;
    }
    case 'unreadable': {
      const item = row(
        `${node.count} ${node.count === 1 ? 'record' : 'records'} could not be read`,
        'warning',
        'list.warningForeground',
      );
      item.collapsibleState = Collapsed;
      item.contextValue = 'unreadable';
      return item;
    }
    case 'record': {
      const item = row(node.name, 'question');
      item.description = node.reason;
      item.tooltip = `${node.name}: ${node.reason}`;
      item.contextValue = 'record';
      return item;
    }
  }
};

const row = (label: string, icon: string, color?: string): vscode.TreeItem => {
  const item = new vscode.TreeItem(label, None);
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  return item;
};

const levelIcon = (authLevel: string): string => {
  const level = knownLevel(authLevel);
  if (level === undefined) return 'question';
  const { scope, abilities } = levelFacts(level);
  if (scope === 'system') return 'server-environment';
  if (abilities.includes('administer')) return 'shield';
  return { network: 'globe', mailbox: 'mail', 'trading partner': 'link', none: 'circle-outline' }[scope];
};

const levelItem = (authLevel: string, context: TreeContext): vscode.TreeItem => {
  const group = context.group(authLevel);
  const count = group?.users.length ?? 0;
  const complete = group?.load.kind === 'loaded' && group.load.complete;
  const label = authLevel === '' ? 'AuthLevel not told' : authLevel;
  const item = row(label, levelIcon(authLevel));
  item.collapsibleState = context.alone ? Expanded : Collapsed;
  item.description = `${count.toLocaleString()}${complete ? '' : '+'}`;
  const level = knownLevel(authLevel);
  item.tooltip =
    level === undefined
      ? `${label}: an AuthLevel that this version does not know.`
      : levelFacts(level).description;
  item.contextValue = 'level';
  const users = count === 1 ? '1 user' : `${item.description.replace('+', ' or more')} users`;
  item.accessibilityInformation = { label: `${label}, ${users}` };
  return item;
};

const rangeItem = (users: readonly User[]): vscode.TreeItem => {
  const item = row(`${users.at(0)?.login ?? ''} – ${users.at(-1)?.login ?? ''}`, 'list-flat');
  item.collapsibleState = Collapsed;
  item.description = users.length.toLocaleString();
  item.contextValue = 'range';
  item.accessibilityInformation = {
    label: `${users.length} users from ${users.at(0)?.login ?? ''} to ${users.at(-1)?.login ?? ''}`,
  };
  return item;
};

const statusIcon = (user: User): readonly [string, string?] => {
  if (user.lockedOut === true) return ['lock', 'list.warningForeground'];
  switch (user.status) {
    case 'Suspended':
      return ['debug-pause', 'list.warningForeground'];
    case 'Terminated':
      return ['circle-slash', 'disabledForeground'];
    case 'Development':
      return ['tools'];
    case 'Preproduction':
      return ['beaker'];
    default:
      return ['account'];
  }
};

const userItem = (user: User, me: User | undefined): vscode.TreeItem => {
  const item = row(user.login, ...statusIcon(user));
  const name = fullName(user);
  const unusual = user.status === 'Active' || user.status === '' ? [] : [user.status];
  const parts = [...(name === user.login ? [] : [name]), placeOf(user), ...unusual];
  item.description = parts.join(' · ');
  const mayWrite = me !== undefined && mayAdminister(me, user).kind !== 'refused';
  item.contextValue = [
    'user',
    user.status || 'statusNotTold',
    ...(mayWrite ? ['administrable'] : []),
    ...(user.userId === me?.userId ? ['self'] : []),
  ].join(' ');
  const self = user.userId === me?.userId ? ', your own account' : '';
  item.accessibilityInformation = { label: `${user.login}, ${parts.join(', ')}${self}` };
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
    : node.authLevel === undefined
      ? { command: 'ecgrid.refreshUsers', title: 'Try Again' }
      : { command: 'ecgrid.loadMoreUsers', title: 'Try Again', arguments: [node] };
  return item;
};

/**
 * Every field that ECGrid tells of a user, a line each. Plain text, not Markdown: even untrusted Markdown would
 * turn what looks like an address in a name into a link.
 */
export const userTooltip = (user: User): string => {
  const rows: readonly (readonly [string, string | number | undefined])[] = [
    ['Login', user.login],
    ['Name', fullName(user)],
    ['E-mail', user.email],
    ['AuthLevel', user.authLevel || 'not told'],
    ['Status', user.status || 'not told'],
    ['Network', user.networkId],
    ['Mailbox', user.mailboxId === 0 ? 'none: the whole network' : user.mailboxId],
    ['User ID', user.userId],
    ['Company', user.company],
    ['Phone', user.phone],
    ['Cell phone', user.cellPhone],
    ['Cell carrier', user.cellCarrier],
    ['Locked out', user.lockedOut === true ? 'yes' : undefined],
    ['Last login', user.lastLogin],
    ['Open sessions', user.openSessions],
    ['Created', user.created],
    ['Modified', user.modified],
  ];
  return (
    rows
      .filter(([, value]) => value !== undefined && value !== '')
      // A line break in a name must not look like another field.
      .map(([name, value]) => `${name}: ${String(value).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`)
      .join('\n')
  );
};

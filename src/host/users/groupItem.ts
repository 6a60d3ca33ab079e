/** The rows of groups, and what groups are called. */
import * as vscode from 'vscode';
import { knownLevel, levelFacts } from '../../domain/authLevel.ts';
import { placeOfKey } from '../../domain/grouping.ts';
import type { GroupBy, Range } from '../../domain/grouping.ts';
import { caption } from '../../domain/text.ts';
import type { User } from '../../domain/user.ts';
import { mailboxText, networkText } from '../../domain/userText.ts';
import type { NameLookup } from '../../domain/userText.ts';
import type { GroupState } from '../../directory/group.ts';
import type { GroupId } from './nodes.ts';
import { parentRow, row } from './row.ts';
import { statusIcon } from './statusIcon.ts';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The text of a place whose name is known stays as it is; `network 1` begins a label. */
const placeLabelOf = (text: string, name: string | undefined): string =>
  name === undefined ? capital(text) : text;

/** What a group is called: `NetworkAdmin`, `Acme Foods (1)`, `Whole network Acme Foods (1)`, `Active`. */
export const groupLabel = ({ by, key }: GroupId, names: NameLookup): string => {
  if (by === 'level') return key === '' ? 'AuthLevel not told' : caption(key);
  if (by === 'status') return key === '' ? 'Status not told' : caption(key);
  const { networkId, mailboxId } = placeOfKey(key);
  if (mailboxId > 0) return placeLabelOf(mailboxText(mailboxId, names), names.mailboxName(mailboxId));
  if (networkId === 0) return 'Network not told';
  const name = names.networkName(networkId);
  if (by === 'network') return placeLabelOf(networkText(networkId, names), name);
  return name === undefined ? `Whole network ${networkId}` : `Whole network ${networkText(networkId, names)}`;
};

const levelIcon = (authLevel: string): string => {
  const level = knownLevel(authLevel);
  if (level === undefined) return 'question';
  const { scope, abilities } = levelFacts(level);
  if (scope === 'system') return 'server-environment';
  if (abilities.includes('administer')) return 'shield';
  return { network: 'globe', mailbox: 'mail', 'trading partner': 'link', none: 'circle-outline' }[scope];
};

const iconOf = ({ by, key }: GroupId): readonly [string, string?] => {
  switch (by) {
    case 'level':
      return [levelIcon(key)];
    case 'status':
      return key === '' ? ['question'] : statusIcon(key);
    case 'network':
      return ['globe'];
    case 'mailbox':
      return [placeOfKey(key).mailboxId === 0 ? 'globe' : 'mail'];
  }
};

const tooltipOf = (group: GroupId, label: string, names: NameLookup): string => {
  const { networkId, mailboxId } = placeOfKey(group.key);
  switch (group.by) {
    case 'level': {
      const level = knownLevel(group.key);
      return level === undefined
        ? `${label}: an AuthLevel that this version does not know.`
        : levelFacts(level).description;
    }
    case 'status':
      return `Users whose status is ${group.key === '' ? 'not told' : label}.`;
    case 'network':
      return networkId === 0 ? 'ECGrid does not tell the network of these users.' : `Users of ${label}.`;
    case 'mailbox':
      if (mailboxId > 0) return `Users of the mailbox ${label}, network ${networkText(networkId, names)}.`;
      return networkId === 0
        ? 'ECGrid does not tell the network of these users.'
        : `Users of the network ${networkText(networkId, names)} who are not limited to a mailbox.`;
  }
};

/** How many users a group has: `12`, `500+` when there may be more, nothing before it has been asked for. */
const countOf = (state: GroupState | undefined): string => {
  const count = state?.users.length ?? 0;
  if (count === 0 && state?.load.kind === 'idle') return '';
  const complete = state?.load.kind === 'loaded' && state.load.complete && !state.partial;
  return `${count.toLocaleString()}${complete ? '' : '+'}`;
};

/**
 * Draws a group.
 * @param alone true when it is the only one, and shown open
 */
export const groupItem = (
  group: GroupId,
  state: GroupState | undefined,
  names: NameLookup,
  alone: boolean,
): vscode.TreeItem => {
  const label = groupLabel(group, names);
  const item = parentRow(label, ...iconOf(group));
  if (alone) item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  const count = countOf(state);
  item.description = count;
  item.tooltip = tooltipOf(group, label, names);
  item.contextValue = `group ${group.by}`;
  const users =
    count === '' ? 'not loaded' : count === '1' ? '1 user' : `${count.replace('+', ' or more')} users`;
  item.accessibilityInformation = { label: `${label}, ${users}` };
  return item;
};

/** Draws a run of users, named by the first and the last. */
export const rangeItem = ({ items }: Range<User>): vscode.TreeItem => {
  const [first, last] = [items.at(0), items.at(-1)].map((user) => caption(user?.login ?? ''));
  const item = parentRow(`${first ?? ''} – ${last ?? ''}`, 'list-flat');
  item.description = items.length.toLocaleString();
  item.contextValue = 'range';
  item.accessibilityInformation = { label: `${items.length} users from ${first ?? ''} to ${last ?? ''}` };
  return item;
};

/** Draws a run of groups, named by the first and the last. */
export const groupsItem = ({ items }: Range<GroupId>, names: NameLookup): vscode.TreeItem => {
  const [first = '', last = ''] = [items.at(0), items.at(-1)].map(
    (group) => group && groupLabel(group, names),
  );
  const item = parentRow(`${first} – ${last}`, 'list-tree');
  item.description = items.length.toLocaleString();
  item.contextValue = 'groups';
  item.accessibilityInformation = { label: `${items.length} groups from ${first} to ${last}` };
  return item;
};

const restOf: Readonly<Record<GroupBy, readonly [others: string, why: string]>> = {
  level: ['AuthLevels', 'Users whose AuthLevel this version does not know are'],
  status: ['statuses', 'Users whose status this version does not know are'],
  network: ['networks', 'Users of networks that ECGrid does not list are'],
  mailbox: ['mailboxes', 'Users of a whole network, and of mailboxes that ECGrid does not list, are'],
};

/** Draws the row that goes through all users, for those whose group nobody knows to ask for. */
export const restItem = (node: { readonly kind: 'rest'; readonly by: GroupBy }): vscode.TreeItem => {
  const [others, why] = restOf[node.by];
  const item = row(`Look for other ${others}…`, 'search');
  item.description = 'goes through all users';
  item.tooltip = `${why} found only by going through all users.`;
  item.contextValue = 'rest';
  // Otherwise the tooltip is read instead of the label.
  item.accessibilityInformation = { label: `Look for other ${others}: goes through all users` };
  item.command = { command: 'ecgrid.loadMoreUsers', title: `Look for Other Users`, arguments: [node] };
  return item;
};

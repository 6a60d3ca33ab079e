/** Dragging users onto a group: who was dragged, and which group it is. What it means is decided elsewhere. */
import * as vscode from 'vscode';
import { groupKey, placeOfKey } from '../../domain/grouping.ts';
import type { User, UserId } from '../../domain/user.ts';
import type { Directory } from '../../directory/directory.ts';
import { tell } from '../notify.ts';
import { groupOf, isUserNode } from './nodes.ts';
import type { GroupId, Node } from './nodes.ts';
import { usersMimeType } from './usersView.ts';

/**
 * The group that users were dropped on. Of networks and mailboxes with their IDs: `mailboxId` 0 is the whole network.
 */
export type DropTarget = GroupId & { readonly networkId?: number; readonly mailboxId?: number };

/** Carries out a drop: gives the users the AuthLevel of the target, or moves them there. */
export type DropUsers = (users: readonly User[], target: DropTarget) => Promise<void>;

/** Puts the users among the rows that are dragged into the transfer; other rows cannot be dragged. */
export const drag = (nodes: readonly Node[], data: vscode.DataTransfer): void => {
  const userIds: readonly UserId[] = nodes.filter(isUserNode).map(({ user }) => user.userId);
  if (userIds.length > 0) data.set(usersMimeType, new vscode.DataTransferItem(userIds));
};

/** Any extension can put anything under our mime type, so that only users who are in the directory count. */
const draggedUsers = (value: unknown, directory: Directory): readonly User[] => {
  const ids: readonly unknown[] = Array.isArray(value) ? value : [];
  const known = ids.map((id) => (typeof id === 'number' ? directory.find(id) : undefined));
  return [...new Set(known.filter((user) => user !== undefined))];
};

const groupAt = (target: Node | undefined, directory: Directory): GroupId | undefined => {
  if (target?.kind !== 'user') return groupOf(target);
  // Nobody becomes locked out by being dropped there.
  if (target.below === 'lockedOut') return undefined;
  const { groupBy } = directory.view;
  const user = directory.find(target.user.userId);
  return user && { by: groupBy, key: groupKey(groupBy, user) };
};

const targetOf = (group: GroupId): DropTarget | undefined => {
  if (group.by === 'level') return group.key === '' ? undefined : group;
  const { networkId, mailboxId } = placeOfKey(group.key);
  if (networkId === 0) return undefined;
  return group.by === 'network' ? { ...group, networkId } : { ...group, networkId, mailboxId };
};

/** Hands the users that were dropped on a group, or on a row within it, to `carryOut`, but for those that are there. */
export const drop = async (
  directory: Directory | undefined,
  row: Node | undefined,
  data: vscode.DataTransfer,
  carryOut: DropUsers,
): Promise<void> => {
  if (!directory) return;
  const group = groupAt(row, directory);
  // A row may be from before the users were grouped otherwise.
  if (group?.by !== directory.view.groupBy) return;
  const users = draggedUsers(data.get(usersMimeType)?.value, directory);
  const others = users.filter((user) => groupKey(group.by, user) !== group.key);
  if (others.length === 0) return;
  if (group.by === 'status') {
    void tell('Status cannot be changed by dragging.');
    return;
  }
  const target = targetOf(group);
  if (target) await carryOut(others, target);
};

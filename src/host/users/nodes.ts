/** The rows of the tree as plain data. What they show is looked up when they are drawn. */
import { groupings } from '../../domain/grouping.ts';
import type { GroupBy, Range } from '../../domain/grouping.ts';
import type { User } from '../../domain/user.ts';

/** Which group of which grouping. */
export type GroupId = { readonly by: GroupBy; readonly key: string };

/** A row of the tree. */
export type Node =
  | ({ readonly kind: 'group' } & GroupId)
  /** A run of groups, where there are more than one node can have. */
  | { readonly kind: 'groups'; readonly range: Range<GroupId> }
  | ({ readonly kind: 'range'; readonly range: Range<User> } & GroupId)
  /** Whoever is locked out has a second row, below the group of those who are. */
  | { readonly kind: 'user'; readonly user: User; readonly below?: 'lockedOut' }
  | { readonly kind: 'lockedOut' }
  | { readonly kind: 'lockedOutRange'; readonly range: Range<User> }
  | ({ readonly kind: 'more'; readonly loading: boolean; readonly shown: number } & GroupId)
  /** What went wrong, in a group or with everything. */
  | {
      readonly kind: 'problem';
      readonly group: GroupId | undefined;
      readonly error: unknown;
      readonly stale: boolean;
    }
  | { readonly kind: 'rest'; readonly by: GroupBy }
  /** The filter lets nobody through. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly count: number }
  | { readonly kind: 'record'; readonly name: string; readonly reason: string };

/** The row of a user. */
export type UserNode = Extract<Node, { kind: 'user' }>;
/** The row of a group. */
export type GroupNode = Extract<Node, { kind: 'group' }>;

/** Names a row for good, so that refreshing keeps what is expanded and selected. */
export const nodeId = (node: Node): string => {
  switch (node.kind) {
    case 'group':
    case 'more':
      return `${node.kind}:${node.by}:${node.key}`;
    case 'groups':
      return `groups:${node.range.index}`;
    case 'range':
      return `range:${node.range.index}:${node.by}:${node.key}`;
    case 'user':
      return `${node.below ?? 'user'}:${node.user.userId}`;
    case 'lockedOutRange':
      return `range:${node.range.index}:lockedOut`;
    case 'problem':
      return node.group === undefined ? 'problem' : `problem:${node.group.by}:${node.group.key}`;
    case 'lockedOut':
    case 'rest':
    case 'empty':
    case 'unreadable':
      return node.kind;
    case 'record':
      return `record:${node.name}:${node.reason}`;
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** True for the argument that VS Code hands to a command from the row of a user. */
export const isUserNode = (value: unknown): value is UserNode =>
  isObject(value) &&
  value['kind'] === 'user' &&
  isObject(value['user']) &&
  typeof value['user']['userId'] === 'number' &&
  typeof value['user']['login'] === 'string' &&
  typeof value['user']['authLevel'] === 'string';

/** True for the row that looks for users of other groups. */
export const isRestNode = (value: unknown): boolean => isObject(value) && value['kind'] === 'rest';

/** The group that a row belongs to, for commands that act on a group. */
export const groupOf = (value: unknown): GroupId | undefined => {
  if (!isObject(value)) return undefined;
  const { by, key } = isObject(value['group']) ? value['group'] : value;
  const grouping = groupings.find((known) => known === by);
  return grouping !== undefined && typeof key === 'string' ? { by: grouping, key } : undefined;
};

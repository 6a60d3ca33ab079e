/** The rows of the tree as plain data. What they show is looked up when they are drawn. */
import type { UserRange } from '../../domain/grouping.ts';
import type { User } from '../../domain/user.ts';

/** A row of the tree. */
export type Node =
  | { readonly kind: 'level'; readonly authLevel: string }
  | { readonly kind: 'range'; readonly authLevel: string; readonly range: UserRange }
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'more'; readonly authLevel: string; readonly loading: boolean; readonly shown: number }
  | {
      readonly kind: 'problem';
      readonly authLevel: string | undefined;
      readonly error: unknown;
      readonly stale: boolean;
    }
  | { readonly kind: 'rest' }
  | { readonly kind: 'unreadable'; readonly count: number }
  | { readonly kind: 'record'; readonly name: string; readonly reason: string };

/** The row of a user. */
export type UserNode = Extract<Node, { kind: 'user' }>;

/** Names a row for good, so that refreshing keeps what is expanded and selected. */
export const nodeId = (node: Node): string => {
  switch (node.kind) {
    case 'level':
      return `level:${node.authLevel}`;
    case 'range':
      return `range:${node.authLevel}:${node.range.index}`;
    case 'user':
      return `user:${node.user.userId}`;
    case 'more':
      return `more:${node.authLevel}`;
    case 'problem':
      return node.authLevel === undefined ? 'problem' : `problem:${node.authLevel}`;
    case 'rest':
    case 'unreadable':
      return node.kind;
    case 'record':
      return `record:${node.name}:${node.reason}`;
  }
};

/** True for the argument that VS Code hands to a command from the row of a user. */
export const isUserNode = (value: unknown): value is UserNode =>
  isObject(value) &&
  value['kind'] === 'user' &&
  isObject(value['user']) &&
  typeof value['user']['userId'] === 'number' &&
  typeof value['user']['login'] === 'string' &&
  typeof value['user']['authLevel'] === 'string';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** True for the row that looks for users of other AuthLevels. */
export const isRestNode = (value: unknown): boolean => isObject(value) && value['kind'] === 'rest';

/** The AuthLevel that a row belongs to, for commands that act on a group. */
export const levelOf = (value: unknown): string | undefined =>
  isObject(value) && typeof value['authLevel'] === 'string' ? value['authLevel'] : undefined;

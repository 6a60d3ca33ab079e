/** The tree of users: which rows there are, and when they change. */
import * as vscode from 'vscode';
import { rangesOf } from '../../domain/grouping.ts';
import type { User } from '../../domain/user.ts';
import type { DirectoryChange } from '../../directory/directory.ts';
import type { GroupState } from '../../directory/group.ts';
import type { Connection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import type { Node } from './nodes.ts';
import { treeItem, userTooltip } from './treeItem.ts';

/** Hands the directory of the current session to VS Code's tree view. */
export class UsersTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #connection: Connection;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #subscription: vscode.Disposable;
  /** The rows of groups must stay the same objects, since VS Code is told of changes by object. */
  readonly #levels = new Map<string, Extract<Node, { kind: 'level' }>>();
  #unsubscribe: () => void = () => undefined;
  #shownLevels = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#subscription = connection.onDidChange(() => this.#follow());
    this.#follow();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const session = this.#connection.session;
    const alone = node.kind === 'level' && session?.directory.groups().length === 1;
    return treeItem(node, { me: session?.me, group: (level) => session?.directory.group(level), alone });
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.#roots();
    const directory = this.#connection.session?.directory;
    if (node.kind === 'range') return node.range.users.map(userNode);
    if (node.kind === 'unreadable') {
      return (directory?.unreadable() ?? []).map(({ name, reason }) => ({ kind: 'record', name, reason }));
    }
    const group = node.kind === 'level' ? directory?.group(node.authLevel) : undefined;
    return group ? groupRows(group) : [];
  }

  getParent(node: Node): Node | undefined {
    if (node.kind === 'range') return this.#level(node.authLevel);
    if (node.kind !== 'user') return undefined;
    const group = this.#connection.session?.directory.group(node.user.authLevel);
    const range = group && rangesOf(group.users).find(({ users }) => users.some(sameUser(node.user)));
    return range
      ? { kind: 'range', authLevel: node.user.authLevel, range }
      : this.#level(node.user.authLevel);
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.kind === 'user') item.tooltip = userTooltip(node.user);
    return item;
  }

  dispose(): void {
    this.#unsubscribe();
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #roots(): Promise<Node[]> {
    // While this promise is pending the view shows its progress bar.
    await this.#connection.settled();
    const { state } = this.#connection;
    if (state.kind === 'failed')
      return [{ kind: 'problem', authLevel: undefined, error: state.error, stale: false }];
    if (state.kind !== 'signedIn') return [];
    const { directory } = state.session;
    if (directory.groups().length === 0 && directory.state.kind !== 'failed') await directory.firstPage();
    return this.#directoryRows(state.session);
  }

  #directoryRows({ directory }: Session): Node[] {
    const groups = directory.groups();
    const unreadable = directory.unreadable().length;
    const { state } = directory;
    this.#shownLevels = levelsKey(groups);
    return [
      ...(state.kind === 'failed'
        ? [{ kind: 'problem', authLevel: undefined, error: state.error, stale: groups.length > 0 } as const]
        : []),
      ...groups.map(({ authLevel }) => this.#level(authLevel)),
      ...(state.kind === 'loaded' && !directory.complete ? [{ kind: 'rest' } as const] : []),
      ...(unreadable > 0 ? [{ kind: 'unreadable', count: unreadable } as const] : []),
    ];
  }

  #level(authLevel: string): Extract<Node, { kind: 'level' }> {
    const known = this.#levels.get(authLevel) ?? ({ kind: 'level', authLevel } as const);
    this.#levels.set(authLevel, known);
    return known;
  }

  /** Listens to the directory of the session that is there now. */
  #follow(): void {
    this.#unsubscribe();
    const session = this.#connection.session;
    this.#unsubscribe =
      session?.directory.onDidChange((change) => this.#onChange(session, change)) ?? (() => undefined);
    this.#tellViews();
    this.#changed.fire(undefined);
  }

  /** The welcome view for "no users" depends on whether they have been loaded. */
  #tellViews(): void {
    const state = this.#connection.session?.directory.state.kind ?? 'idle';
    void vscode.commands.executeCommand('setContext', 'ecgrid.users', state);
  }

  #onChange({ directory }: Session, change: DirectoryChange): void {
    this.#tellViews();
    const levelsChanged = levelsKey(directory.groups()) !== this.#shownLevels;
    if (change === 'all' || levelsChanged) this.#changed.fire(undefined);
    else this.#changed.fire(this.#level(change.authLevel));
  }
}

const userNode = (user: User): Node => ({ kind: 'user', user });

/** Shows a user in the tree; a view that is hidden stays hidden. */
export type RevealUser = (user: User) => void;

/** Makes {@link RevealUser} for a view. A user that cannot be shown is no failure of what was done to it. */
export const revealIn =
  (view: vscode.TreeView<Node>): RevealUser =>
  (user) => {
    if (view.visible)
      view.reveal(userNode(user), { select: true, focus: false }).then(undefined, () => undefined);
  };

const sameUser =
  (user: User) =>
  (other: User): boolean =>
    other.userId === user.userId;

const levelsKey = (groups: readonly GroupState[]): string =>
  groups.map(({ authLevel }) => authLevel).join('\n');

/** The rows below a group: its users or ranges of them, then what remains to be loaded or went wrong. */
const groupRows = ({ authLevel, users, load }: GroupState): Node[] => {
  const ranges = rangesOf(users);
  const rows: Node[] =
    ranges.length > 0 ? ranges.map((range) => ({ kind: 'range', authLevel, range })) : users.map(userNode);
  if (load.kind === 'failed') rows.push({ kind: 'problem', authLevel, error: load.error, stale: false });
  else if (load.kind !== 'loaded' || !load.complete) {
    rows.push({ kind: 'more', authLevel, loading: load.kind === 'loading', shown: users.length });
  }
  return rows;
};

/** The tree of users: which rows there are, and when they change. Loaded when the view is shown for the first time. */
import * as vscode from 'vscode';
import { groupKey, isFiltering, mostChildren, rangesOf } from '../../domain/grouping.ts';
import type { User } from '../../domain/user.ts';
import { noNames } from '../../domain/userText.ts';
import type { Directory } from '../../directory/directory.ts';
import type { DirectoryChange, GroupState } from '../../directory/group.ts';
import type { Connection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import { abortedBy } from '../cancellation.ts';
import { groupBySetting, readGroupBy } from './groupBySetting.ts';
import {
  lockedOutGroup,
  lockedOutParent,
  lockedOutRangeRows,
  lockedOutRows,
  lockedOutUserRows,
} from './lockedOutRows.ts';
import type { GroupId, GroupNode, Node, UserNode } from './nodes.ts';
import { possibleActionsFor } from './possibleActions.ts';
import type { PossibleActions } from './possibleActions.ts';
import { groupRows, groupsKey, idOf, problem, problemAlone, unreadableIn, userNode } from './rows.ts';
import { treeItem } from './treeItem.ts';
import { userTooltip } from './userTooltip.ts';
import { ViewStatus } from './viewStatus.ts';

/** Shows a user in the tree; a view that is hidden stays hidden. */
export type RevealUser = (user: User) => void;

/** Hands the directory of the current session to VS Code's tree view. */
export class UsersTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #connection: Connection;
  readonly #status: ViewStatus;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #subscriptions: vscode.Disposable;
  /** The rows of groups must stay the same objects, since VS Code is told of changes by object. */
  readonly #groups = new Map<string, GroupNode>();
  #unsubscribe: () => void = () => undefined;
  #shownGroups = '';
  #alone = false;
  #judged: { readonly me: User; readonly possible: PossibleActions } | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  /** @param describe shows the filter beside the title of the view; undefined = none */
  constructor(connection: Connection, describe: (filter: string | undefined) => void = () => undefined) {
    this.#connection = connection;
    this.#status = new ViewStatus(describe);
    this.#subscriptions = vscode.Disposable.from(
      connection.onDidChange(() => this.#follow()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(groupBySetting)) this.#groupBy();
      }),
    );
    this.#groupBy();
    this.#follow();
  }

  get #directory(): Directory | undefined {
    return this.#connection.session?.directory;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const session = this.#connection.session;
    return treeItem(node, {
      me: session?.me,
      possible: session && this.#possible(session),
      group: (key) => session?.directory.group(key),
      alone: this.#alone,
      lockedOut: session?.lockedOut,
      filtered: isFiltering(session?.directory.view.filter ?? {}),
      names: session?.places ?? noNames,
    });
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.#roots();
    switch (node.kind) {
      case 'group':
        return this.#rowsOf(node);
      case 'groups':
        return node.range.items.map((group) => this.#group(group));
      case 'range':
        return node.range.items.map(userNode);
      case 'lockedOut': {
        const { session } = this.#connection;
        return session ? lockedOutUserRows(session.lockedOut, session.directory) : [];
      }
      case 'lockedOutRange':
        return lockedOutRangeRows(node.range.items);
      case 'unreadable': {
        const { session } = this.#connection;
        return session ? unreadableIn(session).map((record) => ({ kind: 'record', ...record })) : [];
      }
      default:
        return [];
    }
  }

  getParent(node: Node): Node | undefined {
    if (node.kind === 'range') return this.#group(node);
    if (node.kind === 'group') return this.#runOf(node);
    if (node.kind === 'lockedOutRange') return lockedOutGroup;
    return node.kind === 'user' ? this.#parentOfUser(node) : undefined;
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: Node,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const { session } = this.#connection;
    if (node.kind !== 'user' || !session) return item;
    const details = await session.details.of(node.user.userId, abortedBy(token));
    // Without a tooltip VS Code asks again at the next look.
    if (token.isCancellationRequested) return item;
    const user = details ?? session.lockedOut.marked(node.user);
    item.tooltip = userTooltip(user, session.places, details !== undefined);
    return item;
  }

  dispose(): void {
    this.#unsubscribe();
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  /** Judged anew for another caller, or one who has become another. */
  #possible({ me, mayAct }: Session): PossibleActions {
    if (this.#judged?.me !== me) this.#judged = { me, possible: possibleActionsFor(me.userId, mayAct) };
    return this.#judged.possible;
  }

  #parentOfUser(node: UserNode): Node {
    const { session } = this.#connection;
    if (node.below === 'lockedOut')
      return session ? lockedOutParent(session.lockedOut, node.user) : lockedOutGroup;
    const directory = this.#directory;
    // What is told of the user elsewhere may be older, or in another grouping.
    const user = directory?.find(node.user.userId) ?? node.user;
    const by = directory?.groups()[0]?.by ?? 'level';
    const group = directory?.group(groupKey(by, user));
    const range = group && rangesOf(group.users).find(({ items }) => items.some(sameUser(user)));
    const { key } = group ?? { key: groupKey(by, user) };
    return range ? { kind: 'range', by, key, range } : this.#group({ by, key });
  }

  async #roots(): Promise<Node[]> {
    // While this promise is pending the view shows its progress bar.
    await this.#connection.settled();
    const { state } = this.#connection;
    if (state.kind === 'failed') return problemAlone(state.error);
    if (state.kind !== 'signedIn') return [];
    const { directory } = state.session;
    if (directory.groups().length === 0 && directory.state.kind !== 'failed') await directory.firstPage();
    // Another profile may have been chosen meanwhile.
    return this.#connection.session === state.session ? this.#rowsIn(state.session) : this.#roots();
  }

  #rowsIn(session: Session): Node[] {
    const { directory, lockedOut } = session;
    const unreadable = unreadableIn(session).length;
    const groups = directory.groups();
    const { state, view } = directory;
    this.#shownGroups = groupsKey(groups);
    this.#alone = groups.length === 1;
    if (state.kind === 'failed' && groups.length === 0) return problemAlone(state.error);
    const nobody = groups.length === 0 && state.kind === 'loaded' && !directory.busy;
    return [
      ...lockedOutRows(lockedOut),
      ...(state.kind === 'failed' ? [problem(state.error, true)] : []),
      ...(nobody && isFiltering(view.filter) ? [{ kind: 'empty' } as const] : []),
      ...this.#groupRows(groups),
      ...(state.kind === 'loaded' && !directory.complete
        ? [{ kind: 'rest', by: view.groupBy } as const]
        : []),
      ...(unreadable > 0 ? [{ kind: 'unreadable', count: unreadable } as const] : []),
    ];
  }

  #groupRows(groups: readonly GroupState[]): readonly Node[] {
    if (groups.length > mostChildren)
      return rangesOf(groups.map(idOf)).map((range) => ({ kind: 'groups', range }));
    return groups.map((group) => this.#group(group));
  }

  /** The run of groups that a group is in, where there are so many. */
  #runOf(node: GroupNode): Node | undefined {
    const groups = this.#directory?.groups() ?? [];
    if (groups.length <= mostChildren) return undefined;
    const range = rangesOf(groups.map(idOf)).find(({ items }) => items.some(({ key }) => key === node.key));
    return range && { kind: 'groups', range };
  }

  #rowsOf({ by, key }: GroupNode): Node[] {
    const group = this.#directory?.group(key);
    if (group?.by !== by) return [];
    // A group that was left for later is loaded when it is opened; the change is told.
    if (group.load.kind === 'idle') void this.#directory?.loadMore(key);
    return groupRows(this.#directory?.group(key) ?? group);
  }

  #group({ by, key }: GroupId): GroupNode {
    const id = `${by}:${key}`;
    const known = this.#groups.get(id) ?? ({ kind: 'group', by, key } as const);
    this.#groups.set(id, known);
    return known;
  }

  /** Follows the setting, which may have been changed before the view was ever shown. */
  #groupBy(): void {
    void this.#directory?.show({ groupBy: readGroupBy() });
  }

  /** Listens to the directory of the session that is there now. */
  #follow(): void {
    this.#unsubscribe();
    const { session } = this.#connection;
    const ends = session && [
      session.directory.onDidChange((change) => this.#onChange(session.directory, change)),
      session.lockedOut.onDidChange(() => this.#changed.fire(undefined)),
    ];
    this.#unsubscribe = () => ends?.forEach((end) => end());
    this.#status.tell(this.#connection);
    this.#changed.fire(undefined);
  }

  #onChange(directory: Directory, change: DirectoryChange): void {
    this.#status.tell(this.#connection);
    const group = change === 'all' ? undefined : directory.group(change.key);
    const sameGroups = group !== undefined && groupsKey(directory.groups()) === this.#shownGroups;
    this.#changed.fire(sameGroups ? this.#group(group) : undefined);
  }
}

const sameUser =
  (user: User) =>
  (other: User): boolean =>
    other.userId === user.userId;

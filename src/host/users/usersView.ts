/**
 * The view of the users, as activation builds it: it knows nothing but where the rest is. What draws and divides the
 * users is loaded when VS Code asks for the first row.
 */
import * as vscode from 'vscode';
import type { User } from '../../domain/user.ts';
import type { Connection } from '../connection/connection.ts';
import type { DropUsers } from './dragUsers.ts';
import type { Node } from './nodes.ts';
import type { RevealUser, UsersTree } from './usersTree.ts';

/** The mime type of rows of this view, as VS Code recommends it; nothing else can be dropped here. */
export const usersMimeType = 'application/vnd.code.tree.ecgrid.users';

/** The view `ecgrid.users`. */
export class UsersView
  implements vscode.TreeDataProvider<Node>, vscode.TreeDragAndDropController<Node>, vscode.Disposable
{
  readonly #connection: Connection;
  readonly #drop: DropUsers;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  #loading: Promise<UsersTree> | undefined;
  #tree: UsersTree | undefined;

  readonly onDidChangeTreeData = this.#changed.event;
  readonly dragMimeTypes = [usersMimeType];
  readonly dropMimeTypes = [usersMimeType];
  /** The view itself, for what VS Code can tell of it. */
  readonly view: vscode.TreeView<Node>;

  /** @param drop carries out what dragging users onto a group means */
  constructor(connection: Connection, drop: DropUsers) {
    this.#connection = connection;
    this.#drop = drop;
    this.view = vscode.window.createTreeView('ecgrid.users', {
      treeDataProvider: this,
      dragAndDropController: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
  }

  getTreeItem(node: Node): vscode.TreeItem | Promise<vscode.TreeItem> {
    return this.#tree ? this.#tree.getTreeItem(node) : this.#load().then((tree) => tree.getTreeItem(node));
  }

  async getChildren(node?: Node): Promise<Node[]> {
    return (await this.#load()).getChildren(node);
  }

  async getParent(node: Node): Promise<Node | undefined> {
    return (await this.#load()).getParent(node);
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: Node,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    return (await this.#load()).resolveTreeItem(item, node, token);
  }

  /** Called by VS Code when rows are dragged. */
  async handleDrag(nodes: readonly Node[], data: vscode.DataTransfer): Promise<void> {
    (await import('./dragUsers.ts')).drag(nodes, data);
  }

  /** Called by VS Code when something is dropped on a row. */
  async handleDrop(target: Node | undefined, data: vscode.DataTransfer): Promise<void> {
    const { drop } = await import('./dragUsers.ts');
    await drop(this.#connection.session?.directory, target, data, this.#drop);
  }

  /** Selects a user where the view is in sight. A user that cannot be shown is no failure of what was done to it. */
  readonly reveal: RevealUser = (user) => {
    if (this.view.visible) {
      this.view
        .reveal({ kind: 'user', user }, { select: true, focus: false })
        .then(undefined, () => undefined);
    }
  };

  /** Shows the view and in it a user, selected and focused. */
  async show(user: User): Promise<void> {
    await this.view.reveal({ kind: 'user', user }, { select: true, focus: true });
  }

  dispose(): void {
    this.view.dispose();
    this.#tree?.dispose();
    this.#changed.dispose();
  }

  #load(): Promise<UsersTree> {
    this.#loading ??= import('./usersTree.ts').then((module) => {
      const tree = new module.UsersTree(this.#connection, (filter) => {
        // Where the view is alone in its container, VS Code shows no description, but it shows a message.
        this.view.description = filter ?? '';
        this.view.message = filter === undefined ? '' : `Only ${filter}`;
      });
      tree.onDidChangeTreeData((node) => this.#changed.fire(node));
      this.#tree = tree;
      return tree;
    });
    return this.#loading;
  }
}

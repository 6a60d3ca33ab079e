/** The one search for a user: a quick pick over everything that is loaded, and over ECGrid’s logins where that is not all. */
import * as vscode from 'vscode';
import type { User } from '../../domain/user.ts';
import { LoginLookup } from '../../directory/loginLookup.ts';
import { UserSearch } from '../../directory/userSearch.ts';
import type { Session } from '../connection/session.ts';
import { explain } from '../explain.ts';
import type { UserNode } from './nodes.ts';
import { failedItem, heading, remark, userItem } from './userItems.ts';
import type { UserItem } from './userItems.ts';

/** The most users that are offered at once. */
export const mostMatches = 200;

export type PickUserOptions = {
  readonly placeHolder: string;
  /** What the field holds at first. */
  readonly text?: string;
  /** How long typing pauses before ECGrid is asked, in milliseconds. */
  readonly pause?: number;
};

/** Offers users in a quick pick until one is chosen or it is closed. */
export class UserPicker {
  readonly #quickPick: vscode.QuickPick<UserItem>;
  readonly #session: Session;
  readonly #lookup: LoginLookup;
  readonly #chosen = Promise.withResolvers<User | undefined>();
  #search = new UserSearch([]);
  #isLoading = true;

  constructor(session: Session, options: PickUserOptions, quickPick: vscode.QuickPick<UserItem>) {
    this.#quickPick = quickPick;
    this.#session = session;
    const { client } = session;
    this.#lookup = new LoginLookup({
      byName: (login, signal) => client.users.byName(login, signal),
      onChange: () => this.#drawAgain(),
      ...(options.pause === undefined ? {} : { pause: options.pause }),
    });
    quickPick.placeholder = options.placeHolder;
    quickPick.value = options.text ?? '';
    // Not in VS Code's types yet. Without it typing would bring the users into another order, and hide the headings.
    Object.assign(quickPick, { sortByLabel: false });
  }

  /** Shows it. @returns the user who was chosen; undefined when it was closed */
  async pick(): Promise<User | undefined> {
    const { directory } = this.#session;
    const quickPick = this.#quickPick;
    const stopListening = directory.onDidChange(() => this.#refill());
    const listening = vscode.Disposable.from(
      quickPick.onDidChangeValue(() => this.#type()),
      quickPick.onDidAccept(() => this.#accept()),
      quickPick.onDidTriggerItemButton(({ item }) => this.#showPage(item)),
      quickPick.onDidHide(() => this.#chosen.resolve(undefined)),
    );
    this.#refill();
    quickPick.show();
    void this.#loadFirst();
    try {
      return await this.#chosen.promise;
    } finally {
      stopListening();
      this.#lookup.dispose();
      listening.dispose();
      quickPick.dispose();
    }
  }

  async #loadFirst(): Promise<void> {
    await this.#session.directory.firstPage();
    this.#isLoading = false;
    this.#refill();
    this.#type();
  }

  #refill(): void {
    this.#search = new UserSearch(this.#session.directory.users());
    this.#drawAgain();
  }

  #type(): void {
    if (!this.#isLoading && !this.#session.directory.knowsEverybody) this.#lookup.type(this.#quickPick.value);
    this.#draw();
  }

  #accept(): void {
    const [item] = this.#quickPick.selectedItems;
    if (item?.triesAgain === true) this.#lookup.retry();
    else if (item?.user) this.#choose(item.user);
  }

  #showPage({ user }: UserItem): void {
    if (!user) return;
    // The page must find who is not loaded yet.
    this.#session.directory.include(user);
    const node: UserNode = { kind: 'user', user };
    void vscode.commands.executeCommand('ecgrid.showUser', node);
    this.#quickPick.hide();
  }

  #choose(user: User): void {
    this.#chosen.resolve(user);
    this.#quickPick.hide();
  }

  /** Draws with the same entry active: something has arrived while somebody looks through the list. */
  #drawAgain(): void {
    const [active] = this.#quickPick.activeItems;
    this.#draw();
    const same = this.#quickPick.items.find(({ user }) => user && user.userId === active?.user?.userId);
    if (same) this.#quickPick.activeItems = [same];
  }

  #draw(): void {
    const { places } = this.#session;
    const { users, total } = this.#search.find(this.#quickPick.value, mostMatches);
    const more = remark(
      `${users.length} of ${total.toLocaleString()} users are shown`,
      'Type more to find the others.',
    );
    this.#quickPick.items = [
      ...users.map((user) => userItem(user, places)),
      ...(total > users.length ? [more] : []),
      ...this.#fromService(),
    ];
    this.#quickPick.busy = this.#isLoading || this.#lookup.state.kind === 'waiting';
  }

  #fromService(): readonly UserItem[] {
    const { directory, places } = this.#session;
    const { state } = this.#lookup;
    if (this.#isLoading || directory.knowsEverybody) return [];
    const onService = heading('On ECGrid');
    switch (state.kind) {
      case 'none':
        return [
          onService,
          remark('Type a whole login to look for it on ECGrid', 'Not all users are loaded.'),
        ];
      case 'waiting':
        return [];
      case 'found': {
        const others = state.users.filter(({ userId }) => !this.#search.has(userId));
        return others.length === 0 ? [] : [onService, ...others.map((user) => userItem(user, places))];
      }
      case 'failed':
        return [onService, failedItem(explain(state.error).message)];
    }
  }
}

/** Asks for one user. @returns undefined when nobody was chosen */
export const pickUser = (session: Session, options: PickUserOptions): Promise<User | undefined> =>
  new UserPicker(session, options, vscode.window.createQuickPick<UserItem>()).pick();

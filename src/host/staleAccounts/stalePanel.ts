/**
 * The page of stale accounts: which active users have not signed in for long, which never have, and of whom that is not
 * known. It reads once; another number of days and a filter ask ECGrid nothing.
 */
import * as vscode from 'vscode';
import type { UnreadableRecord } from '../../api/reader.ts';
import type { UserService } from '../../api/userService.ts';
import { staleToCsv, staleToJson } from '../../exchange/exportStaleAccounts.ts';
import { staleAccounts, staleKinds } from '../../domain/staleAccounts.ts';
import type { StaleAccounts, StaleDays } from '../../domain/staleAccounts.ts';
import type { User, UserId } from '../../domain/user.ts';
import type { Reading } from '../../protocol/common.ts';
import { FromStalePage } from '../../protocol/stalePage.ts';
import type { StaleModel, StaleReport, ToStalePage } from '../../protocol/stalePage.ts';
import { saveTable } from '../exchange/files.ts';
import { explain } from '../explain.ts';
import { PagePanel } from '../pages/pagePanel.ts';
import { withNotification } from '../progress.ts';
import { pageFacts } from '../writes/profileText.ts';
import type { SessionContext } from '../writes/windowContext.ts';
import { reportOf } from './staleReport.ts';

/** A run tells of one user after another: the page is told at most this often; milliseconds. */
const tellEvery = 200;

/** What the page needs. */
export type StalePanelOptions = {
  readonly context: SessionContext;
  /** Everybody within reach, with last logins. */
  readonly list: UserService['listDetails'];
  /** Suspends users, after asking; absent where that cannot be done. */
  readonly suspend: ((users: readonly User[]) => Promise<void>) | undefined;
  readonly now?: () => Date;
};

/** `1 stale account`, `1,200 stale accounts` */
const accountsText = (count: number): string =>
  `${count.toLocaleString()} stale ${count === 1 ? 'account' : 'accounts'}`;

/** The fields of a user that were told. */
const told = (user: User): Partial<User> =>
  Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined));

/** The open page. */
export class StalePanel extends PagePanel<ToStalePage, FromStalePage> {
  readonly #options: StalePanelOptions;
  #view: { readonly days: StaleDays; readonly filter: string } = { days: 90, filter: '' };
  #reading: Reading = { state: 'reading' };
  /** Everybody, as told last; undefined until ECGrid has told it once. */
  #users: Map<UserId, User> | undefined;
  #unreadable: readonly UnreadableRecord[] = [];
  #accounts: StaleAccounts | undefined;
  /** What was learned since the reading that is under way began: its answer may be older. */
  #learned: Map<UserId, User> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: StalePanelOptions) {
    const { extensionUri, log, session } = options.context;
    super({
      extensionUri,
      log,
      viewType: 'ecgrid.stalePage',
      title: 'Stale Accounts',
      from: FromStalePage,
    });
    this.#options = options;
    const following = vscode.Disposable.from(
      { dispose: session.onDidLearn((user) => this.#learn(user)) },
      { dispose: session.places.onDidChange(() => this.#tell()) },
      { dispose: () => clearTimeout(this.#timer) },
    );
    this.closed.addEventListener('abort', () => void following.dispose());
    void this.#read();
  }

  protected override async handle(message: FromStalePage): Promise<void> {
    switch (message.type) {
      case 'ready':
        // A page that was hidden for long has grown older.
        this.#study();
        this.#tell();
        return;
      case 'refresh':
        return this.#read();
      case 'look': {
        const { days, filter } = message;
        const isOther = days !== this.#view.days;
        this.#view = { days, filter };
        if (isOther) this.#study();
        this.#tell();
        return;
      }
      case 'showUser': {
        const [user] = this.#reported([message.userId]);
        if (user) await vscode.commands.executeCommand('ecgrid.showUser', { kind: 'user', user });
        return;
      }
      case 'export':
        return this.#export();
      case 'suspend': {
        const users = this.#reported(message.userIds);
        if (users.length > 0) await this.#options.suspend?.(users);
      }
    }
  }

  /** Asks ECGrid for everybody, once at a time. A failure is shown beside what was known. */
  async #read(): Promise<void> {
    if (this.#learned) return;
    const learned = (this.#learned = new Map<UserId, User>());
    const { session, log } = this.#options.context;
    this.#reading = { state: 'reading' };
    this.#tell();
    void session.places.load();
    try {
      const { items, unreadable } = await withNotification('Reading last logins', (signal) =>
        this.#options.list({}, AbortSignal.any([signal, this.closed])),
      );
      this.#users = new Map(items.map((user) => [user.userId, user]));
      this.#unreadable = unreadable;
      for (const user of learned.values()) this.#take(user);
      this.#study();
      this.#reading = { state: 'read' };
    } catch (error) {
      const { message, nextStep, kind } = explain(error);
      if (kind !== 'cancelled') log.failure('Reading last logins', error);
      this.#reading = { state: 'failed', message, nextStep };
    }
    this.#learned = undefined;
    this.#tell();
  }

  /** Takes over what a write, from here or elsewhere, has made of a user. */
  #learn(user: User): void {
    this.#learned?.set(user.userId, user);
    if (!this.#take(user)) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#study();
      this.#tell();
    }, tellEvery);
  }

  /** What is told now counts, where it tells anything: not every answer has a last login. */
  #take(user: User): boolean {
    const before = this.#users?.get(user.userId);
    if (before) this.#users?.set(user.userId, { ...before, ...told(user) });
    return before !== undefined;
  }

  #study(): void {
    const { now = () => new Date() } = this.#options;
    this.#accounts =
      this.#users && staleAccounts([...this.#users.values()], { days: this.#view.days, now: now() });
  }

  /** The users of the report with these IDs: a page is only trusted to say which. */
  #reported(userIds: readonly number[]): readonly User[] {
    const wanted = new Set(userIds);
    return staleKinds.flatMap((kind) =>
      (this.#accounts?.[kind] ?? []).map(({ user }) => user).filter(({ userId }) => wanted.has(userId)),
    );
  }

  async #export(): Promise<void> {
    const accounts = this.#accounts;
    if (!accounts) return;
    const count = staleKinds.reduce((sum, kind) => sum + accounts[kind].length, 0);
    await saveTable('ecgrid-stale-accounts', accountsText(count), {
      csv: () => staleToCsv(accounts),
      json: () => staleToJson(accounts),
    });
  }

  #tell(): void {
    // A page that is hidden says that it is ready when it comes back.
    if (this.visible) this.post({ type: 'stale', model: this.#model() });
  }

  #model(): StaleModel {
    const { context, suspend } = this.#options;
    return {
      ...pageFacts(context.session),
      ...this.#view,
      report: this.#report(),
      reading: this.#reading,
      suspendable: suspend !== undefined,
    };
  }

  #report(): StaleReport | undefined {
    if (!this.#users || !this.#accounts) return undefined;
    const { places } = this.#options.context.session;
    return reportOf({
      users: [...this.#users.values()],
      unreadable: this.#unreadable,
      accounts: this.#accounts,
      filter: this.#view.filter,
      names: places,
    });
  }
}

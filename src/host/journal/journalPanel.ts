/**
 * The page of the journal: what was written to ECGrid from this machine, a month at a time. It stays open when the
 * session changes, and tells anew then what can be undone.
 */
import * as vscode from 'vscode';
import type { Journal, JournalMonth } from '../../journal/journal.ts';
import { fileOf } from '../../journal/journalFiles.ts';
import { FromJournalPage } from '../../protocol/journalPage.ts';
import type { JournalModel, JournalVerdict, ToJournalPage } from '../../protocol/journalPage.ts';
import { requireSession } from '../commands/sessionCommand.ts';
import { PagePanel } from '../pages/pagePanel.ts';
import { pageFacts } from '../writes/profileText.ts';
import type { SessionContext, WindowContext } from '../writes/windowContext.ts';
import { exportJournal } from './exportJournal.ts';
import type { JournalFormat } from './exportJournal.ts';
import { isShowable, rowsOf, userIdOf } from './journalRows.ts';
import { showFolder } from './showFolder.ts';
import { undoEntry, undoRun } from './undo.ts';
import { verify } from './verifyJournal.ts';

/** Writes come in quick succession during a run: the files are read again at most this often; milliseconds. */
const readEvery = 200;

/** `2026-11` of `journal-2026-11.jsonl` */
const monthOf = (file: string): string => file.slice('journal-'.length, -'.jsonl'.length);

const notRead = 'The journal could not be read. Show the log for more.';

/** What was read of the journal: which files there are, and the one that is shown. */
type Read = JournalMonth & { readonly files: readonly string[]; readonly file: string | undefined };

const nothing: Read = { files: [], file: undefined, entries: [], later: [], unreadable: 0 };

/** What the page needs. */
export type JournalPanelOptions = {
  readonly window: WindowContext;
  readonly journal: Journal;
  readonly memento: vscode.Memento;
};

/** The open page. */
export class JournalPanel extends PagePanel<ToJournalPage, FromJournalPage> {
  readonly #window: WindowContext;
  readonly #journal: Journal;
  readonly #memento: vscode.Memento;
  /** The month that was chosen; undefined = the newest. */
  #chosen: string | undefined;
  #shown = nothing;
  #trouble: string | undefined;
  #verdict: JournalVerdict | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor({ window, journal, memento }: JournalPanelOptions) {
    const { extensionUri, log, connection } = window;
    super({
      extensionUri,
      log,
      viewType: 'ecgrid.journalPage',
      title: 'ECGrid Journal',
      from: FromJournalPage,
    });
    this.#window = window;
    this.#journal = journal;
    this.#memento = memento;
    const following = vscode.Disposable.from(
      connection.onDidChange(() => this.#tell()),
      connection.onDidChangeCaption(() => this.#tell()),
      { dispose: journal.onDidAppend(() => this.#readSoon()) },
      { dispose: () => clearTimeout(this.#timer) },
    );
    this.closed.addEventListener('abort', () => void following.dispose());
    // With the profile of last time something can be undone.
    connection.settled().catch((error: unknown) => log.failure('Connecting', error));
  }

  protected override async handle(message: FromJournalPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        await this.#read();
        if (this.#verdict) this.post({ type: 'verified', verdict: this.#verdict });
        return;
      case 'refresh':
        return this.#read();
      case 'month':
        this.#chosen = message.month;
        return this.#read();
      case 'undoEntry':
        return this.#withSession((context) => undoEntry(message.id, context));
      case 'undoRun':
        return this.#withSession((context) => undoRun(message.run, context));
      case 'showUser':
        return this.#showUser(message.id);
      case 'export':
        return this.#export(message.format);
      case 'verify':
        return this.#verify();
      case 'showFolder':
        return showFolder(this.#journal.folder);
    }
  }

  async #withSession(work: (context: SessionContext) => Promise<void>): Promise<void> {
    const session = await requireSession(this.#window.connection);
    if (session) await work({ ...this.#window, session });
  }

  async #showUser(id: string): Promise<void> {
    const entry = this.#shown.entries.find(({ begun }) => begun.id === id);
    if (!entry || !isShowable(entry, this.#window.connection.session)) return;
    // The command reads the user; the row says which one.
    const user = { userId: userIdOf(entry), login: entry.begun.target.login, authLevel: '' };
    await vscode.commands.executeCommand('ecgrid.showUser', { kind: 'user', user });
  }

  async #export(format: JournalFormat): Promise<void> {
    const { file } = this.#shown;
    if (file !== undefined) await exportJournal(this.#journal, file, monthOf(file), format);
  }

  async #verify(): Promise<void> {
    this.post({ type: 'verified' });
    this.#verdict = await verify(this.#journal, this.#memento).catch((error: unknown) => {
      this.#window.log.failure('Verifying the journal', error);
      return { whole: false, message: notRead, problems: [] };
    });
    this.post({ type: 'verified', verdict: this.#verdict });
  }

  #readSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      // A page that is hidden says that it is ready when it comes back.
      if (this.visible) void this.#read();
    }, readEvery);
  }

  /** Reads the files anew, one time after another, and tells the page. A failure is shown beside what was known. */
  #read(): Promise<void> {
    this.#reading = this.#reading.then(async () => {
      try {
        const files = await this.#journal.names();
        const chosen = this.#chosen === undefined ? undefined : fileOf(this.#chosen);
        const file = files.find((name) => name === chosen) ?? files.at(-1);
        const month = file === undefined ? nothing : await this.#journal.month(file);
        this.#shown = { ...month, files, file };
        this.#trouble = undefined;
      } catch (error) {
        this.#window.log.failure('Reading the journal', error);
        this.#trouble = notRead;
      }
      this.#tell();
    });
    return this.#reading;
  }

  #tell(): void {
    this.post({ type: 'journal', model: this.#model() });
  }

  #model(): JournalModel {
    const { session } = this.#window.connection;
    const { files, file, unreadable } = this.#shown;
    const isUnderWay = this.#journal.isUnderWay.bind(this.#journal);
    return {
      session: session && pageFacts(session),
      months: files.map(monthOf).reverse(),
      month: file && monthOf(file),
      rows: rowsOf({ ...this.#shown, session, isUnderWay }),
      unreadable,
      trouble: this.#trouble,
    };
  }
}

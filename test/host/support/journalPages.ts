/** The page of the journal, played by a test: it presses the buttons, and reads what the extension tells. */
import assert from 'node:assert/strict';
import { ToJournalPage } from '../../../src/protocol/journalPage.ts';
import type {
  FromJournalPage,
  JournalModel,
  JournalRow,
  JournalVerdict,
} from '../../../src/protocol/journalPage.ts';
import { showJournal } from '../../../src/host/journal/showJournal.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { standInDialogs } from './dialogs.ts';
import type { Dialogs } from './dialogs.ts';
import { administratorOf } from './ownSandbox.ts';
import type { Administrator, AdministratorOptions, OwnSandbox } from './ownSandbox.ts';
import { standInPages } from './pages.ts';
import type { PageStandIn } from './pages.ts';
import type { Recorder } from './recorder.ts';
import { MemoryMemento } from './stores.ts';

/** An open page. */
export type JournalInTest = {
  readonly page: PageStandIn;
  readonly say: (message: FromJournalPage) => void;
  /** What the page is told when it comes back from being hidden. */
  readonly model: () => Promise<JournalModel>;
  /** Resolves with the first model that is wanted, of those that were told since the page last spoke. */
  readonly until: (isWanted: (model: JournalModel) => boolean) => Promise<JournalModel>;
  /** Verifies, as its button does. */
  readonly verify: () => Promise<JournalVerdict>;
};

const modelOf = (message: unknown): JournalModel | undefined => {
  const told = ToJournalPage.parse(message);
  return told.type === 'journal' ? told.model : undefined;
};

const verdictOf = (message: unknown): JournalVerdict | undefined => {
  const told = ToJournalPage.parse(message);
  return told.type === 'verified' ? told.verdict : undefined;
};

/** Plays a page. */
export const playJournal = (page: PageStandIn): JournalInTest => {
  const say = (message: FromJournalPage): void => {
    page.heard.clear();
    page.say(message);
  };
  const until: JournalInTest['until'] = async (isWanted) => {
    const message = await page.heard.until((one) => {
      const model = modelOf(one);
      return model !== undefined && isWanted(model);
    });
    return modelOf(message) ?? assert.fail();
  };
  return {
    page,
    say,
    until,
    model: () => {
      say({ type: 'ready' });
      return until(() => true);
    },
    verify: async () => {
      say({ type: 'verify' });
      return verdictOf(await page.heard.until((one) => verdictOf(one) !== undefined)) ?? assert.fail();
    },
  };
};

/** The only row of a login. */
export const rowOfLogin = ({ rows }: JournalModel, login: string): JournalRow => {
  const [row, ...others] = rows.filter(({ target }) => target.login === login);
  assert.ok(row && others.length === 0, `${others.length + 1} rows of ${login}`);
  return row;
};

/** Somebody who has opened the page. */
export type JournalOfAdministrator = Administrator & {
  readonly pages: Recorder<PageStandIn>;
  readonly journal: JournalInTest;
  readonly dialogs: Dialogs;
  /** Runs the command again. */
  readonly show: () => Promise<void>;
};

/** Signs in and opens the page. @param writeJournal what it shows; the one that is written unless told */
export const openJournalPage = async (
  sandbox: OwnSandbox,
  options?: AdministratorOptions,
  writeJournal?: Journal,
): Promise<JournalOfAdministrator> => {
  const somebody = await administratorOf(sandbox, options);
  const pages = standInPages();
  const dialogs = standInDialogs();
  const context = writeJournal
    ? { ...somebody.context, journal: () => Promise.resolve(writeJournal) }
    : somebody.context;
  const command = showJournal(context, new MemoryMemento());
  const show = async (): Promise<void> => {
    await command();
  };
  await show();
  const [page] = pages.items;
  assert.ok(page);
  return { ...somebody, pages, dialogs, show, journal: playJournal(page) };
};

/** Verifying the journal: whole, torn, changed, cut short; told in a notification and on its page. */
import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { openJournal } from '../../src/host/journal/openJournal.ts';
import { showJournal } from '../../src/host/journal/showJournal.ts';
import { verifyJournal } from '../../src/host/journal/verifyJournal.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { roleWrite } from '../../src/operations/writes/role.ts';
import { writeContext } from '../../src/host/writes/windowContext.ts';
import { performWithProgress } from '../../src/host/writes/performWithProgress.ts';
import { standInDialogs } from './support/dialogs.ts';
import type { Dialogs } from './support/dialogs.ts';
import { TestFolder } from './support/exchange.ts';
import { playJournal } from './support/journalPages.ts';
import type { JournalInTest } from './support/journalPages.ts';
import { administratorOf, ownSandbox } from './support/ownSandbox.ts';
import { onlyPage, standInPages } from './support/pages.ts';
import { MemoryMemento } from './support/stores.ts';
import { quietLog } from './support/window.ts';

const sandbox = ownSandbox();
const folder = new TestFolder();

type Verified = {
  readonly journal: Journal;
  readonly dialogs: Dialogs;
  readonly page: JournalInTest;
  /** What the command tells, and what the page does. */
  readonly verify: () => Promise<{ readonly told: string; readonly problems: readonly string[] }>;
  /** Writes the file anew. */
  readonly change: (change: (lines: readonly string[]) => readonly string[]) => Promise<void>;
};

/** A journal of two writes, as the extension opens its own. */
const written = async (writes = 2): Promise<Verified> => {
  const memento = new MemoryMemento();
  const journal = openJournal(vscode.Uri.file(folder.path), memento, quietLog);
  const { context, user } = await administratorOf(sandbox());
  const { session } = context;
  const through = { ...session.through, recorder: journal.recorder(session.profile, () => session.me) };
  const own = { ...context, session: { ...session, through }, journal: () => Promise.resolve(journal) };
  const dialogs = standInDialogs();
  for (const authLevel of (['TPUser', 'MailboxUser'] as const).slice(0, writes)) {
    const write = roleWrite(writeContext(own), { authLevel, scope: {} });
    dialogs.answer('Change Role');
    await performWithProgress(write, user('general'), own);
  }
  const pages = standInPages();
  await showJournal(own, memento)();
  const page = playJournal(onlyPage(pages));
  const command = verifyJournal(own, memento);
  return {
    journal,
    dialogs,
    page,
    verify: async () => {
      dialogs.shown.clear();
      await command();
      const [told = ''] = dialogs.told;
      const { message, problems, whole } = await page.verify();
      assert.ok(told.startsWith(message));
      assert.equal(whole, problems.length === 0);
      return { told: message, problems };
    },
    change: async (change) => {
      const [name = ''] = await journal.names();
      const file = join(journal.folder, name);
      const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
      await writeFile(
        file,
        change(lines)
          .map((line) => `${line}\n`)
          .join(''),
      );
    },
  };
};

describe('verifying the journal', () => {
  sandbox.forEach();
  folder.forEach();

  it('finds it empty before the first write', async () => {
    const { verify } = await written(0);
    assert.deepEqual(await verify(), {
      told: 'The journal is empty: nothing was written yet.',
      problems: [],
    });
  });

  it('finds it whole, with how much there is of it', async () => {
    const { verify } = await written();
    assert.deepEqual(await verify(), { told: 'The journal is whole: 4 lines in 1 file.', problems: [] });
  });

  it('tells torn lines, which alone are no sign of tampering', async () => {
    const { verify, journal } = await written();
    const [name = ''] = await journal.names();
    await appendFile(join(journal.folder, name), '{"previous":"');
    const { told, problems } = await verify();
    assert.equal(
      told,
      'The journal is whole: 5 lines in 1 file. 1 line is torn, as happens when VS Code ends while writing.',
    );
    assert.deepEqual(problems, []);
  });

  it('finds a line that was changed, names it, and shows the journal', async () => {
    const { verify, change, journal, dialogs } = await written();
    await change((lines) =>
      lines.map((line, index) => (index === 1 ? line.replace('done', 'failed') : line)),
    );
    const [name = ''] = await journal.names();
    const { told, problems } = await verify();
    assert.equal(told, 'The journal is not as it was written: 1 problem in 4 lines in 1 file.');
    assert.deepEqual(problems, [`${name}, line 2: This line was changed after it was written.`]);
    const [asked] = dialogs.shown.items;
    assert.deepEqual([asked?.severity, asked?.buttons], ['warning', ['Show Journal', 'Show Folder']]);
    assert.ok(asked?.message.endsWith(problems[0] ?? '?'));
  });

  it('finds that the newest lines were taken out, which the files alone do not show', async () => {
    const { verify, change, journal } = await written();
    await change((lines) => lines.slice(0, -1));
    const [name = ''] = await journal.names();
    const { problems } = await verify();
    assert.deepEqual(problems, [`${name}, line 3: Lines are missing that were written once.`]);
  });

  it('offers the folder: tells where it is, where no file manager can show it', async function () {
    if (vscode.env.uiKind === vscode.UIKind.Desktop) this.skip();
    const { page, journal, dialogs } = await written();
    dialogs.shown.clear();
    page.say({ type: 'showFolder' });
    const { message } = await dialogs.shown.until(() => true);
    assert.equal(message, `The journal is in ${journal.folder}.`);
  });
});

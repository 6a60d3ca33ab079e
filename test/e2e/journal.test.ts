/** What was written to ECGrid: undone from a notification, shown on a page, filtered, exported, verified. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import Papa from 'papaparse';
import * as z from 'zod/mini';
import { createClient } from '../../src/api/client.ts';
import type { AuthLevel } from '../../src/domain/authLevel.ts';
import { lineOf, noHash } from '../../src/journal/chain.ts';
import { journalOutcomes } from '../../src/journal/record.ts';
import type { JournalRecord } from '../../src/journal/record.ts';
import { runAxe } from '../support/axe.ts';
import { JournalPage } from '../support/journalPage.ts';
import { eventually, openScene, signOut } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';
import { RunPage } from '../support/userPage.ts';
import { beganAs, endedAs } from '../unit/support/journals.ts';
import { themes } from '../support/workbench.ts';
import type { Theme } from '../support/workbench.ts';

let scene: Scene;
let form: UserForm;
let page: JournalPage;
let run: RunPage;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecgrid-journal-'));
  await writeFile(join(folder, 'there.csv'), '');
  scene = await openScene({ signedInAs: 'NetworkAdmin', viewport: { width: 1400, height: 1100 } });
  // Its group moves the rows below when it comes.
  await scene.workbench.treeItem(/^Locked out/).waitFor();
  for (const level of ['TPUser', 'General']) await scene.workbench.expand(level);
  form = new UserForm(scene.workbench);
  page = new JournalPage(scene.workbench);
  run = new RunPage(scene.workbench);
});
after(async () => {
  await scene.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await scene.judge.faults();
  await scene.workbench.runCommand('View: Close All Editors');
});

const levelOf = async (login: string): Promise<string | undefined> =>
  (await scene.judge.usersCalled(login))[0]?.authLevel;

/** Changes a role as a person does. */
const changeRole = async (login: string, level: AuthLevel): Promise<void> => {
  await scene.workbench.contextMenu(login, 'Change Role…');
  await form.ready();
  await form.level(level).click();
  await form.button('Change Role').click();
  await scene.workbench.modal.choose('Change Role');
};

/** Changes a role as somebody else does, elsewhere. */
const changeElsewhere = async (login: string, level: AuthLevel): Promise<void> => {
  const { url, apiKeys } = scene.sandbox;
  const [truth] = await scene.judge.usersCalled(login);
  await createClient({ origin: url, apiKey: apiKeys.Root }).users.setRole(truth?.userId ?? 0, level);
};

test('a change offers to be undone, asks, and is undone', async () => {
  const { workbench } = scene;
  await changeRole('general', 'MailboxUser');
  const told = workbench.notification('general is now MailboxUser.');
  await told.getByRole('button', { name: 'Undo' }).waitFor();
  await workbench.screenshot('undo-notification');
  await told.getByRole('button', { name: 'Undo' }).click();
  await workbench.modal.message.getByText('Undo this change of general?').waitFor();
  await workbench.modal.detail.getByText('AuthLevel: MailboxUser → General').waitFor();
  await workbench.modal.choose('Undo');
  await workbench.notification('The change of general was undone.').waitFor();
  assert.equal(await levelOf('general'), 'General');
  await workbench.clearNotifications();
});

test('nothing is undone when somebody else has changed the user since, and it is said what is different', async () => {
  const { workbench } = scene;
  await changeRole('general', 'MailboxUser');
  const told = workbench.notification('general is now MailboxUser.');
  await told.waitFor();
  await changeElsewhere('general', 'TPUser');
  await told.getByRole('button', { name: 'Undo' }).click();
  await workbench
    .notification('Not undone: general has been changed since. AuthLevel: MailboxUser → TPUser.')
    .waitFor();
  await workbench.notification('Reading what is true now').waitFor({ state: 'detached' });
  await workbench.screenshot('undo-conflict');
  assert.equal(await levelOf('general'), 'TPUser');
  await workbench.clearNotifications();
});

test('the page shows what was done, follows what is done, and undoes it', async () => {
  const { workbench } = scene;
  await page.open();
  await page.count('3 entries').waitFor();
  await scene.judge.faults({ name: 'error500BeforeCommit', path: '/v2/users/role' });
  await changeRole('tpuser', 'MailboxUser');
  await form.failure.getByText('tpuser was read again: the role was not changed.').waitFor();
  await scene.judge.faults();
  await form.button('Change Role').click();
  await workbench.modal.choose('Change Role');
  await workbench.notification('tpuser is now MailboxUser.').waitFor();
  await workbench.clearNotifications();
  await page.open();
  await page.count('5 entries').waitFor();
  const done = page.entries('tpuser', 'Done');
  await done.getByText('AuthLevel: TPUser → MailboxUser').waitFor();
  await page.entries('tpuser', 'Failed').getByText('the role was not changed').waitFor();
  await done.getByRole('button', { name: 'Undo' }).click();
  await workbench.modal.choose('Undo');
  await workbench.notification('The change of tpuser was undone.').waitFor();
  assert.equal(await levelOf('tpuser'), 'TPUser');
  await page.count('6 entries').waitFor();
  await page.entries('tpuser', 'Undoes the change of').waitFor();
  await page.entries('tpuser', 'Undone').waitFor();
  await workbench.clearNotifications();
});

test('a run is undone as a whole, after a preview', async () => {
  const { workbench } = scene;
  const logins = ['naomi.fischer', 'bettina.delgado', 'isaac.ivanov'];
  for (const login of logins) await workbench.treeItem(login).click({ modifiers: ['ControlOrMeta'] });
  await workbench.contextMenu('isaac.ivanov', 'Change Role…');
  await form.level('TPUser').click();
  await form.button('Preview…').click();
  await run.button(/^Change Role: \d users/).click();
  await run.summary('done').waitFor();
  await page.open();
  await page.entries('naomi.fischer', /Part of a run of \d/).waitFor();
  await page.button(/^Undo Run \(\d\)/).click();
  await run.frame.getByRole('heading', { level: 1, name: /^Undo Change Role: \d users/ }).waitFor();
  await run.button(/^Undo Change Role: \d users/).click();
  await run.summary('done').waitFor();
  assert.equal(await levelOf('naomi.fischer'), 'General');
  await page.open();
  assert.equal(await page.button(/^Undo Run/).count(), 1, 'the undo is a run itself, and no more');
});

test('entries are found by a text that survives hiding the page, by outcome and by operation', async () => {
  const { workbench } = scene;
  await page.open();
  await page.filter.fill('tpuser failed');
  await page.frame.getByText('No entry matches.').waitFor();
  await page.filter.fill('tp networkadmin role');
  await page.choose('Outcome', 'Failed');
  await page.count('1 of 12 entries').waitFor();
  await workbench.runCommand('ECGrid: Get Started');
  await workbench.page.getByText('See who may do what on your ECGrid networks').first().waitFor();
  await page.open();
  assert.equal(await page.filter.inputValue(), 'tp networkadmin role');
  await page.count('of 12 entries').waitFor();
  await page.choose('Operation', 'Change Role');
  await page.filter.fill('nobody at all');
  await page.button('Clear Filter').click();
  await page.count('12 entries').waitFor();
  await eventually(async () => (await page.filter.inputValue()) === '');
});

const ExportedRow = z.object({ login: z.string(), operation: z.string(), outcome: z.string() });

test('the whole month goes into a file', async () => {
  const { workbench } = scene;
  const { quickInput } = workbench;
  await page.open();
  await page.filter.fill('tpuser');
  await page.button('Export as CSV…').click();
  await quickInput.entry('..').waitFor();
  await quickInput.type(join(folder, 'journal.csv'));
  await quickInput.entry('there.csv').waitFor();
  await quickInput.submit();
  await workbench.notification('12 entries of the journal saved as journal.csv.').waitFor();
  const text = await readFile(join(folder, 'journal.csv'), 'utf8');
  const { data } = Papa.parse<unknown>(text, { header: true, skipEmptyLines: true });
  const rows = data.map((row) => ExportedRow.parse(row));
  assert.deepEqual(rows[0], { login: 'general', operation: 'changeRole', outcome: 'done' });
  assert.equal(rows.length, 12);
  assert.ok(!Object.values(scene.sandbox.apiKeys).some((key) => text.includes(key)));
  await workbench.clearNotifications();
});

test('the page of a user opens from an entry', async () => {
  await page.open();
  await page.entries('tpuser', 'Failed').getByRole('button', { name: 'Show User' }).click();
  await page.frame.getByText('Up to date').waitFor();
  await page.frame.getByRole('heading', { level: 1, name: 'tpuser' }).waitFor();
});

test('the journal is verified, on its page and from the palette', async () => {
  const { workbench } = scene;
  await page.open();
  await page.button('Verify').click();
  await page.frame.getByText('The journal is whole: 24 lines in 1 file.').waitFor();
  await workbench.runCommand('ECGrid: Verify Journal');
  await workbench.notification('The journal is whole: 24 lines in 1 file.').waitFor();
  await workbench.clearNotifications();
});

for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[]) {
  test(`axe finds nothing on the page in the theme ${themes[theme].label}`, async () => {
    const { workbench } = scene;
    await workbench.setTheme(theme);
    await page.open();
    await page.count('12 entries').waitFor();
    await page.frame.getByText('Gained and lost').first().click();
    await page.button('Verify').click();
    await page.frame.getByText('The journal is whole').waitFor();
    await workbench.screenshot(`journal-${theme}`);
    const { passes, violations } = await runAxe(workbench.page);
    assert.ok(passes > 10);
    assert.deepEqual(violations, []);
  });
}

/** A month before this one, with every outcome and a line that is none, as another machine would have left it. */
const writeLongMonth = async (entries: number): Promise<void> => {
  const storage = join(scene.server.dataDir, 'data', 'User', 'globalStorage', 'ecgrid-users.ecgrid-users');
  const profile = { id: 'other', name: 'Main', origin: 'https://rest.ecgrid.io', environment: 'production' };
  const records = Array.from({ length: entries }, (_, index): JournalRecord[] => {
    const id = `entry-${index}`;
    const time = `2026-10-01T10:00:00.${String(index).padStart(3, '0')}Z`;
    const outcome = journalOutcomes[index % (journalOutcomes.length + 1)];
    const message = outcome === 'done' ? undefined : 'ECGrid said why.';
    return [
      beganAs({ id, time, profile, reason: 'They asked for it.' }),
      ...(outcome === undefined ? [] : [endedAs(id, { time, outcome, message })]),
    ];
  });
  let previous = noHash;
  const lines = records.flat().map((record) => {
    const { line, hash } = lineOf(record, previous);
    previous = hash;
    return line;
  });
  await writeFile(join(storage, 'journal', 'journal-2026-10.jsonl'), [...lines, 'nonsense', ''].join('\n'));
};

test('a long month is drawn in parts, with what cannot be read, and what does not fit is named', async () => {
  const { workbench } = scene;
  await workbench.setTheme('dark');
  await writeLongMonth(340);
  await page.open();
  await page.button('Refresh').click();
  await page.choose('Month (UTC)', 'October 2026');
  await page.count('340 entries').waitFor();
  await page.frame.getByText('One line of this month cannot be read').waitFor();
  const rows = page.frame.locator('tbody tr');
  assert.equal(await rows.count(), 300);
  await workbench.screenshot('journal-outcomes');
  await page.button('Show 40 More').click();
  await page.button('Show 40 More').waitFor({ state: 'hidden' });
  assert.equal(await rows.count(), 340);
  await page.choose('Outcome', 'Left open');
  await page.count('68 of 340 entries').waitFor();
  await page.frame.getByText('ECGrid is asked about it when you sign in to Main.').first().waitFor();
  await page.button('Verify').click();
  await page.frame.getByText('The journal is not as it was written: 1 problem in').waitFor();
  await page.frame.getByText('journal-2026-11.jsonl, line 1:').waitFor();
  await workbench.screenshot('journal-tampered');
});

test('a narrow page has its entries as cards, and without a session nothing is undone', async () => {
  const { workbench } = scene;
  await page.open();
  await workbench.page.setViewportSize({ width: 760, height: 1000 });
  await page.count('12 entries').waitFor();
  await workbench.screenshot('journal-narrow');
  await workbench.page.setViewportSize({ width: 1400, height: 1100 });
  await signOut(scene);
  await page.frame.getByText('You are not signed in. Sign in to undo changes.').waitFor();
  await eventually(async () => (await page.button(/^Undo/).count()) === 0);
  await page.count('12 entries').waitFor();
  await workbench.screenshot('journal-signed-out');
});

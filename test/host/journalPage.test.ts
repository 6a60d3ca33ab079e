/** The page of the journal: what was written, what can be undone by whom, and what of it goes into a file. */
import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { openRun } from '../../src/host/runs/userRun.ts';
import { writeContext } from '../../src/host/writes/windowContext.ts';
import type { MakeWrite } from '../../src/host/writes/windowContext.ts';
import { addUser } from '../../src/operations/addUser.ts';
import { resetWrite } from '../../src/operations/writes/access.ts';
import { roleWrite } from '../../src/operations/writes/role.ts';
import { aNewUser } from '../unit/support/builders.ts';
import { openJournalPage, rowOfLogin } from './support/journalPages.ts';
import type { JournalOfAdministrator } from './support/journalPages.ts';
import { ownSandbox, perform } from './support/ownSandbox.ts';
import type { AdministratorOptions } from './support/ownSandbox.ts';
import { playRun } from './support/runPages.ts';
import { replace } from './support/standIns.ts';
import { sandboxProfile } from './support/window.ts';

const sandbox = ownSandbox();

const toPartner: MakeWrite = (context) => roleWrite(context, { authLevel: 'TPUser', scope: {} });

const opened = (options?: AdministratorOptions): Promise<JournalOfAdministrator> =>
  openJournalPage(sandbox(), options);

const levelOf = async (login: string): Promise<string | undefined> =>
  (await sandbox().judge.usersCalled(login))[0]?.authLevel;

/** Does something to a user, and agrees to it when asked. */
const agree = async (somebody: JournalOfAdministrator, make: MakeWrite, login: string): Promise<void> => {
  const { dialogs, context, user } = somebody;
  dialogs.answer(make(writeContext(context)).button);
  await perform(somebody, make, user(login));
};

/** Changes the roles of three users in one run. */
const runOfThree = async ({ context, user, pages }: JournalOfAdministrator): Promise<void> => {
  const users = ['general', 'naomi.fischer', 'bettina.delgado'].map(user);
  await openRun(toPartner(writeContext(context)), users, context);
  const run = playRun(pages.items.at(-1) ?? assert.fail());
  run.start();
  assert.equal((await run.finished()).message, '3 done.');
};

describe('the page of the journal', () => {
  sandbox.forEach();

  it('has nothing at first, and shows a write as soon as it was made', async () => {
    const somebody = await opened();
    const { journal, user } = somebody;
    assert.deepEqual([journal.page.viewType, journal.page.title], ['ecgrid.journalPage', 'ECGrid Journal']);
    const first = await journal.model();
    assert.deepEqual([first.months, first.month, first.rows], [[], undefined, []]);
    assert.equal(first.session?.caller.login, 'networkadmin');
    await agree(somebody, toPartner, 'general');
    const { rows, months, month } = await journal.until((model) => model.rows[0]?.outcome === 'done');
    const [row] = rows;
    assert.ok(row);
    assert.deepEqual(months, [row.time.slice(0, 7)]);
    assert.equal(month, months[0]);
    const { changes, target, ...rest } = row;
    assert.deepEqual(target, { login: 'general', name: 'Sample General', userId: user('general').userId });
    assert.equal(changes[0], 'AuthLevel: General → TPUser');
    assert.deepEqual(JSON.parse(JSON.stringify(rest)), {
      id: row.id,
      time: row.time,
      profile: { name: 'Sandbox', production: false },
      caller: { login: 'networkadmin', authLevel: 'NetworkAdmin' },
      operation: 'Change Role',
      outcome: 'done',
      attempts: 1,
      undoable: true,
      showable: true,
    });
  });

  it('tells what became of each write, newest first, and why one cannot be undone', async () => {
    const somebody = await opened({ environment: 'production', settings: { confirmInProduction: false } });
    const { journal, context } = somebody;
    await agree(somebody, resetWrite, 'tpuser');
    await sandbox().judge.faults({ name: 'forbidden', path: '/v2/users/role', times: 1 });
    await assert.rejects(agree(somebody, toPartner, 'general'));
    await sandbox().judge.faults({ name: 'error500BeforeCommit', path: '/v2/users/role' });
    await assert.rejects(agree(somebody, toPartner, 'general'));
    await sandbox().judge.faults();
    await addUser(context.session.through, aNewUser(), context.session.me);
    const { rows } = await journal.model();
    assert.deepEqual(
      rows.map(({ operation, target, outcome, undoable, problem }) => [
        operation,
        target.login,
        outcome,
        undoable,
        problem,
      ]),
      [
        ['Add User', 'new.hire', 'done', false, 'This cannot be undone.'],
        ['Change Role', 'general', 'failed', false, undefined],
        ['Change Role', 'general', 'refused', false, undefined],
        ['Reset Sessions', 'tpuser', 'done', false, 'This cannot be undone.'],
      ],
    );
    const [created, failed, refused] = rows;
    assert.equal(created?.target.userId, (await sandbox().judge.usersCalled('new.hire'))[0]?.userId);
    for (const row of [failed, refused]) assert.ok((row?.message ?? '').length > 10);
    assert.ok(rows.every(({ profile }) => profile.production));
    assert.doesNotMatch(JSON.stringify(rows), /Canary/);
  });

  it('undoes one write after asking, and tells of both what they are', async () => {
    const somebody = await opened();
    const { journal, dialogs } = somebody;
    await agree(somebody, toPartner, 'general');
    const { rows } = await journal.model();
    dialogs.answer('Undo');
    journal.say({ type: 'undoEntry', id: rows[0]?.id ?? '' });
    const after = await journal.until((model) => model.rows[1]?.undone !== undefined);
    const [undo, undone] = after.rows;
    assert.equal(dialogs.questions[1]?.message, 'Undo this change of general?');
    assert.equal(await levelOf('general'), 'General');
    assert.deepEqual([undone?.undone, undone?.undoable, undone?.problem], [undo?.time, false, undefined]);
    assert.deepEqual([undo?.undoes, undo?.undoable], [{ time: undone?.time }, true]);
  });

  it('undoes nothing when somebody else has changed the user since, and says what is different', async () => {
    const somebody = await opened();
    const { journal, user, dialogs } = somebody;
    await agree(somebody, toPartner, 'general');
    await sandbox().other('Root').users.setRole(user('general').userId, 'MailboxUser');
    const { rows } = await journal.model();
    journal.say({ type: 'undoEntry', id: rows[0]?.id ?? '' });
    const { message, buttons } = await dialogs.shown.until((shown) => shown.message.startsWith('Not'));
    assert.equal(message, 'Not undone: general has been changed since. AuthLevel: TPUser → MailboxUser.');
    assert.deepEqual(buttons, ['Show User']);
    assert.equal(await levelOf('general'), 'MailboxUser');
  });

  it('undoes a run, whose entries know that they belong together', async () => {
    const somebody = await opened();
    const { journal, pages } = somebody;
    await runOfThree(somebody);
    const { rows } = await journal.model();
    const runs = rows.map(({ run }) => run ?? assert.fail());
    assert.deepEqual(
      runs.map(({ count, undoable }) => [count, undoable]),
      [1, 2, 3].map(() => [3, 3]),
    );
    journal.say({ type: 'undoRun', run: runs[0]?.id ?? '' });
    await pages.until(({ title }) => title.startsWith('Undo'));
    const run = playRun(pages.items.at(-1) ?? assert.fail());
    run.start();
    assert.equal((await run.finished()).message, '3 done.');
    const after = await journal.until((model) => model.rows.filter(({ undone }) => undone).length === 3);
    assert.equal(await levelOf('naomi.fischer'), 'General');
    assert.deepEqual(
      after.rows.slice(3).map((row) => row.run?.undoable),
      [0, 0, 0],
    );
  });

  it('stays open without a session, and offers no undo then', async () => {
    const somebody = await opened();
    const { journal, context, dialogs } = somebody;
    await agree(somebody, toPartner, 'general');
    const { rows } = await journal.model();
    journal.page.heard.clear();
    await context.connection.signOut();
    const signedOut = await journal.until((model) => model.session === undefined);
    assert.equal(journal.page.isClosed, false);
    const row = rowOfLogin(signedOut, 'general');
    assert.deepEqual([row.undoable, row.problem, row.showable], [false, undefined, false]);
    await sandbox().judge.clearLog();
    journal.say({ type: 'undoEntry', id: rows[0]?.id ?? '' });
    await dialogs.shown.until(({ message }) => message === 'You are not signed in to ECGrid.');
    assert.deepEqual(await sandbox().judge.lines(), []);
  });

  it('tells under another profile where a write can be undone, and offers it again back there', async () => {
    const somebody = await opened();
    const { journal, context } = somebody;
    await agree(somebody, toPartner, 'general');
    await journal.model();
    const key = sandbox().apiKeys.NetworkAdmin;
    const other = sandboxProfile({ id: 'profile-2', name: 'Second', origin: sandbox().url });
    await context.connection.signIn(other, key);
    const elsewhere = rowOfLogin(
      await journal.until(({ session }) => session?.profile.name === 'Second'),
      'general',
    );
    assert.deepEqual(
      [elsewhere.undoable, elsewhere.problem, elsewhere.showable],
      [false, 'This was done on the profile Sandbox: switch to it first.', false],
    );
    journal.page.heard.clear();
    await context.connection.signIn(sandboxProfile({ origin: sandbox().url }), key);
    const back = await journal.until(({ session }) => session?.profile.name === 'Sandbox');
    assert.equal(rowOfLogin(back, 'general').undoable, true);
  });

  it('is shown again when it is open, and opened anew when it was closed', async () => {
    const { journal, pages, show } = await opened();
    await show();
    assert.deepEqual([pages.items.length, journal.page.reveals], [1, 1]);
    journal.page.close();
    await show();
    assert.equal(pages.items.length, 2);
  });

  it('opens the page of a user', async () => {
    const somebody = await opened();
    const { journal, user } = somebody;
    await agree(somebody, toPartner, 'general');
    const { rows } = await journal.model();
    const commands: unknown[] = [];
    replace(vscode.commands, 'executeCommand', (...call: readonly unknown[]) => {
      commands.push(call);
      return Promise.resolve();
    });
    journal.say({ type: 'showUser', id: 'none' });
    journal.say({ type: 'showUser', id: rows[0]?.id ?? '' });
    const target = { userId: user('general').userId, login: 'general', authLevel: '' };
    assert.deepEqual(commands, [['ecgrid.showUser', { kind: 'user', user: target }]]);
  });

  it('tells how many lines cannot be read, beside those that can', async () => {
    const somebody = await opened();
    const { journal, writeJournal } = somebody;
    await agree(somebody, toPartner, 'general');
    const [file = ''] = await writeJournal.names();
    await appendFile(join(writeJournal.folder, file), 'nonsense\n');
    journal.say({ type: 'refresh' });
    const { rows, unreadable } = await journal.until((model) => model.unreadable > 0);
    assert.deepEqual([rows.length, unreadable], [1, 1]);
  });
});

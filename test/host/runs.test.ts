import assert from 'node:assert/strict';
import type { User } from '../../src/domain/user.ts';
import { actOnUsers } from '../../src/host/commands/userActions.ts';
import { openRun } from '../../src/host/runs/userRun.ts';
import { writeContext } from '../../src/host/writes/windowContext.ts';
import type { MakeWrite } from '../../src/host/writes/windowContext.ts';
import { resetWrite } from '../../src/operations/writes/access.ts';
import { terminateWrite } from '../../src/operations/writes/account.ts';
import { roleWrite } from '../../src/operations/writes/role.ts';
import { standInDialogs } from './support/dialogs.ts';
import { administratorOf, ownSandbox, rowOf } from './support/ownSandbox.ts';
import type { Administrator, AdministratorOptions } from './support/ownSandbox.ts';
import { onlyPage, standInPages } from './support/pages.ts';
import { playRun } from './support/runPages.ts';
import type { RunInTest } from './support/runPages.ts';
import { idle } from './support/window.ts';

const sandbox = ownSandbox();

/** Ten users of network 1 whose AuthLevel is `General`. */
const ten = (
  'general naomi.fischer bettina.delgado isaac.ivanov patrick.whitfield ' +
  'sofia.gallagher francois.rossi lukasz.castillo no.email ingrid.xu'
).split(' ');

const toPartner: MakeWrite = (context) => roleWrite(context, { authLevel: 'TPUser', scope: {} });
const toGeneral: MakeWrite = (context) => roleWrite(context, { authLevel: 'General', scope: {} });

type Opened = Administrator & { readonly run: RunInTest; readonly users: readonly User[] };

/** Opens the page of a run over these users. */
const opened = async (
  make: MakeWrite,
  logins: readonly string[],
  options?: AdministratorOptions,
): Promise<Opened> => {
  const somebody = await administratorOf(sandbox(), options);
  const pages = standInPages();
  const users = logins.map(somebody.user);
  await openRun(make(writeContext(somebody.context)), users, somebody.context);
  return { ...somebody, users, run: playRun(onlyPage(pages)) };
};

/** The requests of carrying a change of role out on these users, in the order of the alphabet. */
const requestsFor = (users: readonly User[]): readonly string[] =>
  [
    ...users.map(({ userId }) => `GET /v2/users/${userId}`),
    ...users.map(() => 'POST /v2/users/role'),
  ].toSorted();

const sortedLines = async (): Promise<readonly string[]> => (await sandbox().judge.lines()).toSorted();

const levelOf = async (login: string): Promise<string | undefined> =>
  (await sandbox().judge.usersCalled(login))[0]?.authLevel;

describe('the preview of a run', () => {
  sandbox.forEach();

  it('opens from a selection, says what happens to whom, and sends nothing', async () => {
    const { context, user } = await administratorOf(sandbox());
    const pages = standInPages();
    const users = ['general', 'tpuser'].map(user);
    await actOnUsers('resetSessions', context)(rowOf(user('tpuser')), users.map(rowOf));
    const page = onlyPage(pages);
    assert.deepEqual([page.viewType, page.title], ['ecgrid.runPage', 'Reset Sessions: 2 users']);
    const { model, phase } = playRun(page).state();
    assert.deepEqual(phase, { phase: 'preview' });
    assert.deepEqual(model, {
      profile: { name: 'Sandbox', origin: sandbox().url, production: false },
      caller: {
        userId: context.session.me.userId,
        login: 'networkadmin',
        authLevel: 'NetworkAdmin',
        networkId: 1,
        mailboxId: 0,
      },
      title: 'Reset Sessions: 2 users',
      warnings: [],
      button: 'Reset Sessions: 2 users',
      hint: 'This cannot be undone.',
      savable: false,
      rows: users.map(({ userId, login, firstName, lastName, openSessions }) => ({
        id: String(userId),
        login,
        about: `${firstName} ${lastName}, user ID ${userId}`,
        change: `Open sessions: ${openSessions} → 0`,
        state: 'ready',
        notes: ['Every open session ends at once: portal and programs must sign in again. API keys go on.'],
      })),
    });
    assert.deepEqual(await sandbox().judge.lines(), []);
  });

  it('asks for the administrators where one goes, and sends nothing else', async () => {
    const { run } = await opened(toGeneral, ['wei.ivanov', 'tomas.everett', 'tpuser']);
    const { model } = run.state();
    const sentences = ['wei.ivanov', 'tomas.everett'].map(
      (login) => `${login} is one of the last 2 active MailboxAdmins of mailbox 1003, who all go.`,
    );
    assert.deepEqual(model.warnings, sentences);
    assert.equal(model.override, sentences.join(' '));
    assert.equal(run.notes('wei.ivanov')[0], sentences[0]);
    assert.deepEqual(await sandbox().judge.lines(), ['POST /v2/users/list']);
  });

  it('says that it is production, and that a termination cannot be undone', async () => {
    const { run } = await opened(terminateWrite, ['tpuser'], { environment: 'production' });
    const { model } = run.state();
    assert.deepEqual(model.warnings, [
      `Profile: Sandbox (PRODUCTION, ${sandbox().url})`,
      'This cannot be undone.',
    ]);
    assert.deepEqual([model.profile.production, model.typed], [true, 'terminate 1']);
  });

  it('refuses the own account, those above, and those who are there already; only the others are sent', async () => {
    const { run, users } = await opened(toGeneral, ['networkadmin', 'root', 'general', 'tpuser']);
    assert.deepEqual(run.states(), {
      networkadmin: 'refused',
      root: 'refused',
      general: 'refused',
      tpuser: 'ready',
    });
    assert.deepEqual(
      ['networkadmin', 'root', 'general'].map((login) => run.notes(login)),
      [
        ['Your own account is not changed together with others: change it by itself.'],
        ['root is Root, above your own AuthLevel, NetworkAdmin.'],
        ['Nothing would change.'],
      ],
    );
    assert.equal(run.state().model.button, 'Change Role: 1 user');
    run.start();
    assert.equal((await run.finished()).message, '1 done, 3 refused.');
    assert.deepEqual(await sortedLines(), requestsFor(users.slice(3)));
  });
});

describe('a run', () => {
  sandbox.forEach();

  it('changes everybody, and the tree shows it', async () => {
    const { run, user, users } = await opened(toPartner, ten.slice(0, 6));
    run.start();
    assert.deepEqual(await run.finished(), {
      phase: 'finished',
      message: '6 done.',
      retryable: 0,
      leftOver: 0,
      undoable: 6,
    });
    assert.deepEqual(run.notes('general'), ['general is now TPUser.']);
    assert.deepEqual(await sortedLines(), requestsFor(users));
    for (const { login } of users) {
      assert.equal(await levelOf(login), 'TPUser');
      assert.equal(user(login).authLevel, 'TPUser');
    }
  });

  it('begins once, however often its button is pressed', async () => {
    const { run, users } = await opened(toPartner, ten.slice(0, 6));
    run.start();
    run.start();
    run.retry();
    await run.finished();
    run.start();
    run.retry();
    await run.finished();
    assert.deepEqual(await sortedLines(), requestsFor(users));
  });

  it('that terminates begins only with the text that it asks for', async () => {
    const { run } = await opened(terminateWrite, ['tpuser', 'general']);
    for (const typed of ['', 'terminate', 'terminate 3', 'Terminate 2']) run.start({ typed });
    assert.deepEqual(run.refusals(), ['Type “terminate 2” to confirm.']);
    assert.deepEqual(run.state().phase, { phase: 'preview' });
    assert.deepEqual(await sandbox().judge.lines(), []);
    run.start({ typed: ' terminate 2 ' });
    assert.equal((await run.finished()).message, '2 done.');
    assert.equal((await sandbox().judge.usersCalled('tpuser'))[0]?.status, 'Terminated');
  });

  it('that takes the last administrators begins only with a reason, which goes into the log', async () => {
    const { run, log } = await opened(toGeneral, ['wei.ivanov', 'tomas.everett']);
    await sandbox().judge.clearLog();
    for (const reason of ['', 'too short', '   too short   ']) run.start({ reason });
    assert.deepEqual(run.refusals(), ['Give a reason of at least 10 characters.']);
    assert.deepEqual([await sandbox().judge.lines(), log.overrides], [[], []]);
    const { override } = run.state().model;
    run.start({ reason: ' The mailbox is being closed. ' });
    assert.equal((await run.finished()).message, '2 done.');
    assert.deepEqual(log.overrides, [`${override} The mailbox is being closed.`]);
  });

  it('tells who failed and why, and tries again exactly these', async () => {
    const { run, users } = await opened(toPartner, ten.slice(0, 6));
    const [first, second] = users;
    assert.ok(first && second);
    await sandbox().judge.faults(
      { name: 'error500BeforeCommit', path: '/v2/users/role', times: 1 },
      { name: 'forbidden', path: `/v2/users/${second.userId}`, times: 1 },
    );
    run.start();
    const { message, retryable } = await run.finished();
    assert.deepEqual([message, retryable], ['4 done, 2 failed.', 2]);
    const failed = users.filter(({ login }) => run.states()[login] === 'failed');
    assert.ok(failed.includes(second));
    for (const { login } of failed) assert.equal(run.notes(login).length, 2, 'what, and what to do');
    await sandbox().judge.clearLog();
    run.retry();
    assert.equal((await run.finished()).message, '6 done.');
    assert.deepEqual(await sortedLines(), requestsFor(failed));
  });

  it('does not try again what may have been done', async () => {
    const { run } = await opened(resetWrite, ['tpuser', 'general']);
    await sandbox().judge.faults({ name: 'dropAfterCommit', path: '/v2/users/reset/*', times: 1 });
    run.start();
    const { message, retryable } = await run.finished();
    assert.deepEqual([message, retryable], ['1 done, 1 with an unknown outcome.', 0]);
    await sandbox().judge.clearLog();
    run.retry();
    await run.finished();
    assert.deepEqual(await sandbox().judge.lines(), []);
  });

  it('that is cancelled finishes what is under way, begins nothing more, and shows the rest anew', async () => {
    const { run, users } = await opened(toPartner, ten);
    run.start();
    await idle();
    run.cancel();
    const { message, retryable, leftOver } = await run.finished();
    assert.deepEqual([message, retryable, leftOver], ['4 done, 6 not begun.', 0, 6]);
    assert.deepEqual(await sortedLines(), requestsFor(users.slice(0, 4)));
    assert.deepEqual(run.notes('ingrid.xu'), ['Cancelled before it began.']);
    await sandbox().judge.clearLog();
    run.retry();
    await run.finished();
    assert.equal((await run.again()).button, 'Change Role: 6 users');
    assert.deepEqual(await sandbox().judge.lines(), [], 'they must be agreed to first');
    run.start();
    assert.equal((await run.finished()).message, '10 done.');
    assert.deepEqual(await sortedLines(), requestsFor(users.slice(4)));
  });

  it('that is cancelled before its first request sends nothing', async () => {
    const { run } = await opened(toPartner, ten);
    run.start();
    run.cancel();
    assert.equal((await run.finished()).message, '10 not begun.');
    assert.deepEqual(await sandbox().judge.lines(), []);
  });

  it('begins nothing more when its page is closed, and says what became of it', async () => {
    const { run, users } = await opened(toPartner, ten);
    const dialogs = standInDialogs();
    run.start();
    await idle();
    run.page.close();
    await dialogs.shown.until(({ severity }) => severity === 'warning');
    assert.deepEqual(dialogs.told, ['Change Role: 10 users: the page was closed. 4 done, 6 not begun.']);
    assert.deepEqual(await sortedLines(), requestsFor(users.slice(0, 4)));
  });

  it('stops when the key is not accepted any more', async () => {
    const { run } = await opened(toPartner, ten);
    await sandbox().judge.faults({ name: 'unauthorized' });
    run.start();
    assert.equal((await run.finished()).message, '4 failed, 6 not begun.');
    assert.equal((await sandbox().judge.lines()).length, 4);
  });
});

describe('somebody else, while a run is open,', () => {
  sandbox.forEach();

  it('has changed a user: nothing is sent for it until it was shown as it is now', async () => {
    const { run, users, user } = await opened(toPartner, ['general', 'naomi.fischer']);
    const [general] = users;
    assert.ok(general);
    await sandbox().other('Root').users.setRole(general.userId, 'MailboxUser');
    await sandbox().judge.clearLog();
    run.start();
    const { message, retryable, leftOver } = await run.finished();
    assert.deepEqual([message, retryable, leftOver], ['1 done, 1 changed by somebody else meanwhile.', 0, 1]);
    assert.deepEqual(run.notes('general'), [
      'Somebody else has changed this user meanwhile:',
      'AuthLevel: General → MailboxUser',
    ]);
    assert.deepEqual([await levelOf('general'), user('general').authLevel], ['MailboxUser', 'MailboxUser']);
    await sandbox().judge.clearLog();
    const { rows } = await run.again();
    assert.deepEqual(
      rows.map(({ change, state }) => [change, state]),
      [
        ['AuthLevel: MailboxUser → TPUser', 'ready'],
        ['AuthLevel: General → TPUser', 'done'],
      ],
    );
    assert.deepEqual(await sandbox().judge.lines(), []);
    run.start();
    assert.equal((await run.finished()).message, '2 done.');
    assert.deepEqual(await sortedLines(), requestsFor([general]));
    assert.equal(await levelOf('general'), 'TPUser');
  });

  it('has terminated a user: it is refused, and not tried again', async () => {
    const { run, users, user } = await opened(toPartner, ['general', 'naomi.fischer']);
    await sandbox()
      .other('Root')
      .users.terminate(users[0]?.userId ?? assert.fail());
    await sandbox().judge.clearLog();
    run.start();
    const { message, retryable, leftOver } = await run.finished();
    assert.deepEqual([message, retryable, leftOver], ['1 done, 1 refused.', 0, 0]);
    assert.deepEqual(run.notes('general'), ['general is terminated, which is permanent.']);
    assert.deepEqual(await sandbox().writes(), ['POST /v2/users/role']);
    assert.equal(user('general').status, 'Terminated');
  });

  it('has gone, so that one of these administers alone now: nothing is sent, and it says why', async () => {
    const { run, user } = await opened(toGeneral, ['wei.ivanov', 'tpuser']);
    assert.equal(run.state().model.override, undefined);
    await sandbox().other('Root').users.terminate(user('tomas.everett').userId);
    await sandbox().judge.clearLog();
    run.start();
    await run.page.heard.until(() => run.refusals().length > 0);
    const rule = 'wei.ivanov is the last active MailboxAdmin of mailbox 1003.';
    assert.deepEqual(run.refusals(), [`${rule} Close this page and begin again.`]);
    assert.deepEqual(await sandbox().judge.lines(), ['POST /v2/users/list']);
  });
});

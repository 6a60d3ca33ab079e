import assert from 'node:assert/strict';
import { actOnUsers } from '../../src/host/commands/userActions.ts';
import { terminateWrite } from '../../src/operations/writes/account.ts';
import { administratorOf, ownSandbox, rowOf } from './support/ownSandbox.ts';
import { onlyPage, standInPages } from './support/pages.ts';
import { playRun } from './support/runPages.ts';
import { openedRun, requestsFor, sortedLines, toGeneral } from './support/runs.ts';

const sandbox = ownSandbox();

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
    const { run } = await openedRun(sandbox(), toGeneral, ['wei.ivanov', 'tomas.everett', 'tpuser']);
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
    const { run } = await openedRun(sandbox(), terminateWrite, ['tpuser'], { environment: 'production' });
    const { model } = run.state();
    assert.deepEqual(model.warnings, [
      `Profile: Sandbox (PRODUCTION, ${sandbox().url})`,
      'This cannot be undone.',
    ]);
    assert.deepEqual([model.profile.production, model.typed], [true, 'terminate 1']);
  });

  it('refuses the own account, those above, and those who are there already; only the others are sent', async () => {
    const { run, users } = await openedRun(sandbox(), toGeneral, [
      'networkadmin',
      'root',
      'general',
      'tpuser',
    ]);
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
    assert.deepEqual(await sortedLines(sandbox()), requestsFor(users.slice(3)));
  });
});

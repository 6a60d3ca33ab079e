import assert from 'node:assert/strict';
import { resetWrite } from '../../src/operations/writes/access.ts';
import { terminateWrite } from '../../src/operations/writes/account.ts';
import { standInDialogs } from './support/dialogs.ts';
import { ownSandbox } from './support/ownSandbox.ts';
import { levelOf, openedRun, requestsFor, sortedLines, ten, toGeneral, toPartner } from './support/runs.ts';
import { idle } from './support/window.ts';

const sandbox = ownSandbox();

describe('a run', () => {
  sandbox.forEach();

  it('changes everybody, and the tree shows it', async () => {
    const { run, user, users } = await openedRun(sandbox(), toPartner, ten.slice(0, 6));
    run.start();
    assert.deepEqual(await run.finished(), {
      phase: 'finished',
      message: '6 done.',
      retryable: 0,
      leftOver: 0,
      undoable: 6,
    });
    assert.deepEqual(run.notes('general'), ['general is now TPUser.']);
    assert.deepEqual(await sortedLines(sandbox()), requestsFor(users));
    for (const { login } of users) {
      assert.equal(await levelOf(sandbox(), login), 'TPUser');
      assert.equal(user(login).authLevel, 'TPUser');
    }
  });

  it('begins once, however often its button is pressed', async () => {
    const { run, users } = await openedRun(sandbox(), toPartner, ten.slice(0, 6));
    run.start();
    run.start();
    run.retry();
    await run.finished();
    run.start();
    run.retry();
    await run.finished();
    assert.deepEqual(await sortedLines(sandbox()), requestsFor(users));
  });

  it('that terminates begins only with the text that it asks for', async () => {
    const { run } = await openedRun(sandbox(), terminateWrite, ['tpuser', 'general']);
    for (const typed of ['', 'terminate', 'terminate 3', 'Terminate 2']) run.start({ typed });
    assert.deepEqual(run.refusals(), ['Type “terminate 2” to confirm.']);
    assert.deepEqual(run.state().phase, { phase: 'preview' });
    assert.deepEqual(await sandbox().judge.lines(), []);
    run.start({ typed: ' terminate 2 ' });
    assert.equal((await run.finished()).message, '2 done.');
    assert.equal((await sandbox().judge.usersCalled('tpuser'))[0]?.status, 'Terminated');
  });

  it('that takes the last administrators begins only with a reason, which goes into the log', async () => {
    const { run, log } = await openedRun(sandbox(), toGeneral, ['wei.ivanov', 'tomas.everett']);
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
    const { run, users } = await openedRun(sandbox(), toPartner, ten.slice(0, 6));
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
    assert.deepEqual(await sortedLines(sandbox()), requestsFor(failed));
  });

  it('does not try again what may have been done', async () => {
    const { run } = await openedRun(sandbox(), resetWrite, ['tpuser', 'general']);
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
    const { run, users } = await openedRun(sandbox(), toPartner, ten);
    run.start();
    await idle();
    run.cancel();
    const { message, retryable, leftOver } = await run.finished();
    assert.deepEqual([message, retryable, leftOver], ['4 done, 6 not begun.', 0, 6]);
    assert.deepEqual(await sortedLines(sandbox()), requestsFor(users.slice(0, 4)));
    assert.deepEqual(run.notes('ingrid.xu'), ['Cancelled before it began.']);
    await sandbox().judge.clearLog();
    run.retry();
    await run.finished();
    assert.equal((await run.again()).button, 'Change Role: 6 users');
    assert.deepEqual(await sandbox().judge.lines(), [], 'they must be agreed to first');
    run.start();
    assert.equal((await run.finished()).message, '10 done.');
    assert.deepEqual(await sortedLines(sandbox()), requestsFor(users.slice(4)));
  });

  it('that is cancelled before its first request sends nothing', async () => {
    const { run } = await openedRun(sandbox(), toPartner, ten);
    run.start();
    run.cancel();
    assert.equal((await run.finished()).message, '10 not begun.');
    assert.deepEqual(await sandbox().judge.lines(), []);
  });

  it('begins nothing more when its page is closed, and says what became of it', async () => {
    const { run, users } = await openedRun(sandbox(), toPartner, ten);
    const dialogs = standInDialogs();
    run.start();
    await idle();
    run.page.close();
    await dialogs.shown.until(({ severity }) => severity === 'warning');
    assert.deepEqual(dialogs.told, ['Change Role: 10 users: the page was closed. 4 done, 6 not begun.']);
    assert.deepEqual(await sortedLines(sandbox()), requestsFor(users.slice(0, 4)));
  });

  it('stops when the key is not accepted any more', async () => {
    const { run } = await openedRun(sandbox(), toPartner, ten);
    await sandbox().judge.faults({ name: 'unauthorized' });
    run.start();
    assert.equal((await run.finished()).message, '4 failed, 6 not begun.');
    assert.equal((await sandbox().judge.lines()).length, 4);
  });
});

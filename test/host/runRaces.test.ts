import assert from 'node:assert/strict';
import { ownSandbox } from './support/ownSandbox.ts';
import { levelOf, openedRun, requestsFor, sortedLines, toGeneral, toPartner } from './support/runs.ts';

const sandbox = ownSandbox();

describe('somebody else, while a run is open,', () => {
  sandbox.forEach();

  it('has changed a user: nothing is sent for it until it was shown as it is now', async () => {
    const { run, users, user } = await openedRun(sandbox(), toPartner, ['general', 'naomi.fischer']);
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
    assert.deepEqual(
      [await levelOf(sandbox(), 'general'), user('general').authLevel],
      ['MailboxUser', 'MailboxUser'],
    );
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
    assert.deepEqual(await sortedLines(sandbox()), requestsFor([general]));
    assert.equal(await levelOf(sandbox(), 'general'), 'TPUser');
  });

  it('has terminated a user: it is refused, and not tried again', async () => {
    const { run, users, user } = await openedRun(sandbox(), toPartner, ['general', 'naomi.fischer']);
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
    const { run, user } = await openedRun(sandbox(), toGeneral, ['wei.ivanov', 'tpuser']);
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

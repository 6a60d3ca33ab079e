/** What an earlier start left open in the journal: looked at once somebody signs in, completed, and told. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { settleAbandoned } from '../../src/host/journal/settleAbandoned.ts';
import { settleWhenSignedIn } from '../../src/host/journal/settleWhenSignedIn.ts';
import { Journal } from '../../src/journal/journal.ts';
import type { WriteFacts } from '../../src/journal/journal.ts';
import { fullName } from '../../src/domain/userText.ts';
import type { User } from '../../src/domain/user.ts';
import { standInDialogs } from './support/dialogs.ts';
import { administratorOf, ownSandbox } from './support/ownSandbox.ts';
import type { Administrator } from './support/ownSandbox.ts';
import { replace } from './support/standIns.ts';

describe('writes that were under way when VS Code ended', () => {
  const sandbox = ownSandbox();
  sandbox.forEach();
  const logins = ['general', 'tpuser', 'mailboxuser', 'mailboxadmin'];

  const factsOf = ({ userId, login, networkId, authLevel, ...user }: User): WriteFacts => ({
    operation: 'changeRole',
    target: { userId, login, name: fullName({ login, ...user }), networkId },
    changes: [],
    before: { authLevel: 'NetworkUser' },
    after: { authLevel },
  });

  /** Entries that another window began a while ago, as if its process were gone. */
  const leaveOpen = async (
    { context, writeJournal }: Administrator,
    facts: readonly WriteFacts[],
    ago = 120_000,
  ): Promise<void> => {
    const earlier = new Journal({ folder: writeJournal.folder, now: () => new Date(Date.now() - ago) });
    const recorder = earlier.recorder(context.session.profile, () => context.session.me);
    for (const one of facts) await recorder.begin(one);
  };

  const outcomes = async ({ writeJournal }: Administrator): Promise<readonly unknown[]> =>
    (await writeJournal.entries()).map(({ ended }) => ended?.outcome);

  it('are completed with what is true now, and the first of them told by name', async () => {
    const somebody = await administratorOf(sandbox());
    const { context, writeJournal, user } = somebody;
    const { log } = context;
    const dialogs = standInDialogs();
    dialogs.answer('Show Journal');
    const commands: string[] = [];
    replace(vscode.commands, 'executeCommand', (command: string) => {
      commands.push(command);
      return Promise.resolve();
    });
    const { target, ...other } = factsOf(user('general'));
    const added = {
      ...other,
      operation: 'addUser',
      target: { login: 'nobody.new', name: 'N', networkId: 1 },
    } as const;
    await leaveOpen(somebody, [...logins.map((login) => factsOf(user(login))), added]);
    assert.equal(target.login, 'general');

    await settleAbandoned(context.session, writeJournal, log, () => true);

    assert.deepEqual(await outcomes(somebody), ['done', 'done', 'done', 'done', 'failed']);
    assert.deepEqual(dialogs.told, [
      'VS Code ended while ECGrid was at work. ECGrid was asked what became of it: Change Role of general was carried out; Change Role of tpuser was carried out; Change Role of mailboxuser was carried out; and 2 more.',
    ]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(commands, ['ecgrid.showJournal']);
    const asked = (await sandbox().judge.lines()).filter((line) => !line.includes('/users/by-name'));
    assert.deepEqual(
      asked,
      logins.map((login) => `GET /v2/users/${user(login).userId}`),
    );
    assert.deepEqual(await sandbox().writes(), []);
  });

  it('stay open while ECGrid may still be at it, when it cannot be asked, and when the session is left', async () => {
    const somebody = await administratorOf(sandbox());
    const { context, writeJournal, user } = somebody;
    const { log } = context;
    const dialogs = standInDialogs();
    const notThere = {
      ...factsOf(user('general')),
      before: { authLevel: 'General' },
      after: { authLevel: 'TPUser' },
    };
    await leaveOpen(somebody, [notThere], 1000);
    await settleAbandoned(context.session, writeJournal, log, () => true);
    await settleAbandoned(context.session, writeJournal, log, () => false);
    await sandbox().judge.faults({ name: 'error500BeforeCommit', method: 'GET' });
    await assert.rejects(settleAbandoned(context.session, writeJournal, log, () => true));
    assert.deepEqual([await outcomes(somebody), dialogs.told], [[undefined], []]);
  });

  it('are looked at by every window that signs in, and what goes wrong is logged', async () => {
    const somebody = await administratorOf(sandbox());
    const { context, user } = somebody;
    const { log } = context;
    standInDialogs();
    await leaveOpen(somebody, [factsOf(user('general'))]);
    const completed = new Promise<void>((resolve) => somebody.writeJournal.onDidAppend(() => resolve()));
    settleWhenSignedIn(context)({ kind: 'signedOut' });
    settleWhenSignedIn(context)({ kind: 'signedIn', session: context.session });
    await completed;
    assert.deepEqual(await outcomes(somebody), ['done']);

    const failed = new Promise<void>((resolve) => {
      const failing = { ...context, log: { ...log, failure: () => resolve() } };
      settleWhenSignedIn({ ...failing, journal: () => Promise.reject(new Error('no disk')) })({
        kind: 'signedIn',
        session: context.session,
      });
    });
    await failed;
  });
});

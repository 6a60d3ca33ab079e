/** What is said when a command fails or nobody is signed in, and what the buttons do. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { reportFailure } from '../../src/host/commands/register.ts';
import { requireSession } from '../../src/host/commands/sessionCommand.ts';
import { createStatusBar } from '../../src/host/connection/statusBar.ts';
import { KeyNotForgotten } from '../../src/host/connection/keyVault.ts';
import type { Log } from '../../src/host/log.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { standInDialogs, type Dialogs } from './support/dialogs.ts';
import { replace, restoreVscode } from './support/standIns.ts';
import { MemoryMemento, MemorySecrets } from './support/stores.ts';
import { testSandbox } from './support/testSandbox.ts';
import {
  closeWindows,
  openWindow,
  quietLog,
  sandboxProfile,
  signedInWindow,
  type TestWindow,
} from './support/window.ts';

const { judge, keys, url } = testSandbox;
const keyName = `ecgrid.key:profile-1:${url}`;

let dialogs: Dialogs;
/** The commands that were run, in order. */
let commands: string[];
let log: Log;
/** What was written to the log, and `shown` when it was opened. */
let logged: string[];

/** Stand-ins for the tests of a `describe`. Outside of one, they would stand in the way of all other files. */
const withStandIns = (): void => {
  beforeEach(() => {
    dialogs = standInDialogs();
    commands = [];
    logged = [];
    const failure = (doing: string, error: unknown): number => logged.push(`${doing}: ${String(error)}`);
    log = { ...quietLog, failure, show: () => logged.push('shown') };
    const { executeCommand } = vscode.commands;
    replace(vscode.commands, 'executeCommand', (command: string, ...args: readonly unknown[]) => {
      // The extension that runs in this host goes on setting its context keys.
      if (!command.startsWith('ecgrid.')) return executeCommand(command, ...args);
      return Promise.resolve(commands.push(command));
    });
  });
  afterEach(async () => {
    restoreVscode();
    closeWindows();
    await judge.faults();
  });
};

/** What the service answers to a key that it does not know. */
const invalidKey = async (): Promise<unknown> =>
  openWindow()
    .connection.signIn(sandboxProfile(), 'wrong-key')
    .then(
      () => assert.fail('signed in'),
      (error: unknown) => error,
    );

/** A window of somebody whose sign-in fails at the start. */
const failedWindow = async (name: Fault['name']): Promise<TestWindow> => {
  const { memento, secrets } = await signedInWindow();
  await judge.faults({ name, path: '/v2/users/me' });
  const window = openWindow({ memento, secrets });
  await window.connection.settled();
  assert.equal(window.connection.state.kind, 'failed');
  return window;
};

describe('a command that fails', () => {
  withStandIns();

  it('is told with what to do about it, and written to the log', async () => {
    const { session } = await signedInWindow();
    await judge.faults({ name: 'forbidden', path: '/v2/users/list' });
    const error: unknown = await session.client.users.list({}, { pageNo: 1, recordsPerPage: 1 }).then(
      () => assert.fail('was allowed'),
      (reason: unknown) => reason,
    );
    await reportFailure('List', error, log);
    const [told] = dialogs.shown.items;
    assert.equal(told?.severity, 'error');
    assert.match(told.message, /^ECGrid does not allow this to your AuthLevel\. .+\.$/);
    assert.deepEqual(told.buttons, ['Show Log']);
    assert.equal(logged.length, 1);
    assert.match(logged[0] ?? '', /^List: EcgridError: ECGrid does not allow/);
    assert.deepEqual(commands, []);
  });

  it('opens the log when that is chosen', async () => {
    dialogs.answer('Show Log');
    await reportFailure('List', new TypeError('x is not a function'), log);
    assert.equal(logged.at(-1), 'shown');
    assert.deepEqual(commands, []);
  });

  it('offers to sign in when the key is not accepted', async () => {
    dialogs.answer('Sign In…');
    await reportFailure('Refresh', await invalidKey(), log);
    assert.deepEqual(dialogs.shown.items[0]?.buttons, ['Sign In…', 'Show Log']);
    assert.deepEqual(commands, ['ecgrid.signIn']);
    assert.ok(!dialogs.text.includes('wrong-key'));
  });

  it('is not told when it was cancelled', async () => {
    const { session } = await signedInWindow();
    const error: unknown = await session.client.users
      .get(10_001, AbortSignal.abort())
      .catch((reason: unknown) => reason);
    await reportFailure('Read', error, log);
    assert.deepEqual([dialogs.shown.items, logged], [[], []]);
  });

  it('keeps the words of an unexpected error to the log', async () => {
    await reportFailure('Drop', new TypeError('secret of x'), log);
    assert.deepEqual(dialogs.told, [
      'Something unexpected went wrong in the extension. Show the log for more, and report it if it happens again.',
    ]);
  });

  it('says what to look at when a file or the password store is in the way', async () => {
    await reportFailure('Export', vscode.FileSystemError.NoPermissions('/x.csv'), log);
    await reportFailure('Sign out', new KeyNotForgotten(sandboxProfile(), 'locked'), log);
    assert.match(dialogs.told[0] ?? '', /^The file could not be read or written\. Choose another place/);
    assert.match(dialogs.told[1] ?? '', /Check the password store of this machine\.$/);
  });
});

describe('a command that needs a session', () => {
  withStandIns();

  it('gets the one that is there, without a word', async () => {
    const { connection, session } = await signedInWindow();
    assert.equal(await requireSession(connection), session);
    assert.deepEqual(dialogs.told, []);
  });

  it('says that nobody is signed in, and offers it', async () => {
    dialogs.answer('Sign In…');
    assert.equal(await requireSession(openWindow().connection), undefined);
    assert.deepEqual(dialogs.told, ['You are not signed in to ECGrid.']);
    assert.deepEqual(dialogs.shown.items[0]?.buttons, ['Sign In…']);
    assert.deepEqual(commands, ['ecgrid.signIn']);
  });

  it('does nothing more when the message is closed', async () => {
    assert.equal(await requireSession(openWindow().connection), undefined);
    assert.deepEqual(commands, []);
  });

  it('says why the last attempt failed, and gets the session of the next', async () => {
    const { connection } = await failedWindow('forbidden');
    dialogs.answer(async () => {
      await judge.faults();
      return 'Try Again';
    });
    const session = await requireSession(connection);
    assert.equal(session?.me.login, 'networkadmin');
    assert.match(dialogs.told[0] ?? '', /^ECGrid does not allow this/);
    assert.deepEqual(dialogs.shown.items[0]?.buttons, ['Try Again', 'Sign In…']);
  });

  it('does not offer the same key again when it is not accepted', async () => {
    const { connection } = await failedWindow('unauthorized');
    assert.equal(await requireSession(connection), undefined);
    assert.deepEqual(dialogs.shown.items[0]?.buttons, ['Sign In…']);
  });
});

describe('the status bar', () => {
  withStandIns();

  /** The one item of a window, as VS Code would show it. */
  const itemOf = (window: TestWindow): vscode.StatusBarItem => {
    const { createStatusBarItem } = vscode.window;
    let item: vscode.StatusBarItem | undefined;
    replace(vscode.window, 'createStatusBarItem', (id: string, side: vscode.StatusBarAlignment) => {
      item = createStatusBarItem(id, side);
      return item;
    });
    createStatusBar(window.connection);
    assert.ok(item);
    return item;
  };

  it('says that the key is missing, and asks for it on a click', async () => {
    const { memento } = await signedInWindow();
    const window = openWindow({ memento, secrets: new MemorySecrets([]) });
    await window.connection.settled();
    const { text, command } = itemOf(window);
    assert.deepEqual([text, command], ['$(key) ECGrid: Sandbox needs its API key', 'ecgrid.signIn']);
  });

  it('tries again on a click after a failure, and asks for the key when that is not accepted', async () => {
    const { text, command } = itemOf(await failedWindow('forbidden'));
    assert.deepEqual([text, command], ['$(error) ECGrid: Sandbox', 'ecgrid.refreshUsers']);
    closeWindows();
    await judge.faults();
    assert.equal(itemOf(await failedWindow('unauthorized')).command, 'ecgrid.signIn');
  });

  it('marks production, and shows what a name says as text', async () => {
    const memento = new MemoryMemento([]);
    const profile = sandboxProfile({ name: '$(flame) Live', environment: 'production' });
    const window = openWindow({ memento });
    await window.connection.signIn(profile, keys.NetworkAdmin);
    const item = itemOf(window);
    assert.equal(item.text, '$(globe) $ (flame) Live · networkadmin · NetworkAdmin');
    assert.ok(item.backgroundColor instanceof vscode.ThemeColor);
    assert.deepEqual(await window.secrets.keys(), [keyName]);
  });
});

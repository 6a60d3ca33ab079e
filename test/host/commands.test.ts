import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { User } from '../../src/domain/user.ts';
import { userActionFacts, userActions } from '../../src/domain/userAction.ts';
import { isRead } from '../support/judge.ts';
import { aUser } from '../unit/support/builders.ts';
import { closeQuickPicks, standInDialogs } from './support/dialogs.ts';
import { contributions, extensionSignedIn } from './support/extension.ts';
import { restoreVscode } from './support/standIns.ts';
import { testSandbox } from './support/testSandbox.ts';
import { closeWindows, signedInWindow } from './support/window.ts';

const { judge } = testSandbox;

const run = (command: string, ...args: readonly unknown[]): Promise<unknown> =>
  Promise.resolve(vscode.commands.executeCommand(command, ...args));

const node = (user: User): object => ({ kind: 'user', user });
const jane = aUser({ userId: 17, login: 'jdoe', email: 'jdoe@example.com' });
const john = aUser({ userId: 18, login: 'john.roe', email: undefined });

/** A user without the fields that ECGrid has not told. */
const known = (user: User): object =>
  Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined));

const cyclic: Record<string, unknown> = { kind: 'user' };
cyclic['user'] = cyclic;

const garbage: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a number', 42],
  ['a text', 'networkadmin'],
  ['an empty list', []],
  ['a node without a user', { kind: 'user' }],
  ['a node with null for a user', { kind: 'user', user: null }],
  ['a node with a text for a user', { kind: 'user', user: 'networkadmin' }],
  ['a node with half a user', { kind: 'user', user: { userId: 10_001 } }],
  ['a node with a user of other types', { kind: 'user', user: { userId: 'x', login: {}, email: [] } }],
  ['a node that contains itself', cyclic],
  ['a group that is not there', { kind: 'more', authLevel: '__proto__', loading: false }],
  ['a node of another kind', { kind: 'level', authLevel: 7 }],
];

/** The titles of the webview tabs that are open. */
const openForms = (): readonly string[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(({ input }) => input instanceof vscode.TabInputWebview).map(({ label }) => label),
  );

/** Resolves when the open forms are these. */
const formsToBe = (...titles: readonly string[]): Promise<void> =>
  new Promise((resolve) => {
    const check = (): void => {
      if (openForms().join() !== titles.join()) return;
      subscription.dispose();
      resolve();
    };
    const subscription = vscode.window.tabGroups.onDidChangeTabs(check);
    check();
  });

/** A user of the sandbox, as ECGrid tells it. */
const userCalled = async (login: string): Promise<User> => {
  const { session } = await signedInWindow();
  const { items } = await session.client.users.byName(login);
  const [user] = items;
  assert.ok(user, login);
  await judge.clearLog();
  return user;
};

/** Runs the tests of a `describe` in the extension that is signed in. */
const inExtension = (): void => {
  before(() => extensionSignedIn());
  beforeEach(() => judge.clearLog());
  afterEach(async () => {
    restoreVscode();
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
    closeWindows();
  });
};

describe('a command called with', () => {
  inExtension();

  const commands = contributions().commands.map(({ command }) => command);

  for (const [what, argument] of garbage) {
    it(`${what} neither throws nor writes`, async () => {
      // The running extension has the same objects of VS Code: whatever it asks is closed without an answer.
      closeQuickPicks();
      standInDialogs();
      for (const command of commands) await run(command, argument, [argument]);
      await run('ecgrid.copyLogin', node(jane), argument);
      assert.equal(await vscode.env.clipboard.readText(), 'jdoe', 'the clicked user counts');
      const writes = (await judge.requests()).filter((request) => !isRead(request));
      assert.deepEqual(writes, []);
      assert.deepEqual(
        openForms().filter((title) => title.startsWith('Change Role')),
        [],
        'no form for what is not a user',
      );
    });
  }
});

describe('copying', () => {
  inExtension();

  for (const [command, text] of [
    ['ecgrid.copyUserId', '17'],
    ['ecgrid.copyLogin', 'jdoe'],
    ['ecgrid.copyEmail', 'jdoe@example.com'],
  ] as const) {
    it(`${command} puts the field of the clicked user on the clipboard, and asks ECGrid nothing`, async () => {
      await vscode.env.clipboard.writeText('before');
      await run(command, node(jane));
      assert.equal(await vscode.env.clipboard.readText(), text);
      assert.deepEqual(await judge.lines(), []);
    });
  }

  it('takes all selected users when the clicked one is among them, a line each', async () => {
    await run('ecgrid.copyLogin', node(john), [
      node(jane),
      { kind: 'level', authLevel: 'General' },
      node(john),
    ]);
    assert.equal(await vscode.env.clipboard.readText(), 'jdoe\njohn.roe');
  });

  it('takes the clicked user alone when the selection is elsewhere', async () => {
    await run('ecgrid.copyLogin', node(john), [node(jane)]);
    assert.equal(await vscode.env.clipboard.readText(), 'john.roe');
  });

  it('leaves out users without the field, and the clipboard alone when there is nobody with it', async () => {
    await run('ecgrid.copyEmail', node(john), [node(jane), node(john)]);
    assert.equal(await vscode.env.clipboard.readText(), 'jdoe@example.com');
    await run('ecgrid.copyEmail', node(john));
    assert.equal(await vscode.env.clipboard.readText(), 'jdoe@example.com');
  });

  it('takes text as it is, whatever it looks like', async () => {
    const login = '$(trash) <b>[x](command:y)</b> יעל';
    await run('ecgrid.copyLogin', node(aUser({ login })));
    assert.equal(await vscode.env.clipboard.readText(), login);
  });
});

describe('the commands of the view', () => {
  inExtension();

  it('refreshing asks for the list once, also when asked twice at the same time', async () => {
    await Promise.all([run('ecgrid.refreshUsers'), run('ecgrid.refreshUsers')]);
    const rest = (await judge.requests()).filter(({ operation }) => operation === undefined);
    assert.deepEqual(
      rest.map(({ path }) => path),
      ['/v2/users/list'],
    );
  });

  it('loading more of a group that is complete asks nothing', async () => {
    await run('ecgrid.loadMoreUsers', { kind: 'more', authLevel: 'MailboxUser', loading: false, shown: 0 });
    assert.deepEqual(await judge.lines(), []);
  });
});

describe('the forms', () => {
  inExtension();

  it('adding a user opens a form and loads the networks, nothing else', async () => {
    await run('ecgrid.addUser');
    await formsToBe('Add User');
    const writes = (await judge.lines()).filter((line) => !line.endsWith('/list'));
    assert.deepEqual(writes, []);
  });

  it('changing a role opens a form for the clicked user', async () => {
    await run('ecgrid.changeRole', node(await userCalled('mailboxuser')));
    await formsToBe('Change Role: mailboxuser');
  });

  it('changing the role of somebody above the own level opens none, and says why', async () => {
    const root = await userCalled('root');
    const gone = await userCalled('fatima.thompson');
    const dialogs = standInDialogs();
    // Whatever a row says, ECGrid's own word counts.
    await run('ecgrid.changeRole', node({ ...root, authLevel: 'General' }));
    await run('ecgrid.changeRole', node({ ...gone, status: 'Active' }));
    assert.deepEqual(openForms(), []);
    assert.deepEqual(dialogs.told, [
      'root is Root, above your own AuthLevel, NetworkAdmin.',
      'fatima.thompson is terminated, which is permanent.',
    ]);
  });
});

describe('looking at users closely', () => {
  inExtension();

  const json = (text: string): unknown => JSON.parse(text);

  it('copies one user as an object and several as a list, with every field that ECGrid tells', async () => {
    const mailboxuser = await userCalled('mailboxuser');
    const tpuser = await userCalled('tpuser');
    await run('ecgrid.copyJson', node(mailboxuser));
    assert.deepEqual(json(await vscode.env.clipboard.readText()), known(mailboxuser));
    await run('ecgrid.copyJson', node(mailboxuser), [node(mailboxuser), node(tpuser)]);
    assert.deepEqual(json(await vscode.env.clipboard.readText()), [known(mailboxuser), known(tpuser)]);
    assert.deepEqual(await judge.lines(), [], 'the directory has them');
  });

  it('compares two users in the diff editor', async () => {
    const mailboxuser = await userCalled('mailboxuser');
    const tpuser = await userCalled('tpuser');
    await run('ecgrid.compareUsers', node(mailboxuser), [node(mailboxuser), node(tpuser)]);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.equal(tab?.label, 'mailboxuser ↔ tpuser');
    assert.ok(tab.input instanceof vscode.TabInputTextDiff);
    const { original, modified } = tab.input;
    for (const [uri, user] of [
      [original, mailboxuser],
      [modified, tpuser],
    ] as const) {
      assert.equal(uri.path.split('/').at(-1), `${user.login}.json`);
      const document = await vscode.workspace.openTextDocument(uri);
      assert.equal(document.languageId, 'json');
      assert.deepEqual(json(document.getText()), known(user));
    }
  });

  it('compares no more than two', async () => {
    const rows = await Promise.all(
      ['mailboxuser', 'tpuser', 'general'].map(async (login) => node(await userCalled(login))),
    );
    const dialogs = standInDialogs();
    await run('ecgrid.compareUsers', rows[0], rows);
    assert.deepEqual(dialogs.told, ['Select two users to compare, or one and choose the other.']);
    assert.deepEqual(vscode.window.tabGroups.activeTabGroup.tabs, []);
  });

  it('says which actions are missing, and why, one line for each reason', async () => {
    const root = await userCalled('root');
    const dialogs = standInDialogs();
    await run('ecgrid.explainActions', node(root));
    const titles = userActions.map((action) => userActionFacts(action).title.replace('…', ''));
    assert.deepEqual(dialogs.questions, [
      {
        severity: 'information',
        message: 'What cannot be done to root, and why',
        detail: [`${titles.join(', ')}: root is Root, above your own AuthLevel, NetworkAdmin.`],
        modal: true,
        buttons: [],
      },
    ]);
    assert.deepEqual(await judge.lines(), []);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { authLevels } from '../../src/domain/authLevel.ts';
import type { User } from '../../src/domain/user.ts';
import { showInTree } from '../../src/host/commands/findUser.ts';
import type { Session } from '../../src/host/connection/session.ts';
import type { UserItem } from '../../src/host/users/userItems.ts';
import { mostMatches, UserPicker } from '../../src/host/users/userPicker.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { testSandbox } from './support/testSandbox.ts';
import { loadAtRest, rowsOf, signedInTree, treeOn, usersIn } from './support/treeView.ts';
import { closeWindows, idle, sandboxProfile, signedInWindow } from './support/window.ts';

const { judge } = testSandbox;

type OpenPicker = {
  readonly quickPick: vscode.QuickPick<UserItem>;
  readonly picked: Promise<User | undefined>;
  readonly logins: () => readonly string[];
};

const openPickers: vscode.QuickPick<UserItem>[] = [];

/** Opens the search in the real workbench. */
const search = (session: Session, text = ''): OpenPicker => {
  const quickPick = vscode.window.createQuickPick<UserItem>();
  openPickers.push(quickPick);
  const picked = new UserPicker(session, { placeHolder: 'Whom?', text, pause: 0 }, quickPick).pick();
  const logins = (): readonly string[] => quickPick.items.flatMap(({ user }) => (user ? [user.login] : []));
  return { quickPick, picked, logins };
};

/** Resolves when something that VS Code or ECGrid brings about has come true. */
const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await idle();
};

const labels = ({ quickPick }: OpenPicker): readonly string[] => quickPick.items.map(({ label }) => label);

/** Types as VS Code tells of typing. */
const type = async ({ quickPick }: OpenPicker, text: string): Promise<void> => {
  const typed = new Promise((resolve) => {
    const listening = quickPick.onDidChangeValue((value) => {
      if (value !== text) return;
      listening.dispose();
      resolve(undefined);
    });
  });
  quickPick.value = text;
  await typed;
};

/** Presses Enter on an entry. */
const choose = async ({ quickPick }: OpenPicker, label: string): Promise<void> => {
  const item = quickPick.items.find((entry) => entry.label === label);
  assert.ok(item, `no entry ${label}`);
  const active = new Promise((resolve) => {
    const listening = quickPick.onDidChangeActive(([now]) => {
      if (now?.label !== label) return;
      listening.dispose();
      resolve(undefined);
    });
    if (quickPick.activeItems[0]?.label === label) resolve(undefined);
  });
  quickPick.activeItems = [item];
  await active;
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
};

beforeEach(() => judge.clearLog());
afterEach(async () => {
  for (const quickPick of openPickers.splice(0)) quickPick.dispose();
  closeWindows();
  await judge.faults();
});

describe('the search for a user', () => {
  it('offers everybody who is loaded, and asks ECGrid nothing where that is everybody', async () => {
    const { session } = await signedInWindow();
    await loadAtRest(session);
    await judge.clearLog();
    const open = search(session);
    await until(() => !open.quickPick.busy);
    assert.equal(open.logins().length, 45);
    await type(open, 'sample mailboxadmin');
    assert.deepEqual(open.logins(), ['mailboxadmin']);
    await type(open, 'nobody.at.all');
    assert.deepEqual(labels(open), []);
    assert.deepEqual(await judge.lines(), []);
  });

  it('loads the first page where nothing has been loaded', async () => {
    const { session } = await signedInWindow();
    const open = search(session, 'mailboxadmin');
    assert.equal(open.quickPick.busy, true);
    await until(() => open.logins().length > 0);
    assert.deepEqual(open.logins(), ['mailboxadmin']);
  });

  it('gives the user who is chosen, and nobody when it is closed', async () => {
    const { session } = await signedInWindow();
    await session.directory.load();
    const open = search(session, 'mailboxadmin');
    await until(() => open.logins().length === 1);
    await choose(open, 'mailboxadmin');
    assert.equal((await open.picked)?.login, 'mailboxadmin');
    const closed = search(session);
    closed.quickPick.hide();
    assert.equal(await closed.picked, undefined);
  });

  it('looks on ECGrid for a login that is not loaded, once, below a heading', async () => {
    const { session } = await signedInWindow({ pageSize: 5 });
    await loadAtRest(session);
    await judge.clearLog();
    const open = search(session);
    await until(() => labels(open).includes('Type a whole login to look for it on ECGrid'));
    await type(open, 'audit.reader');
    await until(() => open.logins().length === 1);
    assert.deepEqual(labels(open), ['On ECGrid', 'audit.reader']);
    await type(open, 'audit');
    await until(() => !open.quickPick.busy);
    await type(open, 'audit.reader');
    assert.deepEqual(labels(open), ['On ECGrid', 'audit.reader']);
    assert.deepEqual(await judge.lines(), ['POST /v2/users/by-name', 'POST /v2/users/by-name']);
    await choose(open, 'audit.reader');
    assert.equal((await open.picked)?.authLevel, 'AuditUser');
  });

  it('does not offer a user twice who is loaded and found on ECGrid', async () => {
    const { session } = await signedInWindow({ pageSize: 5 });
    await loadAtRest(session);
    const open = search(session);
    await type(open, 'networkadmin');
    await until(() => !open.quickPick.busy);
    assert.deepEqual(open.logins(), ['networkadmin']);
  });

  it('tells when ECGrid could not be asked, and tries again when that is chosen', async () => {
    const { session } = await signedInWindow({ pageSize: 5 });
    await loadAtRest(session);
    await judge.faults({ name: 'forbidden', path: '/v2/users/by-name' });
    const open = search(session);
    await type(open, 'audit.reader');
    await until(() => labels(open).some((label) => label.startsWith('$(error)')));
    const [, failed = ''] = labels(open);
    await judge.faults();
    await choose(open, failed);
    await until(() => open.logins().length === 1);
    assert.deepEqual(labels(open), ['On ECGrid', 'audit.reader']);
    open.quickPick.hide();
  });

  it('shows logins and names as plain text', async () => {
    const { session } = await signedInWindow();
    await loadAtRest(session);
    session.directory.apply({ ...session.me, userId: 1, login: '$(trash)', firstName: '[x](command:y)' });
    const open = search(session, '$(trash)');
    await until(() => open.logins().length === 1);
    const [item] = open.quickPick.items;
    assert.equal(item?.label, '$ (trash)');
    assert.ok(item.description?.startsWith('[x] (command:y)'));
    assert.ok(item.detail?.includes('Meridian Supply Network (1)'));
    assert.deepEqual(
      item.buttons?.map(({ tooltip }) => tooltip),
      ['Show Page'],
    );
  });
});

describe('showing a user who was found', () => {
  /** Shows a user and returns the path of rows that VS Code would open, the group first. */
  const path = async (
    { tree, session, connection }: Awaited<ReturnType<typeof signedInTree>>,
    user: User,
  ): Promise<readonly (string | undefined)[]> => {
    let shown: User | undefined;
    const show = (found: User): Promise<void> => Promise.resolve(void (shown = found));
    const clearFilter = (): Promise<void> => session.directory.show({ filter: {} });
    await showInTree({ connection, show, clearFilter }, session, user);
    assert.equal(shown?.userId, user.userId);
    const ids: (string | undefined)[] = [];
    for (let node = tree.getParent({ kind: 'user', user }); node; node = tree.getParent(node)) {
      assert.ok((await rowsOf(tree, node)).length <= 1001);
      ids.unshift(tree.getTreeItem(node).id);
      if (ids.length === 1)
        assert.ok(usersIn(await rowsOf(tree, node)).some(({ userId }) => userId === user.userId));
    }
    return ids;
  };

  it('works for one who was never loaded', async () => {
    const shown = await signedInTree({ pageSize: 5 });
    await loadAtRest(shown.session);
    const { items } = await shown.session.client.users.byName('audit.reader');
    assert.ok(items[0]);
    assert.deepEqual(await path(shown, items[0]), ['group:level:AuditUser']);
    await shown.session.directory.show({ groupBy: 'network' });
    assert.deepEqual(await path(shown, items[0]), ['group:network:1']);
  });

  it('fails with the reason when nothing can be loaded', async () => {
    await judge.faults({ name: 'forbidden', path: '/v2/users/list' });
    const { connection, session } = await signedInTree();
    const nothing = (): Promise<void> => Promise.reject(new Error('nothing to show'));
    const context = { connection, show: nothing, clearFilter: nothing };
    await assert.rejects(showInTree(context, session, session.me), { kind: 'forbidden' });
  });

  describe('among 20,000', function () {
    this.timeout(120_000);
    let sandbox: Sandbox;
    before(async () => {
      const { startSandbox } = await import('../../sandbox/server.ts');
      sandbox = await startSandbox({ users: 20_000 });
    });
    after(() => sandbox.close());

    it('finds one of the fortieth page, and its row in every grouping', async () => {
      const profile = sandboxProfile({ origin: sandbox.url });
      const shown = treeOn(await signedInWindow({ profile, key: sandbox.apiKeys.Root }));
      await loadAtRest(shown.session);
      const { client, directory } = shown.session;
      const { items } = await client.users.list({}, { pageNo: 40, recordsPerPage: 500 });
      const user = items.findLast(({ authLevel }) => authLevels.some((level) => level === authLevel));
      assert.ok(user);
      assert.equal(directory.find(user.userId), undefined);
      assert.deepEqual(await path(shown, user), [`group:level:${user.authLevel}`]);
      await directory.loadRest();
      const [group, range] = await path(shown, user);
      assert.equal(group, `group:level:${user.authLevel}`);
      assert.match(range ?? '', /^range:\d+:level:/);
      for (const groupBy of ['network', 'mailbox', 'status'] as const) {
        await directory.show({ groupBy });
        const [first = ''] = await path(shown, user);
        assert.ok(first.startsWith(`group:${groupBy}:`), first);
      }
      const open = search(shown.session);
      await until(() => !open.quickPick.busy);
      assert.equal(open.logins().length, mostMatches);
      assert.ok(labels(open).includes('200 of 20,000 users are shown'));
      await type(open, String(user.userId));
      assert.deepEqual(open.logins(), [user.login]);
      open.quickPick.hide();
    });
  });
});

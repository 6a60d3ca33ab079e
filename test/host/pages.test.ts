import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { userActions } from '../../src/domain/userAction.ts';
import type { User } from '../../src/domain/user.ts';
import { actOnUsers } from '../../src/host/commands/userActions.ts';
import { showUser } from '../../src/host/commands/userPage.ts';
import { ToUserPage } from '../../src/protocol/userPage.ts';
import type { UserPageModel } from '../../src/protocol/userPage.ts';
import { roleWrite } from '../../src/operations/writes/role.ts';
import { standInDialogs } from './support/dialogs.ts';
import { administratorOf, ownSandbox, perform, rowOf } from './support/ownSandbox.ts';
import type { Administrator, AdministratorOptions } from './support/ownSandbox.ts';
import { onlyPage, standInPages } from './support/pages.ts';
import type { PageStandIn } from './support/pages.ts';
import { playRun } from './support/runPages.ts';
import { replace, restoreVscode } from './support/standIns.ts';

const sandbox = ownSandbox();

const modelOf = (message: unknown): UserPageModel => ToUserPage.parse(message).model;

/** The page of a user, played by the test. */
const playUserPage = (page: PageStandIn) => ({
  page,
  /** What the page is told when it comes back from being hidden. */
  model: (): UserPageModel => {
    page.say({ type: 'ready' });
    return modelOf(page.heard.items.at(-1));
  },
  /** Resolves with the first model that is wanted, of those from now on. */
  until: async (isWanted: (model: UserPageModel) => boolean): Promise<UserPageModel> => {
    page.heard.clear();
    return modelOf(await page.heard.until((message) => isWanted(modelOf(message))));
  },
});

type OpenedPage = Administrator &
  ReturnType<typeof playUserPage> & { readonly target: User; readonly first: UserPageModel };

/** Opens the page of a user, and waits until the user was read. */
const opened = async (login: string, options?: AdministratorOptions): Promise<OpenedPage> => {
  const somebody = await administratorOf(sandbox(), options);
  const pages = standInPages();
  const target = somebody.user(login);
  await showUser(somebody.context)(rowOf(target));
  const played = playUserPage(onlyPage(pages));
  const first = modelOf(played.page.heard.items[0]);
  await played.page.heard.until((message) => modelOf(message).reading.state !== 'reading');
  return { ...somebody, ...played, target, first };
};

/** The requests that reading a user takes: of REST, and of ECGridOS for what it alone tells. */
const readings = async (): Promise<readonly string[]> =>
  (await sandbox().judge.requests()).map(({ path, operation }) => operation ?? path).toSorted();
const readingsOf = ({ userId }: User): readonly string[] => [`/v2/users/${userId}`, 'UserInfo'];
const ecgridos = '/v4.1/prod/ECGridOS.asmx';

describe('the page of a user', () => {
  sandbox.forEach();

  it('shows what is known at once, reads the user, and names places and level in words', async () => {
    const { page, model, first, target, context } = await opened('mailboxadmin');
    assert.deepEqual([page.viewType, page.title], ['ecgrid.userPage', 'mailboxadmin']);
    assert.deepEqual([first.reading, first.user.login], [{ state: 'reading' }, 'mailboxadmin']);
    const { network, mailbox, level, reading, user, profile, caller } = model();
    const { places } = context.session;
    assert.deepEqual([network, mailbox], [places.networkText(1), places.mailboxText(1001)]);
    for (const place of [network, mailbox]) assert.match(place, /^\P{N}+ \(\d+\)$/u, 'name and number');
    assert.deepEqual(level, {
      description: 'Full control of one mailbox and its trading partners.',
      abilities: [
        `Administer users, mailboxes and settings in ${mailbox}`,
        `Send and receive documents in ${mailbox}`,
        `See documents and settings in ${mailbox}`,
        'Give other users any AuthLevel up to MailboxAdmin',
      ],
    });
    assert.deepEqual(reading, { state: 'read' });
    assert.equal(user.userId, target.userId);
    assert.deepEqual([profile.production, caller.login], [false, 'networkadmin']);
    assert.deepEqual(await readings(), readingsOf(target));
  });

  it('says so where there is no mailbox, or a level that this version does not know', async () => {
    const { model } = await opened('audit.reader');
    const { mailbox, level } = model();
    assert.equal(mailbox, 'None: the whole network');
    assert.deepEqual(level, {
      description: 'An AuthLevel that this version does not know.',
      abilities: [],
    });
  });

  it('offers every action that would change something, with the reason where one cannot be done', async () => {
    const possible = await opened('mailboxuser');
    assert.deepEqual(
      possible.model().actions,
      userActions
        .filter((action) => action !== 'activateUser' && action !== 'unlockUser')
        .map((action) => ({ action })),
    );
    possible.page.close();
    restoreVscode();
    const impossible = await opened('root');
    const problem = 'root is Root, above your own AuthLevel, NetworkAdmin.';
    assert.deepEqual(
      impossible.model().actions,
      userActions.map((action) => ({ action, problem })),
    );
  });

  for (const action of userActions) {
    it(`runs the command of ${action} with the user as it is shown`, async () => {
      const { page, model } = await opened('mailboxuser');
      const commands: unknown[] = [];
      replace(vscode.commands, 'executeCommand', (...call: readonly unknown[]) => {
        commands.push(call);
        return Promise.resolve();
      });
      const { user } = model();
      page.say({ type: 'act', action });
      assert.deepEqual(structuredClone(commands), [[`ecgrid.${action}`, { kind: 'user', user }]]);
    });
  }

  it('reads the user again on request, and tells the tree', async () => {
    const { page, until, target, user } = await opened('mailboxuser');
    await sandbox().other('Root').users.update(target.userId, { lastName: 'Changed' });
    await sandbox().judge.clearLog();
    const read = until(({ reading }) => reading.state === 'read');
    page.say({ type: 'refresh' });
    assert.equal((await read).user.lastName, 'Changed');
    assert.equal(user('mailboxuser').lastName, 'Changed');
    assert.deepEqual(await readings(), readingsOf(target));
  });

  it('shows a failure beside what was known, and is read at the next try', async () => {
    const { page, until, target } = await opened('mailboxuser');
    await sandbox().judge.faults({ name: 'forbidden', path: `/v2/users/${target.userId}` });
    const failed = until(({ reading }) => reading.state === 'failed');
    page.say({ type: 'refresh' });
    const { reading, user } = await failed;
    assert.ok(reading.state === 'failed' && reading.message !== '' && reading.nextStep !== '');
    assert.equal(user.login, 'mailboxuser');
    await sandbox().judge.faults();
    const read = until((model) => model.reading.state === 'read');
    page.say({ type: 'refresh' });
    await read;
  });

  it('shows what REST tells where ECGridOS alone fails, says so, and asks both again', async () => {
    const { page, until } = await opened('mailboxuser');
    await sandbox().judge.faults({ name: 'htmlBody', status: 200, path: ecgridos });
    const partly = until(({ reading }) => reading.state === 'read');
    page.say({ type: 'refresh' });
    const { reading, user } = await partly;
    assert.ok(reading.state === 'read');
    assert.match(reading.missing ?? '', /^ECGridOS did not tell last login, sessions and lock-out: ./);
    assert.equal(user.login, 'mailboxuser');
    await sandbox().judge.faults();
    const whole = until((model) => model.reading.state === 'read');
    page.say({ type: 'refresh' });
    assert.deepEqual((await whole).reading, { state: 'read' });
  });

  it('reads the details again when something elsewhere tells the user without them', async () => {
    const { until, target, context } = await opened('mailboxuser');
    const { lastLogin, openSessions } = context.session.directory.find(target.userId) ?? {};
    assert.ok(lastLogin !== undefined && openSessions !== undefined);
    const again = until(({ reading, user }) => reading.state === 'read' && user.lastLogin === lastLogin);
    context.session.learn({ ...target, lastLogin: undefined, openSessions: undefined });
    assert.equal((await again).user.openSessions, openSessions);
  });

  it('is read by REST alone where the profile uses nothing else', async () => {
    const { target } = await opened('mailboxuser', { apis: 'rest' });
    assert.deepEqual(await readings(), [`/v2/users/${target.userId}`]);
  });

  it('follows what is written elsewhere', async () => {
    const somebody = await opened('mailboxuser');
    const { until, target, page } = somebody;
    standInDialogs();
    const changed = until(({ user }) => user.authLevel === 'General');
    await perform(somebody, (context) => roleWrite(context, { authLevel: 'General', scope: {} }), target);
    const { level } = await changed;
    assert.deepEqual(level.abilities, []);
    page.close();
    // A page that is closed is told nothing: the stand-in would not have it.
    await perform(somebody, (context) => roleWrite(context, { authLevel: 'TPUser', scope: {} }), target);
  });

  it('that says nonsense is not listened to, and that is logged', async () => {
    const { page, log } = await opened('mailboxuser');
    await sandbox().judge.clearLog();
    const nonsense = [
      null,
      'ready',
      { type: 'act' },
      { type: 'act', action: 'signOut' },
      { type: 'explode' },
    ];
    page.heard.clear();
    for (const message of nonsense) page.say(message);
    assert.equal(log.failures.length, nonsense.length);
    assert.deepEqual([page.heard.items, await sandbox().judge.lines()], [[], []]);
  });
});

describe('the page of a run', () => {
  sandbox.forEach();

  /** Opens a run over two users. */
  const openedRun = async () => {
    const somebody = await administratorOf(sandbox());
    const pages = standInPages();
    const rows = ['general', 'tpuser'].map((login) => rowOf(somebody.user(login)));
    await actOnUsers('resetSessions', somebody.context)(rows[0], rows);
    return { ...somebody, run: playRun(onlyPage(pages)) };
  };

  it('that says nonsense is not listened to, and that is logged', async () => {
    const { run, log } = await openedRun();
    const nonsense = [
      null,
      42,
      'start',
      {},
      [],
      { type: 'explode' },
      { type: 'start' },
      { type: 'start', typed: 1, reason: '' },
    ];
    for (const message of nonsense) run.page.say(message);
    assert.equal(log.failures.length, nonsense.length);
    assert.deepEqual([run.page.heard.items, await sandbox().judge.lines()], [[], []]);
  });

  it('is told everything again when it comes back, and closes when it asks to', async () => {
    const { run } = await openedRun();
    run.start();
    const phase = await run.finished();
    assert.deepEqual(run.state().phase, phase);
    assert.deepEqual(run.states(), { general: 'done', tpuser: 'done' });
    run.page.say({ type: 'close' });
    assert.equal(run.page.isClosed, true);
  });
});

describe('pages', () => {
  sandbox.forEach();

  it('are one for each purpose: opened again, the same is brought to the front', async () => {
    const { context, user } = await administratorOf(sandbox());
    const pages = standInPages();
    const mailboxuser = rowOf(user('mailboxuser'));
    await showUser(context)(mailboxuser);
    await showUser(context)(mailboxuser);
    await actOnUsers('editUser', context)(mailboxuser);
    await actOnUsers('editUser', context)(mailboxuser);
    await showUser(context)(rowOf(user('tpuser')));
    assert.deepEqual(
      pages.items.map(({ title, reveals }) => [title, reveals]),
      [
        ['mailboxuser', 1],
        ['Edit Profile: mailboxuser', 1],
        ['tpuser', 0],
      ],
    );
    pages.items[0]?.close();
    await showUser(context)(mailboxuser);
    assert.deepEqual(
      pages.items.map(({ isClosed }) => isClosed),
      [true, false, false, false],
    );
  });

  it('do not outlive the session that they write through', async () => {
    const { context, user } = await administratorOf(sandbox());
    const { connection, session } = context;
    const pages = standInPages();
    await showUser(context)(rowOf(user('mailboxuser')));
    await actOnUsers('changeRole', context)(rowOf(user('mailboxuser')));
    await connection.signIn(session.profile, sandbox().apiKeys.MailboxAdmin);
    assert.deepEqual(
      pages.items.map(({ isClosed }) => isClosed),
      [true, true],
    );
  });
});

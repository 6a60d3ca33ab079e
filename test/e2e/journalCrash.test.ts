/** The extension host dies while ECGrid is at work: the next start finds out what became of it, and the journal says so. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { Journal } from '../../src/journal/journal.ts';
import type { JournalEntry } from '../../src/journal/record.ts';
import { holding } from '../support/judge.ts';
import { eventually, openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';
import { RunPage } from '../support/userPage.ts';

let scene: Scene;
let form: UserForm;
let journal: Journal;

before(async () => {
  scene = await openScene({ viewport: { width: 1280, height: 1900 }, sandbox: { users: 240 } });
  await signIn(scene);
  // Its group moves the rows below when it comes.
  await scene.workbench.treeItem(/^Locked out/).waitFor();
  await scene.workbench.expand('MailboxUser');
  form = new UserForm(scene.workbench);
  const storage = join(scene.server.dataDir, 'data', 'User', 'globalStorage', 'ecgrid-users.ecgrid-users');
  journal = new Journal({ folder: join(storage, 'journal') });
});
after(() => scene.close());
afterEach(() => scene.judge.faults());

const isOpen = ({ ended }: JournalEntry): boolean => ended === undefined;

const rows = () => scene.workbench.page.locator('.sidebar .monaco-list-row[aria-level="2"]');

/** Ends the process that has written the newest entry, which is the extension host, and starts VS Code anew. */
const killAndStart = async (): Promise<void> => {
  const { workbench, judge } = scene;
  const host = (await journal.entries()).at(-1)?.begun.writer.process;
  assert.ok(host !== undefined && host !== process.pid);
  process.kill(host, 'SIGKILL');
  // At once: the window that is there starts another extension host by itself, which would look first.
  await workbench.page.reload();
  await eventually(() => Promise.resolve(!lives(host)));
  await judge.faults();
  await workbench.ready();
  await workbench.openView('ECGrid');
  // A server without a desktop forgets secrets with the window.
  await workbench.page.getByRole('button', { name: 'Enter API Key…' }).click();
  await workbench.quickInput.title.getByText('(4/4)').waitFor();
  await workbench.quickInput.submit(scene.sandbox.apiKeys.NetworkAdmin);
  await workbench.treeItem(/^Locked out/).waitFor();
  await workbench.treeItem('MailboxUser').waitFor();
};

const lives = (id: number): boolean => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};

/** Waits until as many changes of role were sent, and four of them wait for their answer. */
const fourOf = (sent: number): Promise<void> =>
  eventually(async () => {
    const changes = (await scene.judge.requests()).filter(({ path }) => path === '/v2/users/role');
    return changes.length === sent && changes.filter(({ ms }) => ms === null).length === 4;
  });

/** Fails unless what the journal says of every user is what the database has. */
const assertAgreement = async (entries: readonly JournalEntry[]): Promise<void> => {
  for (const { begun, ended } of entries) {
    const [truth] = await scene.judge.usersCalled(begun.target.login);
    const expected = ended?.outcome === 'done' ? begun.after : begun.before;
    assert.equal(truth?.authLevel, expected.authLevel, begun.target.login);
  }
};

test('during a change of role: it is told what became of it, and no entry stays open', async () => {
  const { workbench, judge } = scene;
  await judge.faults({ name: 'slowBody', path: '/v2/users/role', delayMs: 600_000 });
  await workbench.contextMenu(workbench.treeItem('mailboxuser'), 'Change Role…');
  await form.ready();
  await form.level('General').click();
  await form.button('Change Role').click();
  const isCarriedOut = async (): Promise<boolean> =>
    (await judge.usersCalled('mailboxuser'))[0]?.authLevel === 'General';
  await eventually(isCarriedOut);
  assert.deepEqual((await journal.entries()).map(isOpen), [true]);

  await killAndStart();

  const told = workbench.notification('Change Role of mailboxuser was carried out');
  await told.waitFor();
  await workbench.screenshot('unknown-outcome');
  const entries = await journal.entries();
  assert.deepEqual(
    entries.map(({ ended }) => [ended?.outcome, ended?.settledBy]),
    [['done', 'laterStart']],
  );
  await assertAgreement(entries);
  assert.deepEqual((await journal.verify()).problems, []);
  await workbench.clearNotifications();
});

test('during a run over fifty users: what was begun is found out, and what was not is not in the journal', async () => {
  const { workbench, judge } = scene;
  const group = workbench.treeItem('MailboxUser');
  const before = await group.getAttribute('aria-label');
  await workbench.runCommand('ECGrid: Filter Users…');
  await workbench.quickInput.pick('Status');
  await workbench.quickInput.pick('Active');
  await workbench.quickInput.pick('Show users');
  await workbench.page.locator('.sidebar').getByText('Only Active', { exact: true }).waitFor();
  // The users of before are shown until ECGrid has told those.
  await eventually(async () => (await group.getAttribute('aria-label')) !== before);
  await workbench.expand('MailboxUser');
  await rows().first().click();
  await rows()
    .nth(49)
    .click({ modifiers: ['Shift'] });
  await judge.clearLog();
  await workbench.contextMenu(rows().nth(1), 'Change Role…');
  await form.frame.getByRole('heading', { level: 1, name: 'Change Role' }).waitFor();
  await form.level('TPUser').click();
  await form.button('Preview…').click();
  const run = new RunPage(workbench);
  const held = holding({ path: '/v2/users/role' });
  await judge.faults(held);
  await run.frame.getByRole('button', { name: 'Change Role: 50 users' }).click();
  await fourOf(4);
  // Those four go on, and the next four are held.
  await judge.faults(held);
  await fourOf(8);
  await judge.faults(held);
  await fourOf(12);

  await killAndStart();

  await eventually(async () => !(await journal.entries()).some(isOpen));
  const [, ...entries] = await journal.entries();
  assert.equal(entries.length, 12);
  assert.equal(new Set(entries.map(({ begun }) => begun.run)).size, 1);
  const late = entries.filter(({ ended }) => ended?.settledBy === 'laterStart');
  assert.equal(late.length, 4);
  await assertAgreement(entries);
  const requests = await judge.requests();
  const writes = requests.filter(({ path }) => path === '/v2/users/role');
  assert.ok(writes.length <= entries.length, 'nothing is sent without an entry, and nothing twice');
  assert.deepEqual((await journal.verify()).problems, []);
});

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { AuthLevel } from '../../src/domain/authLevel.ts';
import { openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { themes } from '../support/workbench.ts';
import type { Theme } from '../support/workbench.ts';
import { UserForm } from '../support/userForm.ts';

let scene: Scene;
let form: UserForm;
before(async () => {
  scene = await openScene({
    signedInAs: 'NetworkAdmin',
    apis: 'rest',
    viewport: { width: 1280, height: 1250 },
  });
  for (const level of ['TPUser', 'MailboxUser', 'General']) await scene.workbench.expand(level);
  form = new UserForm(scene.workbench);
});
after(() => scene.close());
beforeEach(() => scene.judge.clearLog());
afterEach(async () => {
  await scene.judge.faults();
  await scene.workbench.runCommand('View: Close All Editors');
});

/** What is sent to change a role: the user is read again just before. */
const readAndChange = async (login: string): Promise<readonly string[]> => {
  const [truth] = await scene.judge.usersCalled(login);
  return [`GET /v2/users/${truth?.userId}`, 'POST /v2/users/role'];
};

const levelOf = async (login: string): Promise<string | undefined> =>
  (await scene.judge.usersCalled(login))[0]?.authLevel;

const openForm = async (login: string): Promise<void> => {
  await scene.workbench.contextMenu(scene.workbench.treeItem(login), 'Change Role…');
  await form.ready();
};

test('a gain is shown in words, confirmed, sent once, and the row moves at once', async () => {
  const { workbench, judge } = scene;
  await openForm('general');
  await form.frame.getByText('General in mailbox 1001. Choose what it becomes.').waitFor();
  assert.equal(await form.button('Change Role').isDisabled(), true);
  await form.level('MailboxAdmin').click();
  await form.frame.getByText('This gives more than now and takes nothing.').waitFor();
  await workbench.screenshot('change-role');
  await form.button('Change Role').click();
  await workbench.modal.message.getByText('Change general from General to MailboxAdmin?').waitFor();
  await workbench.modal.detail.getByText('user ID').waitFor();
  await workbench.screenshot('change-role-confirm');
  await judge.clearLog();
  await workbench.modal.choose('Change Role');
  await workbench.notification('general is now MailboxAdmin.').waitFor();
  await workbench.page.getByRole('treeitem', { name: /^MailboxAdmin,/, expanded: true }).waitFor();
  await workbench.treeItem('general, Sample General').waitFor();
  assert.deepEqual(await judge.lines(), await readAndChange('general'));
  assert.equal(await levelOf('general'), 'MailboxAdmin');
  await workbench.clearNotifications();
});

test('a loss is sent without a question, when somebody else still administers the mailbox', async () => {
  const { workbench, judge } = scene;
  await openForm('general');
  await form.level('General').click();
  await form.frame.getByText('This takes away and gives nothing.').waitFor();
  await workbench.screenshot('change-role-loss');
  await judge.clearLog();
  await form.button('Change Role').click();
  await workbench.notification('general is now General.').waitFor();
  assert.deepEqual(await judge.lines(), ['POST /v2/users/list', ...(await readAndChange('general'))]);
  const [others] = await judge.requests();
  const administrators = { networkId: 1, mailboxId: 1001, authLevel: 'MailboxAdmin', status: 'Active' };
  assert.deepEqual(others?.body, { ...administrators, pageNo: 1, recordsPerPage: 500 });
  await workbench.clearNotifications();
});

test('cancelling the confirmation changes nothing and keeps the choice', async () => {
  const { workbench, judge } = scene;
  await openForm('tpuser');
  await form.level('NetworkUser').click();
  await form.frame.getByText('This gives something and takes something else away.').waitFor();
  await workbench.screenshot('change-role-sideways');
  await form.button('Change Role').click();
  await workbench.modal.cancel();
  assert.equal(await form.level('NetworkUser').getAttribute('aria-checked'), 'true');
  assert.ok(!(await judge.lines()).includes('POST /v2/users/role'));
});

test('a role can be limited to another mailbox, and only what differs is sent', async () => {
  const { workbench, judge } = scene;
  await openForm('mailboxuser');
  await form.choose('Mailbox', /\(1002\)/);
  await form.frame.getByText('MailboxUser in mailbox 1001 → MailboxUser in mailbox 1002').waitFor();
  await form.button('Change Role').click();
  await workbench.modal.choose('Change Role');
  await workbench.notification('mailboxuser is now MailboxUser.').waitFor();
  const [request] = (await judge.requests()).filter(({ path }) => path === '/v2/users/role');
  const [truth] = await judge.usersCalled('mailboxuser');
  assert.deepEqual(request?.body, { userId: truth?.userId, authLevel: 'MailboxUser', mailboxId: 1002 });
  assert.equal(truth?.mailboxId, 1002);
  await workbench.clearNotifications();
});

for (const name of ['error500AfterCommit', 'dropAfterCommit'] as const) {
  test(`${name}: the user is read again, not changed again`, async () => {
    const { workbench, judge } = scene;
    const [truth] = await judge.usersCalled('networkuser');
    assert.ok(truth);
    await workbench.expand('NetworkUser');
    await openForm('networkuser');
    await judge.faults({ name, path: '/v2/users/role' });
    const to: AuthLevel = truth.authLevel === 'NetworkUser' ? 'MailboxUser' : 'NetworkUser';
    await form.level(to).click();
    await form.button('Change Role').click();
    await workbench.modal.choose('Change Role');
    await workbench.notification('The answer was lost on the way').waitFor();
    await workbench.screenshot('change-role-answer-lost');
    assert.equal((await judge.lines()).filter((line) => line === 'POST /v2/users/role').length, 1);
    assert.equal(await levelOf('networkuser'), to);
    await workbench.clearNotifications();
  });
}

test('error500BeforeCommit: the form says that nothing was changed', async () => {
  const { workbench, judge } = scene;
  await openForm('tpuser');
  await judge.faults({ name: 'error500BeforeCommit', path: '/v2/users/role' });
  await form.level('MailboxUser').click();
  await form.button('Change Role').click();
  await workbench.modal.choose('Change Role');
  await form.failure.getByText('tpuser was read again: the role was not changed.').waitFor();
  await workbench.screenshot('change-role-failed');
  assert.equal(await levelOf('tpuser'), 'TPUser');
});

test('the palette asks whose role it is', async () => {
  const { workbench } = scene;
  await workbench.runCommand('ECGrid: Change Role…');
  await workbench.quickInput.widget.getByRole('option').first().waitFor();
  await workbench.quickInput.type('tpuser');
  await workbench.quickInput.entry('tpuser').waitFor();
  await workbench.screenshot('change-role-palette');
  await workbench.quickInput.pick('tpuser');
  await form.ready();
  await form.frame.getByText('TPUser in mailbox 1001. Choose what it becomes.').waitFor();
});

test('a user above one’s own level has no Change Role…', async () => {
  const { workbench } = scene;
  await workbench.expand('NetOps');
  await workbench.treeItem('netops').click({ button: 'right' });
  await workbench.menuItem('Copy Login').waitFor();
  assert.equal(await workbench.menuItem('Change Role…').count(), 0);
  await workbench.page.keyboard.press('Escape');
});

for (const theme of ['light', 'highContrast', 'highContrastLight', 'dark'] satisfies Theme[]) {
  test(`the form can be read in the theme ${themes[theme].label}`, async () => {
    await scene.workbench.setTheme(theme);
    await openForm('tpuser');
    await form.level('MailboxAdmin').click();
    await form.frame.getByText('This gives more than now and takes nothing.').waitFor();
    await scene.workbench.screenshot(`change-role-${theme}`);
  });
}

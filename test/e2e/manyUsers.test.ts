/** Many users at once: what will happen to whom, the run, what became of each, and trying again what failed. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { holding } from '../support/judge.ts';
import { eventually, openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';
import { RunPage } from '../support/userPage.ts';

let scene: Scene;
let form: UserForm;
let run: RunPage;

before(async () => {
  scene = await openScene({
    signedInAs: 'NetworkAdmin',
    viewport: { width: 1400, height: 1900 },
    sandbox: { users: 400 },
  });
  // Its group moves the rows below when it comes.
  await scene.workbench.treeItem(/^Locked out/).waitFor();
  await showActive();
  await scene.workbench.expand('MailboxUser');
  form = new UserForm(scene.workbench);
  run = new RunPage(scene.workbench);
});
after(() => scene.close());
beforeEach(() => scene.judge.clearLog());
afterEach(async () => {
  await scene.judge.faults();
  await scene.workbench.runCommand('View: Close All Editors');
});

/** Filters the view: terminated users cannot be changed, and the sample has some of every status. */
const showActive = async (): Promise<void> => {
  const { workbench } = scene;
  const { quickInput } = workbench;
  const group = workbench.treeItem('MailboxUser');
  await group.waitFor();
  const before = await group.getAttribute('aria-label');
  await workbench.runCommand('ECGrid: Filter Users…');
  await quickInput.pick('Status');
  await quickInput.pick('Active');
  await quickInput.pick('Show users');
  await workbench.page.locator('.sidebar').getByText('Only Active', { exact: true }).waitFor();
  // The users of before are shown until ECGrid has told those.
  await eventually(async () => (await group.getAttribute('aria-label')) !== before);
};

const userRows = () => scene.workbench.page.locator('.sidebar .monaco-list-row[aria-level="2"]');

/** Selects a number of users from the first one on, as one does with Shift; rows that are drawn again lose a click. */
const select = async (count: number): Promise<void> => {
  const selected = scene.workbench.page.locator('.sidebar .monaco-list-row.selected');
  do {
    await userRows().first().click();
    await userRows()
      .nth(count - 1)
      .click({ modifiers: ['Shift'] });
  } while ((await selected.count()) !== count);
};

/** Closes all groups: rows out of sight do not exist. */
const collapseAll = (): Promise<void> =>
  scene.workbench.page.locator('.sidebar').getByRole('button', { name: 'Collapse All' }).click();

const writes = async (line: string): Promise<number> =>
  (await scene.judge.lines()).filter((sent) => sent === line).length;

test('50 selected, 3 failing: 50 requests, a report that names 3, and a retry that sends 3', async () => {
  const { workbench, judge } = scene;
  await select(50);
  await workbench.contextMenu(userRows().nth(1), 'Change Role…');
  await form.frame.getByRole('heading', { level: 1, name: 'Change Role' }).waitFor();
  await form.frame.getByText('50 users').first().waitFor();
  await workbench.screenshot('bulk-form');
  await form.level('TPUser').click();
  await form.button('Preview…').click();
  await run.frame.getByRole('heading', { level: 1, name: 'Change Role: 50 users' }).waitFor();
  await workbench.screenshot('bulk-preview');
  assert.equal(await writes('POST /v2/users/role'), 0);
  await judge.faults({ name: 'error500BeforeCommit', path: '/v2/users/role', times: 3 });
  await run.button('Change Role: 50 users').click();
  await run.summary('47 done, 3 failed.').waitFor();
  await workbench.screenshot('bulk-report');
  assert.equal(await writes('POST /v2/users/role'), 50);
  assert.equal(await run.frame.getByRole('row').filter({ hasText: 'Failed' }).count(), 3);
  await judge.clearLog();
  await run.button('Retry 3 Failed').click();
  await run.summary('50 done.').waitFor();
  assert.equal(await writes('POST /v2/users/role'), 3);
});

test('a run can be cancelled, and says what was not begun', async () => {
  const { workbench, judge } = scene;
  await select(20);
  await workbench.contextMenu(userRows().nth(1), 'Reset Sessions…');
  await run.frame.getByRole('heading', { level: 1, name: 'Reset Sessions: 20 users' }).waitFor();
  await judge.faults(holding({ method: 'POST' }));
  await run.button('Reset Sessions: 20 users').click();
  const resets = async (): Promise<number> =>
    (await judge.lines()).filter((line) => line.includes('/reset/')).length;
  await eventually(async () => (await resets()) === 4);
  await run.frame.getByText('0 of 20', { exact: true }).waitFor();
  await run.button('Cancel').click();
  await run.summary('Cancelled. Waiting for what was sent already.').waitFor();
  await workbench.screenshot('bulk-cancelling');
  await judge.faults();
  await run.summary('4 done, 16 not begun.').waitFor();
  await workbench.screenshot('bulk-cancelled');
  assert.equal(await resets(), 4);
});

test('terminating many asks for a text, and leaves out who is above or oneself', async () => {
  const { workbench } = scene;
  const { page } = workbench;
  await collapseAll();
  for (const level of ['NetOps', 'NetworkAdmin', 'General']) await workbench.expand(level);
  await workbench.treeItem('netops').click();
  await workbench.treeItem('networkadmin').click({ modifiers: ['ControlOrMeta'] });
  await workbench.treeItem('general').click({ modifiers: ['ControlOrMeta'] });
  await workbench.treeItem('general').click({ button: 'right' });
  await workbench.chooseMenuItem('Terminate…');
  await form.opened('Terminate: 3 users');
  await run.row('netops').getByText('above your own AuthLevel').waitFor();
  await run.row('networkadmin').getByText('Your own account').waitFor();
  assert.equal(await run.button('Terminate: 1 user').isDisabled(), true);
  await run.frame.getByRole('textbox').fill('terminate 1');
  await workbench.screenshot('bulk-terminate');
  await run.button('Terminate: 1 user').click();
  await run.summary('1 done, 2 refused.').waitFor();
  assert.equal((await scene.judge.usersCalled('general'))[0]?.status, 'Terminated');
  await page.keyboard.press('Escape');
});

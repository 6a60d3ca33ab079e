/** What ECGridOS adds, as a person sees it: who is locked out, last logins, suspending; and that the service agrees. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserPage } from '../support/userPage.ts';
import type { Theme } from '../support/workbench.ts';

let scene: Scene;
before(async () => {
  scene = await openScene({ signedInAs: 'NetworkAdmin', viewport: { width: 1280, height: 1150 } });
});
after(() => scene.close());

/** The one whom the sample has locked out. */
const locked = /^shared\.login,.*, locked out$/;
const allThemes = ['light', 'highContrast', 'dark'] as const satisfies readonly Theme[];

const isLockedOut = async (): Promise<boolean> =>
  (await scene.judge.usersCalled('shared.login')).some(({ lockedOut }) => lockedOut === true);

const statusOf = async (login: string): Promise<string | undefined> =>
  (await scene.judge.usersCalled(login))[0]?.status;

/** Looks at something in each theme. */
const inEachTheme = async (look: (theme: Theme) => Promise<unknown>): Promise<void> => {
  for (const theme of allThemes) {
    await scene.workbench.setTheme(theme);
    await look(theme);
  }
};

test('whoever is locked out stands at the top of the tree, in a group with a count', async () => {
  const { workbench } = scene;
  await workbench.expand('Locked out, 1 user');
  const rows = workbench.page.locator('.sidebar').getByRole('treeitem');
  assert.match((await rows.nth(0).getAttribute('aria-label')) ?? '', /^Locked out, 1 user/);
  assert.match((await rows.nth(1).getAttribute('aria-label')) ?? '', locked);
  await workbench.expand('MailboxUser');
  // And in the group of the level, which is drawn a moment later.
  await workbench.treeItem(locked).nth(1).waitFor();
  assert.equal(await workbench.treeItem(locked).count(), 2);
  await inEachTheme(async (theme) => {
    await rows.nth(1).click();
    await rows.nth(1).getByRole('button', { name: 'Unlock…' }).waitFor();
    await workbench.screenshot(`lockedOut-${theme}`);
  });
});

test('the tooltip tells the last login and the sessions, read when somebody looks', async () => {
  const { workbench } = scene;
  // The pointer is there from the click before, after which no tooltip comes.
  await workbench.page.mouse.move(900, 600);
  await workbench.treeItem(locked).first().hover();
  const hover = workbench.page.locator('.workbench-hover, .monaco-hover').filter({ hasText: 'User ID:' });
  await hover.filter({ hasText: 'Open sessions:' }).waitFor();
  const text = await hover.innerText();
  assert.match(text, /Locked out: yes/);
  assert.match(text, /Last login: /);
  assert.match(text, /Time zone: UTC/);
  await workbench.screenshot('lockedOut-tooltip');
});

test('the page of the user shows the same', async () => {
  const { workbench } = scene;
  const page = new UserPage(workbench);
  await workbench.contextMenu(workbench.treeItem(locked).first(), 'Show Page');
  await page.read('shared.login');
  const fact = (name: string) => page.frame.locator(`dt:text-is("${name}") + dd`);
  for (const name of ['Last login', 'Open sessions', 'Time zone']) await fact(name).waitFor();
  assert.match(await fact('Time zone').innerText(), /^UTC/);
  assert.equal(await fact('Locked out').innerText(), 'Yes');
  await page.frame.getByRole('listitem').getByText('Locked out', { exact: true }).waitFor();
  assert.equal(await page.button('Unlock…').isEnabled(), true);
  await inEachTheme((theme) => workbench.screenshot(`lockedOut-page-${theme}`));
});

test('unlocking asks first, empties the group, and is on file', async () => {
  const { workbench } = scene;
  assert.equal(await isLockedOut(), true);
  await workbench.contextMenu(workbench.treeItem(locked).first(), 'Unlock…');
  await workbench.modal.message.getByText('Unlock shared.login?').waitFor();
  await workbench.modal.choose('Unlock');
  await workbench.notification('shared.login is no longer locked out.').waitFor();
  await workbench.treeItem(/^Locked out/).waitFor({ state: 'detached' });
  await workbench.treeItem(/^shared\.login,(?!.*locked out)/).waitFor();
  assert.equal(await isLockedOut(), false);
  const page = new UserPage(workbench);
  await page.frame.locator('dt:text-is("Locked out") + dd').getByText('No').waitFor();
  assert.equal(await page.button('Unlock…').count(), 0, 'there is nothing to unlock any more');
  await workbench.clearNotifications();
});

test('suspending shows in the tree, and is taken back from its notification', async () => {
  const { workbench } = scene;
  await workbench.expand('TPUser');
  await workbench.contextMenu('tpuser', 'Suspend…');
  await workbench.modal.choose('Suspend');
  // It goes by itself after some seconds, but not from under the pointer.
  await workbench.notification('tpuser').hover();
  const suspended = workbench.treeItem(/^tpuser,.* Suspended/);
  await suspended.waitFor();
  await suspended.locator('.codicon-debug-pause').waitFor();
  assert.equal(await statusOf('tpuser'), 'Suspended');
  await workbench.screenshot('suspended');
  await workbench.notification('tpuser').getByRole('button', { name: 'Undo' }).click();
  await workbench.modal.choose('Undo');
  await workbench.treeItem(/^tpuser,(?!.*Suspended)/).waitFor();
  assert.equal(await statusOf('tpuser'), 'Active');
});

/** The pictures of the README, and of the pages in a dark and a light theme. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { typedUser, UserForm } from '../support/userForm.ts';
import { RunPage, UserPage } from '../support/userPage.ts';

let scene: Scene;
let form: UserForm;
let page: UserPage;
let run: RunPage;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecgrid-pictures-'));
  scene = await openScene({ viewport: { width: 920, height: 660 } });
  await signIn(scene);
  await scene.workbench.treeItem('MailboxUser').waitFor();
  form = new UserForm(scene.workbench);
  page = new UserPage(scene.workbench);
  run = new RunPage(scene.workbench);
});
after(async () => {
  await scene.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await scene.judge.faults();
  await scene.workbench.runCommand('View: Close All Editors');
});

const picture = async (name: string): Promise<void> => {
  assert.match(await scene.workbench.screenshot(name), /\.png$/);
};

test('adding a user', async () => {
  const { workbench } = scene;
  await workbench.expand('MailboxAdmin');
  await workbench.runCommand('ECGrid: Add User');
  await form.ready();
  await form.fill(typedUser('dana.whitfield'));
  await form.choose('Mailbox', /\(1001\)/);
  await form.field('Login').focus();
  await picture('readme-add-user');
  await workbench.treeItem('MailboxAdmin').locator('.monaco-tl-twistie').click();
});

for (const theme of ['dark', 'light'] as const) {
  /** The README shows the pages in the dark theme. */
  const inReadme = (name: string): string => (theme === 'dark' ? `readme-${name}` : `${name}-light`);

  test(`the page of a user: ${theme}`, async () => {
    const { workbench } = scene;
    await workbench.setTheme(theme);
    await workbench.expand('TPUser');
    await workbench.contextMenu('tpuser', 'Show Page');
    await page.read('tpuser');
    await picture(inReadme('user-page'));
  });

  test(`what will happen to many, and what became of them: ${theme}`, async () => {
    const { workbench, judge } = scene;
    await workbench.treeItem('lukasz.novak').click();
    await workbench.treeItem('sunny.day').click({ modifiers: ['Shift'] });
    await workbench.contextMenu('sunny.day', 'Change Role…');
    await form.level('MailboxUser').click();
    await form.button('Preview…').click();
    await run.frame.getByText('3 ready').waitFor();
    await picture(inReadme('bulk'));
    await judge.faults({ name: 'error500BeforeCommit', path: '/v2/users/role' });
    await run.button('Change Role: 3 users').click();
    await run.summary('3 failed.').waitFor();
    await picture(`bulk-report-${theme}`);
  });

  test(`what a file would create: ${theme}`, async () => {
    const { workbench } = scene;
    const rows = [
      'login;e-mail;first name;last name;mailbox;level',
      'ann lee;ann@example.com;Ann;Lee;1001;TPUser',
    ];
    const names = ['Berta', 'Carl', 'Dora', 'Emil', 'Frida', 'Gustav'];
    for (const name of names)
      rows.push(`${name.toLowerCase()}.kind;${name}@example.com;${name};Kind;1002;General`);
    await writeFile(join(folder, 'users.csv'), rows.join('\n'));
    await workbench.runCommand('ECGrid: Import Users from CSV…');
    await workbench.quickInput.entry('..').waitFor();
    await workbench.quickInput.type(join(folder, 'users.csv'));
    await workbench.quickInput.entry('users.csv').waitFor();
    await workbench.quickInput.submit();
    await run.frame.getByText('6 ready, 1 refused').waitFor();
    await workbench.clearNotifications();
    await picture(`import-preview-${theme}`);
  });

  test(`the walkthrough: ${theme}`, async () => {
    const { workbench } = scene;
    await workbench.runCommand('ECGrid: Get Started');
    await workbench.page.getByText('See who may do what on your ECGrid networks').first().waitFor();
    await picture(`walkthrough-${theme}`);
  });
}

test('changing a role, in a light theme', async () => {
  const { workbench } = scene;
  await workbench.contextMenu('tpuser', 'Change Role…');
  await form.ready();
  await form.level('NetworkUser').click();
  await form.button('Change Role').scrollIntoViewIfNeeded();
  await form.frame.getByText('This gives something and takes something else away.').waitFor();
  await picture('readme-change-role');
});

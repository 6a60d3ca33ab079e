import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runAxe } from '../support/axe.ts';
import { openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';
import { RunPage, UserPage } from '../support/userPage.ts';
import { themes } from '../support/workbench.ts';
import type { Theme } from '../support/workbench.ts';

let scene: Scene;
let form: UserForm;
let page: UserPage;
let run: RunPage;
before(async () => {
  scene = await openScene({ signedInAs: 'NetworkAdmin', viewport: { width: 1280, height: 1250 } });
  // Its group moves the rows below when it comes.
  await scene.workbench.treeItem(/^Locked out/).waitFor();
  await scene.workbench.expand('TPUser');
  form = new UserForm(scene.workbench);
  page = new UserPage(scene.workbench);
  run = new RunPage(scene.workbench);
});
after(() => scene.close());

const check = async (name: string): Promise<void> => {
  const { passes, violations } = await runAxe(scene.workbench.page);
  assert.ok(passes > 10, `axe has looked at something of ${name}`);
  assert.deepEqual({ page: name, violations }, { page: name, violations: [] });
};

const closePage = async (): Promise<void> => {
  const tab = scene.workbench.page.locator('.tabs-container .tab');
  await tab.click({ button: 'middle' });
  await tab.waitFor({ state: 'detached' });
};

/** The pages, each brought to where it shows the most: problems, consequences, reasons. */
const pages: Readonly<Record<string, () => Promise<void>>> = {
  'Add User': async () => {
    await scene.workbench.runCommand('ECGrid: Add User');
    await form.ready();
    await form.button('Create User').click();
    await form.frame.getByText('Enter the login.').waitFor();
  },
  'Change Role': async () => {
    await scene.workbench.contextMenu('tpuser', 'Change Role…');
    await form.ready();
    await form.level('MailboxAdmin').click();
    await form.frame.getByText('Gained').waitFor();
  },
  'Terminate User': async () => {
    await scene.workbench.contextMenu('tpuser', 'Terminate…');
    await form.field('Type the login to confirm').fill('tpuse');
  },
  'the user’s page': async () => {
    await scene.workbench.contextMenu('tpuser', 'Show Page');
    await page.read('tpuser');
  },
  'the preview of a run': async () => {
    const { workbench } = scene;
    const others = workbench.page.locator('.sidebar .monaco-list-row[aria-level="2"]');
    await others.first().click();
    await others.nth(3).click({ modifiers: ['Shift'] });
    await workbench.contextMenu(others.nth(1), 'Reset Sessions…');
    await run.frame.getByRole('heading', { level: 1, name: 'Reset Sessions: 4 users' }).waitFor();
  },
};

for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[]) {
  test(`axe finds nothing on any page in the theme ${themes[theme].label}`, async () => {
    const { workbench } = scene;
    await workbench.setTheme(theme);
    // One user alone is selected, until a page selects more.
    await workbench.treeItem('tpuser').click();
    for (const [name, open] of Object.entries(pages)) {
      await open();
      await check(name);
      await closePage();
    }
  });
}

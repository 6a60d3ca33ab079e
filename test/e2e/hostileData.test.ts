/** Users whose login and names are meant to do harm, in the real workbench: everything is text, and stays usable. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { createClient } from '../../src/api/client.ts';
import { onOneLine } from '../../src/domain/text.ts';
import { hostileUsersFor, unruly } from '../support/hostileUsers.ts';
import type { HostileUser } from '../support/hostileUsers.ts';
import { openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { setTrap } from '../support/trap.ts';
import type { Trap } from '../support/trap.ts';
import { UserForm } from '../support/userForm.ts';
import { RunPage, UserPage } from '../support/userPage.ts';

const viewport = { width: 1280, height: 1400 };
let trap: Trap;
let scene: Scene;
let users: readonly HostileUser[];
let form: UserForm;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecgrid-hostile-'));
  trap = await setTrap();
  users = hostileUsersFor(trap.url);
  scene = await openScene({ viewport });
  const { sandbox, workbench } = scene;
  const root = createClient({ origin: sandbox.url, apiKey: sandbox.apiKeys.Root }).users;
  for (const { login, name } of users) {
    const { userId } = await root.create({
      login,
      password: 'Canary-Pass-4711',
      email: 'h@example.com',
      firstName: name,
      lastName: name,
      networkId: 1,
      mailboxId: 1001,
      authLevel: 'TPUser',
    });
    await root.updateConfig(userId, { company: name });
  }
  form = new UserForm(workbench);
  await signIn(scene);
  // Its group moves the rows below when it comes.
  await workbench.treeItem(/^Locked out/).waitFor();
  await workbench.expand('TPUser');
});
afterEach(async () => {
  // Nothing was carried out, nothing was asked for: neither here nor in a page.
  const frames = scene.workbench.page.frames();
  const hacked = await Promise.all(frames.map((frame) => frame.evaluate(`'hacked' in globalThis`)));
  assert.ok(hacked.every((one) => one === false));
  assert.deepEqual(trap.connections, []);
  await scene.workbench.runCommand('View: Close All Editors');
});
after(async () => {
  await scene.close();
  await trap.close();
  await rm(folder, { recursive: true, force: true });
});

const named = (what: string): HostileUser => {
  const user = users.find((one) => one.what === what);
  assert.ok(user, what);
  return user;
};

/** The row of a user, by how its name begins. */
const rowOf = ({ login }: HostileUser): Locator =>
  scene.workbench.page
    .locator('.sidebar [role=treeitem]')
    .filter({ hasText: onOneLine(login).slice(0, 100) })
    .first();

/** Nothing but text is in an element: what people read of it, on one line. */
const isText = async (place: Locator): Promise<string> => {
  const made =
    'img, script, iframe, b, svg, video, a[href^="command:"], a[href^="http"], .codicon-trash, .codicon-pass-filled';
  assert.equal(await place.locator(made).count(), 0);
  return (await place.innerText()).replaceAll(/[\u00A0\n]/g, ' ');
};

test('rows of the tree are text, of the height of all others', async () => {
  const { workbench } = scene;
  const usual = await workbench.treeItem('tpuser').boundingBox();
  for (const user of users) {
    const row = rowOf(user);
    const label = row.locator('.monaco-icon-label-container');
    // The one mark that is ours keeps the description to the right of the login.
    const text = (await isText(label)).replace(user.login.includes('כ') ? '\u200E' : '', '');
    assert.doesNotMatch(text, unruly, user.what);
    const box = await row.boundingBox();
    assert.deepEqual([box?.height, box?.width], [usual?.height, usual?.width], user.what);
  }
  await workbench.screenshot('hostile-tree');
});

test('tooltips are text, and fit into the window', async () => {
  for (const what of ['markup', 'icons', 'links', '10,000 characters']) {
    await rowOf(named(what)).hover();
    const hover = scene.workbench.page.locator('.monaco-hover').filter({ hasText: 'User ID:' });
    const own = hover.filter({ hasText: onOneLine(named(what).login).slice(0, 50) });
    await own.waitFor();
    const text = await isText(own);
    assert.match(text, /^Login: /);
    const box = await own.boundingBox();
    assert.ok(box && box.y >= 0 && box.y + box.height <= viewport.height, what);
  }
  await scene.workbench.screenshot('hostile-tooltip');
});

test('find user, the page and the JSON of a user are text', async () => {
  const { workbench } = scene;
  const page = new UserPage(workbench);
  for (const what of ['markup', 'links', 'icons', 'text that is turned around', '10,000 characters']) {
    const { login, name } = named(what);
    await workbench.runCommand('ECGrid: Find User…');
    await workbench.quickInput.type(login.slice(0, 200));
    const entry = workbench.quickInput.widget
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: 'User ID' });
    await entry.first().waitFor();
    assert.doesNotMatch(await isText(entry.first().locator('.quick-input-list-label')), unruly);
    await workbench.quickInput.cancel();
    await workbench.contextMenu(rowOf(named(what)), 'Show Page');
    await page.frame.getByText('Up to date').waitFor();
    assert.equal(await page.frame.locator('h1').innerText(), onOneLine(login));
    assert.equal(
      (await page.frame.locator('main').getByText(onOneLine(name).trim(), { exact: true }).count()) > 0,
      true,
      what,
    );
    assert.equal(await page.frame.locator('main').locator('img, script, b, a').count(), 0);
    const tab = await workbench.page.locator('.tabs-container .tab').boundingBox();
    assert.ok(tab && tab.width < viewport.width / 2, what);
    await workbench.runCommand('View: Close All Editors');
    await workbench.page.locator('iframe.webview').first().waitFor({ state: 'detached' });
  }
});

test('a confirmation keeps its buttons in the window and says what it is about; so does what follows', async () => {
  const { workbench, judge } = scene;
  for (const what of ['markup', 'links', 'icons', 'control characters', '10,000 characters']) {
    const { login } = named(what);
    await workbench.contextMenu(rowOf(named(what)), 'Change Role…');
    await form.ready();
    await form.level('MailboxUser').click();
    await form.button('Change Role').click();
    const { modal } = workbench;
    await modal.message.getByText('from TPUser to MailboxUser?').waitFor();
    assert.match(await isText(modal.message), /^Change .* from TPUser to MailboxUser\?$/);
    const detail = await isText(modal.detail);
    const [truth] = await judge.usersCalled(login);
    assert.ok(detail.includes(`user ID ${truth?.userId}`));
    const box = await modal.button('Change Role').boundingBox();
    assert.ok(box && box.y + box.height <= viewport.height && box.x + box.width <= viewport.width, what);
    await workbench.screenshot(`hostile-confirm-${what.replaceAll(/\W+/g, '-')}`);
    await modal.choose('Change Role');
    const toast = workbench.notification('is now MailboxUser.');
    await toast.waitFor();
    await isText(toast.locator('.notification-list-item-message'));
    await workbench.clearNotifications();
  }
});

test('a run names them as text', async () => {
  const { workbench } = scene;
  const run = new RunPage(workbench);
  await workbench.expand('MailboxUser');
  await rowOf(named('markup')).click();
  for (const what of ['links', 'icons', '10,000 characters'])
    await rowOf(named(what)).click({ modifiers: ['ControlOrMeta'] });
  await workbench.contextMenu(rowOf(named('markup')), 'Reset Sessions…');
  await run.frame.getByRole('heading', { level: 1, name: 'Reset Sessions: 4 users' }).waitFor();
  for (const what of ['markup', 'links', 'icons']) await run.row(named(what).login).waitFor();
  assert.equal(await run.frame.locator('table').locator('img, script, b, a').count(), 0);
  await workbench.screenshot('hostile-run');
});

test('an export carries no formula', async () => {
  const { workbench } = scene;
  const { quickInput } = workbench;
  const file = join(folder, 'users.csv');
  await workbench.runCommand('ECGrid: Export Users…');
  // The dialog writes a path of its own first, and looks into the folder of the one that is typed.
  await writeFile(join(folder, 'here.csv'), '');
  await quickInput.entry('..').waitFor();
  await quickInput.type(file);
  await quickInput.entry('here.csv').waitFor();
  await quickInput.submit();
  await workbench.notification('saved as users.csv.').waitFor();
  await workbench.clearNotifications();
  const text = await readFile(file, 'utf8');
  const { login, name } = named('formulas');
  assert.ok(text.includes(`"'${login.replaceAll('"', '""')}"`) && text.includes(`'${name}`));
});

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { elsewhere, openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';
import { themes } from '../support/workbench.ts';
import type { Theme } from '../support/workbench.ts';

let scene: Scene;
before(async () => {
  scene = await openScene({
    // A caller who reaches every network sees both users of the login that exists twice.
    signedInAs: 'NetOps',
    apis: 'rest',
    viewport: { width: 1280, height: 1600 },
    settings: { 'ecgrid.allowInternalLevels': true },
  });
});
after(() => scene.close());
afterEach(() => scene.judge.faults());

const clipboard = (): Promise<string> =>
  scene.workbench.page.evaluate<string>('navigator.clipboard.readText()');

test('groups come highest first, with counts, and a level never heard of comes last', async () => {
  const rows = scene.workbench.page.locator('.sidebar').getByRole('treeitem');
  await scene.workbench.treeItem('AuditUser').waitFor();
  const labels = await rows.allInnerTexts();
  const levels = labels.map((text) => /^[A-Za-z]+/.exec(text.trim())?.[0]);
  assert.equal(levels[0], 'Root');
  assert.equal(levels.at(-1), 'AuditUser');
  const counts = labels.map((text) => Number(/(\d+)\s*$/.exec(text)?.[1]));
  assert.equal(
    counts.reduce((total, count) => total + count, 0),
    60,
  );
});

test('the odd ones are all shown: doubled login, long, right-to-left and emoji names, no e-mail', async () => {
  const { workbench, judge } = scene;
  const tree = workbench.page.locator('.sidebar').getByRole('tree');
  for (const level of ['MailboxAdmin', 'MailboxUser', 'TPUser', 'General', 'AuditUser'])
    await workbench.expand(level);
  await workbench.screenshot('tree-dark-all');
  const rows = await tree.getByRole('treeitem').all();
  const names = await Promise.all(rows.map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
  const logins = names.map((name) => name.split(',')[0] ?? '');
  const twice = logins.find((login, index) => logins.indexOf(login) !== index);
  assert.ok(twice !== undefined, 'a login that exists in two networks is shown twice');
  assert.equal((await judge.usersCalled(twice)).length, 2);
  assert.ok(
    names.some((name) => name.length > 200),
    'a name of 200 characters',
  );
  assert.ok(
    names.some((name) => /[\u0590-\u06ff]/.test(name)),
    'a right-to-left name',
  );
  assert.ok(
    names.some((name) => /\p{Extended_Pictographic}/u.test(name)),
    'an emoji name',
  );
});

for (const theme of ['light', 'highContrast', 'highContrastLight', 'dark'] satisfies Theme[]) {
  test(`the tree can be read in the theme ${themes[theme].label}`, async () => {
    await scene.workbench.setTheme(theme);
    await scene.workbench.treeItem('mailboxadmin').waitFor();
    await scene.workbench.screenshot(`tree-${theme}`);
  });
}

test('user ID, login and e-mail are copied from the context menu', async () => {
  const { workbench, judge } = scene;
  const [truth] = await judge.usersCalled('mailboxadmin');
  assert.ok(truth);
  await workbench.seeing(workbench.statusBarItem('Copied the user ID'), () =>
    workbench.contextMenu('mailboxadmin', 'Copy User ID'),
  );
  assert.equal(await clipboard(), String(truth.userId));
  await workbench.seeing(workbench.statusBarItem('Copied the login'), () =>
    workbench.contextMenu('mailboxadmin', 'Copy Login'),
  );
  assert.equal(await clipboard(), 'mailboxadmin');
  await workbench.seeing(workbench.statusBarItem('Copied the e-mail address'), () =>
    workbench.contextMenu('mailboxadmin', 'Copy E-mail Address'),
  );
  assert.equal(await clipboard(), truth.email);
});

test('the tooltip tells every field as text', async () => {
  const { workbench } = scene;
  await workbench.treeItem('mailboxadmin').hover();
  const hover = workbench.page.locator('.workbench-hover, .monaco-hover').filter({ hasText: 'User ID:' });
  await hover.waitFor();
  await workbench.screenshot('tooltip');
  assert.match(await hover.innerText(), /AuthLevel: MailboxAdmin/);
});

test('refreshing keeps what is expanded and selected, with one request', async () => {
  const { workbench, judge } = scene;
  await workbench.treeItem('mailboxadmin').click();
  // Somebody else changes a name, so that it can be seen when the refresh is over.
  await elsewhere(scene, 'mailboxadmin', { lastName: 'Refreshed' });
  await workbench.page.getByRole('button', { name: 'Refresh Users' }).click();
  await workbench.page.getByRole('treeitem', { name: /^mailboxadmin,.*Refreshed/, selected: true }).waitFor();
  assert.deepEqual(await judge.lines(), ['POST /v2/users/list']);
});

test('a failed refresh keeps the rows, says so, and is repaired by selecting the message', async () => {
  const { workbench, judge } = scene;
  await judge.faults({ name: 'htmlBody', status: 200, path: '/v2/users/list' });
  await workbench.page.getByRole('button', { name: 'Refresh Users' }).click();
  const problem = workbench.treeItem(/The answer .* is an HTML or XML page/);
  await problem.waitFor();
  await workbench.treeItem('mailboxadmin').waitFor();
  await workbench.screenshot('tree-stale');
  await judge.faults();
  await problem.click();
  await problem.waitFor({ state: 'detached' });
});

test('one record that cannot be read is named and hides nobody', async () => {
  const { workbench, judge } = scene;
  await judge.faults({ name: 'malformedRecord', path: '/v2/users/list' });
  await workbench.page.getByRole('button', { name: 'Refresh Users' }).click();
  await workbench.expand('1 record could not be read');
  await workbench.treeItem(/^record \d+/).waitFor();
  await workbench.screenshot('tree-unreadable');
  await workbench.treeItem('Root').waitFor();
});

test('internal levels are offered where the setting allows them, up to one’s own', async () => {
  const { workbench } = scene;
  await workbench.runCommand('ECGrid: Add User');
  const form = new UserForm(workbench);
  await form.ready();
  assert.equal(await form.level('TechOps').getAttribute('aria-disabled'), 'true');
  assert.notEqual(await form.level('NetOps').getAttribute('aria-disabled'), 'true');
});

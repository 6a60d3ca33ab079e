/** Secrets go through every feature; then everything that was written is searched for them. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { searchFiles, searchFolder, searchScreen, searchStores } from '../support/canaries.ts';
import type { Canary } from '../support/canaries.ts';
import { answerUpToKey, openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { filesToPack } from '../support/package/contents.ts';
import { projectRoot } from '../support/paths.ts';
import { typedUser, UserForm } from '../support/userForm.ts';
import { RunPage } from '../support/userPage.ts';

let scene: Scene;
let form: UserForm;
/** Where exports go, and where the file to import is. */
let folder: string;
const canaries: Canary[] = [];
const requested = new Set<string>();

const remember = (what: string, secret: string): string => {
  assert.ok(secret.length >= 8, what);
  canaries.push({ what, secret });
  return secret;
};

const imported = remember('the password in a file', 'Canary-Imported-4711');

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecgrid-canaries-'));
  scene = await openScene({ viewport: { width: 1280, height: 1150 } });
  scene.workbench.page.context().on('request', (request) => requested.add(new URL(request.url()).host));
  for (const [level, key] of Object.entries(scene.sandbox.apiKeys)) remember(`the API key of ${level}`, key);
  form = new UserForm(scene.workbench);
});
after(async () => {
  await scene.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => scene.judge.faults());

/** Fails when one of the secrets is on the screen, messages included. */
const assertNotShown = async (): Promise<void> => {
  assert.deepEqual((await searchScreen(scene.workbench.page, canaries)).finds, []);
};

const closeAll = async (): Promise<void> => {
  await assertNotShown();
  await scene.workbench.runCommand('View: Close All Editors');
  await scene.workbench.clearNotifications();
};

const openFromMenu = async (login: string, title: string): Promise<void> => {
  await scene.workbench.contextMenu(scene.workbench.treeItem(login), title);
};

test('a key that is not accepted, and one that is', async () => {
  const { workbench } = scene;
  await workbench.runCommand('ECGrid: Sign In…');
  await answerUpToKey(scene, { name: 'Wrong' });
  await workbench.quickInput.submit(remember('a wrong API key', 'canary-wrong-key-4711'));
  await workbench.notification('ECGrid does not accept the API key').waitFor();
  await assertNotShown();
  await workbench.clearNotifications();
  await signIn(scene);
  // Its group moves the rows below when it comes.
  await workbench.treeItem(/^Locked out/).waitFor();
  await workbench.expand('TPUser');
});

test('a password that is typed, refused, lost and accepted', async () => {
  const { workbench, judge } = scene;
  await workbench.runCommand('ECGrid: Add User');
  await form.ready();
  await form.fill(typedUser('canary.user'));
  await form.password.fill(remember('a password that was typed', 'Canary-Typed-4712!'));
  for (const [name, told] of [
    ['error500BeforeCommit', 'An internal error occurred'],
    ['htmlBody', 'HTTP 502'],
  ] as const) {
    await judge.faults({ name, path: '/v2/users', method: 'POST', times: 1 });
    await form.button('Create User').click();
    await form.failure.getByText(told).waitFor();
    await assertNotShown();
  }
  await form.button('Create User').click();
  await form.frame.getByText('canary.user was created').waitFor();
  await closeAll();
});

test('a password that is made, shown, hidden behind another page, and set', async () => {
  const { workbench, judge } = scene;
  await openFromMenu('tpuser', 'Set Password…');
  await form.frame.getByRole('heading', { level: 1, name: 'Set Password' }).waitFor();
  await form.password.fill(remember('a password that was hidden', 'Canary-Hidden-4713!'));
  await openFromMenu('tpuser', 'Show Page');
  await form.frame.getByRole('heading', { level: 1, name: 'tpuser' }).waitFor();
  await assertNotShown();
  await workbench.runCommand('View: Close Editor');
  await form.frame.getByRole('heading', { level: 1, name: 'Set Password' }).waitFor();
  await form.button('Generate').click();
  await form.frame.getByText('Made by ECGrid').waitFor();
  remember('a password that was made', await form.password.inputValue());
  await judge.faults({ name: 'dropAfterCommit', path: '/v2/users/password', times: 1 });
  await form.button('Set Password').click();
  await form.failure.getByText('set it again').waitFor();
  await assertNotShown();
  await form.button('Set Password').click();
  await form.frame.getByText('The password of tpuser was set').waitFor();
  await closeAll();
});

test('API keys that are shown and replaced', async () => {
  const { workbench, judge } = scene;
  await openFromMenu('tpuser', 'Copy API Key…');
  await workbench.modal.detail.getByText(/API key: •+/).waitFor();
  await assertNotShown();
  await workbench.modal.cancel();
  await openFromMenu('tpuser', 'Rotate API Key…');
  await workbench.modal.choose('Rotate API Key');
  await workbench.notification('The API key of tpuser was replaced.').waitFor();
  const [truth] = await judge.usersCalled('tpuser');
  remember('an API key that was replaced', String(truth?.['apiKey']));
  await assertNotShown();
  await workbench.clearNotifications();
});

test('a text message whose answer is lost', async () => {
  const { judge } = scene;
  await openFromMenu('tpuser', 'Send SMS…');
  await form.field('Message').fill(remember('a text message', 'Canary text 4714'));
  await judge.faults({ name: 'dropAfterCommit', path: '/v2/users/send-sms' });
  await form.button('Send').click();
  await form.failure.waitFor();
  await closeAll();
});

const answerWith = async (path: string, known: string): Promise<void> => {
  const { quickInput } = scene.workbench;
  await quickInput.entry('..').waitFor();
  await quickInput.type(path);
  await quickInput.entry(known).waitFor();
  await quickInput.submit();
};

test('passwords in a file, the rows of it that failed, and an export', async () => {
  const { workbench, judge } = scene;
  const rows = ['one', 'two'].map(
    (name) => `canary.${name},canary.${name}@example.com,Cora,Canary,1001,MailboxUser,${imported}`,
  );
  const head = 'Login,E-mail,First Name,Last Name,Mailbox,Auth Level,Password';
  const source = await mkdtemp(join(tmpdir(), 'ecgrid-import-'));
  await writeFile(join(source, 'import.csv'), [head, ...rows].join('\n'));
  await writeFile(join(folder, 'here.csv'), '');
  const run = new RunPage(workbench);
  await workbench.runCommand('ECGrid: Import Users from CSV…');
  await answerWith(join(source, 'import.csv'), 'import.csv');
  await judge.faults({ name: 'error500BeforeCommit', path: '/v2/users', method: 'POST', times: 1 });
  await run.button('Create 2 users').click();
  await run.summary('1 done, 1 failed.').waitFor();
  await assertNotShown();
  await run.button('Save Failed Rows…').click();
  await answerWith(join(folder, 'failed.csv'), 'here.csv');
  await workbench.notification('saved as failed.csv').waitFor();
  assert.match(await readFile(join(folder, 'failed.csv'), 'utf8'), /canary\.(one|two)/);
  await closeAll();
  await workbench.runCommand('ECGrid: Export Users…');
  await answerWith(join(folder, 'users.csv'), 'here.csv');
  await workbench.notification('saved as users.csv').waitFor();
  await workbench.clearNotifications();
  await rm(source, { recursive: true });
});

/** Everything that the product can have written, and everything that VS Code has written for it. */
const searchAll = async () => {
  const { page } = scene.workbench;
  const { dataDir } = scene.server;
  return Promise.all([
    searchFolder(
      'VS Code’s data: settings, logs, output channels, global storage, journal',
      dataDir,
      canaries,
    ),
    searchFolder('exports', folder, canaries),
    searchFiles('what is packaged', projectRoot, await filesToPack(), canaries),
    searchStores(page, canaries),
    searchScreen(page, canaries),
  ]);
};

test('no secret is anywhere, also after VS Code was started again', async (t) => {
  const { workbench } = scene;
  // A form with a password is open when the window goes.
  await openFromMenu('tpuser', 'Set Password…');
  await form.frame.getByRole('heading', { level: 1, name: 'Set Password' }).waitFor();
  await form.password.fill(remember('a password that was never sent', 'Canary-Unsent-4715!'));
  const searches = await searchAll();
  for (const { places } of searches) t.diagnostic(places.join());
  assert.deepEqual(
    searches.flatMap(({ finds }) => finds),
    [],
  );
  await workbench.page.reload();
  await workbench.ready();
  const again = await searchAll();
  assert.deepEqual(
    again.flatMap(({ finds }) => finds),
    [],
  );
  t.diagnostic(`${canaries.length} secrets`);
});

test('the search finds a secret that is there', async () => {
  const { page } = scene.workbench;
  const [canary] = canaries;
  assert.ok(canary);
  await writeFile(join(scene.server.dataDir, 'planted.log'), Buffer.from(`x${canary.secret}`, 'utf16le'));
  await writeFile(join(folder, 'planted.txt'), Buffer.from(`{"a":"${canary.secret}"}`).toString('base64'));
  await page.evaluate((secret) => localStorage.setItem('planted', secret), canary.secret);
  await page.evaluate(`document.body.setAttribute('data-planted', ${JSON.stringify(canary.secret)})`);
  const finds = (await searchAll()).flatMap((search) => search.finds);
  assert.equal(finds.length, 4, finds.join('\n'));
});

/** This machine, and what VS Code's own service worker answers for the files of a webview. */
const own = /^(127\.0\.0\.1|localhost)(:\d+)?$|\.vscode-resource\.vscode-cdn\.net$|^$/;

test('nothing was asked of any other machine', () => {
  assert.ok(requested.has(new URL(scene.server.url).host));
  assert.deepEqual(
    [...requested].filter((host) => !own.test(host)),
    [],
  );
});

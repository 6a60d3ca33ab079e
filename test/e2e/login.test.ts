/** Signing in with login and password in the real workbench, and what is left when the window goes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { samplePassword } from '../../sandbox/secrets.ts';
import { searchFolder, searchScreen, searchStores } from '../support/canaries.ts';
import { isRead } from '../support/judge.ts';
import { answerUpToKey, eventually, openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { typedUser, UserForm } from '../support/userForm.ts';

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

const wrong = { what: 'a wrong password', secret: 'Canary-Wrong-4719!' };
const canaries = [wrong, { what: 'the password', secret: samplePassword }];

/** Fails when a password is on the screen, in a store of the browser, or in a file of VS Code. */
const assertNotKept = async (): Promise<void> => {
  const { page } = scene.workbench;
  const searches = await Promise.all([
    searchScreen(page, canaries),
    searchStores(page, canaries),
    searchFolder('VS Code’s data', scene.server.dataDir, canaries),
  ]);
  assert.deepEqual(
    searches.flatMap(({ finds }) => finds),
    [],
  );
};

test('a button of the question for the key leads to login and password; a wrong one is asked for again', async () => {
  const { workbench, judge } = scene;
  const { quickInput } = workbench;
  await workbench.runCommand('ECGrid: Sign In…');
  await answerUpToKey(scene);
  await quickInput.widget.getByRole('button', { name: 'Sign in with login and password instead' }).click();
  await quickInput.message.getByText('Login for Sandbox').waitFor();
  await quickInput.submit('networkadmin');
  await quickInput.message.getByText('Password of networkadmin for Sandbox').waitFor();
  assert.equal(await quickInput.input.getAttribute('type'), 'password');
  await workbench.screenshot('sign-in-password');
  await quickInput.submit(wrong.secret);
  const toast = workbench.notification('ECGrid does not accept this login and password.');
  await toast.waitFor();
  await assertNotKept();
  await toast.getByRole('button', { name: 'Try Again' }).click();
  await quickInput.message.getByText('Password of networkadmin').waitFor();
  assert.equal(await quickInput.input.inputValue(), wrong.secret);
  await quickInput.submit(samplePassword);
  await workbench.statusBarItem('Sandbox · networkadmin · NetworkAdmin').waitFor();
  await workbench.expand('TPUser');
  await workbench.treeItem(/^tpuser,.* mailbox 1001/).waitFor();
  assert.deepEqual(await judge.sessions(), { opened: 1, closed: 0 });
  await assertNotKept();
});

test('by ECGridOS alone a user is added and a role changed, with numbers instead of names', async () => {
  const { workbench, judge } = scene;
  const form = new UserForm(workbench);
  const operations = async (): Promise<readonly unknown[]> =>
    (await judge.requests())
      .filter((request) => !isRead(request))
      .map(({ path, operation }) => [path, operation]);
  const path = '/v4.1/prod/ECGridOS.asmx';
  await workbench.clearNotifications();
  await workbench.runCommand('ECGrid: Add User');
  await form.ready();
  await form.fill(typedUser('dana.soap'));
  await form.choose('Mailbox', 'Type a number…');
  await form.field('Mailbox number').fill('1001');
  await workbench.screenshot('ecgridos-alone-form');
  await judge.clearLog();
  await form.button('Create User').click();
  await form.frame.getByText('dana.soap was created').waitFor();
  assert.deepEqual(await operations(), [[path, 'UserAddEx']]);
  const [created] = await judge.usersCalled('dana.soap');
  assert.deepEqual([created?.authLevel, created?.mailboxId], ['MailboxUser', 1001]);
  await workbench.runCommand('View: Close All Editors');

  await workbench.contextMenu(workbench.treeItem('dana.soap'), 'Change Role…');
  await form.ready();
  await form.level('TPUser').click();
  await judge.clearLog();
  await form.button('Change Role').click();
  await workbench.notification('dana.soap is now TPUser.').waitFor();
  assert.deepEqual(await operations(), [[path, 'UserSetAuthLevel']]);
  assert.equal((await judge.usersCalled('dana.soap'))[0]?.authLevel, 'TPUser');
  await workbench.clearNotifications();
});

test('the list of profiles says that it is by ECGridOS alone, and who signs in', async () => {
  const { workbench } = scene;
  await workbench.clearNotifications();
  await workbench.statusBarItem('Sandbox ·').click();
  const row = workbench.quickInput.entry('Sandbox');
  await row.filter({ hasText: 'in use · ECGridOS only · networkadmin, with a password' }).waitFor();
  await workbench.screenshot('profiles-login');
  await workbench.quickInput.cancel();
});

test('a session that ECGrid has ended is said to have ended, and the password alone is asked for', async () => {
  const { workbench, judge } = scene;
  await judge.faults({ name: 'unauthorized' });
  await workbench.runCommand('ECGrid: Refresh Users');
  const row = workbench.treeItem(/^The session with ECGrid has ended\..*Select to sign in\./);
  await row.waitFor();
  await workbench.screenshot('session-ended-meanwhile');
  await judge.faults();
  await row.click();
  await workbench.quickInput.message.getByText('Password of networkadmin').waitFor();
  await workbench.quickInput.submit(samplePassword);
  await row.waitFor({ state: 'detached' });
  await workbench.treeItem(/^tpuser,/).waitFor();
  await eventually(async () => (await judge.sessions()).closed === 1);
  assert.equal((await judge.sessions()).opened, 2);
});

test('a window that goes ends its session; the next one asks for the password again', async () => {
  const { workbench, judge } = scene;
  await workbench.page.reload();
  await workbench.ready();
  await eventually(async () => (await judge.sessions()).closed === 2);
  await workbench.page.getByText('The session has ended: sign in again.').waitFor();
  await workbench.statusBarItem('Sandbox needs its password').waitFor();
  await workbench.screenshot('session-ended');
  await assertNotKept();
  await workbench.page.getByRole('button', { name: 'Enter Password…' }).click();
  await workbench.quickInput.message.getByText('Password of networkadmin').waitFor();
  await workbench.quickInput.submit(samplePassword);
  await workbench.statusBarItem('Sandbox · networkadmin · NetworkAdmin').waitFor();
});

test('signing out ends the session', async () => {
  const { workbench, judge } = scene;
  await workbench.clearNotifications();
  await workbench.runCommand('ECGrid: Sign Out');
  await workbench.modal.detail.getByText('The session with ECGridOS ends.').waitFor();
  await workbench.modal.choose('Sign Out');
  await workbench.page.getByText('See who may do what on your ECGrid networks').waitFor();
  await eventually(async () => (await judge.sessions()).closed === 3);
  assert.deepEqual(await judge.sessions(), { opened: 3, closed: 3 });
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { answerUpToKey, openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());
beforeEach(() => scene.judge.clearLog());

test('the signed-out view invites to sign in', async () => {
  const { workbench } = scene;
  await workbench.page.getByText('See who may do what on your ECGrid networks').waitFor();
  await workbench.screenshot('signed-out');
  await workbench.page.getByRole('button', { name: 'Sign In…' }).click();
  await workbench.quickInput.title.getByText('Sign In to ECGrid (1/4)').waitFor();
  await workbench.quickInput.cancel();
  assert.deepEqual(await scene.judge.lines(), []);
});

test('an address that a key must not be sent to is refused while it is typed', async () => {
  const { workbench } = scene;
  await workbench.runCommand('ECGrid: Sign In…');
  await workbench.quickInput.pick('Sandbox or other');
  await workbench.quickInput.title.getByText('(2/4)').waitFor();
  await workbench.quickInput.type('http://ecgrid.example');
  await workbench.quickInput.message.getByText('Only https: addresses are accepted').waitFor();
  await workbench.screenshot('sign-in-insecure');
  await workbench.quickInput.cancel();
});

test('a wrong key is told, nothing is stored, and what was typed is still there', async () => {
  const { workbench, judge } = scene;
  await workbench.runCommand('ECGrid: Sign In…');
  await answerUpToKey(scene);
  await workbench.quickInput.submit('not-a-key-of-this-sandbox');
  const toast = workbench.notification('ECGrid does not accept the API key.');
  await toast.waitFor();
  await workbench.screenshot('sign-in-wrong-key');
  assert.doesNotMatch(await toast.innerText(), /not-a-key-of-this-sandbox/);
  await toast.getByRole('button', { name: 'Try Again' }).click();
  await workbench.quickInput.title.getByText('(4/4)').waitFor();
  assert.equal(await workbench.quickInput.input.getAttribute('type'), 'password');
  assert.equal(await workbench.quickInput.input.inputValue(), 'not-a-key-of-this-sandbox');
  await workbench.quickInput.cancel();
  assert.deepEqual(await judge.lines(), ['GET /v2/users/me']);
  await workbench.page.getByText('See who may do what on your ECGrid networks').waitFor();
});

test('an unreachable service is told with what to check', async () => {
  const { workbench } = scene;
  await workbench.runCommand('ECGrid: Sign In…');
  await answerUpToKey(scene, { url: 'http://127.0.0.1:9' });
  await workbench.quickInput.submit(scene.sandbox.apiKeys.NetworkAdmin);
  const toast = workbench.notification('Check the network connection');
  await toast.waitFor();
  await workbench.screenshot('sign-in-unreachable');
  await workbench.clearNotifications();
});

test('signing in proves the key once, loads 60 users with one request, and then the names of places', async () => {
  const { workbench, judge } = scene;
  await signIn(scene);
  await workbench.expand('TPUser');
  await workbench.treeItem(/^tpuser,.* mailbox Alder Creek Foods \(1001\)/).waitFor();
  await workbench.statusBarItem('Sandbox · networkadmin · NetworkAdmin').waitFor();
  const requests = await judge.requests();
  const asked = requests.map(({ method, path, operation }) => operation ?? `${method} ${path}`);
  assert.deepEqual(asked.slice(0, 2), ['GET /v2/users/me', 'POST /v2/users/list']);
  // Which of these comes first is left to chance; who is locked out may not have been asked for yet.
  const besides = asked.slice(2).filter((name) => !name.startsWith('UserListLockedOut'));
  assert.deepEqual(besides.toSorted(), ['POST /v2/mailboxes/list', 'POST /v2/networks/list']);
});

test('the log names requests, and never a key', async () => {
  const { workbench, sandbox } = scene;
  await workbench.runCommand('ECGrid: Show Log');
  const lines = workbench.page.locator('.panel .view-lines');
  await lines.getByText('POST /v2/users/list 200').first().waitFor();
  await workbench.screenshot('log');
  const text = await lines.innerText();
  for (const key of Object.values(sandbox.apiKeys)) assert.doesNotMatch(text, new RegExp(key));
  await workbench.runCommand('View: Hide Panel');
});

test('signing out asks, forgets the key, and shows the invitation again', async () => {
  const { workbench } = scene;
  await workbench.runCommand('ECGrid: Sign Out');
  await workbench.modal.message.getByText('Sign out of ECGrid?').waitFor();
  await workbench.modal.choose('Sign Out');
  await workbench.page.getByText('See who may do what on your ECGrid networks').waitFor();
  await workbench.statusBarItem('networkadmin').waitFor({ state: 'detached' });
});

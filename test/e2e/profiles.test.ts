/** Two ECGrids side by side: adding, switching, renaming and removing profiles, and what never mixes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as z from 'zod/mini';
import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { enterKey, eventually, loginsOf, openScene, pickProfile, signIn, signOut } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { holding, judgeOf } from '../support/judge.ts';

let other: Sandbox;
/** The scene with the first ECGrid. */
let scene: Scene;
/** The same window with the second one. */
let there: Scene;
before(async () => {
  other = await startSandbox({ seed: 2, users: 40 });
  scene = await openScene();
  there = { ...scene, sandbox: other, judge: judgeOf(other.url) };
});
after(async () => {
  await scene.close();
  await other.close();
});

/** Switches by the status bar, which shows the profile in use. */
const switchFrom = async (present: string, wanted: string): Promise<void> => {
  await scene.workbench.statusBarItem(present).click();
  await pickProfile(scene, wanted);
};

/** Presses a button of a profile in the list that is open. */
const pressInList = async (profile: string, button: string): Promise<void> => {
  const { quickInput } = scene.workbench;
  const row = quickInput.entry(profile);
  await row.hover();
  await row.getByRole('button', { name: button }).click();
};

/** Begins to note the accessible name of every row that the view shows from now on. */
const watchRows = (): Promise<void> =>
  scene.workbench.page.evaluate(`{
    const view = document.querySelector('.sidebar');
    globalThis.seenRows = new Set();
    const look = () => {
      for (const row of view.querySelectorAll('[role=treeitem]')) seenRows.add(row.getAttribute('aria-label'));
    };
    new MutationObserver(look).observe(view, { subtree: true, childList: true, attributes: true });
    look();
  }`);

const seenLogins = async (): Promise<readonly string[]> => {
  const seen = await scene.workbench.page.evaluate<unknown>('[...seenRows]');
  return z.parse(z.array(z.string()), seen).map((label) => label.split(',')[0] ?? '');
};

test('a second profile is added beside the first, and is in use at once', async () => {
  const { workbench } = scene;
  await signIn(scene, 'NetOps');
  await workbench.expand('TPUser');
  await workbench.treeItem('tpuser').waitFor();
  await signIn(there, 'NetOps', { name: 'Second' });
  await workbench.statusBarItem('Second · netops · NetOps').waitFor();
  await workbench.treeItem('TPUser').waitFor();
});

test('the status bar switches to the other profile, without asking for its key again', async () => {
  const { workbench, judge } = scene;
  await judge.clearLog();
  await workbench.statusBarItem('Second ·').click();
  const { quickInput } = workbench;
  await quickInput.entry('Second').filter({ hasText: 'in use' }).waitFor();
  await workbench.screenshot('profiles');
  await pickProfile(scene, 'Sandbox');
  await workbench.statusBarItem('Sandbox · netops · NetOps').waitFor();
  await workbench.expand('TPUser');
  await workbench.treeItem('tpuser').waitFor();
  assert.ok((await judge.lines()).includes('GET /v2/users/me'));
});

test('users of a profile that answers late are never shown under the one that was chosen meanwhile', async () => {
  const { workbench, judge } = scene;
  const [ours, theirs] = await Promise.all([loginsOf(scene.sandbox, 1), loginsOf(other, 1)]);
  const strangers = ours.filter((login) => !theirs.includes(login));
  assert.ok(strangers.length > 20);
  await switchFrom('Sandbox ·', 'Second');
  await workbench.statusBarItem('Second · netops').waitFor();
  // VS Code shows the rows of before until there are others.
  await eventually(async () => {
    await watchRows();
    return !(await seenLogins()).some((login) => strangers.includes(login));
  });
  await judge.faults(holding({ path: '/v2/users/list' }));
  await judge.clearLog();
  await switchFrom('Second ·', 'Sandbox');
  await workbench.statusBarItem('Sandbox · netops').waitFor();
  await eventually(async () => (await judge.lines()).includes('POST /v2/users/list'));
  await switchFrom('Sandbox ·', 'Second');
  await workbench.statusBarItem('Second · netops').waitFor();
  await watchRows();
  await workbench.expand('TPUser');
  await workbench.treeItem('tpuser').waitFor();
  await judge.faults();
  await there.judge.clearLog();
  await workbench.runCommand('ECGrid: Refresh Users');
  await eventually(async () => (await there.judge.lines()).includes('POST /v2/users/list'));
  await workbench.treeItem('tpuser').waitFor();
  const seen = await seenLogins();
  assert.ok(seen.includes('tpuser'));
  assert.deepEqual(
    seen.filter((login) => strangers.includes(login)),
    [],
  );
});

test('a profile is renamed in the list, and its session goes on', async () => {
  const { workbench } = scene;
  await there.judge.clearLog();
  await workbench.statusBarItem('Second ·').click();
  await workbench.quickInput.entry('Second').waitFor();
  await pressInList('Second', 'Rename…');
  await workbench.quickInput.title.getByText('Rename Profile').waitFor();
  await workbench.quickInput.submit('sandbox');
  await workbench.quickInput.message.getByText('Another profile has this name already.').waitFor();
  await workbench.quickInput.submit('Northgate');
  await workbench.statusBarItem('Northgate · netops · NetOps').waitFor();
  await workbench.quickInput.entry('Northgate').waitFor();
  await workbench.quickInput.cancel();
  assert.ok(!(await there.judge.lines()).includes('GET /v2/users/me'));
});

test('a profile is removed after a question, and leaves the list', async () => {
  const { workbench } = scene;
  await workbench.statusBarItem('Northgate ·').click();
  await workbench.quickInput.entry('Sandbox').waitFor();
  await pressInList('Sandbox', 'Remove…');
  await workbench.modal.message.getByText('Remove the profile “Sandbox”?').waitFor();
  await workbench.screenshot('profile-remove');
  await workbench.modal.choose('Remove');
  await workbench.quickInput.entry('Northgate').waitFor();
  assert.equal(await workbench.quickInput.entry('Sandbox').count(), 0);
  await workbench.quickInput.cancel();
  await workbench.statusBarItem('Northgate · netops').waitFor();
});

test('signing out keeps the profile; signing in again asks for the key alone', async () => {
  const { workbench } = scene;
  await signOut(scene);
  await workbench.statusBarItem('Northgate').waitFor({ state: 'detached' });
  await workbench.runCommand('ECGrid: Sign In…');
  await workbench.quickInput.entry('Northgate').filter({ hasText: 'needs its API key' }).waitFor();
  await workbench.screenshot('profiles-signed-out');
  await pickProfile(there, 'Northgate');
  await enterKey(there, 'NetOps');
  await workbench.statusBarItem('Northgate · netops · NetOps').waitFor();
});

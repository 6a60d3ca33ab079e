/** What stands between a decision and a mistake: changes by others, the last administrator, one's own account. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { isRead } from '../support/judge.ts';
import { elsewhere, openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';

let scene: Scene;
let form: UserForm;

before(async () => {
  scene = await openScene({ signedInAs: 'NetworkAdmin', viewport: { width: 1280, height: 1000 } });
  // Its group moves the rows below when it comes.
  await scene.workbench.treeItem(/^Locked out/).waitFor();
  for (const level of ['TPUser', 'NetworkAdmin']) await scene.workbench.expand(level);
  form = new UserForm(scene.workbench);
});
after(() => scene.close());
beforeEach(() => scene.judge.clearLog());
afterEach(() => scene.workbench.runCommand('View: Close All Editors'));

const writes = async (): Promise<readonly string[]> =>
  (await scene.judge.requests())
    .filter((request) => !isRead(request))
    .map(({ method, path }) => `${method} ${path}`);

test('a user whom somebody else has changed meanwhile: the difference is shown, and the user decides', async () => {
  const { workbench, judge } = scene;
  await workbench.contextMenu(workbench.treeItem('tpuser'), 'Edit Profile…');
  await form.opened('Edit Profile');
  await form.field('First name').fill('Tess');
  await elsewhere(scene, 'tpuser', { lastName: 'Elsewhere' });
  await form.button('Save').click();
  await workbench.modal.detail.getByText('Somebody else has changed this user meanwhile:').waitFor();
  await workbench.modal.detail.getByText('Last name: TPUser → Elsewhere').waitFor();
  await workbench.screenshot('changed-meanwhile');
  await workbench.modal.cancel();
  assert.deepEqual(await writes(), []);
  assert.equal(await form.field('First name').inputValue(), 'Tess');
  await form.button('Save').click();
  await workbench.modal.choose('Save');
  await workbench.notification('The profile of tpuser was changed.').waitFor();
  assert.deepEqual(await writes(), ['PUT /v2/users']);
  const [truth] = await judge.usersCalled('tpuser');
  assert.deepEqual([truth?.['firstName'], truth?.['lastName']], ['Tess', 'Elsewhere']);
  await workbench.clearNotifications();
});

test('the last administrator of a network goes only with a reason, which is logged', async () => {
  const { workbench, judge } = scene;
  await workbench.contextMenu(workbench.treeItem('networkadmin'), 'Change Role…');
  await form.ready();
  await form.level('NetworkUser').click();
  await form.button('Change Role').click();
  await workbench.modal.detail
    .getByText('networkadmin is the last active NetworkAdmin of network 1.')
    .waitFor();
  await workbench.modal.detail.getByText('This is your own account').waitFor();
  await workbench.screenshot('last-administrator');
  await workbench.modal.choose('Change Role…');
  await workbench.quickInput.submit('too short');
  await workbench.quickInput.message.getByText('at least 10 characters').waitFor();
  await workbench.screenshot('last-administrator-reason');
  await workbench.quickInput.cancel();
  assert.deepEqual(await writes(), []);
  await form.button('Change Role').click();
  await workbench.modal.choose('Change Role…');
  await workbench.quickInput.submit('The network is closed down today.');
  await workbench.notification('networkadmin is now NetworkUser.').waitFor();
  assert.deepEqual(await writes(), ['POST /v2/users/role']);
  assert.equal((await judge.usersCalled('networkadmin'))[0]?.authLevel, 'NetworkUser');
  await workbench.statusBarItem('· NetworkUser').waitFor();
  await workbench.clearNotifications();
});

test('who administers nobody any more is offered nothing, and told why', async () => {
  const { workbench } = scene;
  await workbench.treeItem('tpuser').click({ button: 'right' });
  await workbench.menuItem('Copy Login').waitFor();
  assert.equal(await workbench.menuItem('Change Role…').count(), 0);
  await workbench.chooseMenuItem('Why Are Actions Missing?');
  await workbench.modal.detail.getByText('Your AuthLevel, NetworkUser, does not administer users.').waitFor();
  await workbench.screenshot('why-missing');
  await workbench.modal.choose('OK');
});

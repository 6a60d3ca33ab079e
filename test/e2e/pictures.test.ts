import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { typedUser, UserForm } from '../support/userForm.ts';

let scene: Scene;
let form: UserForm;
before(async () => {
  scene = await openScene({ viewport: { width: 920, height: 660 } });
  await signIn(scene);
  await scene.workbench.treeItem('MailboxUser').waitFor();
  form = new UserForm(scene.workbench);
});
after(() => scene.close());

test('the README’s picture of adding a user', async () => {
  const { workbench } = scene;
  await workbench.expand('MailboxAdmin');
  await workbench.runCommand('ECGrid: Add User');
  await form.ready();
  await form.fill(typedUser('dana.whitfield'));
  await form.choose('Mailbox', /\(1001\)/);
  await form.field('Login').focus();
  assert.match(await workbench.screenshot('readme-add-user'), /\.png$/);
});

test('the README’s picture of changing a role, in a light theme', async () => {
  const { workbench } = scene;
  await workbench.runCommand('View: Close All Editors');
  await workbench.setTheme('light');
  await workbench.expand('TPUser');
  await workbench.contextMenu('tpuser', 'Change Role…');
  await form.ready();
  await form.level('NetworkUser').click();
  await form.button('Change Role').scrollIntoViewIfNeeded();
  await form.frame.getByText('This gives something and takes something else away.').waitFor();
  assert.match(await workbench.screenshot('readme-change-role'), /\.png$/);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';

let scene: Scene;
let form: UserForm;
before(async () => {
  scene = await openScene({ viewport: { width: 1280, height: 1250 } });
  await signIn(scene, 'MailboxAdmin');
  form = new UserForm(scene.workbench);
});
after(() => scene.close());

test('levels above one’s own are there with the reason, and cannot be chosen', async () => {
  const { workbench } = scene;
  await workbench.runCommand('ECGrid: Add User');
  await form.ready();
  assert.equal(await form.level('NetworkAdmin').getAttribute('aria-disabled'), 'true');
  assert.equal(await form.level('NetworkUser').getAttribute('aria-disabled'), 'true');
  assert.notEqual(await form.level('MailboxAdmin').getAttribute('aria-disabled'), 'true');
  await form.frame.getByText('Above your own AuthLevel, MailboxAdmin.').first().waitFor();
  await workbench.screenshot('form-mailbox-admin');
});

test('internal levels are not offered unless the setting allows them', async () => {
  assert.equal(await form.level('NetOps').count(), 0);
  await using allowed = await openScene({ settings: { 'ecgrid.allowInternalLevels': true } });
  await signIn(allowed, 'NetOps');
  await allowed.workbench.runCommand('ECGrid: Add User');
  const internal = new UserForm(allowed.workbench);
  await internal.ready();
  assert.equal(await internal.level('TechOps').getAttribute('aria-disabled'), 'true');
  assert.notEqual(await internal.level('NetOps').getAttribute('aria-disabled'), 'true');
});

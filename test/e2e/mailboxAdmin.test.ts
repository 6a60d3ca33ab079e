import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openScene, signInAgain, signOut } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';

let scene: Scene;
let form: UserForm;
before(async () => {
  scene = await openScene({ signedInAs: 'MailboxAdmin', viewport: { width: 1280, height: 1250 } });
  form = new UserForm(scene.workbench);
});
after(() => scene.close());

const openForm = async (): Promise<void> => {
  await scene.workbench.runCommand('ECGrid: Add User');
  await form.ready();
};

test('levels above one’s own are there with the reason, and cannot be chosen', async () => {
  await openForm();
  assert.equal(await form.level('NetworkAdmin').getAttribute('aria-disabled'), 'true');
  assert.equal(await form.level('NetworkUser').getAttribute('aria-disabled'), 'true');
  assert.notEqual(await form.level('MailboxAdmin').getAttribute('aria-disabled'), 'true');
  await form.frame.getByText('Above your own AuthLevel, MailboxAdmin.').first().waitFor();
  await scene.workbench.screenshot('form-mailbox-admin');
  assert.equal(await form.level('NetOps').count(), 0);
});

test('what a MailboxAdmin may do with nobody is not in the palette', async () => {
  const { quickInput } = scene.workbench;
  for (const [typed, offered, hidden] of [
    ['Se', 'Send SMS…', 'Set Password…'],
    ['Copy', 'Copy Login', 'Copy API Key…'],
    ['R', 'Reset Sessions…', 'Rotate API Key…'],
  ] as const) {
    await scene.workbench.openPalette();
    await quickInput.type(`>ECGrid: ${typed}`);
    await quickInput.entry(`ECGrid: ${offered}`).waitFor();
    assert.equal(await quickInput.entry(`ECGrid: ${hidden}`).count(), 0, hidden);
    await quickInput.cancel();
  }
});

test('internal levels are not offered by themselves, even to those who have them', async () => {
  await signOut(scene);
  await signInAgain(scene, 'NetOps');
  await openForm();
  assert.notEqual(await form.level('NetworkAdmin').getAttribute('aria-disabled'), 'true');
  assert.equal(await form.level('NetOps').count(), 0);
});

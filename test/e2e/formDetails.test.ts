/** What the forms can that few people need: fields of any name, and places in other networks. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { typedUser, UserForm } from '../support/userForm.ts';

let scene: Scene;
let form: UserForm;

before(async () => {
  scene = await openScene({ signedInAs: 'Root', viewport: { width: 1280, height: 1400 } });
  form = new UserForm(scene.workbench);
});
after(() => scene.close());
beforeEach(() => scene.judge.clearLog());
afterEach(() => scene.workbench.runCommand('View: Close All Editors'));

const updateConfig = async (login: string): Promise<void> => {
  await scene.workbench.runCommand('ECGrid: Update Configuration…');
  await scene.workbench.quickInput.type(login);
  await scene.workbench.quickInput.pick(login);
  await form.opened('Update Configuration');
};

/** One of the fields whose names are typed, from 1. */
const row = (number: number): Locator =>
  form.frame.getByRole('group', { name: `Field ${number}`, exact: true });
const name = (number: number): Locator => row(number).getByRole('textbox', { name: 'Field', exact: true });
const value = (number: number): Locator => row(number).getByRole('textbox', { name: 'Value', exact: true });

test('fields of any name are judged row by row, can be removed, and are sent by type', async () => {
  await updateConfig('tpuser');
  await form.button('Add Field').click();
  await name(1).fill('CellPhone');
  await value(1).fill('12');
  await row(1).getByText('Sent as a number.').waitFor();
  await form.button('Add Field').click();
  await row(1).getByText('This field has a place of its own above.').waitFor();
  await name(1).fill('dailyLimit');
  await name(2).fill('DAILYLIMIT');
  await value(2).fill('true');
  await row(2).getByText('Sent as yes or no.').waitFor();
  await form.button('Save').click();
  await row(2).getByText('This field is already above.').waitFor();
  await name(2).and(form.frame.locator(':focus')).waitFor();
  await row(2).getByRole('button', { name: 'Remove' }).click();
  await row(2).waitFor({ state: 'detached' });
  await form.button('Save').click();
  await scene.workbench.notification('The configuration of tpuser was changed.').waitFor();
  const [request] = (await scene.judge.requests()).filter(({ path }) => path === '/v2/users/update-config');
  assert.ok(request?.body instanceof Object);
  assert.deepEqual(
    Object.entries(request.body).filter(([field]) => field !== 'userId'),
    [['dailyLimit', 12]],
  );
});

test('another network has other mailboxes, and a number can be typed for it', async () => {
  const { workbench, judge } = scene;
  await workbench.runCommand('ECGrid: Add User');
  await form.ready();
  await form.fill(typedUser('other.network'));
  await form.choose('Network', /\(2\)/);
  await form.choose('Mailbox', /\(2001\)/);
  await form.choose('Network', 'Type a number…');
  await form.field('Network number').fill('1');
  await form.field('Login').focus();
  // A mailbox belongs to one network.
  await form.choose('Mailbox', /\(1001\)/);
  await form.choose('Network', /\(2\)/);
  await form.choose('Mailbox', /\(2001\)/);
  await form.button('Create User').click();
  await form.frame.getByText('other.network was created').waitFor();
  const [created] = await judge.usersCalled('other.network');
  assert.deepEqual([created?.networkId, created?.mailboxId], [2, 2001]);
});

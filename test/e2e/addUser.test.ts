import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { holding } from '../support/judge.ts';
import { openScene, signInAgain, signOut } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { typedUser, UserForm } from '../support/userForm.ts';

let scene: Scene;
let form: UserForm;
before(async () => {
  scene = await openScene({
    signedInAs: 'NetworkAdmin',
    apis: 'rest',
    viewport: { width: 1280, height: 1400 },
  });
  await scene.workbench.treeItem('MailboxUser').waitFor();
  form = new UserForm(scene.workbench);
});
after(() => scene.close());
beforeEach(async () => {
  await scene.workbench.runCommand('ECGrid: Add User');
  await form.ready();
  await scene.judge.clearLog();
});
afterEach(async () => {
  await scene.judge.faults();
  await scene.workbench.runCommand('View: Close All Editors');
});

const posts = async (): Promise<readonly string[]> =>
  (await scene.judge.lines()).filter((line) => line === 'POST /v2/users');

test('an empty form says at each field what is missing, and sends nothing', async () => {
  const { workbench, judge } = scene;
  await workbench.screenshot('form-empty');
  await form.button('Create User').click();
  for (const text of [
    'Enter the login.',
    'Enter the e-mail address.',
    'Enter the first name.',
    'Enter a password.',
    'Choose an AuthLevel.',
  ]) {
    await form.frame.getByText(text).waitFor();
  }
  await workbench.screenshot('form-invalid');
  assert.deepEqual(await judge.lines(), []);
});

test('a value is judged when its field is left, by the rules of the client', async () => {
  await form.field('Login').fill('two words');
  await form.field('E-mail').fill('nowhere');
  await form.field('First name').focus();
  await form.frame.getByText('A login has no spaces.').waitFor();
  await form.frame.getByText('This is not an e-mail address').waitFor();
  assert.equal(await form.frame.getByText('Enter the last name.').isVisible(), false);
  await form.field('E-mail').fill('somebody@example.com');
  await form.frame.getByText('This is not an e-mail address').waitFor({ state: 'hidden' });
});

test('a user is added with one POST, appears in the tree, and the password can be copied once more', async () => {
  const { workbench, judge } = scene;
  await form.fill(typedUser('dana.whitfield'));
  await form.choose('Mailbox', /\(1001\)/);
  const password = await form.password.inputValue();
  await workbench.screenshot('form-filled');
  await form.button('Create User').click();
  await form.frame.getByText('dana.whitfield was created').waitFor();
  await workbench.screenshot('form-created');
  assert.deepEqual(await posts(), ['POST /v2/users']);
  const [request] = (await judge.requests()).filter(({ path }) => path === '/v2/users');
  assert.deepEqual(request?.body, {
    login: 'dana.whitfield',
    loginName: 'dana.whitfield',
    password: '***',
    email: 'dana.whitfield@example.com',
    firstName: 'Dana',
    lastName: 'Whitfield',
    networkId: 1,
    mailboxId: 1001,
    authLevel: 'MailboxUser',
  });
  await workbench.page.getByRole('treeitem', { name: /^MailboxUser,/, expanded: true }).waitFor();
  await workbench.treeItem('dana.whitfield').waitFor();
  assert.ok(!(await judge.lines()).includes('POST /v2/users/list'), 'the tree is not loaded again');
  await workbench.seeing(workbench.statusBarItem('Password copied'), () =>
    form.button('Copy Password').click(),
  );
  assert.equal(await workbench.page.evaluate('navigator.clipboard.readText()'), password);
});

test('the form is filled in and submitted with the keyboard alone', async () => {
  const { workbench } = scene;
  const { keyboard } = workbench.page;
  await form.field('Login').focus();
  for (const text of ['kim.keyboard', 'kim@example.com', 'Kim', 'Keyboard']) {
    await keyboard.type(text);
    await keyboard.press('Tab');
  }
  await keyboard.type('Aa1!aaaa');
  // The toolkit enables its buttons with the next frame.
  await form.frame.getByRole('button', { name: 'Copy', exact: true, disabled: false }).waitFor();
  // Generate, Show, Copy, network, mailbox, AuthLevel.
  for (let step = 0; step < 6; step += 1) await keyboard.press('Tab');
  await form.frame.locator('vscode-radio[value=NetworkAdmin]:focus').waitFor();
  for (let step = 0; step < 5; step += 1) await keyboard.press('ArrowDown');
  await form.frame.getByText('The user can sign in and do nothing else.').waitFor();
  await form.field('Last name').focus();
  await keyboard.press('Enter');
  await form.frame.getByText('kim.keyboard was created').waitFor();
  assert.equal((await scene.judge.usersCalled('kim.keyboard'))[0]?.authLevel, 'General');
});

test('an administering level is confirmed, and cancelling keeps what was typed', async () => {
  const { workbench, judge } = scene;
  await form.fill({ ...typedUser('new.boss'), level: 'NetworkAdmin' });
  const before = await form.values();
  await form.button('Create User').click();
  await workbench.modal.message.getByText('Create new.boss with the AuthLevel NetworkAdmin?').waitFor();
  await workbench.screenshot('add-user-confirm');
  await workbench.modal.cancel();
  await form.button('Create User').waitFor();
  assert.deepEqual(await form.values(), before);
  assert.deepEqual(await posts(), []);
  await form.button('Create User').click();
  await workbench.modal.choose('Create User');
  await form.frame.getByText('new.boss was created').waitFor();
  assert.equal((await judge.usersCalled('new.boss'))[0]?.authLevel, 'NetworkAdmin');
});

test('a login that is taken is told at its field, and nothing typed is lost', async () => {
  const { workbench } = scene;
  await form.fill(typedUser('mailboxadmin'));
  const before = await form.values();
  await form.button('Create User').click();
  await form.failure.getByText('This login is already taken in the network.').waitFor();
  await workbench.screenshot('form-failed');
  assert.deepEqual(await form.values(), before);
  await form.frame.locator('vscode-text-field#login:focus-within').waitFor();
});

for (const [name, message] of [
  ['error500BeforeCommit', 'was looked up: no such user was created'],
  ['dropBeforeCommit', 'was looked up: no such user was created'],
  ['forbidden', 'ECGrid does not allow this to your AuthLevel'],
  ['unauthorized', 'ECGrid does not accept the API key'],
] as const) {
  test(`${name}: the failure is told, what was typed stays, and nothing was created`, async () => {
    const login = `never.${name.toLowerCase()}`;
    await scene.judge.faults({ name, method: 'POST', path: '/v2/users' });
    await form.fill(typedUser(login));
    const before = await form.values();
    await form.button('Create User').click();
    await form.failure.getByText(message).waitFor();
    assert.deepEqual(await form.values(), before);
    assert.deepEqual(await posts(), ['POST /v2/users']);
    assert.deepEqual(await scene.judge.usersCalled(login), []);
  });
}

for (const name of ['error500AfterCommit', 'dropAfterCommit', 'truncatedJson', 'emptyBody'] as const) {
  test(`${name}: the lost answer is looked up, not asked for again`, async () => {
    const login = `found.${name.toLowerCase()}`;
    await scene.judge.faults({ name, method: 'POST', path: '/v2/users' });
    await form.fill(typedUser(login));
    await form.button('Create User').click();
    await form.frame.getByText(`${login} was created`).waitFor();
    await form.frame.getByText('The answer was lost on the way').waitFor();
    await scene.workbench.screenshot('form-answer-lost');
    assert.deepEqual(await posts(), ['POST /v2/users']);
    assert.equal((await scene.judge.usersCalled(login)).length, 1);
  });
}

test('a slow service shows progress that can be cancelled', async () => {
  const { workbench } = scene;
  await scene.judge.faults(holding({ method: 'POST', path: '/v2/users' }));
  await form.fill(typedUser('slow.one'));
  await form.button('Create User').click();
  await form.frame.getByText('Creating slow.one…').waitFor();
  await workbench.screenshot('form-submitting');
  await form.button('Cancel').click();
  await form.failure.getByText('Cancelled.').waitFor();
  assert.equal(await form.field('Login').inputValue(), 'slow.one');
});

test('what was typed survives hiding the form, except the password', async () => {
  const { workbench } = scene;
  await form.fill({ ...typedUser('hidden.one'), level: 'TPUser' });
  await workbench.expand('TPUser');
  await workbench.contextMenu('tpuser', 'Change Role…');
  await form.frame.getByRole('heading', { name: 'Change Role' }).waitFor();
  await workbench.page.getByRole('tab', { name: 'Add User' }).click();
  await form.ready();
  assert.deepEqual(await form.values(), ['hidden.one', 'hidden.one@example.com', 'Dana', 'Whitfield', '']);
  assert.equal(await form.level('TPUser').getAttribute('aria-checked'), 'true');
});

test('a form that is being filled in is shown again, and closed by signing out', async () => {
  const { workbench } = scene;
  await form.field('Login').fill('half.typed');
  // From elsewhere, so that it can be seen when the form that is shown again takes the focus, and with it the keys.
  await workbench.page.locator('.sidebar [role=tree]').focus();
  await workbench.runCommand('ECGrid: Add User');
  await form.ready();
  assert.equal(await form.field('Login').inputValue(), 'half.typed');
  await signOut(scene);
  await workbench.page.getByRole('tab', { name: 'Add User' }).waitFor({ state: 'detached' });
  await signInAgain(scene);
  await workbench.treeItem('MailboxUser').waitFor();
});

test('without lists of networks and mailboxes their numbers can be typed', async () => {
  const { workbench, judge } = scene;
  await judge.faults(
    { name: 'forbidden', path: '/v2/mailboxes/list' },
    { name: 'forbidden', path: '/v2/networks/list' },
  );
  // A session keeps the lists that it has.
  await signOut(scene);
  await signInAgain(scene);
  await workbench.runCommand('ECGrid: Add User');
  await form.ready();
  await form.frame.getByText('No names to pick from').first().waitFor();
  await form.fill(typedUser('typed.number'));
  await form.choose('Mailbox', 'Type a number…');
  await form.field('Mailbox number').fill('1002');
  await workbench.screenshot('form-numbers');
  await form.button('Create User').click();
  await form.frame.getByText('typed.number was created').waitFor();
  assert.equal((await judge.usersCalled('typed.number'))[0]?.mailboxId, 1002);
});

test('no policy was violated on the way', () => {
  assert.deepEqual(scene.violations(), []);
});

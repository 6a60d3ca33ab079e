/** Every action on a user, from the context menu, the user's page and the palette, and what ECGrid receives of it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';
import { UserPage } from '../support/userPage.ts';

let scene: Scene;
let form: UserForm;
let page: UserPage;
/** Nobody in the sample has the two numbers that a text message needs. */
let target: { readonly userId: number };

before(async () => {
  scene = await openScene({
    signedInAs: 'NetworkAdmin',
    apis: 'rest',
    viewport: { width: 1280, height: 1150 },
  });
  await scene.workbench.expand('TPUser');
  form = new UserForm(scene.workbench);
  page = new UserPage(scene.workbench);
  const [truth] = await scene.judge.usersCalled('tpuser');
  assert.ok(truth);
  target = truth;
});
after(() => scene.close());
beforeEach(() => scene.judge.clearLog());
afterEach(async () => {
  await scene.judge.faults();
  await scene.workbench.runCommand('View: Close All Editors');
});

const clipboard = (): Promise<string> => scene.workbench.page.evaluate('navigator.clipboard.readText()');

/** Everything that was sent but for reads of lists. */
const sent = async (): Promise<readonly string[]> =>
  (await scene.judge.lines()).filter((line) => !line.endsWith('/list'));

const fromPalette = async (title: string): Promise<void> => {
  const { workbench } = scene;
  await workbench.runCommand(`ECGrid: ${title}`);
  await workbench.quickInput.type('tpuser');
  await workbench.quickInput.pick('tpuser');
};

const fromPage = async (title: string): Promise<void> => {
  await scene.workbench.contextMenu(scene.workbench.treeItem('tpuser'), 'Show Page');
  await page.read('tpuser');
  await page.button(title).click();
};

const fromMenu = (title: string): Promise<void> =>
  scene.workbench.contextMenu(scene.workbench.treeItem('tpuser'), title);

const surfaces = [
  ['the palette', fromPalette],
  ['the user’s page', fromPage],
  ['the context menu', fromMenu],
] as const;

/** The sandbox’s log tells no secrets, and the text of a message is one. */
const messageAsLogged = '***';

/** An action that asks in a form: what is filled in, the button, and what ECGrid receives. */
type FormCase = {
  readonly title: string;
  readonly heading: string;
  readonly fill: () => Promise<void>;
  readonly button: string;
  readonly answer: string | RegExp;
  readonly request: string;
  readonly body: object;
  /** What is read after the write, because ECGrid only answers yes. */
  readonly reread?: true;
};

const formCases: readonly FormCase[] = [
  {
    title: 'Edit Profile…',
    heading: 'Edit Profile',
    fill: () => form.field('First name').fill('Tess'),
    button: 'Save',
    answer: 'The profile of tpuser was changed.',
    request: 'PUT /v2/users',
    body: { firstName: 'Tess' },
  },
  {
    title: 'Move to Network or Mailbox…',
    heading: 'Move User',
    fill: () => form.choose('Mailbox', /\(1002\)/),
    button: 'Move',
    answer: /tpuser is now in .+ \(1002\)\./,
    request: 'POST /v2/users/set-network-mailbox',
    body: { mailboxId: 1002 },
  },
  {
    title: 'Update Configuration…',
    heading: 'Update Configuration',
    fill: async () => {
      await form.field('Cell phone').fill('+1 555 010 0199');
      await form.frame.getByRole('combobox', { name: 'Carrier' }).click();
      await form.frame.getByRole('option', { name: 'Verizon' }).click();
    },
    button: 'Save',
    answer: 'The configuration of tpuser was changed.',
    request: 'POST /v2/users/update-config',
    body: { cellPhone: '+1 555 010 0199', cellCarrier: 'Verizon' },
    reread: true,
  },
  {
    title: 'Send SMS…',
    heading: 'Send SMS',
    fill: () => form.field('Message').fill('Your new mailbox is ready.'),
    button: 'Send',
    answer: 'The message to tpuser was sent.',
    request: 'POST /v2/users/send-sms',
    body: { message: messageAsLogged },
  },
];

describe('actions that ask in a form', () => {
  for (const { title, heading, fill, button, answer, request, body, reread } of formCases) {
    test(`${title} opens from palette, page and menu, and sends ${request} once`, async () => {
      const { workbench, judge } = scene;
      for (const [, open] of surfaces) {
        await open(title);
        await form.opened(heading);
        if (open !== fromMenu) await workbench.runCommand('View: Close All Editors');
      }
      await judge.clearLog();
      await fill();
      await form.button(button).click();
      if (title.startsWith('Move')) await workbench.modal.choose('Move');
      await workbench.notification(answer).waitFor();
      const read = `GET /v2/users/${target.userId}`;
      assert.deepEqual(await sent(), [read, request, ...(reread ? [read] : [])]);
      const [write] = (await judge.requests()).filter(({ method, path }) => `${method} ${path}` === request);
      assert.deepEqual(write?.body, { userId: target.userId, ...body });
      await workbench.clearNotifications();
    });
  }
});

describe('passwords', () => {
  test('Set Password… shows the rule, sets it once, resets the sessions, and hands it over a last time', async () => {
    const { workbench, judge } = scene;
    for (const [, open] of surfaces) {
      await open('Set Password…');
      await form.opened('Set Password');
      if (open !== fromMenu) await workbench.runCommand('View: Close All Editors');
    }
    await form.button('Generate').click();
    await form.frame.getByText('Made by ECGrid').waitFor();
    const password = await form.password.inputValue();
    await judge.clearLog();
    await form.button('Set Password').click();
    await form.frame.getByText('The password of tpuser was set').waitFor();
    await workbench.screenshot('set-password-done');
    const read = `GET /v2/users/${target.userId}`;
    assert.deepEqual(await sent(), [
      read,
      'POST /v2/users/password',
      `POST /v2/users/reset/${target.userId}`,
      read,
    ]);
    assert.ok(!JSON.stringify(await judge.requests()).includes(password));
    await workbench.seeing(workbench.statusBarItem('Password copied'), () =>
      form.button('Copy Password').click(),
    );
    assert.equal(await clipboard(), password);
  });
});

describe('actions that ask in a dialog', () => {
  test('Reset Sessions… says what ends, and asks once', async () => {
    const { workbench, judge } = scene;
    for (const [, open] of surfaces) {
      await open('Reset Sessions…');
      await workbench.modal.message.getByText('End all sessions of tpuser?').waitFor();
      if (open !== fromMenu) await workbench.modal.cancel();
    }
    await workbench.screenshot('reset-sessions-confirm');
    await judge.clearLog();
    await workbench.modal.choose('Reset Sessions');
    await workbench.notification('All sessions of tpuser have ended.').waitFor();
    const read = `GET /v2/users/${target.userId}`;
    assert.deepEqual(await sent(), [read, `POST /v2/users/reset/${target.userId}`, read]);
    await workbench.clearNotifications();
  });

  test('Copy API Key… shows it masked and copies it on request', async () => {
    const { workbench, judge } = scene;
    for (const [, open] of surfaces) {
      await judge.clearLog();
      await open('Copy API Key…');
      await workbench.modal.detail.getByText(/API key: •+/).waitFor();
      if (open !== fromMenu) await workbench.modal.cancel();
    }
    await workbench.screenshot('copy-api-key');
    assert.deepEqual(await sent(), [`GET /v2/users/key/${target.userId}`]);
    const shown = (await workbench.modal.detail.textContent()) ?? '';
    await workbench.seeing(workbench.statusBarItem('API key copied'), () =>
      workbench.modal.choose('Copy API Key'),
    );
    const key = await clipboard();
    assert.ok(key.length >= 12);
    assert.ok(!shown.includes(key));
    assert.ok(shown.includes(key.slice(-4)));
  });

  test('Rotate API Key… replaces it once, and shows the new one masked', async () => {
    const { workbench, judge } = scene;
    for (const [, open] of surfaces) {
      await open('Rotate API Key…');
      await workbench.modal.message.getByText('Replace the API key of tpuser?').waitFor();
      if (open !== fromMenu) await workbench.modal.cancel();
    }
    await workbench.screenshot('rotate-api-key');
    await judge.clearLog();
    await workbench.modal.choose('Rotate API Key');
    const told = workbench.notification('The API key of tpuser was replaced.');
    await told.waitFor();
    assert.deepEqual(await sent(), [
      `GET /v2/users/${target.userId}`,
      // To tell, should the answer be lost, whether the key in force is another.
      `GET /v2/users/key/${target.userId}`,
      `POST /v2/users/key-generate/${target.userId}`,
    ]);
    // What an earlier copy has said must be gone, or it would be taken for the answer to this one.
    await workbench.statusBarItem('API key copied').waitFor({ state: 'detached' });
    await workbench.seeing(workbench.statusBarItem('API key copied'), () =>
      told.getByRole('button', { name: 'Copy API Key' }).click(),
    );
    const response = await fetch(`${scene.sandbox.url}/v2/users/me`, {
      headers: { 'X-API-Key': await clipboard() },
    });
    assert.equal(response.status, 200);
  });
});

describe('the end of an account', () => {
  test('Terminate… asks for the login, and the row shows what has become of it', async () => {
    const { workbench, judge } = scene;
    for (const [, open] of surfaces) {
      await open('Terminate…');
      await form.opened('Terminate User');
      if (open !== fromMenu) await workbench.runCommand('View: Close All Editors');
    }
    await form.field('Type the login to confirm').fill('tpuse');
    assert.equal(await form.button('Terminate').isDisabled(), true);
    await form.field('Type the login to confirm').fill('tpuser');
    await workbench.screenshot('terminate');
    await judge.clearLog();
    await form.button('Terminate').click();
    await workbench.notification('tpuser is terminated.').waitFor();
    const read = `GET /v2/users/${target.userId}`;
    assert.deepEqual(await sent(), [read, `DELETE /v2/users/${target.userId}`, read]);
    await workbench.treeItem(/^tpuser,.*Terminated/).waitFor();
    await workbench.clearNotifications();
  });

  test('what is not possible any more says why', async () => {
    const { workbench } = scene;
    await workbench.contextMenu(workbench.treeItem('tpuser'), 'Why Are Actions Missing?');
    await workbench.modal.detail.getByText('tpuser is terminated, which is permanent.').waitFor();
    await workbench.modal.choose('OK');
    await workbench.contextMenu(workbench.treeItem('tpuser'), 'Show Page');
    await page.read('tpuser');
    assert.equal(await page.button('Terminate…').isDisabled(), true);
    await page.frame.getByText('tpuser is terminated, which is permanent.').first().waitFor();
  });
});

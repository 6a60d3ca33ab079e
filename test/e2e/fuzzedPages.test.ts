/** 10,000 messages that the extension should never send, posted into a page in a real browser: it shows the same. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { ToPage } from '../../src/webview/messages.ts';
import { fuzzSeed, sample } from '../support/fuzz.ts';
import { openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';
import { UserPage } from '../support/userPage.ts';

let scene: Scene;
const errors: string[] = [];
before(async () => {
  scene = await openScene({ signedInAs: 'NetworkAdmin' });
  scene.workbench.page.on('pageerror', ({ message }) => errors.push(message));
  await scene.workbench.expand('TPUser');
});
after(() => scene.close());

const profile = { name: 'Main', origin: 'https://rest.ecgrid.io', production: true };
const caller = { userId: 1, login: 'me', authLevel: 'NetworkAdmin', networkId: 1, mailboxId: 0 };
const user = {
  userId: 17,
  login: 'x',
  networkId: 1,
  mailboxId: 1001,
  authLevel: 'General',
  status: 'Active',
};
const row = { id: '17', login: 'x', about: 'X', change: 'y', state: 'ready', notes: [] };
const run = { profile, caller, title: 'T', warnings: [], button: 'B', savable: false, rows: [row] };

/** One of each kind that the extension sends; strange ones are made of them. */
const sent: readonly unknown[] = [
  { type: 'open', model: { purpose: 'editUser', profile, caller, target: user } },
  { type: 'networks', list: { state: 'loaded', places: [{ id: 1, label: 'One' }], complete: true } },
  { type: 'mailboxes', networkId: 1, list: { state: 'failed', message: 'No.' } },
  { type: 'password', password: 'secret', madeBy: 'VS Code' },
  { type: 'failed', message: 'No.', nextStep: 'Choose another.', field: 'login' },
  { type: 'done', user, note: '' },
  {
    type: 'user',
    model: {
      ...{ profile, caller, user, network: 'N', mailbox: 'M', actions: [{ action: 'editUser' }] },
      ...{ level: { description: 'D', abilities: ['A'] }, reading: { state: 'read' } },
    },
  },
  { type: 'run', model: run, phase: { phase: 'preview' } },
  { type: 'rows', rows: [row], phase: { phase: 'running', done: 0, total: 1, cancelled: false } },
  { type: 'refused', message: 'No.' },
];

/** Those that are still valid by chance are what the extension might well send. */
const strange = sample(sent, 16_000)
  .filter((message) => !ToPage.safeParse(message).success)
  .slice(0, 10_000);

/** The document of the page in sight. */
const pageFrame = async (): Promise<Frame> => {
  const element = await scene.workbench.webview.locator('main#page').elementHandle();
  const frame = await element.ownerFrame();
  assert.ok(frame);
  return frame;
};

/** All that is shown and typed. */
const shown = (frame: Frame): Promise<unknown> =>
  frame.evaluate<unknown>(`[
    document.body.outerHTML,
    [...document.querySelectorAll('input, textarea, vscode-text-field, vscode-radio')].map(
      ({ value, checked }) => [value, checked],
    ),
  ]`);

const postAll = async (frame: Frame, messages: readonly unknown[]): Promise<void> => {
  // As text on the way there, so that a field named __proto__ arrives as one.
  const text = JSON.stringify(JSON.stringify(messages));
  await frame.evaluate(`new Promise((resolve) => {
    const last = {};
    const channel = new MessageChannel();
    for (const message of JSON.parse(${text})) window.postMessage(message, '*');
    window.addEventListener('message', ({ ports }) => ports.length > 0 && resolve());
    window.postMessage(last, '*', [channel.port1]);
  })`);
};

const fuzz = async (messages: readonly unknown[]): Promise<void> => {
  const frame = await pageFrame();
  // The toolkit shows what was chosen with the next frame.
  await frame.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const before = await shown(frame);
  for (let first = 0; first < messages.length; first += 1000)
    await postAll(frame, messages.slice(first, first + 1000));
  assert.deepEqual(await shown(frame), before);
  assert.deepEqual([errors, scene.violations()], [[], []]);
};

test(`5,000 of them to a form that is filled in (seed ${fuzzSeed})`, async () => {
  assert.equal(strange.length, 10_000);
  const form = new UserForm(scene.workbench);
  await scene.workbench.runCommand('ECGrid: Add User');
  await form.ready();
  await form.field('Login').fill('half.typed');
  await form.level('MailboxUser').click();
  await fuzz(strange.slice(0, 5000));
  assert.equal(await form.field('Login').inputValue(), 'half.typed');
  await scene.workbench.runCommand('View: Close All Editors');
});

test('5,000 of them to the page of a user, which works as before', async () => {
  const page = new UserPage(scene.workbench);
  await scene.workbench.contextMenu('tpuser', 'Show Page');
  await page.read('tpuser');
  await fuzz(strange.slice(5000));
  await scene.judge.clearLog();
  await page.button('Refresh').click();
  await page.read('tpuser');
});

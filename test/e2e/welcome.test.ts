/** What the view says when there are no users to show, in every state, and the way out that each offers. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import * as z from 'zod/mini';
import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { eventually, openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';

let scene: Scene;
/** The same ECGrid, once it is back. */
let back: Sandbox | undefined;
let nobody: Server | undefined;
before(async () => {
  // Wide enough for both columns of a walkthrough.
  scene = await openScene({ viewport: { width: 1600, height: 900 } });
});
after(async () => {
  await scene.close();
  await back?.close();
  nobody?.close();
});

const view = (): Locator => scene.workbench.page.locator('.sidebar');
const says = (words: string): Promise<void> => view().getByText(words).waitFor();
const press = (name: string): Promise<void> =>
  view().getByRole('region', { name: 'Welcome' }).getByRole('button', { name, exact: true }).click();

test('signed out, the palette offers what leads in, and nothing else', async () => {
  const { quickInput } = scene.workbench;
  await says('See who may do what on your ECGrid networks');
  await scene.workbench.openPalette();
  await quickInput.type('>ECGrid: ');
  await quickInput.entry('ECGrid: Show Log').waitFor();
  const labels = await quickInput.widget.locator('.monaco-list-row .label-name').allInnerTexts();
  assert.deepEqual(labels.filter((label) => label.startsWith('ECGrid: ')).toSorted(), [
    // VS Code makes this one for every view.
    'ECGrid: Choose APIs…',
    'ECGrid: Focus on Users View',
    'ECGrid: Get Started',
    'ECGrid: Remove Profile…',
    'ECGrid: Rename Profile…',
    'ECGrid: Show Journal',
    'ECGrid: Show Log',
    'ECGrid: Sign In…',
    'ECGrid: Switch Profile…',
    'ECGrid: Verify Journal',
  ]);
  await quickInput.cancel();
});

test('Get Started opens the walkthrough, which can be read in dark and light', async () => {
  const { workbench } = scene;
  await press('Get Started');
  await workbench.page.getByText('Get Started with ECGrid User Administration').first().waitFor();
  await workbench.webview.getByText('One key, one address').waitFor();
  await workbench.screenshot('walkthrough-dark');
  await workbench.setTheme('light');
  await workbench.page.getByRole('button', { name: 'Browse and find' }).click();
  await workbench.webview.getByText('Find anybody').waitFor();
  await workbench.screenshot('walkthrough-light');
  await workbench.setTheme('dark');
  await workbench.runCommand('View: Close All Editors');
});

test('a caller who may not see users is told so, and can try again', async () => {
  const { workbench, judge } = scene;
  await judge.faults({ name: 'forbidden', path: '/v2/users/list' });
  await signIn(scene, 'MailboxAdmin');
  await says('ECGrid does not allow your AuthLevel to see users.');
  await workbench.screenshot('welcome-forbidden');
  await scene.sandbox.close();
  await press('Try Again');
});

test('an ECGrid that cannot be reached is told, and is tried again once it is back', async () => {
  const { workbench, judge, sandbox } = scene;
  await says('ECGrid cannot be reached.');
  await workbench.screenshot('welcome-unreachable');
  back = await startSandbox({ port: Number(new URL(sandbox.url).port) });
  await judge.faults({ name: 'forbidden', path: '/v2/users/list' });
  await press('Try Again');
  await says('ECGrid does not allow your AuthLevel to see users.');
});

test('a key that has been replaced is told, and the new one is all that is asked for', async () => {
  const { workbench, judge, sandbox } = scene;
  await judge.faults();
  const [truth] = await judge.usersCalled('mailboxadmin');
  await fetch(`${sandbox.url}/v2/users/key-generate/${truth?.userId}`, {
    method: 'POST',
    headers: { 'X-API-Key': sandbox.apiKeys.NetOps },
  });
  await press('Try Again');
  await says('ECGrid does not accept the API key of this profile.');
  await workbench.screenshot('welcome-key-revoked');
  await press('Enter API Key…');
  await workbench.quickInput.title.getByText('(4/4)').waitFor();
  const [{ apiKey } = { apiKey: '' }] = z.parse(
    z.array(z.looseObject({ apiKey: z.string() })),
    await judge.usersCalled('mailboxadmin'),
  );
  await workbench.quickInput.submit(apiKey);
  await workbench.treeItem('MailboxUser').waitFor();
  await workbench.clearNotifications();
});

/** An ECGrid between client and sandbox that asks for terminated Root users, whoever is asked for: there are none. */
const reachingNobody = (url: string): Promise<Server> => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = request;
    const asked = await text(request);
    const body = path === '/v2/users/list' ? '{"authLevel":"Root","status":"Terminated"}' : asked;
    const told = await fetch(url + path, {
      method,
      headers: { 'X-API-Key': String(headers['x-api-key']), 'Content-Type': 'application/json' },
      ...(method === 'GET' ? {} : { body }),
    });
    response.writeHead(told.status, { 'Content-Type': 'application/json' }).end(await told.text());
  };
  const server = createServer((request, response) => void answer(request, response));
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
};

test('a key that reaches nobody: a user can be added, and the view refreshed', async () => {
  const { workbench, judge, sandbox } = scene;
  nobody = await reachingNobody(sandbox.url);
  const { port } = z.parse(z.object({ port: z.int() }), nobody.address());
  await signIn(scene, 'NetworkAdmin', { name: 'Nobody', url: `http://127.0.0.1:${port}` });
  await says('Your key reaches no users.');
  await workbench.screenshot('welcome-no-users');
  await press('Add User');
  await new UserForm(workbench).ready();
  await workbench.runCommand('View: Close All Editors');
  await judge.clearLog();
  await press('Refresh');
  await eventually(async () => (await judge.lines()).includes('POST /v2/users/list'));
  await says('Your key reaches no users.');
});

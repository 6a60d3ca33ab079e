/** Finding one of 20,000 users, and seeing them narrowed and divided another way, also after a restart. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import type { Locator } from 'playwright-core';
import * as z from 'zod/mini';
import { enterKey, eventually, loginsOf, openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

const pageSize = 500;
const meridian = 'Meridian Supply Network (1)';

let scene: Scene;
before(async () => {
  scene = await openScene({ sandbox: { users: 40 * pageSize } });
  await signIn(scene, 'NetOps');
  // A page of everybody, of the nine levels and the one never heard of, and the names of places.
  await eventually(
    async () => (await scene.judge.lines()).filter((line) => line.endsWith('/list')).length === 13,
  );
});
after(() => scene.close());
beforeEach(() => scene.judge.clearLog());

const button = (name: string): Locator =>
  scene.workbench.page.locator('.sidebar').getByRole('button', { name });

const message = (text: string): Locator =>
  scene.workbench.page.locator('.sidebar').getByText(text, { exact: true });

/** The bodies of all requests for users. */
const listed = async (): Promise<readonly unknown[]> =>
  (await scene.judge.requests()).filter(({ path }) => path === '/v2/users/list').map(({ body }) => body);

const groupBy = async (label: string): Promise<void> => {
  await scene.workbench.runCommand('ECGrid: Group Users By…');
  await scene.workbench.quickInput.pick(label);
};

test('one search finds a user of the 40th page, asks once, and ends at its row', async () => {
  const { workbench, judge } = scene;
  const page40 = await loginsOf(scene.sandbox, 40);
  const login = page40.at(-1) ?? '';
  assert.equal(page40.length, pageSize);
  await judge.clearLog();
  await button('Find User…').click();
  await workbench.quickInput.type(login);
  await workbench.quickInput.entry(login).waitFor();
  await workbench.screenshot('find-user');
  await workbench.quickInput.pick(login);
  const selected = workbench.page.getByRole('treeitem', { selected: true });
  await workbench.treeItem(login).and(selected).waitFor();
  await workbench.screenshot('find-user-shown');
  // Who is locked out among so many may be told late.
  const rest = (await judge.requests()).filter(({ operation }) => operation === undefined);
  assert.deepEqual(
    rest.map(({ path }) => path),
    ['/v2/users/by-name'],
  );
});

test('users are grouped by status, mailbox and network, by name, and the setting says so', async () => {
  const { workbench, server } = scene;
  await groupBy('Status');
  await workbench.treeItem(/^Suspended, [\d,]+/).waitFor();
  await workbench.screenshot('group-by-status');
  await groupBy('Mailbox');
  await workbench.treeItem(/^Alder Creek Foods \(1001\), [\d,]+/).waitFor();
  await workbench.screenshot('group-by-mailbox');
  await groupBy('Network');
  await workbench.treeItem(/^Meridian Supply Network \(1\), [\d,]+ or more users/).waitFor();
  await workbench.screenshot('group-by-network');
  const settings = await readFile(join(server.dataDir, 'data', 'User', 'settings.json'), 'utf8');
  assert.equal(z.parse(z.looseObject({}), JSON.parse(settings))['ecgrid.users.groupBy'], 'network');
});

const filter = { status: 'Suspended', networkId: 1, authLevel: 'MailboxUser' };
const filterMessage = `Only Suspended · MailboxUser · ${meridian}`;

test('a filter of status, network and level is the service’s work, and is told above the tree', async () => {
  const { workbench } = scene;
  const { quickInput } = workbench;
  await button('Filter Users…').click();
  for (const [field, value] of [
    ['Status', 'Suspended'],
    ['Network', meridian],
    ['AuthLevel', 'MailboxUser'],
  ] as const) {
    await quickInput.pick(field);
    await quickInput.pick(value);
    await quickInput.entry('Show users').waitFor();
  }
  await workbench.screenshot('filter-steps');
  await quickInput.pick('Show users');
  await message(filterMessage).waitFor();
  await workbench.expand(meridian);
  await workbench.page.locator('.sidebar .monaco-list-row[aria-level="2"]').first().waitFor();
  await workbench.screenshot('filtered');
  const bodies = await listed();
  assert.deepEqual(bodies[0], { ...filter, pageNo: 1, recordsPerPage: pageSize });
  for (const body of bodies) assert.deepEqual(body, { ...z.parse(z.looseObject({}), body), ...filter });
});

test('filter and grouping are there again after a restart', async () => {
  const { workbench } = scene;
  await workbench.page.reload();
  await workbench.ready();
  await workbench.openView('ECGrid');
  await workbench.page.getByRole('button', { name: 'Enter API Key…' }).click();
  await enterKey(scene, 'NetOps');
  await message(filterMessage).waitFor();
  await workbench.treeItem(meridian).waitFor();
  for (const body of await listed())
    assert.deepEqual(body, { ...z.parse(z.looseObject({}), body), ...filter });
  await workbench.screenshot('filtered-after-restart');
});

test('Clear Filter shows everybody again', async () => {
  const { workbench } = scene;
  await button('Clear Filter').click();
  await message(filterMessage).waitFor({ state: 'detached' });
  await workbench.treeItem(/^Meridian Supply Network \(1\), [\d,]+ or more users/).waitFor();
  assert.deepEqual((await listed())[0], { pageNo: 1, recordsPerPage: pageSize });
  await button('Clear Filter').waitFor({ state: 'detached' });
});

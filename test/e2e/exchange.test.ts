/** Users into a file and out of one, through VS Code's own file dialogs. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import Papa from 'papaparse';
import { openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { RunPage } from '../support/userPage.ts';

let scene: Scene;
let run: RunPage;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecgrid-exchange-'));
  await writeFile(join(folder, 'import.csv'), importText());
  scene = await openScene({
    signedInAs: 'NetworkAdmin',
    apis: 'rest',
    viewport: { width: 1280, height: 1000 },
  });
  await scene.workbench.treeItem('MailboxUser').waitFor();
  run = new RunPage(scene.workbench);
});
after(async () => {
  await scene.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => scene.judge.clearLog());
afterEach(async () => {
  await scene.judge.faults();
  await scene.workbench.runCommand('View: Close All Editors');
});

/** Answers VS Code's file dialog with a path, once the dialog has looked into its folder. */
const answerWith = async (path: string): Promise<void> => {
  const { quickInput } = scene.workbench;
  // It writes a path of its own first.
  await quickInput.entry('..').waitFor();
  await quickInput.type(path);
  await quickInput.entry('import.csv').waitFor();
  await quickInput.submit();
};

const exported = async (file: string): Promise<readonly Record<string, string>[]> => {
  const { data } = Papa.parse<Record<string, string>>(await readFile(file, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  return data;
};

test('everybody is exported, page by page, and no cell of it can be executed', async () => {
  const { workbench, judge } = scene;
  const file = join(folder, 'users.csv');
  await workbench.runCommand('ECGrid: Export Users…');
  await answerWith(file);
  await workbench.notification('45 users saved as users.csv.').waitFor();
  await workbench.screenshot('export-done');
  const rows = await exported(file);
  assert.equal(rows.length, 45);
  const text = await readFile(file, 'utf8');
  assert.ok(!Object.values(scene.sandbox.apiKeys).some((key) => text.includes(key)));
  const [truth] = await judge.usersCalled('tpuser');
  const row = rows.find(({ login }) => login === 'tpuser');
  assert.equal(row?.['userId'], String(truth?.userId));
  assert.deepEqual(
    (await judge.lines()).filter((line) => !line.endsWith('/list')),
    [],
  );
  await workbench.clearNotifications();
});

/** Rows as an administrator would type them, seven of them wrong in a way of their own. */
const importText = (): string => {
  const rows = Array.from({ length: 200 }, (_, index) => {
    const login = `import.${String(index).padStart(3, '0')}`;
    return [
      login,
      `${login}@example.com`,
      'Ingrid',
      `Import ${index}`,
      '1001',
      'MailboxUser',
      'Canary-Pass-4711',
    ];
  });
  const change = (index: number, column: number, value: string): void => {
    const row = rows[index];
    if (row) row[column] = value;
  };
  change(10, 0, 'with space');
  change(40, 1, 'no address');
  change(70, 3, '');
  change(100, 5, 'Emperor');
  change(130, 6, 'weak');
  change(160, 4, 'somewhere');
  change(190, 0, 'import.000');
  const head = ['Login', 'E-mail', 'First Name', 'Last Name', 'Mailbox', 'Auth Level', 'Password'];
  return Papa.unparse([head, ...rows]);
};

test('200 rows, 7 of them wrong: 7 problems located, a preview that writes nothing, a run that creates 193', async () => {
  const { workbench, judge } = scene;
  await workbench.runCommand('ECGrid: Import Users from CSV…');
  await answerWith(join(folder, 'import.csv'));
  // It goes by itself after some seconds, but not from under the pointer.
  const toast = workbench.notification('7 problems were found in the file.');
  await toast.hover();
  await run.frame.getByText('7 problems were found in the file').waitFor();
  await run.frame.getByText('193 ready, 7 refused').waitFor();
  for (const line of [12, 42, 72, 102, 132, 162, 192]) await run.row(`Line ${line}`).waitFor();
  await workbench.screenshot('import-preview');
  assert.deepEqual(await judge.lines(), []);
  await toast.getByRole('button', { name: 'Show in File' }).click();
  await workbench.page.locator('.markers-panel').getByText('A login has no spaces.').waitFor();
  await workbench.screenshot('import-problems');
  await workbench.runCommand('View: Close All Editors in Group');
  await workbench.runCommand('View: Toggle Problems');
  await judge.faults({ name: 'rateLimited', retryAfter: 5, path: '/v2/users', method: 'POST', times: 1 });
  // ECGrid asks for a pause: nothing is sent meanwhile, and that is told.
  await workbench.seeing(workbench.statusBarItem('ECGrid asks for a pause:'), () =>
    run.button('Create 193 users').click(),
  );
  await workbench.screenshot('import-paused');
  await run.summary('193 done, 7 refused.').waitFor();
  await workbench.statusBarItem('ECGrid asks for a pause:').waitFor({ state: 'hidden' });
  await workbench.screenshot('import-report');
  const creates = (await judge.lines()).filter((line) => line === 'POST /v2/users');
  assert.equal(creates.length, 193 + 1, 'each once, and one again that was refused');
  assert.equal((await judge.usersCalled('import.199')).length, 1);
  await workbench.runCommand('View: Close All Editors');
});

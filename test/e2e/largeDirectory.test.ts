import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { holding } from '../support/judge.ts';
import { eventually, openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { focusRow } from '../support/treeRow.ts';

let scene: Scene;
before(async () => {
  scene = await openScene({ sandbox: { users: 6000 }, settings: { 'ecgrid.users.pageSize': 200 } });
});
after(() => scene.close());
afterEach(() => scene.judge.faults());

test('a failed first load is told with the way out', async () => {
  const { workbench, judge } = scene;
  await judge.faults({ name: 'forbidden', path: '/v2/users/list' });
  await signIn(scene, 'NetOps');
  await workbench.page.getByText('ECGrid does not allow your AuthLevel to see users').waitFor();
  await judge.faults();
  await judge.clearLog();
  await workbench.page.getByRole('button', { name: 'Try Again' }).click();
  await workbench.treeItem('MailboxUser').waitFor();
});

test('groups show 200+ and load more, page by page', async () => {
  const { workbench, judge } = scene;
  // Its group moves the rows below when it comes.
  await workbench.treeItem(/^Locked out/).waitFor();
  await workbench.treeItem(/^MailboxUser, 200 or more users/).waitFor();
  await eventually(async () => (await listsAnswered()) >= 11);
  const rest = (await judge.requests()).filter(({ operation }) => operation === undefined);
  const lines = rest.map(({ method, path }) => `${method} ${path}`);
  // One unfiltered page, then one for each of the nine levels and the one never heard of.
  assert.equal(lines.filter((line) => line === 'POST /v2/users/list').length, 11);
  assert.deepEqual(lines.filter((line) => line !== 'POST /v2/users/list').toSorted(), [
    'POST /v2/mailboxes/list',
    'POST /v2/networks/list',
  ]);
  await judge.clearLog();
  await workbench.expand('MailboxUser');
  const row = workbench.page.getByRole('treeitem', { name: /^Load more… 200 shown/ });
  await scrollTo(row);
  await workbench.screenshot('tree-load-more');
  await choose(row);
  await workbench.page
    .getByRole('treeitem', { name: /^Load more… 400 shown/ })
    .or(workbench.treeItem(/^MailboxUser, 400 or more users/))
    .first()
    .waitFor();
  const lists = (await judge.requests()).filter(({ path }) => path === '/v2/users/list');
  assert.deepEqual(
    lists.map(({ body }) => body),
    [{ authLevel: 'MailboxUser', pageNo: 2, recordsPerPage: 200 }],
  );
});

test('a page that fails is told in its group and asked for again', async () => {
  const { workbench, judge } = scene;
  await judge.faults({ name: 'truncatedJson', path: '/v2/users/list' });
  const row = workbench.page.getByRole('treeitem', { name: /^Load more… 400 shown/ });
  await choose(row);
  const problem = workbench.page.getByRole('treeitem', { name: /broken off, or not JSON/ });
  await scrollTo(problem);
  await workbench.screenshot('tree-page-failed');
  await judge.faults();
  await judge.clearLog();
  await choose(problem);
  await workbench.page
    .getByRole('treeitem', { name: /^Load more… 600 shown/ })
    .or(problem)
    .first()
    .waitFor();
  await scrollTo(workbench.page.getByRole('treeitem', { name: /^Load more… 600 shown/ }));
  assert.equal(await listsAnswered(), 1);
});

test('a group of more than a thousand is divided into ranges named by their logins', async () => {
  const { workbench } = scene;
  for (const shown of ['600', '800', '1,000']) {
    const row = workbench.page.getByRole('treeitem', { name: new RegExp(`^Load more… ${shown} shown`) });
    await choose(row);
  }
  await workbench.page
    .getByRole('treeitem', { name: /^500 users from \S+ to \S+/ })
    .first()
    .waitFor();
  await workbench.screenshot('tree-ranges');
});

test('looking for other AuthLevels goes through all users, and can be cancelled', async () => {
  const { workbench, judge } = scene;
  const held = holding({ path: '/v2/users/list' });
  await judge.faults(held);
  await judge.clearLog();
  const row = workbench.page.getByRole('treeitem', { name: /^Look for other AuthLevels/ });
  await chooseLast(row);
  await eventually(async () => (await judge.lines()).includes('POST /v2/users/list'));
  // That page comes, and the next one is held.
  await judge.faults(held);
  const progress = workbench.notification('Going through all users');
  await progress.getByText(/[\d,]+ so far/).waitFor();
  await workbench.screenshot('tree-look-for-others');
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await progress.waitFor({ state: 'detached' });
  await judge.faults();
  await chooseLast(row);
  const lastPage = { pageNo: 31, recordsPerPage: 200 };
  await eventually(async () =>
    (await judge.requests()).some(({ body }) => isDeepStrictEqual(body, lastPage)),
  );
  await row.waitFor({ state: 'detached' });
});

/** How many lists were asked for and told since the log was cleared. */
const listsAnswered = async (): Promise<number> =>
  (await scene.judge.requests()).filter(({ path, ms }) => path === '/v2/users/list' && ms !== null).length;

/**
 * Goes to a row near the end of the tree, which moves while users are loaded: only rows in sight exist. With the
 * keyboard, since under the mouse a tooltip would come up and take the wheel.
 */
const scrollTo = async (row: ReturnType<Scene['workbench']['treeItem']>): Promise<void> => {
  const { page } = scene.workbench;
  await page.locator('.sidebar .monaco-list').first().focus();
  while (!(await row.isVisible())) {
    await page.keyboard.press('End');
    await page.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
    );
  }
};

/** Chooses a row with the keyboard: one that is drawn again, or moves, at that moment loses a click. */
const choose = async (row: ReturnType<Scene['workbench']['treeItem']>): Promise<void> => {
  await scrollTo(row);
  await focusRow(row);
  await scene.workbench.page.keyboard.press('Enter');
};

/** Chooses the last row, wherever it moves. */
const chooseLast = async (row: ReturnType<Scene['workbench']['treeItem']>): Promise<void> => {
  await scrollTo(row);
  await scene.workbench.page.keyboard.press('End');
  await scene.workbench.page.keyboard.press('Enter');
};

/** Which active accounts nobody signs in to: read from ECGridOS, narrowed down, looked at one by one, exported. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Papa from 'papaparse';
import { runAxe } from '../support/axe.ts';
import { openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { StalePage } from '../support/stalePage.ts';
import { UserPage } from '../support/userPage.ts';
import { themes } from '../support/workbench.ts';
import type { Theme } from '../support/workbench.ts';
import { nameDatabaseFile } from '../unit/support/databaseFile.ts';

const database = nameDatabaseFile();
let scene: Scene;
let page: StalePage;
let folder: string;

/** When the users signed in last, in days before now; the others did so years ago. */
const logins: Readonly<Record<string, number | null>> = {
  networkadmin: 0,
  general: 29.5,
  'naomi.fischer': 45,
  'bettina.delgado': 45,
  'isaac.ivanov': 200,
  tpuser: null,
};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecgrid-stale-'));
  await writeFile(join(folder, 'there.csv'), '');
  const { databaseFile } = database;
  scene = await openScene({ sandbox: { databaseFile }, viewport: { width: 1500, height: 1200 } });
  const now = Date.now();
  for (const [login, days] of Object.entries(logins)) {
    const [user] = await scene.judge.usersCalled(login);
    const at = days === null ? null : new Date(now - days * 86_400_000);
    database.setLastLogin(user?.userId ?? assert.fail(login), at);
  }
  await signIn(scene);
  page = new StalePage(scene.workbench);
});
after(async () => {
  await scene.close();
  database.remove();
  await rm(folder, { recursive: true, force: true });
});

/** The first lines of the users of a section, which are the logins. */
const loginsOf = async (section: string): Promise<readonly string[]> =>
  page.rows(section).getByRole('rowheader').getByRole('button').allInnerTexts();

test('who has not signed in for long is kept apart from who never has', async () => {
  await page.open();
  await page.heading('Never signed in (4)').waitFor();
  await page.heading('Last login unknown (0)').waitFor();
  assert.ok((await loginsOf('Never signed in')).includes('tpuser'));
  const idle = await loginsOf('Not signed in for 90 days');
  assert.equal(idle.at(-1), 'isaac.ivanov', 'the one who signed in last comes last');
  assert.ok(!idle.includes('naomi.fischer') && !idle.includes('general'));
  await page.row('isaac.ivanov').getByText('200 days ago').waitFor();
  await scene.workbench.screenshot('readme-stale-accounts');
});

test('another number of days and a filter show others at once, without asking ECGrid', async () => {
  await scene.judge.clearLog();
  await page.choose('30 days');
  await page.row('naomi.fischer').getByText('45 days ago').waitFor();
  const idle = await loginsOf('Not signed in for 30 days');
  assert.deepEqual(idle.slice(-2), ['bettina.delgado', 'naomi.fischer'], 'ties go by login');
  await page.filter.fill('naomi fisch');
  await page.heading('Never signed in (0 of 4)').waitFor();
  assert.deepEqual(await loginsOf('Not signed in for 30 days'), ['naomi.fischer']);
  assert.deepEqual(await scene.judge.lines(), []);
});

test('what is selected and typed is still there after the page of a user was looked at', async () => {
  const { workbench } = scene;
  const suspend = page.button(/^Suspend Selected/);
  assert.equal(await suspend.isDisabled(), true);
  await page.frame.getByRole('checkbox', { name: 'Select naomi.fischer' }).check();
  await page.button('Suspend Selected (1)…').waitFor();
  await page.button('naomi.fischer').click();
  await new UserPage(workbench).read('naomi.fischer');
  await page.open();
  assert.equal(await page.filter.inputValue(), 'naomi fisch');
  await page.button('Suspend Selected (1)…').waitFor();
  await page.filter.fill('tpuser');
  // Who is not seen is not suspended; the toolkit disables its buttons with the next frame.
  await page.frame.getByRole('button', { name: 'Suspend Selected…', exact: true, disabled: true }).waitFor();
  await page.filter.fill('');
  await page.button('Suspend Selected (1)…').waitFor();
  await page.frame.getByRole('checkbox', { name: 'Select all that are shown here' }).nth(1).check();
  await page.button('Suspend Selected (5)…').waitFor();
});

test('the whole report goes into a file', async () => {
  const { workbench } = scene;
  const { quickInput } = workbench;
  await page.filter.fill('naomi');
  await page.button('Export…').click();
  await quickInput.entry('..').waitFor();
  await quickInput.type(join(folder, 'stale.csv'));
  await quickInput.entry('there.csv').waitFor();
  await quickInput.submit();
  await workbench.notification('stale accounts saved as stale.csv.').waitFor();
  await workbench.clearNotifications();
  await page.filter.fill('');
  const text = await readFile(join(folder, 'stale.csv'), 'utf8');
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  const idle = data.filter(({ kind }) => kind === 'idle').length;
  // The page counts again once the filter is gone.
  await page.frame
    .getByRole('status')
    .filter({ hasText: `: ${idle} not signed in` })
    .waitFor();
  assert.equal(data.filter(({ kind }) => kind === 'never').length, 4);
  const naomi = data.find(({ login }) => login === 'naomi.fischer');
  assert.deepEqual([naomi?.['kind'], naomi?.['daysSinceLastLogin']], ['idle', '45']);
});

for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[]) {
  test(`axe finds nothing in the theme ${themes[theme].label}`, async () => {
    const { workbench } = scene;
    await workbench.setTheme(theme);
    // What acts on the rows stays in sight, whichever of them one looks at.
    await page.row('tpuser').scrollIntoViewIfNeeded();
    await page.button('Export…').click({ trial: true });
    const { passes, violations } = await runAxe(workbench.page);
    assert.ok(passes > 10, 'axe has looked at something');
    assert.deepEqual(violations, []);
    await workbench.screenshot(`stale-accounts-${theme}`);
  });
}

test('axe finds nothing where there is little room', async () => {
  const { workbench } = scene;
  await workbench.setTheme('dark');
  await workbench.page.setViewportSize({ width: 760, height: 1200 });
  const { violations } = await runAxe(workbench.page);
  assert.deepEqual(violations, []);
  await workbench.screenshot('stale-accounts-narrow');
});

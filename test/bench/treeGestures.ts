/** What the benches do with trees, ours and the bare one. */
import type { Scene } from '../support/scene.ts';
import { measured } from './pageClock.ts';
import type { Gesture } from './pageClock.ts';

/** JavaScript that is true when rows below a group are in sight, as many as fit or `least`. */
const rowsInSight = (level: number, least: number): string =>
  `document.querySelectorAll('.sidebar .monaco-list-row[aria-level="${level}"]').length >= ${least}`;

/** Opens a row by its arrow, until ten rows below it are drawn. @param level of those rows, from 1 */
export const expandRow = async ({ workbench }: Scene, name: string | RegExp, level = 2): Promise<Gesture> => {
  const twistie = workbench.treeItem(name).first().locator('.monaco-tl-twistie');
  await twistie.waitFor();
  return measured(workbench.page, 'click', rowsInSight(level, 10), () => twistie.click());
};

/** Closes a row that is in sight. */
export const collapseRow = async ({ workbench }: Scene, name: string | RegExp): Promise<void> => {
  const row = workbench.treeItem(name);
  await row.locator('.monaco-tl-twistie').click();
  await workbench.page
    .locator('.sidebar .monaco-list-row[aria-level="2"]')
    .first()
    .waitFor({ state: 'detached' });
};

/** Turns the wheel over the tree, twenty times a few screens; what is measured ends with the first that is drawn. */
export const scrollTree = async ({ workbench }: Scene): Promise<Gesture> => {
  const { page } = workbench;
  const box = await page.locator('.sidebar .monaco-list').first().boundingBox();
  if (!box) throw new Error('No tree is in sight.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  return measured(page, 'wheel', 'true', async () => {
    for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(0, 2_000);
  });
};

/** Looks for a text among the rows of the tree, with VS Code’s own search in trees. */
export const findInTree = async ({ workbench }: Scene, text: string): Promise<Gesture> => {
  const { page } = workbench;
  await page.locator('.sidebar .monaco-list').first().focus();
  await page.keyboard.press('Control+Alt+F8');
  await page.locator('.sidebar .monaco-tree-type-filter input').waitFor();
  const found = `document.querySelector('.sidebar .monaco-list-row .highlight') !== null`;
  const gesture = await measured(page, 'input', found, () => page.keyboard.insertText(text));
  await page.keyboard.press('Escape');
  return gesture;
};

/** Enters a login into a search that a key opens, until it is the first that is offered. */
export const findByKey = async ({ workbench }: Scene, key: string, login: string): Promise<Gesture> => {
  const { page, quickInput } = workbench;
  await page.keyboard.press(key);
  await quickInput.input.waitFor();
  await quickInput.widget.locator('.monaco-list-row').first().waitFor();
  const first = `document.querySelector('.quick-input-list .monaco-list-row .label-name')?.textContent`;
  const gesture = await measured(page, 'input', `${first} === ${JSON.stringify(login)}`, () =>
    page.keyboard.insertText(login),
  );
  await quickInput.cancel();
  await quickInput.widget.waitFor({ state: 'detached' });
  return gesture;
};

/** Loads all users: chooses the row that goes through the whole listing, and waits until it is gone. */
export const loadEverybody = async ({ workbench }: Scene): Promise<void> => {
  const { page } = workbench;
  const row = workbench.treeItem(/^Look for other AuthLevels/);
  await row.waitFor();
  // By the keyboard: a row that is drawn again at that moment loses a click.
  await page.locator('.sidebar .monaco-list').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await row.waitFor({ state: 'detached', timeout: 300_000 });
};

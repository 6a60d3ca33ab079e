/** Rows of a tree by the keys alone: rows that come or go above one move it away between the two halves of a click. */
import type { Locator } from 'playwright-core';

/** As much of a row as is looked at; what looks runs in the window. */
type RowElement = {
  readonly getAttribute: (name: string) => string | null;
  readonly parentElement: { readonly querySelector: (selector: string) => RowElement | null } | null;
};

/** How many rows the focus is away from a row, below 0 when it is further down; undefined while it is not in sight. */
const distance = (row: RowElement): number | undefined => {
  const focused = row.parentElement?.querySelector('.focused');
  if (!focused) return undefined;
  return Number(row.getAttribute('data-index')) - Number(focused.getAttribute('data-index'));
};

/** Whether the row below a row is in it. */
const hasChildInSight = (row: RowElement): boolean => {
  const below = `[data-index="${Number(row.getAttribute('data-index')) + 1}"]`;
  const level = row.parentElement?.querySelector(below)?.getAttribute('aria-level');
  return Number(level) > Number(row.getAttribute('aria-level'));
};

/** How far the focus is from a row, once a row in sight has it; a tree that was loaded again has none. */
const awayFrom = async (row: Locator): Promise<number> => {
  for (;;) {
    const rows = await row.evaluate(distance);
    if (rows !== undefined) return rows;
    await row.page().keyboard.press('Home');
  }
};

/** Moves the focus of a tree to a row in sight. */
export const focusRow = async (row: Locator): Promise<void> => {
  await row.locator('xpath=ancestor::*[@role="tree"]').focus();
  for (let away = await awayFrom(row); away !== 0;) {
    await row.page().keyboard.press(away > 0 ? 'ArrowDown' : 'ArrowUp');
    const before = away;
    // A key takes effect a moment later.
    while (away === before) away = await awayFrom(row);
  }
};

/** Waits until the first of what is in a row is in sight: VS Code calls a row expanded before it knows what is in it. */
export const childInSight = async (row: Locator): Promise<void> => {
  while (!(await row.evaluate(hasChildInSight)));
};

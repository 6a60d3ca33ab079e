/** The table of a run. Only the rows that change are touched. */
import type { RunRow } from '../../protocol/runPage.ts';
import { element } from '../element.ts';
import { countsText, runRows, stateWord } from './runRows.ts';

/** The table, and the counts above and below it. */
export type RunTable = {
  readonly element: HTMLElement;
  /** Takes all rows anew. */
  readonly setRows: (rows: readonly RunRow[]) => void;
  readonly change: (rows: readonly RunRow[]) => void;
  /** Puts what went wrong first. */
  readonly sort: () => void;
  /** How many rows were not done although they should have been. */
  readonly failed: () => number;
};

// Narrow pages lay the cells out under each other, which takes their roles away unless they are named.
const cell = (name: string, ...children: readonly (Node | string)[]): HTMLElement =>
  element('td', { class: name, role: 'cell' }, ...children);

const cellsOf = ({ state, login, about, change, notes }: RunRow): readonly HTMLElement[] => [
  cell('state', element('span', { class: `mark ${state}` }, stateWord(state))),
  element('th', { class: 'login', scope: 'row', role: 'rowheader' }, login),
  cell('about', about),
  cell('change', change),
  cell('notes', ...notes.map((note) => element('p', {}, note))),
];

const columns = [
  ['state', 'State'],
  ['login', 'Login'],
  ['about', 'Who'],
  ['change', 'Change'],
  ['notes', 'Notes'],
] as const;

/** Makes the table. */
export const runTable = (title: string): RunTable => {
  const summary = element('p', { class: 'counts' });
  const more = element('p', { class: 'hint' });
  const body = element('tbody', { role: 'rowgroup' });
  const table = element(
    'table',
    { role: 'table' },
    element('caption', { class: 'spoken' }, title),
    element(
      'thead',
      { role: 'rowgroup' },
      element(
        'tr',
        { role: 'row' },
        ...columns.map(([name, text]) =>
          element('th', { class: name, scope: 'col', role: 'columnheader' }, text),
        ),
      ),
    ),
    body,
  );
  let rows = runRows([]);
  let drawn = new Map<string, HTMLElement>();
  const count = (): void => {
    summary.textContent = countsText(rows.counts());
    const hidden = rows.hidden();
    const number = [...hidden.values()].reduce((sum, one) => sum + one, 0);
    more.textContent = number === 0 ? '' : `and ${number.toLocaleString()} more: ${countsText(hidden)}`;
  };
  const draw = (): void => {
    drawn = new Map(rows.drawn().map((row) => [row.id, element('tr', { role: 'row' }, ...cellsOf(row))]));
    body.replaceChildren(...drawn.values());
    count();
  };
  return {
    element: element('div', { class: 'rows' }, summary, table, more),
    setRows: (given) => {
      rows = runRows(given);
      draw();
    },
    change: (changed) => {
      for (const row of rows.change(changed)) drawn.get(row.id)?.replaceChildren(...cellsOf(row));
      count();
    },
    sort: () => {
      rows.sort();
      draw();
    },
    failed: () =>
      (['failed', 'changed', 'unknown', 'cancelled'] as const)
        .map((state) => rows.counts().get(state) ?? 0)
        .reduce((sum, count) => sum + count, 0),
  };
};

/** The table of the journal. Rows that stay the same stay where they are, with the focus and what was opened. */
import type { FromJournalPage, JournalRow } from '../../protocol/journalPage.ts';
import type { Bridge } from '../bridge.ts';
import { button } from '../components.ts';
import { element } from '../element.ts';
import { keptRows } from '../keptRows.ts';
import { entryColumns, entryRow } from './entryCells.ts';
import type { DrawnEntry } from './entryCells.ts';

/** More rows than a person reads are drawn on request only. */
export const rowsAtOnce = 300;

/** The table, with the button that draws more. */
export type JournalTable = {
  readonly element: HTMLElement;
  /** Shows these rows; as many as were asked for so far. */
  readonly show: (rows: readonly JournalRow[], caption: string) => void;
  /** Begins again with the first rows. */
  readonly reset: () => void;
};

/** The newest drawn entry of each run carries the button that undoes the run. */
const drawnEntries = (rows: readonly JournalRow[]): readonly DrawnEntry[] => {
  const runs = new Set<string>();
  return rows.map((row) => {
    const isFirst = row.run !== undefined && row.run.undoable > 1 && !runs.has(row.run.id);
    if (row.run && isFirst) runs.add(row.run.id);
    return { row, undoRun: isFirst };
  });
};

/** Makes the table. */
export const journalTable = ({ post }: Pick<Bridge<FromJournalPage>, 'post'>): JournalTable => {
  const caption = element('caption', { class: 'spoken' });
  const body = element('tbody', { role: 'rowgroup' });
  const heads = entryColumns.map(([name, text]) =>
    element('th', { class: name, scope: 'col', role: 'columnheader' }, text),
  );
  const table = element(
    'table',
    { role: 'table' },
    caption,
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
    body,
  );
  const rows = keptRows<DrawnEntry>(body, {
    idOf: ({ row }) => row.id,
    make: (drawn) => entryRow(drawn, post),
  });
  let shown: readonly JournalRow[] = [];
  let most = rowsAtOnce;
  const draw = (): void => {
    rows.show(drawnEntries(shown.slice(0, most)));
    table.hidden = shown.length === 0;
    const left = shown.length - most;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(left, rowsAtOnce).toLocaleString()} More`;
  };
  const more = button('', 'secondary', () => {
    const first = shown[most];
    most += rowsAtOnce;
    draw();
    if (first && more.hidden) rows.row(first.id)?.querySelector<HTMLElement>('th')?.focus();
  });
  return {
    element: element('div', { class: 'rows' }, table, more),
    show: (entries, title) => {
      caption.textContent = title;
      shown = entries;
      draw();
    },
    reset: () => {
      most = rowsAtOnce;
    },
  };
};

/** The table of the journal. Rows that stay the same stay where they are, with the focus and what was opened. */
import type { FromJournalPage, JournalRow } from '../../protocol/journalPage.ts';
import type { Bridge } from '../bridge.ts';
import { button } from '../components.ts';
import { element } from '../element.ts';
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

type Kept = { readonly text: string; readonly row: HTMLElement };

/** Makes the rows the children of a body, moving none that stays. */
const arrange = (body: HTMLElement, rows: readonly HTMLElement[]): void => {
  const wanted = new Set<Node>(rows);
  for (const child of [...body.childNodes]) if (!wanted.has(child)) child.remove();
  let next = body.firstChild;
  for (const row of rows) {
    if (row === next) next = row.nextSibling;
    else body.insertBefore(row, next);
  }
};

/** What has the focus within a table, by entry and action. */
const focusIn = (body: HTMLElement): { readonly entry: string; readonly action: string } | undefined => {
  const { activeElement } = document;
  const row = activeElement?.closest('[data-entry]');
  if (!activeElement || !row || !body.contains(row)) return undefined;
  return {
    entry: row.getAttribute('data-entry') ?? '',
    action: activeElement.getAttribute('data-action') ?? '',
  };
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
  let kept = new Map<string, Kept>();
  let shown: readonly JournalRow[] = [];
  let most = rowsAtOnce;
  const keep = (drawn: DrawnEntry): Kept => {
    const text = JSON.stringify(drawn);
    const before = kept.get(drawn.row.id);
    return before?.text === text ? before : { text, row: entryRow(drawn, post) };
  };
  const draw = (): void => {
    const focused = focusIn(body);
    kept = new Map(drawnEntries(shown.slice(0, most)).map((drawn) => [drawn.row.id, keep(drawn)]));
    arrange(
      body,
      [...kept.values()].map(({ row }) => row),
    );
    table.hidden = shown.length === 0;
    const left = shown.length - most;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(left, rowsAtOnce).toLocaleString()} More`;
    if (focused === undefined || body.contains(document.activeElement)) return;
    // The row was drawn anew: the focus goes to the same button, or to the row where that is gone.
    const row = kept.get(focused.entry)?.row;
    const same = [...(row?.querySelectorAll<HTMLElement>('[data-action]') ?? [])].find(
      (one) => one.getAttribute('data-action') === focused.action,
    );
    (same ?? row?.querySelector<HTMLElement>('.user'))?.focus({ preventScroll: true });
  };
  const more = button('', 'secondary', () => {
    const first = shown[most];
    most += rowsAtOnce;
    draw();
    if (first && more.hidden) kept.get(first.id)?.row.querySelector<HTMLElement>('.user')?.focus();
  });
  return {
    element: element('div', { class: 'rows' }, table, more),
    show: (rows, title) => {
      caption.textContent = title;
      shown = rows;
      draw();
    },
    reset: () => {
      most = rowsAtOnce;
    },
  };
};

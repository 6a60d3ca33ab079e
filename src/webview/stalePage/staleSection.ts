/** One section of the stale accounts: what it means, how many there are, and the table. */
import type { StaleDays, StaleKind } from '../../domain/staleAccounts.ts';
import type { StaleSection } from '../../protocol/stalePage.ts';
import { element } from '../element.ts';
import { keptRows } from '../keptRows.ts';
import { accountRow, boxSelector, staleColumns } from './staleCells.ts';
import type { DrawnAccount, RowEvents } from './staleCells.ts';
import { emptySection, notDrawn, sectionAbout, sectionCount, sectionTitle } from './staleTexts.ts';

/** The section. */
export type SectionView = {
  readonly element: HTMLElement;
  readonly show: (section: StaleSection, days: StaleDays, selectable: boolean) => void;
  /** Marks the box of all rows by how many of them are selected. */
  readonly markAll: () => void;
  /** The IDs of the users that are drawn. */
  readonly drawn: () => readonly number[];
};

/** Makes the section. */
export const sectionView = (kind: StaleKind, events: RowEvents): SectionView => {
  const title = element('h2');
  const about = element('p', { class: 'hint' });
  const nobody = element('p', { class: 'hint' });
  const more = element('p', { class: 'hint' });
  const caption = element('caption', { class: 'spoken' });
  const all = element('input', { type: 'checkbox' });
  const selectAll = element('label', { class: 'check' }, all, 'Select all that are shown here');
  const boxHead = element(
    'th',
    { class: 'select', scope: 'col', role: 'columnheader' },
    element('span', { class: 'spoken' }, 'Select'),
  );
  const heads = staleColumns.map(([name, text]) =>
    element('th', { class: name, scope: 'col', role: 'columnheader' }, text),
  );
  const body = element('tbody', { role: 'rowgroup' });
  const head = element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, boxHead, ...heads));
  const table = element('table', { role: 'table' }, caption, head, body);
  const rows = keptRows<DrawnAccount>(body, {
    idOf: ({ row }) => String(row.userId),
    make: (drawn) => accountRow(drawn, events),
  });
  let drawn: readonly number[] = [];
  const markAll = (): void => {
    const selected = drawn.filter(events.isSelected).length;
    all.checked = selected > 0 && selected === drawn.length;
    all.indeterminate = selected > 0 && selected < drawn.length;
  };
  all.addEventListener('change', () => {
    const { checked } = all;
    for (const box of body.querySelectorAll<HTMLInputElement>(boxSelector)) box.checked = checked;
    events.onSelect(drawn, checked);
  });
  return {
    element: element(
      'section',
      {},
      title,
      about,
      nobody,
      selectAll,
      element('div', { class: 'rows' }, table, more),
    ),
    show: (section, days, selectable) => {
      const name = sectionTitle(kind, days);
      title.textContent = `${name} (${sectionCount(section)})`;
      caption.textContent = name;
      boxHead.hidden = !selectable;
      selectAll.hidden = !selectable || section.rows.length === 0;
      about.textContent = sectionAbout(kind, days);
      nobody.textContent = emptySection(section);
      more.textContent = notDrawn(section);
      table.hidden = section.rows.length === 0;
      rows.show(section.rows.map((row) => ({ row, kind, selectable })));
      drawn = section.rows.map(({ userId }) => userId);
      markAll();
    },
    markAll,
    drawn: () => drawn,
  };
};

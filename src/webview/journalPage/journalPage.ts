/** The page of the journal: what was written to ECGrid, by whom, what became of it, and what can be undone. */
import type { FromJournalPage, JournalModel, ToJournalPage } from '../../protocol/journalPage.ts';
import type { Bridge } from '../bridge.ts';
import { button } from '../components.ts';
import { element } from '../element.ts';
import { pageTitle, profileLine } from '../header.ts';
import { filterBar } from './filterBar.ts';
import { countText, filtered, monthText } from './journalFilter.ts';
import { journalTable } from './journalTable.ts';
import { verdictView } from './verdictView.ts';

/** The page. */
export type JournalPage = {
  readonly element: HTMLElement;
  readonly receive: (message: ToJournalPage) => void;
};

const where = ({ session }: JournalModel): HTMLElement =>
  session
    ? profileLine(session)
    : element('p', { class: 'where' }, 'You are not signed in. Sign in to undo changes.');

const troubleText = ({ unreadable, trouble }: JournalModel): string => {
  if (trouble !== undefined) return trouble;
  if (unreadable === 0) return '';
  return unreadable === 1
    ? 'One line of this month cannot be read, and is not shown. Verify the journal to learn whether anything was changed.'
    : `${unreadable.toLocaleString()} lines of this month cannot be read, and are not shown. Verify the journal to learn whether anything was changed.`;
};

/** Makes the page. */
export const createJournalPage = (
  first: JournalModel,
  { post, draft, keep }: Bridge<FromJournalPage>,
): JournalPage => {
  let model = first;
  const head = element('div');
  const trouble = element('p', { class: 'warning', role: 'status' });
  const count = element('p', { class: 'counts', role: 'status' });
  const empty = element('p', { class: 'empty' });
  const table = journalTable({ post });
  const verdict = verdictView(() => post({ type: 'showFolder' }));
  const exports = (['csv', 'json'] as const).map((format) =>
    button(`Export as ${format.toUpperCase()}…`, 'secondary', () => post({ type: 'export', format })),
  );
  const bar = filterBar(draft()?.filter ?? '', {
    onFilter: () => {
      const { text } = bar.filter();
      keep(text === '' ? undefined : { filter: text });
      table.reset();
      drawRows();
    },
    onMonth: (month) => {
      table.reset();
      post({ type: 'month', month });
    },
  });
  const clear = button('Clear Filter', 'secondary', () => bar.clear());
  const wholeMonth = element(
    'p',
    { class: 'hint' },
    'An export has all entries of the month, whatever the filter shows.',
  );

  const drawRows = (): void => {
    const { rows, month } = model;
    const shown = filtered(rows, bar.filter());
    const of = month === undefined ? 'Journal' : `Journal of ${monthText(month)}`;
    table.show(shown, of);
    count.textContent = month === undefined ? '' : countText(shown.length, rows.length);
    empty.textContent = emptyText(model, shown.length);
    clear.hidden = shown.length > 0 || rows.length === 0;
  };
  const draw = (): void => {
    head.replaceChildren(where(model));
    trouble.textContent = troubleText(model);
    trouble.hidden = trouble.textContent === '';
    const isEmpty = model.month === undefined;
    for (const part of [bar.element, wholeMonth, ...exports]) part.hidden = isEmpty;
    bar.offer(model);
    drawRows();
  };
  draw();
  const tools = element(
    'div',
    { class: 'tools' },
    count,
    element(
      'div',
      { class: 'buttons' },
      button('Refresh', 'secondary', () => post({ type: 'refresh' })),
      button('Verify', 'secondary', () => post({ type: 'verify' })),
      ...exports,
    ),
  );
  return {
    element: element(
      'div',
      { class: 'journal' },
      element('header', {}, pageTitle('Journal'), head),
      trouble,
      bar.element,
      tools,
      wholeMonth,
      verdict.element,
      table.element,
      empty,
      clear,
    ),
    receive: (message) => {
      if (message.type === 'verified') {
        verdict.show(message.verdict);
        return;
      }
      model = message.model;
      draw();
    },
  };
};

const emptyText = ({ month, rows, trouble }: JournalModel, shown: number): string => {
  if (shown > 0 || trouble !== undefined) return '';
  if (month === undefined)
    return 'Nothing was written yet. Every change that you make to a user of ECGrid is listed here, with what became of it.';
  return rows.length === 0 ? 'No entry of this month can be read.' : 'No entry matches.';
};

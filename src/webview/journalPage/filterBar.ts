/** What the entries are filtered by, and the month that they are of. */
import { entryOutcomes } from '../../protocol/journalPage.ts';
import type { JournalModel } from '../../protocol/journalPage.ts';
import { choiceList } from '../choiceList.ts';
import { textField } from '../components.ts';
import type { Choice } from '../components.ts';
import { element } from '../element.ts';
import { monthText, outcomeWord } from './journalFilter.ts';
import type { JournalFilter } from './journalFilter.ts';

/** The bar. */
export type FilterBar = {
  readonly element: HTMLElement;
  readonly filter: () => JournalFilter;
  /** Lets everything through again, and puts the focus where one types. */
  readonly clear: () => void;
  /** Offers the months and operations that there are. */
  readonly offer: (model: Pick<JournalModel, 'months' | 'month' | 'rows'>) => void;
};

/** What happens in the bar. */
export type FilterEvents = {
  readonly onFilter: () => void;
  readonly onMonth: (month: string) => void;
};

const everything = (label: string): Choice => ({ value: '', label });

const outcomes = [
  everything('All outcomes'),
  ...entryOutcomes.map((value) => ({ value, label: outcomeWord(value) })),
];

/** Makes the bar. `text` is what was typed before the page was hidden. */
export const filterBar = (text: string, { onFilter, onMonth }: FilterEvents): FilterBar => {
  const typed = textField('Filter');
  typed.value = text;
  typed.placeholder = 'Login, name, caller, change…';
  typed.addEventListener('input', onFilter);
  const outcome = choiceList('Outcome', onFilter);
  const operation = choiceList('Operation', onFilter);
  // The files are of months in UTC, and their ends lie within the next or previous month elsewhere.
  const month = choiceList('Month (UTC)', onMonth);
  outcome.offer(outcomes);
  return {
    element: element(
      'div',
      { class: 'filters', role: 'search' },
      element('div', { class: 'field' }, typed),
      outcome.element,
      operation.element,
      month.element,
    ),
    filter: () => ({ text: typed.value, outcome: outcome.value(), operation: operation.value() }),
    clear: () => {
      typed.value = '';
      outcome.clear();
      operation.clear();
      onFilter();
      typed.focus();
    },
    offer: ({ months, month: shown, rows }) => {
      const chosen = operation.value();
      const there = new Set(rows.map((row) => row.operation));
      // One that was chosen stays, even where the month has none of it.
      if (chosen !== '') there.add(chosen);
      operation.offer([
        everything('All operations'),
        ...[...there].sort().map((value) => ({ value, label: value })),
      ]);
      month.offer(
        months.map((value) => ({ value, label: monthText(value) })),
        shown ?? '',
      );
    },
  };
};

/** Which entries of the journal are shown: by what was typed and chosen. */
import { folded, wordsOf } from '../../domain/text.ts';
import type { EntryOutcome, JournalRow } from '../../protocol/journalPage.ts';

/** What was typed and chosen; `''` = everything. */
export type JournalFilter = {
  /** Words that must all occur, in any letter case. */
  readonly text: string;
  readonly outcome: string;
  readonly operation: string;
};

/** Lets everything through. */
export const noFilter: JournalFilter = { text: '', outcome: '', operation: '' };

const words: Readonly<Record<EntryOutcome, string>> = {
  done: 'Done',
  refused: 'Refused',
  failed: 'Failed',
  unknown: 'Unknown',
  underWay: 'Under way',
  leftOpen: 'Left open',
};

/** What an outcome is called. */
export const outcomeWord = (outcome: EntryOutcome): string => words[outcome];

/** Everything that the filter text is looked for in. */
const textOf = ({ target, caller, operation, changes, profile }: JournalRow): string =>
  [target.login, target.name, target.userId, caller.login, operation, ...changes, profile.name].join('\n');

/** The rows that a filter lets through, in their order. */
export const filtered = (
  rows: readonly JournalRow[],
  { text, outcome, operation }: JournalFilter,
): readonly JournalRow[] => {
  const wanted = wordsOf(text);
  return rows.filter((row) => {
    if (outcome !== '' && row.outcome !== outcome) return false;
    if (operation !== '' && row.operation !== operation) return false;
    if (wanted.length === 0) return true;
    const all = folded(textOf(row));
    return wanted.every((word) => all.includes(word));
  });
};

/** `12 of 340 entries`, `340 entries`, `1 entry` */
export const countText = (shown: number, all: number): string => {
  const entries = `${all.toLocaleString()} ${all === 1 ? 'entry' : 'entries'}`;
  return shown === all ? entries : `${shown.toLocaleString()} of ${entries}`;
};

/** `November 2026` of `2026-11`, as the reader writes it. */
export const monthText = (month: string): string =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString(undefined, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });

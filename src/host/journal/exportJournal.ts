/** Saves a whole month of the journal as a file. */
import type { Journal } from '../../journal/journal.ts';
import { journalToCsv, journalToJson } from '../../exchange/exportJournal.ts';
import { askWhereToSave, saveText } from '../exchange/files.ts';
import { withNotification } from '../progress.ts';
import { exportedOf } from './journalRows.ts';

const formats = {
  csv: { filters: { CSV: ['csv'] }, textOf: journalToCsv },
  json: { filters: { JSON: ['json'] }, textOf: journalToJson },
} as const;

/** A format that the journal can be saved in. */
export type JournalFormat = keyof typeof formats;

/** `1 entry`, `340 entries` */
const entriesText = (count: number): string =>
  `${count.toLocaleString()} ${count === 1 ? 'entry' : 'entries'} of the journal`;

/**
 * Asks for a file and writes all entries of a month to it.
 * @param file the name of the month’s file
 * @param month `2026-11`
 * @throws {Error} of the file system
 */
export const exportJournal = async (
  journal: Journal,
  file: string,
  month: string,
  format: JournalFormat,
): Promise<void> => {
  const { filters, textOf } = formats[format];
  const title = `Export the Journal of ${month}`;
  const target = await askWhereToSave(title, `ecgrid-journal-${month}.${format}`, filters);
  if (!target) return;
  const made = await withNotification('Exporting the journal', async (signal) => {
    const entries = exportedOf(await journal.month(file));
    return signal.aborted ? undefined : { text: textOf(entries), count: entries.length };
  });
  if (made) await saveText(target, made.text, entriesText(made.count));
};

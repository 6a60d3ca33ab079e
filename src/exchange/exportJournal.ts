/** Entries of the journal as CSV and JSON: what was done to whom, by whom, and what became of it. Never a secret. */
import { csvHead, csvLines } from './csv.ts';

/** The columns, in this order. Named one by one: a new field is not let out unseen. */
export const journalColumns = [
  'time',
  'profile',
  'environment',
  'origin',
  'callerUserId',
  'callerLogin',
  'callerAuthLevel',
  'operation',
  'userId',
  'login',
  'name',
  'networkId',
  'changes',
  'outcome',
  'message',
  'attempts',
  'settledBy',
  'ended',
  'reason',
  'run',
  'id',
  'undoes',
  'undoneBy',
] as const;
type JournalColumn = (typeof journalColumns)[number];

/** The fields that a write touches, by name. */
type Touched = Readonly<Record<string, string | number | undefined>>;

/**
 * One entry. `time` and `ended` are ISO 8601, in UTC; `undoes` and `undoneBy` are the `id` of another entry; `changes`
 * has a line for each. `before` and `after` go into JSON alone.
 */
export type ExportedEntry = Readonly<
  Partial<Record<Exclude<JournalColumn, 'changes'>, string | number | undefined>>
> & {
  readonly changes: readonly string[];
  readonly before: Touched;
  readonly after: Touched;
};

/** Entries as a whole CSV file, in the order given. Lines of a change are parted by `; `. */
export const journalToCsv = (entries: readonly ExportedEntry[]): string =>
  csvHead(journalColumns) +
  csvLines(
    entries.map((entry) =>
      journalColumns.map((column) => (column === 'changes' ? entry.changes.join('; ') : entry[column])),
    ),
  );

/** Entries as a JSON array of objects, indented; what is not known is left out. */
export const journalToJson = (entries: readonly ExportedEntry[]): string => {
  const records = entries.map((entry) => ({
    ...Object.fromEntries(journalColumns.map((column) => [column, entry[column]])),
    before: entry.before,
    after: entry.after,
  }));
  return `${JSON.stringify(records, undefined, 2)}\n`;
};

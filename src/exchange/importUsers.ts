/** Reads a file of new users: what can be added, and what is wrong with the rest, row by row. */
import { cellPosition, csvRecords, dialectOf, linesOf } from './csvRecords.ts';
import type { CsvRecord } from './csvRecords.ts';
import { countFields, readHeader, readRow } from './importRow.ts';
import type { Header, ImportDefaults, ImportedRow, ImportProblem } from './importRow.ts';

export type { ImportDefaults, ImportedRow, ImportProblem } from './importRow.ts';

/** A file that was read. A row is among `rows` or among `problems`, never among both. */
export type ImportedFile = {
  readonly rows: readonly ImportedRow[];
  readonly problems: readonly ImportProblem[];
  /** The names of the columns that hold nothing of a new user. */
  readonly ignoredColumns: readonly string[];
};

/** Bytes of UTF-8: 5 MB. */
const largestFile = 5 * 1024 * 1024;
const mostRows = 10_000;
/** With more than this, it is no file of this kind; and looking for the ends of quotes takes time. */
const mostMalformed = 100;

const refused = (message: string): ImportedFile => ({
  rows: [],
  problems: [{ line: 1, column: 1, message }],
  ignoredColumns: [],
});

const badQuotes = ({ line, malformedAt }: CsvRecord): readonly ImportProblem[] =>
  malformedAt === undefined
    ? []
    : [
        {
          line,
          column: malformedAt,
          message: 'The quotes are malformed. A quote within a text between quotes is written twice.',
        },
      ];

/** The lines of the users so far: logins are unique within a network, in any letter case. */
type LoginLines = Map<string, number>;

/** Says where a login stands already; remembers one that is new. */
const repeatedLogin = ({ user, line }: ImportedRow, logins: LoginLines): string | undefined => {
  const key = `${user.networkId} ${user.login.toLowerCase()}`;
  const other = logins.get(key);
  if (other !== undefined) return `Line ${other} has this login already, in the same network.`;
  logins.set(key, line);
  return undefined;
};

/** The user of one record, or what is wrong with it, also beside the users so far. */
const readRecord = (
  record: CsvRecord,
  header: Header,
  defaults: ImportDefaults,
  logins: LoginLines,
): ImportedRow | readonly ImportProblem[] => {
  if (record.malformedAt !== undefined) return badQuotes(record);
  const read = readRow(record, header, defaults);
  const message = 'user' in read ? repeatedLogin(read, logins) : undefined;
  if (message === undefined) return read;
  const column = cellPosition(record, header.columns.get('login') ?? 0, header.delimiter);
  return [{ line: record.line, column, field: 'login', message }];
};

/**
 * Reads CSV with a line that names the columns, in any order and letter case, with comma, semicolon or tab between
 * them; a file of this product, of a spreadsheet or of anybody. Columns and cells that are missing take `defaults`.
 * Nothing is thrown: whatever is wrong is among the problems, and no bad row hides another.
 */
export const readUserCsv = (text: string, defaults: ImportDefaults): ImportedFile => {
  if (text.length > largestFile || Buffer.byteLength(text) > largestFile)
    return refused('The file is larger than 5 MB. Divide it into several files.');
  const lines = linesOf(text);
  const { delimiter, from } = dialectOf(lines, countFields);
  const records = csvRecords(lines, from, delimiter);
  const first = records.next();
  if (first.done === true) return refused('The file is empty.');
  const header = readHeader(first.value, delimiter);
  const { ignoredColumns } = header;
  const headerProblems = [...badQuotes(first.value), ...header.problems];
  if (headerProblems.length > 0) return { rows: [], problems: headerProblems, ignoredColumns };
  const rows: ImportedRow[] = [];
  const problems: ImportProblem[] = [];
  const logins: LoginLines = new Map();
  let count = 0;
  let malformed = 0;
  for (const record of records) {
    count += 1;
    if (record.malformedAt !== undefined) malformed += 1;
    if (count > mostRows) return refused('The file has more than 10,000 rows. Divide it into several files.');
    if (malformed > mostMalformed) return refused('The quotes are malformed in more than 100 rows.');
    const read = readRecord(record, header, defaults, logins);
    if ('user' in read) rows.push(read);
    else problems.push(...read);
  }
  return { rows, problems, ignoredColumns };
};

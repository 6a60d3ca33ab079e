/**
 * The records of a CSV text and the lines on which they begin. papaparse is given one record at a time: so line
 * numbers are right behind quoted line breaks, and one malformed quote does not swallow the rest of the file.
 */
import Papa from 'papaparse';

/** One record, or the place where there should be one. */
export type CsvRecord = {
  /** The physical line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** As it stands in the file, with a line feed behind each of its lines. */
  readonly text: string;
  /** Where the cell begins whose quotes are malformed, as of {@link cellPosition}. The line behind is read anew. */
  readonly malformedAt?: number;
};

/** A record with more lines than this has lost a quote. */
const mostLines = 50;

const parse = (text: string, delimiter: string): Papa.ParseResult<string[]> =>
  Papa.parse<string[]>(text, { delimiter, newline: '\n' });

/** The lines of a text, whatever ends them, without the byte order mark. */
export const linesOf = (text: string): readonly string[] =>
  text
    .replace(/^\ufeff/u, '')
    .replaceAll(/\r\n?/gu, '\n')
    .split('\n');

/** A place in a record as a character of its first line, from 1: what is on a later line is at the end of it. */
const positionIn = (text: string, index: number): number => Math.min(index, text.indexOf('\n')) + 1;

/** Where a cell begins: the character in the first line of its record, from 1. @param cell its index */
export const cellPosition = ({ text }: CsvRecord, cell: number, delimiter: string): number => {
  let start = 0;
  for (let passed = 0; passed < cell; passed += 1) {
    const quoted = /^"[^"]*(?:""[^"]*)*"/u.exec(text.slice(start))?.[0].length ?? 0;
    const end = text.indexOf(delimiter, start + quoted);
    if (end < 0) break;
    start = end + delimiter.length;
  }
  return positionIn(text, start);
};

/** The record that begins on a line, and how many lines it takes. */
const recordAt = (
  lines: readonly string[],
  first: number,
  delimiter: string,
): { readonly record: CsvRecord; readonly count: number } => {
  const line = first + 1;
  let text = '';
  let malformedAt = 1;
  for (const [index, next] of lines.slice(first, first + mostLines).entries()) {
    text += `${next}\n`;
    // Only a quote can end what a quote has begun.
    if (index > 0 && !next.includes('"')) continue;
    const { data, errors } = parse(text, delimiter);
    const [error] = errors;
    if (!error) return { record: { line, cells: data[0] ?? [], text }, count: index + 1 };
    malformedAt = positionIn(text, (error.index ?? 1) - 1);
    if (errors.some(({ code }) => code !== 'MissingQuotes')) break;
  }
  return { record: { line, cells: [], text: '', malformedAt }, count: 1 };
};

/** True when a record says nothing: an empty line, or one of delimiters alone, as spreadsheets leave them. */
const isBlank = ({ cells, malformedAt }: CsvRecord): boolean =>
  malformedAt === undefined && cells.every((cell) => cell.trim() === '');

/** The records from a line on, in order, without blank ones. @param from index of the first line */
export function* csvRecords(
  lines: readonly string[],
  from: number,
  delimiter: string,
): Generator<CsvRecord, void, undefined> {
  for (let first = from; first < lines.length;) {
    const { record, count } = recordAt(lines, first, delimiter);
    if (!isBlank(record)) yield record;
    first += count;
  }
}

/**
 * The delimiter and the line to begin with: what a spreadsheet says in a first line `sep=;`, else the one of
 * comma, semicolon and tab under which `score` likes the first record best.
 */
export const dialectOf = (
  lines: readonly string[],
  score: (cells: readonly string[]) => number,
): { readonly delimiter: string; readonly from: number } => {
  const told = /^sep=([,;\t])$/iu.exec(lines[0] ?? '')?.[1];
  if (told !== undefined) return { delimiter: told, from: 1 };
  const scores = [',', ';', '\t'].map((delimiter) => {
    const [header] = csvRecords(lines, 0, delimiter);
    return { delimiter, score: header ? score(header.cells) : 0 };
  });
  const best = scores.reduce((winner, other) => (other.score > winner.score ? other : winner));
  return { delimiter: best.delimiter, from: 0 };
};

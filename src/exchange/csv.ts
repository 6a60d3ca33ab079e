/** Writes the CSV that exports have in common: UTF-8 with a byte order mark for Excel, CRLF, no formulas. */
import Papa from 'papaparse';
import { neutralized } from './formulas.ts';

const lineEnd = '\r\n';

/** What a cell can hold; undefined is an empty one. */
export type Cell = string | number | boolean | undefined;

/** The lines of a table, each with its end. Texts are neutralized; numbers stay numbers. */
export const csvLines = (rows: readonly (readonly Cell[])[]): string => {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? neutralized(cell) : cell)));
  return Papa.unparse(cells, { newline: lineEnd }) + lineEnd;
};

/** The first line, which names the columns, behind the byte order mark. */
export const csvHead = (columns: readonly string[]): string => Papa.BYTE_ORDER_MARK + csvLines([columns]);

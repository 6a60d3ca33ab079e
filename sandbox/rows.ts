/** Checked readers of what SQLite returns: a column that is not what the schema says is a bug, and says so. */
import type { SQLOutputValue } from 'node:sqlite';

/** One row, by column name. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

const wrong = (column: string, value: SQLOutputValue | undefined): Error =>
  new TypeError(`Column ${column} holds ${value === undefined ? 'nothing' : typeof value}.`);

/** @throws {TypeError} when the column does not hold a number */
export const integer = (row: Row, column: string): number => {
  const value = row[column];
  if (typeof value !== 'number') throw wrong(column, value);
  return value;
};

/** @throws {TypeError} when the column does not hold text */
export const text = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw wrong(column, value);
  return value;
};

/** @throws {TypeError} when the column holds neither text nor NULL */
export const optionalText = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column);

/** @throws {TypeError} when the column does not hold 0 or 1 */
export const flag = (row: Row, column: string): boolean => integer(row, column) !== 0;

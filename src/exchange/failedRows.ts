/** The rows of an import that failed, as a file that can be corrected and imported again. */
import type { NewUser } from '../domain/user.ts';
import { failedRowFields } from './columns.ts';
import { csvHead, csvLines } from './csv.ts';

/** A row that failed, and why. */
export type FailedRow = {
  /** Its line in the file that was imported, from 1. */
  readonly line: number;
  readonly user: NewUser;
  readonly problem: string;
};

/** A service may quote what it was sent. */
const withoutPassword = ({ user, problem }: FailedRow): string =>
  user.password === '' ? problem : problem.replaceAll(user.password, '…');

/**
 * Rows that failed as a CSV file: the columns that an import takes, and `problem`. Passwords are not among them:
 * an import of this file makes new ones.
 */
export const failedRowsCsv = (rows: readonly FailedRow[]): string =>
  csvHead([...failedRowFields, 'problem']) +
  csvLines(rows.map((row) => [...failedRowFields.map((field) => row.user[field]), withoutPassword(row)]));

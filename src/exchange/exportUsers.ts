/** Users as CSV and JSON: every field that ECGrid tells of them, and nothing else that a record may carry. */
import type { User } from '../domain/user.ts';
import { csvHead, csvLines } from './csv.ts';

/** The columns, in this order, under the names of the API. Named one by one: a new field is not let out unseen. */
export const exportColumns = [
  'userId',
  'login',
  'email',
  'firstName',
  'lastName',
  'networkId',
  'mailboxId',
  'authLevel',
  'status',
  'created',
  'modified',
  'company',
  'phone',
  'cellPhone',
  'cellCarrier',
  'timeZoneOffset',
  'lastLogin',
  'openSessions',
  'timeOut',
  'lockedOut',
] as const satisfies readonly (keyof User)[];

/** The first line of an export, with the byte order mark in front; ends in CRLF. */
export const csvHeader = (): string => csvHead(exportColumns);

/** Users as lines of CSV, one each, ending in CRLF; to be written behind {@link csvHeader} in any portions. */
export const csvRows = (users: readonly User[]): string =>
  csvLines(users.map((user) => exportColumns.map((column) => user[column])));

/** Users as a whole CSV file. Times are the texts that ECGrid told; what it did not tell is empty. */
export const usersToCsv = (users: readonly User[]): string => csvHeader() + csvRows(users);

/** Users as a JSON array of objects, indented; what ECGrid did not tell is left out. */
export const usersToJson = (users: readonly User[]): string => {
  const records = users.map((user) =>
    Object.fromEntries(exportColumns.map((column) => [column, user[column]])),
  );
  return `${JSON.stringify(records, undefined, 2)}\n`;
};

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

/**
 * A format that is written portion by portion, so that a file may be larger than what memory should hold: `head`, then
 * `portion` for any number of users at a time, then `tail`.
 */
export type UsersFormat = {
  readonly head: string;
  /** @param isFirst true for the users who come first of all */
  readonly portion: (users: readonly User[], isFirst: boolean) => string;
  /** @param isEmpty true when nobody was written */
  readonly tail: (isEmpty: boolean) => string;
};

/** CSV. Times are the texts that ECGrid told; what it did not tell is empty. */
export const csvFormat: UsersFormat = { head: csvHeader(), portion: csvRows, tail: () => '' };

const jsonRecord = (user: User): string => {
  const record = Object.fromEntries(exportColumns.map((column) => [column, user[column]]));
  return JSON.stringify(record, undefined, 2).replaceAll(/^/gm, '  ');
};

/** A JSON array of objects, indented; what ECGrid did not tell is left out. */
export const jsonFormat: UsersFormat = {
  head: '[',
  portion: (users, isFirst) =>
    users.map((user, index) => `${isFirst && index === 0 ? '' : ','}\n${jsonRecord(user)}`).join(''),
  tail: (isEmpty) => (isEmpty ? ']\n' : '\n]\n'),
};

const whole = ({ head, portion, tail }: UsersFormat, users: readonly User[]): string =>
  head + portion(users, true) + tail(users.length === 0);

/** Users as a whole CSV file: {@link csvFormat}. */
export const usersToCsv = (users: readonly User[]): string => whole(csvFormat, users);

/** Users as a whole JSON file: {@link jsonFormat}. */
export const usersToJson = (users: readonly User[]): string => whole(jsonFormat, users);

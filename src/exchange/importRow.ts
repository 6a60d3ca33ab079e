/** One line of a file of new users: the names of the columns, or a user and what is wrong with it. */
import { authLevels, knownLevel } from '../domain/authLevel.ts';
import type { AuthLevel } from '../domain/authLevel.ts';
import { NewUser } from '../domain/user.ts';
import { fieldOf, requiredFields } from './columns.ts';
import type { ImportField } from './columns.ts';
import { cellPosition } from './csvRecords.ts';
import type { CsvRecord } from './csvRecords.ts';
import { restored } from './formulas.ts';

/** What fills in for columns and cells that a file does not have. */
export type ImportDefaults = {
  /** Network 0 is the default network of the key. */
  readonly networkId: number;
  /** A mailbox of that network; 0 makes users of the whole network. */
  readonly mailboxId: number;
  /** `MailboxUser` unless told. */
  readonly authLevel?: AuthLevel;
  /** Makes a password that meets ECGrid's rule, for a user without one. */
  readonly makePassword: () => string;
};

/** A user who can be added. */
export type ImportedRow = {
  /** The line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly user: NewUser;
  /** True when the file had no password, so that somebody must be told the one that was made. */
  readonly passwordMade: boolean;
};

/** What is wrong with a row, or with the file. Never says what a cell holds: it could be a password. */
export type ImportProblem = {
  /** From 1; a problem of the file as a whole is on line 1. */
  readonly line: number;
  /** Where the cell begins: the character of that line, from 1. It is 1 where the file has no such column. */
  readonly column: number;
  readonly field?: ImportField;
  readonly message: string;
};

/** What the first line says. */
export type Header = {
  readonly delimiter: string;
  /** The index of the column of each field. */
  readonly columns: ReadonlyMap<ImportField, number>;
  /** How many columns have a name, up to the last one of them. */
  readonly width: number;
  readonly problems: readonly ImportProblem[];
  /** The names of the columns that hold nothing of a new user. */
  readonly ignoredColumns: readonly string[];
};

const nameIn = (cell: string): string => restored(cell).trim();

/** How many of these cells name a field: the more, the likelier is this the first line of a file of users. */
export const countFields = (cells: readonly string[]): number =>
  cells.filter((cell) => fieldOf(nameIn(cell)) !== undefined).length;

/** Reads the line that names the columns. */
export const readHeader = (record: CsvRecord, delimiter: string): Header => {
  const { line, cells } = record;
  const columns = new Map<ImportField, number>();
  const problems: ImportProblem[] = [];
  const ignoredColumns: string[] = [];
  const names = cells.map(nameIn);
  for (const [index, name] of names.entries()) {
    const field = fieldOf(name);
    if (field === undefined) {
      if (name !== '') ignoredColumns.push(name);
    } else if (columns.has(field)) {
      const column = cellPosition(record, index, delimiter);
      problems.push({ line, column, field, message: `More than one column is for ${field}.` });
    } else columns.set(field, index);
  }
  for (const field of requiredFields) {
    if (columns.has(field)) continue;
    const message = `There is no column ${field}. The first line of the file names the columns.`;
    problems.push({ line, column: 1, field, message });
  }
  return {
    delimiter,
    columns,
    width: names.findLastIndex((name) => name !== '') + 1,
    problems,
    // Without a line of names these would be the cells of a user, and among them perhaps a password.
    ignoredColumns: problems.length > 0 ? [] : ignoredColumns,
  };
};

/** Digits alone, as ECGrid writes its numbers; whatever else, such as `1e3` or `1,000`, is no number. */
const strictNumber = (text: string): number => {
  const number = /^(0|[1-9]\d*)$/u.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : Number.NaN;
};

/** Cells behind the last column: a delimiter in a text that is not quoted may have shifted the others. */
const surplusProblem = (record: CsvRecord, { width, delimiter }: Header): readonly ImportProblem[] => {
  const { line, cells } = record;
  const surplus = cells.findIndex((cell, index) => index >= width && cell.trim() !== '');
  const message = 'There are more cells than columns. Put a text that contains the delimiter between quotes.';
  return surplus < 0 ? [] : [{ line, column: cellPosition(record, surplus, delimiter), message }];
};

/** The user of one row, or what is wrong with it: the first thing at each field. */
export const readRow = (
  record: CsvRecord,
  header: Header,
  defaults: ImportDefaults,
): ImportedRow | readonly ImportProblem[] => {
  const { line, cells } = record;
  const { columns } = header;
  const raw = (field: ImportField): string => cells[columns.get(field) ?? cells.length] ?? '';
  const text = (field: ImportField): string => restored(raw(field)).trim();
  const idOf = (field: 'networkId' | 'mailboxId'): number =>
    text(field) === '' ? defaults[field] : strictNumber(text(field));
  const level = text('authLevel') || (defaults.authLevel ?? 'MailboxUser');
  const passwordMade = raw('password') === '';
  const values = {
    login: text('login'),
    // As it is: a password may begin and end with anything, and no export has ever changed one.
    password: passwordMade ? defaults.makePassword() : raw('password'),
    email: text('email'),
    firstName: text('firstName'),
    lastName: text('lastName'),
    networkId: idOf('networkId'),
    mailboxId: idOf('mailboxId'),
    authLevel: knownLevel(level) ?? level,
  };
  const problems = new Map<ImportField, ImportProblem>();
  const add = (field: ImportField | undefined, message: string): void => {
    if (field === undefined || problems.has(field)) return;
    const column = cellPosition(record, columns.get(field) ?? 0, header.delimiter);
    problems.set(field, { line, column, field, message });
  };
  const isElsewhere = values.networkId >= 0 && values.networkId !== defaults.networkId;
  if (text('mailboxId') === '' && defaults.mailboxId !== 0 && isElsewhere) {
    add('mailboxId', `Enter the mailbox: ${defaults.mailboxId} is one of network ${defaults.networkId}.`);
  }
  const parsed = NewUser.safeParse(values);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = fieldOf(String(path[0]));
    add(field, field === 'authLevel' ? `Use one of the AuthLevels ${authLevels.join(', ')}.` : message);
  }
  const all = [...surplusProblem(record, header), ...problems.values()];
  return parsed.success && all.length === 0 ? { line, user: parsed.data, passwordMade } : all;
};

/** The users in the database: finding, listing, adding, changing. Knows nothing of permissions. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { AuthLevel } from '../src/domain/authLevel.ts';
import type { Page } from './fields.ts';
import { integer } from './rows.ts';
import { readUser, writtenColumns, type NewUserRecord, type UserRecord } from './userRecord.ts';

/** Users must match every field that is given; undefined matches all. */
export type UserFilter = {
  readonly userId?: number | undefined;
  readonly networkId?: number | undefined;
  readonly mailboxId?: number | undefined;
  readonly authLevel?: string | undefined;
  readonly status?: string | undefined;
};

const filterColumns = ['userId', 'networkId', 'mailboxId', 'authLevel', 'status'] as const;

const insertion = `INSERT INTO users (userId, ${writtenColumns.join(', ')})
  VALUES (?, ${writtenColumns.map(() => '?').join(', ')})`;

const toSql = (value: string | number | boolean | null): SQLInputValue =>
  typeof value === 'boolean' ? Number(value) : value;

/** Reads and writes the table `users`. */
export class UserStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The user with this id. */
  find(userId: number): UserRecord | undefined {
    return this.#one('SELECT * FROM users WHERE userId = ?', userId);
  }

  /** The user whose API key this is. */
  findByKey(apiKey: string): UserRecord | undefined {
    return this.#one('SELECT * FROM users WHERE apiKey = ?', apiKey);
  }

  /** The users with this login, in any (ASCII) letter case: at most one per network. */
  findByLogin(login: string): readonly UserRecord[] {
    return this.#all('SELECT * FROM users WHERE login = ? ORDER BY userId', login);
  }

  /** The users with this e-mail address, in any letter case. */
  findByEmail(email: string): readonly UserRecord[] {
    return this.#all('SELECT * FROM users WHERE email = ? ORDER BY userId', email);
  }

  /** One page of the matching users, by userId. */
  list(filter: UserFilter, { pageNo, recordsPerPage }: Page): readonly UserRecord[] {
    const { where, values } = this.#where(filter);
    return this.#all(
      `SELECT * FROM users${where} ORDER BY userId LIMIT ? OFFSET ?`,
      ...values,
      recordsPerPage,
      (pageNo - 1) * recordsPerPage,
    );
  }

  /** How many users match. */
  count(filter: UserFilter = {}): number {
    const { where, values } = this.#where(filter);
    const row = this.#prepare(`SELECT count(*) AS total FROM users${where}`).get(...values);
    return row === undefined ? 0 : integer(row, 'total');
  }

  /** Adds a user and returns its id: one more than the highest, or the given one. */
  insert(user: NewUserRecord, userId: number | null = null): number {
    const values = writtenColumns.map((column) => toSql(user[column]));
    const { lastInsertRowid } = this.#prepare(insertion).run(userId, ...values);
    return Number(lastInsertRowid);
  }

  /** Changes the given fields of a user, and when it was last modified. */
  update(userId: number, changes: Partial<NewUserRecord>): void {
    const changed = { ...changes, modified: new Date().toISOString() };
    const columns = writtenColumns.filter((column) => changed[column] !== undefined);
    const assignments = columns.map((column) => `${column} = ?`).join(', ');
    this.#prepare(`UPDATE users SET ${assignments} WHERE userId = ?`).run(
      ...columns.map((column) => toSql(changed[column] ?? null)),
      userId,
    );
  }

  /** Remembers whose key is announced for a level when the sandbox starts. */
  setKeyOwner(level: AuthLevel, userId: number): void {
    this.#prepare('INSERT OR REPLACE INTO keyOwners (authLevel, userId) VALUES (?, ?)').run(level, userId);
  }

  /** The user whose key is announced for a level. */
  keyOwner(level: AuthLevel): UserRecord | undefined {
    return this.#one(
      'SELECT users.* FROM users JOIN keyOwners USING (userId) WHERE keyOwners.authLevel = ?',
      level,
    );
  }

  #where(filter: UserFilter): { where: string; values: SQLInputValue[] } {
    const columns = filterColumns.filter((column) => filter[column] !== undefined);
    return {
      where: columns.length === 0 ? '' : ` WHERE ${columns.map((column) => `${column} = ?`).join(' AND ')}`,
      values: columns.map((column) => filter[column] ?? null),
    };
  }

  #one(sql: string, ...values: SQLInputValue[]): UserRecord | undefined {
    const row = this.#prepare(sql).get(...values);
    return row && readUser(row);
  }

  #all(sql: string, ...values: SQLInputValue[]): readonly UserRecord[] {
    return this.#prepare(sql)
      .all(...values)
      .map(readUser);
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

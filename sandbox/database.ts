/** The SQLite database behind the sandbox: in memory, or in a file that outlives it. */
import { DatabaseSync } from 'node:sqlite';
import { text } from './rows.ts';

const tables = `
  CREATE TABLE IF NOT EXISTS networks (
    networkId INTEGER PRIMARY KEY, uniqueId TEXT NOT NULL, companyName TEXT NOT NULL,
    status TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS mailboxes (
    mailboxId INTEGER PRIMARY KEY, networkId INTEGER NOT NULL REFERENCES networks, uniqueId TEXT NOT NULL,
    companyName TEXT NOT NULL, status TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS users (
    userId INTEGER PRIMARY KEY, login TEXT NOT NULL COLLATE NOCASE, email TEXT COLLATE NOCASE,
    firstName TEXT NOT NULL, lastName TEXT NOT NULL, company TEXT, phone TEXT, cellPhone TEXT, cellCarrier TEXT,
    timeZoneOffset INTEGER NOT NULL, networkId INTEGER NOT NULL REFERENCES networks, mailboxId INTEGER NOT NULL,
    authLevel TEXT NOT NULL, status TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL,
    lastLogin TEXT, openSessions INTEGER NOT NULL, timeOut INTEGER NOT NULL, lockedOut INTEGER NOT NULL,
    apiKey TEXT, salt TEXT NOT NULL, passwordHash TEXT NOT NULL, config TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS keyOwners (
    authLevel TEXT PRIMARY KEY, userId INTEGER NOT NULL REFERENCES users
  ) STRICT;
`;

/** Every index ends with the row id, which is userId, so that a filtered page needs no sorting. */
const indices = `
  CREATE UNIQUE INDEX IF NOT EXISTS usersByLogin ON users (login, networkId);
  CREATE UNIQUE INDEX IF NOT EXISTS usersByKey ON users (apiKey);
  CREATE INDEX IF NOT EXISTS usersByNetwork ON users (networkId, authLevel);
  CREATE INDEX IF NOT EXISTS usersByMailbox ON users (networkId, mailboxId, authLevel);
  CREATE INDEX IF NOT EXISTS usersByLevel ON users (authLevel);
  CREATE INDEX IF NOT EXISTS usersByStatus ON users (status);
  CREATE INDEX IF NOT EXISTS mailboxesByNetwork ON mailboxes (networkId);
`;

/** What the table `users` did not have at first; a file of that time gets it when it is opened. */
const laterColumns = {
  failedLogins: 'INTEGER NOT NULL DEFAULT 0',
  maxSessions: 'INTEGER NOT NULL DEFAULT 0',
  recoveryQuestion: 'TEXT',
  recoveryAnswer: 'TEXT',
};

const addLaterColumns = (database: DatabaseSync): void => {
  const there = database.prepare('SELECT name FROM pragma_table_info(?)').all('users');
  const names = new Set(there.map((row) => text(row, 'name')));
  for (const [name, type] of Object.entries(laterColumns)) {
    if (!names.has(name)) database.exec(`ALTER TABLE users ADD COLUMN ${name} ${type}`);
  }
};

/**
 * Opens a database with the sandbox's tables.
 * @param file path of a file that is created when missing; without one the database lives in memory
 */
export const openDatabase = (file?: string): DatabaseSync => {
  const database = new DatabaseSync(file ?? ':memory:');
  database.exec(tables);
  addLaterColumns(database);
  return database;
};

/** Adds the indices. Done after seeding: filling a table without them is several times faster. */
export const indexDatabase = (database: DatabaseSync): void => {
  database.exec(indices);
};

/** Runs some writes as one: all of them or, when one throws, none. */
export const inTransaction = (database: DatabaseSync, writes: () => void): void => {
  database.exec('BEGIN');
  try {
    writes();
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
};

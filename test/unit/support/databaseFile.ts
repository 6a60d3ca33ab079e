/** A database file of a sandbox, for what no endpoint of REST v2.6 can do: suspending a user, or a login in the past. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Status } from '../../../src/domain/status.ts';

export type DatabaseFile = {
  /** For the options of a sandbox. */
  readonly databaseFile: string;
  /** Changes the status of a user behind the sandbox’s back; at once. */
  readonly setStatus: (userId: number, status: Status) => void;
  /** Changes when a user signed in last; null = never. */
  readonly setLastLogin: (userId: number, time: Date | null) => void;
  /** Removes it; the sandbox must have been closed. */
  readonly remove: () => void;
};

/** Names a database file; the sandbox creates it. */
export const nameDatabaseFile = (): DatabaseFile => {
  const folder = mkdtempSync(join(tmpdir(), 'ecgrid-database-'));
  const databaseFile = join(folder, 'users.db');
  const set = (column: 'status' | 'lastLogin', userId: number, value: string | null): void => {
    const database = new DatabaseSync(databaseFile);
    database.prepare(`UPDATE users SET ${column} = ? WHERE userId = ?`).run(value, userId);
    database.close();
  };
  return {
    databaseFile,
    setStatus: (userId, status) => set('status', userId, status),
    setLastLogin: (userId, time) => set('lastLogin', userId, time?.toISOString() ?? null),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

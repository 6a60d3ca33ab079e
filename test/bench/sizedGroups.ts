/** A directory whose AuthLevels have exactly as many users as a bench asks for. */
import { DatabaseSync } from 'node:sqlite';
import type { AuthLevel } from '../../src/domain/authLevel.ts';
import { authLevels } from '../../src/domain/authLevel.ts';
import { startSandbox } from '../../sandbox/server.ts';

/** How many users a level has, its announced key owner included; levels that are not named have that one alone. */
export type GroupSizes = Readonly<Partial<Record<AuthLevel, number>>>;

const reassign = `UPDATE users SET authLevel = ? WHERE userId IN (
  SELECT userId FROM users WHERE userId NOT IN (SELECT userId FROM keyOwners) ORDER BY userId LIMIT ? OFFSET ?)`;

/** Fills a file that is not there yet with such a directory, for the option `databaseFile` of a sandbox. */
export const fillDatabase = async (file: string, sizes: GroupSizes): Promise<void> => {
  const entries = Object.entries(sizes);
  const users = authLevels.length + entries.reduce((sum, [, size]) => sum + size - 1, 0);
  const sandbox = await startSandbox({ users, databaseFile: file });
  await sandbox.close();
  const database = new DatabaseSync(file);
  let taken = 0;
  for (const [level, size] of entries) {
    database.prepare(reassign).run(level, size - 1, taken);
    taken += size - 1;
  }
  database.close();
};

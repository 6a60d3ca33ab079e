/**
 * Who may do what to whom, as tables made from the rules themselves. `node test/support/grantsTable.ts` writes them
 * into ARCHITECTURE.md; a unit test fails while the two differ.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { authLevels } from '../../src/domain/authLevel.ts';
import type { AuthLevel } from '../../src/domain/authLevel.ts';
import { consequenceOf } from '../../src/domain/consequence.ts';
import type { Direction, Role } from '../../src/domain/consequence.ts';
import { mayAdminister, mayGiveLevel } from '../../src/domain/grants.ts';
import type { Caller, Verdict } from '../../src/domain/grants.ts';
import type { User } from '../../src/domain/user.ts';
import { partOf } from './generatedPart.ts';
import { projectRoot } from './paths.ts';

/** Where the tables stand. */
export const tablesFile: string = join(projectRoot, 'ARCHITECTURE.md');

const isRefused = (verdict: Verdict): boolean => verdict.kind === 'refused';

/** A role in mailbox 1 of network 1. */
const here = (authLevel: AuthLevel): Role => ({ authLevel, networkId: 1, mailboxId: 1 });

const aCaller = (authLevel: AuthLevel): Caller => ({ userId: 1, ...here(authLevel) });

const aTarget = (authLevel: AuthLevel, place: Partial<User> = {}): User => ({
  userId: 2,
  login: 'target',
  status: 'Active',
  ...here(authLevel),
  ...place,
});

/** A table with a level per row and column. */
const table = (corner: string, cell: (row: AuthLevel, column: AuthLevel) => string): string =>
  [
    [corner, ...authLevels],
    [corner, ...authLevels].map(() => '---'),
    ...authLevels.map((row) => [`**${row}**`, ...authLevels.map((column) => cell(row, column))]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const givesCell = (caller: AuthLevel, level: AuthLevel): string => {
  if (isRefused(mayGiveLevel(aCaller(caller), level, { allowInternalLevels: true }))) return '–';
  return isRefused(mayGiveLevel(aCaller(caller), level, { allowInternalLevels: false })) ? '✓!' : '✓';
};

/** How far the caller reaches users of the level; where it reaches none, why not. */
const changesCell = (caller: AuthLevel, level: AuthLevel): string => {
  const refused = (place: Partial<User>): boolean =>
    isRefused(mayAdminister(aCaller(caller), aTarget(level, place)));
  if (!refused({ networkId: 2, mailboxId: 2 })) return 'all';
  if (!refused({ mailboxId: 2 })) return 'network';
  if (!refused({})) return 'mailbox';
  return isRefused(mayAdminister(aCaller(caller), aTarget('General'))) ? '–' : 'above';
};

const arrows: Readonly<Record<Direction, string>> = {
  up: '↑',
  down: '↓',
  sideways: '↔',
  crossScope: '⇄',
  same: '=',
};

const directionCell = (from: AuthLevel, to: AuthLevel): string =>
  arrows[consequenceOf(here(from), here(to)).direction];

/**
 * The tables as Markdown, formatted as the project’s other files are: which level may give which, which may change
 * whom, and what a change from one level to another is.
 */
export const grantsTables = async (): Promise<string> => {
  const markdown = [
    'A caller (row) may give a level (column): ✓ always, ✓! only with the setting `ecgrid.allowInternalLevels`, – never.',
    table('gives', givesCell),
    'A caller (row) may change users of a level (column) across all of ECGrid, or within its own network or mailbox; not\nthose above it; with – nobody, since it does not administer.',
    table('changes', changesCell),
    'A change of role within one mailbox, from a level (row) to another (column): ↑ only gives, ↓ only takes, ↔ gives\nsomething and takes something else, = does neither.',
    table('from', directionCell),
  ].join('\n\n');
  return format(markdown, { ...(await resolveConfig(tablesFile)), parser: 'markdown' });
};

/**
 * The tables that a document has.
 * @throws {Error} when a marker is missing
 */
export const tablesIn = (document: string): { before: string; tables: string; after: string } => {
  const { before, part, after } = partOf(document, 'grants');
  return { before, tables: part, after };
};

const writeTables = async (): Promise<void> => {
  const { before, after } = tablesIn(await readFile(tablesFile, 'utf8'));
  await writeFile(tablesFile, `${before}\n\n${await grantsTables()}\n${after}`);
};

if (import.meta.main) await writeTables();

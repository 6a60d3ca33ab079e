/**
 * What comes of every operation under every fault, as tables made from a real run. `node test/faults/table.ts` writes
 * them into the README of this folder.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { format, resolveConfig } from 'prettier';
import { faultRows } from './faultRows.ts';
import { runRow } from './matrix.ts';
import { operationNames } from './operations.ts';
import type { OperationName } from './operations.ts';
import { recoveryRow, truths } from './recovery.ts';
import { wordOf } from './rules.ts';
import { situationRows } from './situationRows.ts';

/** Absolute path of the document that holds the tables. */
export const tablesFile = join(import.meta.dirname, 'README.md');

/** The tables, as their markers name them. */
export type Part = 'faults' | 'situations' | 'recovery';

/** A row of a table: its name, and a word for each operation that it means something for. */
export type TableRow = readonly [name: string, words: ReadonlyMap<OperationName, string>];

/** Rows as Markdown, formatted as the project’s other files are. */
export const tableOf = async (rows: readonly TableRow[]): Promise<string> => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const markdown = [
    line(['', ...operationNames]),
    line(['---', ...operationNames.map(() => '---')]),
    ...rows.map(([name, words]) => line([name, ...operationNames.map((each) => words.get(each) ?? '–')])),
  ].join('\n');
  return format(markdown, { ...(await resolveConfig(tablesFile)), parser: 'markdown' });
};

/**
 * What stands between the markers of a part.
 * @throws {Error} when a marker is missing
 */
export const partIn = (document: string, part: Part): { before: string; table: string; after: string } => {
  const [begin, end] = [`<!-- ${part}:begin -->`, `<!-- ${part}:end -->`];
  const [before, rest] = document.split(begin);
  const [table, after] = rest?.split(end) ?? [];
  if (before === undefined || table === undefined || after === undefined)
    throw new Error(`There is no place for the table: a line ${begin} and a line ${end}.`);
  return { before: `${before}${begin}\n\n`, table: `${table.trim()}\n`, after: `\n${end}${after}` };
};

/** The committed table of a part. */
export const committed = async (part: Part): Promise<string> =>
  partIn(await readFile(tablesFile, 'utf8'), part).table;

const write = async (part: Part, rows: readonly TableRow[]): Promise<void> => {
  const { before, after } = partIn(await readFile(tablesFile, 'utf8'), part);
  await writeFile(tablesFile, `${before}${await tableOf(rows)}${after}`);
};

if (import.meta.main)
  for (const [part, rows] of [
    ['faults', faultRows],
    ['situations', situationRows],
  ] as const)
    test(`writes the table of ${part}`, async (t) => {
      const table: TableRow[] = [];
      for (const row of rows) {
        const seen = await runRow(t, row);
        table.push([row.name, new Map([...seen].map(([name, observed]) => [name, wordOf(observed)]))]);
      }
      await write(part, table);
    });

if (import.meta.main)
  test('writes the table of recovery', async (t) => {
    const table: TableRow[] = [];
    for (const truth of truths) table.push([truth, await recoveryRow(t, truth)]);
    await write('recovery', table);
  });

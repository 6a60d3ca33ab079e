/**
 * What each of ECGrid’s two APIs does for an operation on users, as a table made from what the client says it offers.
 * `node test/support/apiTable.ts` writes it into ARCHITECTURE.md; a unit test fails while the two differ.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { apiNames, operationsOf, userOperations } from '../../src/api/userService.ts';
import type { Api, UserOperation } from '../../src/api/userService.ts';
import { titles } from './apiTitles.ts';
import { tablesFile } from './grantsTable.ts';
import { partOf } from './generatedPart.ts';

const apis = ['rest', 'ecgridos'] as const satisfies readonly Api[];

const cell = (operation: UserOperation, api: Api): string =>
  operationsOf(api).has(operation) ? `\`${titles[operation][api]?.title ?? '?'}\`` : '–';

/** The table as Markdown, formatted as the project’s other files are. */
export const apiTable = async (): Promise<string> => {
  const rows = [
    ['operation', ...apis.map((api) => apiNames[api])],
    ['---', '---', '---'],
    ...userOperations.map((operation) => [`\`${operation}\``, ...apis.map((api) => cell(operation, api))]),
  ];
  const markdown = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return format(markdown, { ...(await resolveConfig(tablesFile)), parser: 'markdown' });
};

/** The table that a document has. @throws {Error} when a marker is missing */
export const apiTableIn = (document: string): { before: string; part: string; after: string } =>
  partOf(document, 'apis');

const writeTable = async (): Promise<void> => {
  const { before, after } = apiTableIn(await readFile(tablesFile, 'utf8'));
  await writeFile(tablesFile, `${before}\n\n${await apiTable()}\n${after}`);
};

if (import.meta.main) await writeTable();

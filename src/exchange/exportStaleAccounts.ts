/** The stale accounts report as CSV and JSON: why each account is in it, for how long nobody signed in, and the user. */
import { staleKinds } from '../domain/staleAccounts.ts';
import type { StaleAccounts } from '../domain/staleAccounts.ts';
import { csvHead, csvLines } from './csv.ts';
import type { Cell } from './csv.ts';
import { exportColumns } from './exportUsers.ts';

/** The columns, in this order. Named one by one: a new field is not let out unseen. */
export const staleColumns = ['kind', 'daysSinceLastLogin', ...exportColumns] as const;

type StaleRecord = Readonly<Partial<Record<(typeof staleColumns)[number], Cell>>>;

const recordsOf = (accounts: StaleAccounts): readonly StaleRecord[] =>
  staleKinds.flatMap((kind) =>
    accounts[kind].map(({ user, lastLogin }) => ({ ...user, kind, daysSinceLastLogin: lastLogin?.days })),
  );

/** The report as a whole CSV file, section by section. Times are the texts that ECGrid told. */
export const staleToCsv = (accounts: StaleAccounts): string =>
  csvHead(staleColumns) +
  csvLines(recordsOf(accounts).map((record) => staleColumns.map((column) => record[column])));

/** The report as a JSON array of objects, indented; what ECGrid did not tell is left out. */
export const staleToJson = (accounts: StaleAccounts): string => {
  const records = recordsOf(accounts).map((record) =>
    Object.fromEntries(staleColumns.map((column) => [column, record[column]])),
  );
  return `${JSON.stringify(records, undefined, 2)}\n`;
};

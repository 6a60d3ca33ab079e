/** The setting that the users are grouped by. Imports no zod: the view reads it before anybody is signed in. */
import * as vscode from 'vscode';
import { groupings } from '../../domain/grouping.ts';
import type { GroupBy } from '../../domain/grouping.ts';

/** Its whole name. */
export const groupBySetting = 'ecgrid.users.groupBy';

/** What it says; by AuthLevel where it says nothing that is known. */
export const readGroupBy = (): GroupBy => {
  const value: unknown = vscode.workspace.getConfiguration().get(groupBySetting);
  return groupings.find((known) => known === value) ?? 'level';
};

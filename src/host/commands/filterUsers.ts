/** `ECGrid: Filter Users…` and `ECGrid: Clear Filter`. The filter of a profile is there again at the next start. */
import * as vscode from 'vscode';
import { isFiltering, sameFilter, tidyFilter } from '../../domain/grouping.ts';
import type { UserFilter } from '../../domain/user.ts';
import type { Connection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import { chooseValue, fieldItems } from '../users/filterItems.ts';
import type { FilterField } from '../users/filterItems.ts';
import { saveFilter } from '../users/savedView.ts';
import type { Command } from './register.ts';
import { requireSession } from './sessionCommand.ts';
import { viewProgress } from './view.ts';

/** What both commands need. */
export type FilterContext = {
  readonly connection: Connection;
  /** Where filters are kept: `context.globalState`. */
  readonly memento: vscode.Memento;
};

/** Shows the users of a filter, and keeps it for the profile. */
export const applyFilter = async (
  memento: vscode.Memento,
  { profile, directory }: Session,
  filter: UserFilter,
): Promise<void> => {
  const shown = directory.show({ filter: tidyFilter(filter) });
  await saveFilter(memento, profile.id, filter);
  await viewProgress(() => shown);
};

/** Shows everybody again. */
export const clearFilter =
  ({ connection, memento }: FilterContext): Command =>
  async () => {
    const session = await requireSession(connection);
    if (session) await applyFilter(memento, session, {});
  };

type StepItem = vscode.QuickPickItem & {
  readonly field?: FilterField;
  readonly action?: 'show' | 'clear';
};

/** The first step: what can be filtered by, with what is chosen, and what can be done with it. */
export const firstStep = (session: Session, filter: UserFilter): readonly StepItem[] => {
  const isNew = !sameFilter(filter, session.directory.view.filter);
  const show: StepItem = { label: '$(list-tree) Show users', action: 'show' };
  const clear: StepItem = { label: '$(clear-all) Clear all', action: 'clear' };
  const separator: StepItem = { label: '', kind: vscode.QuickPickItemKind.Separator };
  return [
    // Enter alone shows what has been chosen.
    ...(isNew ? [show, separator] : []),
    ...fieldItems(filter, session.places),
    ...(isFiltering(filter) ? [separator, clear] : []),
  ];
};

/**
 * Asks for a filter, one field after the other.
 * @returns undefined when it was closed
 */
const askFilter = async (session: Session): Promise<UserFilter | undefined> => {
  let filter = session.directory.view.filter;
  for (;;) {
    const step = await vscode.window.showQuickPick([...firstStep(session, filter)], {
      title: 'Filter Users',
      placeHolder: 'Choose what to filter by',
    });
    if (!step) return undefined;
    if (step.action === 'show') return filter;
    if (step.action === 'clear') filter = {};
    // Closing the second step leads back to the first.
    else if (step.field) filter = (await chooseValue(session, filter, step.field)) ?? filter;
  }
};

/** Asks for a filter and shows the users who pass it. */
export const filterUsers =
  ({ connection, memento }: FilterContext): Command =>
  async () => {
    const session = await requireSession(connection);
    const filter = session && (await askFilter(session));
    if (session && filter) await applyFilter(memento, session, filter);
  };

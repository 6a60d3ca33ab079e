/** `ECGrid: Group Users By…`: writes the setting, which the view follows. */
import * as vscode from 'vscode';
import { groupings } from '../../domain/grouping.ts';
import type { GroupBy } from '../../domain/grouping.ts';
import type { Connection } from '../connection/connection.ts';
import { groupBySetting, readGroupBy } from '../users/groupBySetting.ts';
import type { Command } from './register.ts';

const labels: Readonly<Record<GroupBy, readonly [label: string, description: string]>> = {
  level: ['AuthLevel', 'highest first'],
  network: ['Network', 'by name'],
  mailbox: ['Mailbox', 'by name, whole networks first'],
  status: ['Status', 'active first'],
};

type GroupingItem = vscode.QuickPickItem & { readonly by: GroupBy };

/** The four groupings as entries, the present one marked. */
export const groupingItems = (present: GroupBy): readonly GroupingItem[] =>
  groupings.map((by) => {
    const [label, description] = labels[by];
    const isPresent = by === present;
    return {
      label: `$(${isPresent ? 'check' : 'blank'}) ${label}`,
      description: isPresent ? `${description}, in use` : description,
      by,
    };
  });

/** Asks for a grouping, or takes the one it is called with, and keeps it in the user’s settings. */
export const groupUsersBy =
  (connection: Connection): Command =>
  async (wanted) => {
    const named = groupings.find((by) => by === wanted);
    const placeHolder = 'What do you want to group the users by?';
    const chosen =
      named ?? (await vscode.window.showQuickPick(groupingItems(readGroupBy()), { placeHolder }))?.by;
    if (chosen === undefined) return;
    const settings = vscode.workspace.getConfiguration();
    await settings.update(groupBySetting, chosen, vscode.ConfigurationTarget.Global);
    // The view follows the setting too, but only once it has been shown.
    await connection.session?.directory.show({ groupBy: chosen });
  };

/** `ECGrid: Show Stale Accounts`: opens the page of stale accounts, or shows the one that is open. */
import * as vscode from 'vscode';
import type { User } from '../../domain/user.ts';
import type { Command } from '../commands/register.ts';
import { requireSession } from '../commands/sessionCommand.ts';
import { warn } from '../notify.ts';
import type { UserNode } from '../users/nodes.ts';
import type { WindowContext } from '../writes/windowContext.ts';
import { StalePanel } from './stalePanel.ts';

const notOffered =
  'Only ECGridOS tells when users last signed in, and this profile does not use it. Sign in with a profile that uses both of ECGrid’s APIs.';

/** Suspends users as from the menu of the tree, which asks first. */
const suspend = async (users: readonly User[]): Promise<void> => {
  const nodes = users.map((user): UserNode => ({ kind: 'user', user }));
  await vscode.commands.executeCommand('ecgrid.suspendUser', nodes[0], nodes);
};

/** Opens the page, where the profile can tell last logins; says otherwise what to do. */
export const showStaleAccounts =
  (window: WindowContext): Command =>
  async () => {
    const session = await requireSession(window.connection);
    if (!session) return;
    const { users } = session.client;
    if (!users.offers('listDetails')) {
      void warn(notOffered);
      return;
    }
    await window.pages.show('staleAccounts', session, () =>
      Promise.resolve(
        new StalePanel({
          context: { ...window, session },
          list: (filter, signal) => users.listDetails(filter, signal),
          suspend: users.offers('suspend') ? suspend : undefined,
        }),
      ),
    );
  };

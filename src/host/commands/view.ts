/** Commands of the users view: refresh, load more, sign out. */
import * as vscode from 'vscode';
import { abortedBy } from '../cancellation.ts';
import type { Connection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import { confirm } from '../notify.ts';
import { groupOf, isRestNode } from '../users/nodes.ts';
import type { Command } from './register.ts';
import { requireSession } from './sessionCommand.ts';

/** Shows the progress bar of the users view while something is done. */
export const viewProgress = <Result>(work: () => Promise<Result>): Thenable<Result> =>
  vscode.window.withProgress({ location: { viewId: 'ecgrid.users' } }, work);

/** Loads the users again. Who is locked out is asked for beside that, and nobody waits for it. */
const refreshSession = async ({ directory, details, lockedOut }: Session): Promise<void> => {
  details.clear();
  void lockedOut.refresh();
  await directory.refresh();
};

/** Loads the users again; connects first where that had failed. */
export const refreshUsers =
  (connection: Connection, isVisible: () => boolean): Command =>
  async () => {
    await viewProgress(async () => {
      if (connection.session) await refreshSession(connection.session);
      else await connection.reconnect();
    });
    const session = await requireSession(connection);
    const state = session?.directory.state;
    // In the view a row tells it; where the view is hidden nothing would.
    if (state?.kind === 'failed' && !isVisible()) throw state.error;
  };

/** Goes through all users, with a progress that can be cancelled; what was found stays. */
const loadRest = async ({ session }: Connection): Promise<void> => {
  if (!session) return;
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: 'Going through all users', cancellable: true };
  await vscode.window.withProgress(options, (progress, token) => {
    const stop = session.directory.onDidChange(() => {
      progress.report({ message: `${session.directory.users().length.toLocaleString()} so far` });
    });
    return session.directory.loadRest(abortedBy(token)).finally(stop);
  });
};

/** Loads the next page of the group that was clicked, or looks for users of other groups. */
export const loadMoreUsers =
  (connection: Connection): Command =>
  async (clicked) => {
    if (isRestNode(clicked)) return loadRest(connection);
    const group = groupOf(clicked);
    const directory = connection.session?.directory;
    // A row may be from before the users were grouped otherwise.
    if (group === undefined || group.by !== directory?.view.groupBy) return;
    await viewProgress(() => directory.loadMore(group.key));
  };

/** Forgets the key, or ends the session of a login, after asking. */
export const signOut =
  (connection: Connection): Command =>
  async () => {
    if (connection.state.kind === 'signedOut') return;
    const ends =
      connection.profile?.login === undefined
        ? 'The API key is removed from VS Code’s secret storage.'
        : 'The session with ECGridOS ends.';
    const detail = `${ends} Nothing changes on ECGrid.`;
    if (await confirm('Sign out of ECGrid?', detail, 'Sign Out')) await connection.signOut();
  };

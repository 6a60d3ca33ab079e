/** The only caller of registerCommand: every command reports its failures here, in one way. */
import * as vscode from 'vscode';
import type { UserAction } from '../../domain/userAction.ts';
import { explain } from '../explain.ts';
import { tellFailure } from '../notify.ts';
import type { Log } from '../log.ts';

/** A command. What VS Code hands it is not to be trusted: other extensions may call it too. */
export type Command = (...args: readonly unknown[]) => Promise<void> | void;

/** The commands of the manifest, without the prefix `ecgrid.`. */
export type CommandName =
  | UserAction
  | 'signIn'
  | 'signOut'
  | 'switchProfile'
  | 'chooseApis'
  | 'renameProfile'
  | 'removeProfile'
  | 'addUser'
  | 'findUser'
  | 'filterUsers'
  | 'clearFilter'
  | 'groupUsersBy'
  | 'refreshUsers'
  | 'loadMoreUsers'
  | 'showUser'
  | 'compareUsers'
  | 'explainActions'
  | 'copyUserId'
  | 'copyLogin'
  | 'copyEmail'
  | 'copyJson'
  | 'exportUsers'
  | 'exportSelectedUsers'
  | 'importUsers'
  | 'showStaleAccounts'
  | 'getStarted'
  | 'showLog'
  | 'showJournal'
  | 'verifyJournal';

/** Tells a failure, with the buttons that help. Cancelling is none, unless it came too late to be sure. */
export const reportFailure = async (doing: string, error: unknown, log: Log): Promise<void> => {
  const { message, nextStep, kind, isUnknown } = explain(error);
  if (kind === 'cancelled' && !isUnknown) return;
  log.failure(doing, error);
  const signIn = kind === 'invalidKey' ? ['Sign In…'] : [];
  const answer = await tellFailure(`${message} ${nextStep}`.trim(), ...signIn, 'Show Log');
  if (answer === 'Show Log') log.show();
  else if (answer !== undefined) await vscode.commands.executeCommand('ecgrid.signIn');
};

/**
 * Registers every command.
 * @param selection the rows that are selected in the view, for keys, which VS Code hands no row
 * @returns ends that
 */
export const registerCommands = (
  commands: Readonly<Record<CommandName, Command>>,
  log: Log,
  selection: () => readonly unknown[],
): vscode.Disposable =>
  vscode.Disposable.from(
    ...Object.entries(commands).map(([name, command]) =>
      vscode.commands.registerCommand(`ecgrid.${name}`, async (...args: readonly unknown[]) => {
        const rows = selection();
        try {
          await command(...(args[0] === 'selection' ? [rows[0], rows] : args));
        } catch (error) {
          // Not awaited: the command has ended, whenever the message is closed.
          void reportFailure(name, error, log);
        }
      }),
    ),
  );

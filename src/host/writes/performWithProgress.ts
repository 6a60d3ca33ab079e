/** A write without a form: progress in a notification, the result in another. */
import * as vscode from 'vscode';
import type { Done, UserWrite } from '../../operations/userWrite.ts';
import type { User } from '../../domain/user.ts';
import { warn } from '../notify.ts';
import { withNotification } from '../progress.ts';
import { performWrite } from './performWrite.ts';
import type { During, Seen } from './performWrite.ts';
import { tellDone } from './tellDone.ts';
import type { SessionContext } from './windowContext.ts';

/** Whoever cannot undo something wants to see what somebody else has made of the user. */
const tellRefused = async (reason: string, { undoes }: UserWrite, user: User): Promise<void> => {
  if ((await warn(reason, ...(undoes ? ['Show User'] : []))) !== undefined)
    await vscode.commands.executeCommand('ecgrid.showUser', { kind: 'user', user });
};

/**
 * Performs a write and tells the result.
 * @returns undefined when it was refused, which was told, or dismissed
 * @throws {EcgridError} which the command reports
 */
export const performWithProgress = async (
  write: UserWrite,
  target: User,
  context: SessionContext,
  seen: Seen = {},
): Promise<Done | undefined> => {
  const during: During = (work) => withNotification(`${write.button}: ${target.login}`, work);
  const performed = await performWrite(write, target, context, during, seen);
  switch (performed.kind) {
    case 'done':
      if (performed.done.secret === undefined) tellDone(write, performed.done, context);
      return performed.done;
    case 'refused':
      void tellRefused(performed.reason, write, target);
      return undefined;
    case 'dismissed':
      return undefined;
  }
};

/** A role changed by ECGridOS: its level and its place are operations of their own. */
import { whereText } from '../../domain/consequence.ts';
import type { UserId } from '../../domain/user.ts';
import { isEcgridError } from '../ecgridError.ts';
import { readDone } from '../reader.ts';
import type { EcgridosCalls } from './ecgridosCalls.ts';
import type { RoleStep } from './roleSteps.ts';

const take = async (
  calls: EcgridosCalls,
  UserID: UserId,
  step: RoleStep,
  signal?: AbortSignal,
): Promise<void> => {
  readDone(
    step.kind === 'level'
      ? await calls.write('UserSetAuthLevel', { UserID, AuthLevel: step.authLevel }, signal)
      : await calls.write(
          'UserSetNetworkMailbox',
          { UserID, NetworkID: step.networkId, MailboxID: step.mailboxId },
          signal,
        ),
  );
};

const doneText = (step: RoleStep): string =>
  step.kind === 'level' ? `the AuthLevel is ${step.authLevel}` : `the user is in ${whereText(step)}`;

/** The failure of a step after others: it tells what these have done, and is no longer one of a change that did not begin. */
const afterSteps = (error: unknown, done: readonly RoleStep[]): unknown => {
  if (!isEcgridError(error) || done.length === 0) return error;
  return error.with({
    message: `${error.message} Only a part of the change was done before that: ${done.map(doneText).join(', and ')}.`,
    outcome: error.outcome === 'unknown' ? 'unknown' : 'refused',
  });
};

/**
 * Takes the steps of a change of role, one after the other.
 * @throws {EcgridError} of the first that fails; its message tells what was done before, and `outcome` is `unknown` only
 * when nobody can tell whether that step was carried out
 */
export const changeRole = async (
  calls: EcgridosCalls,
  userId: UserId,
  steps: readonly RoleStep[],
  signal?: AbortSignal,
): Promise<void> => {
  for (const [index, step] of steps.entries()) {
    await take(calls, userId, step, signal).catch((error: unknown) => {
      throw afterSteps(error, steps.slice(0, index));
    });
  }
};

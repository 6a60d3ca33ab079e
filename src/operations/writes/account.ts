/** Writes about the account as a whole: suspended, active again, ended for good. */
import { activateUser, suspendUser, terminateUser } from '../../api/reconcileStatus.ts';
import { consequenceOf } from '../../domain/consequence.ts';
import type { PlaceNames } from '../../domain/consequence.ts';
import { differenceText } from '../../domain/difference.ts';
import { onOneLine } from '../../domain/text.ts';
import type { WriteAction } from '../../domain/userAction.ts';
import type { User } from '../../domain/user.ts';
import type { UserWrite, WriteContext } from '../userWrite.ts';
import { roleOf, sameRole } from './parts.ts';

/** What all changes of the status have in common. */
const statusWrite = (
  action: WriteAction,
  status: string,
  context: WriteContext,
): Pick<UserWrite, 'action' | 'roleAfter' | 'verdict' | 'facts' | 'changes'> => ({
  ...sameRole(action, context),
  changes: (target) => [differenceText('status', target.status, status)],
  facts: (target) => ({ before: { status: target.status }, after: { status } }),
});

/** `UserSuspend` of ECGridOS. */
export const suspendWrite = (context: WriteContext): UserWrite => ({
  ...statusWrite('suspendUser', 'Suspended', context),
  question: ({ login }) => `Suspend ${login}?`,
  button: 'Suspend',
  // A suspended administrator administers nothing.
  roleAfter: () => undefined,
  result: ({ login }) => `${login} is suspended.`,
  send: suspendUser,
});

/** `UserActivate` of ECGridOS. */
export const activateWrite = (context: WriteContext): UserWrite => ({
  ...statusWrite('activateUser', 'Active', context),
  question: ({ login }) => `Activate ${login}?`,
  button: 'Activate',
  result: ({ login }) => `${login} is active.`,
  send: activateUser,
});

/** `DELETE /v2/users/{id}`. */
export const terminateWrite = (context: WriteContext): UserWrite => ({
  ...statusWrite('terminateUser', 'Terminated', context),
  question: ({ login }) => `Terminate ${login}?`,
  button: 'Terminate',
  roleAfter: () => undefined,
  changes: (target) => [
    differenceText('status', target.status, 'Terminated'),
    ...lostByTermination(target, context.names),
  ],
  result: ({ login }) => `${login} is terminated.`,
  send: terminateUser,
});

/** What a termination takes away, as lines beginning with `−`. */
const lostByTermination = (target: User, names?: PlaceNames): readonly string[] =>
  consequenceOf(roleOf(target), { ...roleOf(target), authLevel: 'General' }, names).lost.map(
    (sentence) => `− ${onOneLine(sentence)}`,
  );

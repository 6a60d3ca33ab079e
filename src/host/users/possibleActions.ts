/** What may be done to users, in the words by which menus know it. */
import { isNeedless } from '../../domain/grants.ts';
import type { Verdict } from '../../domain/grants.ts';
import { userActions } from '../../domain/userAction.ts';
import type { UserAction } from '../../domain/userAction.ts';
import type { User } from '../../domain/user.ts';

/** What may be done to a user: the names of actions, and `limited` where the rules refuse some. */
export type PossibleActions = (user: User) => string;

/** More kinds of users than that are not remembered. */
const mostKinds = 5000;

const judged = (user: User, mayAct: (action: UserAction, target: User) => Verdict): string => {
  const verdicts = userActions.map((action) => [action, mayAct(action, user)] as const);
  const possible = verdicts.flatMap(([action, { kind }]) => (kind === 'refused' ? [] : [action]));
  const isLimited = verdicts.some(([, verdict]) => verdict.kind === 'refused' && !isNeedless(verdict));
  return [...possible, ...(isLimited ? ['limited'] : [])].join(' ');
};

/**
 * Judges users for one caller. Those whom the rules cannot tell apart, as most of a group, are judged once.
 * @param caller the user ID of whoever asks; the rules know it from all others
 */
export const possibleActionsFor = (
  caller: number,
  mayAct: (action: UserAction, target: User) => Verdict,
): PossibleActions => {
  const known = new Map<string, string>();
  return (user) => {
    const { userId, authLevel, status, networkId, mailboxId, lockedOut } = user;
    // As JSON, since statuses and AuthLevels of the service’s own can hold any sign.
    const kind = JSON.stringify([userId === caller, networkId, mailboxId, lockedOut, status, authLevel]);
    const remembered = known.get(kind);
    if (remembered !== undefined) return remembered;
    const possible = judged(user, mayAct);
    if (known.size < mostKinds) known.set(kind, possible);
    return possible;
  };
};

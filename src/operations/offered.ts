/** Which actions the APIs of a profile can do at all. */
import type { UserOperation, UserService } from '../api/userService.ts';
import { mayAct } from '../domain/grants.ts';
import type { Caller, Verdict } from '../domain/grants.ts';
import { userActionFacts } from '../domain/userAction.ts';
import type { UserAction } from '../domain/userAction.ts';
import type { User } from '../domain/user.ts';

/** What an action is sent as, where one of the two APIs does not have it. */
const operations: Readonly<Partial<Record<UserAction, UserOperation>>> = {
  suspendUser: 'suspend',
  activateUser: 'activate',
  unlockUser: 'unlock',
  setMaxSessions: 'setMaxSessions',
};

/** May the caller do this to this user, with the APIs that there are? */
export const mayActThrough = (
  users: UserService,
  action: UserAction,
  caller: Caller,
  target: User,
): Verdict => {
  const operation = operations[action];
  if (operation === undefined || users.offers(operation)) return mayAct(action, caller, target);
  const what = userActionFacts(action).title.replace('…', '');
  return {
    kind: 'refused',
    needless: true,
    reason: `${what} needs ECGridOS, the older API, which this profile does not use: see ECGrid: Choose APIs.`,
  };
};

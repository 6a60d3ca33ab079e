/** The writes that need nothing but a yes, for one user or for many. */
import { resetWrite, unlockWrite } from '../../operations/writes/access.ts';
import { activateWrite, suspendWrite, terminateWrite } from '../../operations/writes/account.ts';
import type { MakeWrite } from './windowContext.ts';

/** How each of them is made. Terminating one user alone has a form of its own. */
export const simpleWrites = {
  resetSessions: resetWrite,
  unlockUser: unlockWrite,
  suspendUser: suspendWrite,
  activateUser: activateWrite,
  terminateUser: terminateWrite,
} as const satisfies Readonly<Record<string, MakeWrite>>;

/** An action that needs nothing but a yes. */
export type SimpleAction = keyof typeof simpleWrites;

/** Writes that show in the status of a user: terminate, suspend, activate, unlock. Each is done once, as in `reconcile.ts`. */
import type { User } from '../domain/user.ts';
import { settle } from './lostAnswers.ts';
import type { Written } from './lostAnswers.ts';
import type { UserService } from './userService.ts';

/** A write that ECGrid answers with a bare yes, and that shows in the status of the user. */
type StatusChange = {
  readonly send: () => Promise<void>;
  readonly status: string;
  /** What to say of an account whose status is another, e.g. `the account was not terminated` */
  readonly notDone: string;
  /** What has become of it, e.g. `terminated`. */
  readonly done: string;
};

/** Changes a status, and reads the account as it is afterwards; when the answer is lost, that reading tells what came of it. */
const changeStatus = (
  users: UserService,
  target: User,
  { send, status, notDone, done }: StatusChange,
): Promise<Written> =>
  settle(
    async () => {
      await send();
      // Whoever has ended its own account cannot read any more; what has become of the user is known all the same.
      const expected = { ...target, status, ...(status === 'Active' ? {} : { openSessions: 0 }) };
      return users.get(target.userId).catch(() => expected);
    },
    async () => {
      const user = await users.get(target.userId);
      return user.status === status ? { user } : { notDone: `${target.login} was read again: ${notDone}.` };
    },
    `Whether ${target.login} was ${done} could not be found out: refresh before you try again.`,
  );

/** Terminates a user for good. @throws {EcgridError} `outcome` is `unknown` only when the reading failed as well */
export const terminateUser = (users: UserService, target: User, signal?: AbortSignal): Promise<Written> =>
  changeStatus(users, target, {
    send: () => users.terminate(target.userId, signal),
    status: 'Terminated',
    notDone: 'the account was not terminated',
    done: 'terminated',
  });

/** Suspends a user. @throws {EcgridError} `outcome` is `unknown` only when the reading failed as well; `notOffered` */
export const suspendUser = (users: UserService, target: User, signal?: AbortSignal): Promise<Written> =>
  changeStatus(users, target, {
    send: () => users.suspend(target.userId, signal),
    status: 'Suspended',
    notDone: 'the account was not suspended',
    done: 'suspended',
  });

/** Makes a user active. @throws {EcgridError} `outcome` is `unknown` only when the reading failed as well; `notOffered` */
export const activateUser = (users: UserService, target: User, signal?: AbortSignal): Promise<Written> =>
  changeStatus(users, target, {
    send: () => users.activate(target.userId, signal),
    status: 'Active',
    notDone: 'the account was not activated',
    done: 'activated',
  });

/**
 * Ends a lock-out; when the answer is lost, the details of the user tell whether it is over.
 * @throws {EcgridError} `outcome` is `unknown` only when the reading failed as well; `notOffered`
 */
export const unlockUser = (users: UserService, target: User, signal?: AbortSignal): Promise<Written> =>
  settle(
    async () => {
      await users.unlock(target.userId, signal);
      return users.details(target.userId).catch(() => ({ ...target, lockedOut: false, openSessions: 0 }));
    },
    async () => {
      const user = await users.details(target.userId);
      return user.lockedOut === false
        ? { user }
        : { notDone: `${target.login} was read again: the lock-out has not ended.` };
    },
    `Whether the lock-out of ${target.login} ended could not be found out: refresh before you try again.`,
  );

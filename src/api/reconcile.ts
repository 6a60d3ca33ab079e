/**
 * Writes whose answer was lost: instead of sending them again, the truth is read and told. Each function does
 * its write once and settles an unknown outcome before it returns or throws.
 */
import { whereText } from '../domain/consequence.ts';
import type { NewUser, ProfileUpdate, RoleScope, User } from '../domain/user.ts';
import { isEcgridError } from './ecgridError.ts';
import type { EcgridError } from './ecgridError.ts';
import type { UserService } from './userService.ts';

/** A write that is known to have been carried out. */
export type Written = {
  readonly user: User;
  /** True when the answer was lost and the result was found by looking. */
  readonly found: boolean;
};

const sentence = ({ message }: EcgridError): string => (/[.”]$/.test(message) ? message : `${message}.`);

/** What looking finds: the user as the write made it, or a sentence about what was not done. */
type Found = { readonly user: User } | { readonly notDone: string };

/** Runs a write; when nobody can tell whether it was carried out, `look` finds out. */
const settle = async (
  write: () => Promise<User>,
  look: () => Promise<Found>,
  unknown: string,
): Promise<Written> => {
  try {
    return { user: await write(), found: false };
  } catch (error) {
    if (!isEcgridError(error) || error.outcome !== 'unknown') throw error;
    let found: Found;
    try {
      found = await look();
    } catch {
      throw error.with({ message: `${sentence(error)} ${unknown}` });
    }
    if ('user' in found) return { user: found.user, found: true };
    // Nobody waited for the end of these, so the service may still be at it.
    const mayFollow = error.kind === 'timeout' || error.kind === 'cancelled';
    const message = `${sentence(error)} ${found.notDone}${mayFollow ? ' ECGrid may still do it: look again before you try again.' : ''}`;
    throw error.with({ outcome: mayFollow ? 'unknown' : 'refused', message, looked: true });
  }
};

/**
 * Creates a user, and when the answer is lost looks the login up: it is unique within its network, so a user
 * that has it there, with the same e-mail address and level, is the one that was created.
 * @param defaultNetworkId the caller's own network, where a user with `networkId` 0 is created
 * @throws {EcgridError} `outcome` is `unknown` only when the look-up failed as well
 */
export const createUser = (
  users: UserService,
  newUser: NewUser,
  defaultNetworkId: number,
  signal?: AbortSignal,
): Promise<Written> =>
  settle(
    () => users.create(newUser, signal),
    async () => {
      const { items } = await users.byName(newUser.login);
      const networkId = newUser.networkId || defaultNetworkId;
      const created = items.find(
        (user) =>
          user.login.toLowerCase() === newUser.login.toLowerCase() &&
          user.email?.toLowerCase() === newUser.email.toLowerCase() &&
          user.authLevel === newUser.authLevel &&
          (networkId === 0 || user.networkId === networkId),
      );
      return created
        ? { user: created }
        : { notDone: `The login ${newUser.login} was looked up: no such user was created.` };
    },
    `Whether ${newUser.login} was created could not be found out: look for this login before you try again.`,
  );

/** Runs a change of one user, and when the answer is lost reads the user again to see whether it took place. */
const change = (
  users: UserService,
  target: User,
  what: string,
  write: () => Promise<User>,
  isDone: (now: User) => boolean,
  notDone: (now: User) => string = () => `${what} not changed`,
): Promise<Written> =>
  settle(
    write,
    async () => {
      const user = await users.get(target.userId);
      return isDone(user) ? { user } : { notDone: `${target.login} was read again: ${notDone(user)}.` };
    },
    `Whether ${what} changed for ${target.login} could not be found out: refresh before you try again.`,
  );

const isAt = (now: User, { networkId, mailboxId }: RoleScope): boolean =>
  (networkId === undefined || networkId === now.networkId) &&
  (mailboxId === undefined || mailboxId === now.mailboxId);

const isSameRole = (now: User, before: User): boolean =>
  now.authLevel === before.authLevel && isAt(now, before);

/** An API that changes level and place one after the other may have come half the way. */
const otherRole = (now: User): string =>
  `the role is now ${now.authLevel} in ${whereText(now)}, which is not what was asked for`;

/**
 * Sets a role, and when the answer is lost reads the user again.
 * @throws {EcgridError} `outcome` is `unknown` only when that failed as well
 */
export const setRole = (
  users: UserService,
  target: User,
  authLevel: string,
  scope: RoleScope,
  signal?: AbortSignal,
): Promise<Written> =>
  change(
    users,
    target,
    'the role was',
    () => users.setRole(target.userId, authLevel, scope, signal),
    (now) => now.authLevel === authLevel && isAt(now, scope),
    (now) => (isSameRole(now, target) ? 'the role was not changed' : otherRole(now)),
  );

/** Moves a user, and when the answer is lost reads the user again. @throws {EcgridError} as {@link setRole} */
export const moveUser = (
  users: UserService,
  target: User,
  place: RoleScope,
  signal?: AbortSignal,
): Promise<Written> =>
  change(
    users,
    target,
    'network and mailbox were',
    () => users.setNetworkMailbox(target.userId, place, signal),
    (now) => isAt(now, place),
  );

/** Changes e-mail and names, and when the answer is lost reads the user again. @throws {EcgridError} as {@link setRole} */
export const updateProfile = (
  users: UserService,
  target: User,
  update: ProfileUpdate,
  signal?: AbortSignal,
): Promise<Written> =>
  change(
    users,
    target,
    'the profile was',
    () => users.update(target.userId, update, signal),
    (now) =>
      (update.email === undefined || update.email === now.email) &&
      (update.firstName === undefined || update.firstName === now.firstName) &&
      (update.lastName === undefined || update.lastName === now.lastName),
  );

/**
 * Terminates a user for good, and reads the account as it is afterwards; when the answer is lost, that reading
 * tells whether it has ended.
 * @throws {EcgridError} as {@link setRole}
 */
export const terminateUser = (users: UserService, target: User, signal?: AbortSignal): Promise<Written> =>
  settle(
    async () => {
      await users.terminate(target.userId, signal);
      // The owner of a terminated key cannot read any more; what has become of the user is known all the same.
      const ended = { ...target, status: 'Terminated', openSessions: 0 };
      return users.get(target.userId).catch(() => ended);
    },
    async () => {
      const user = await users.get(target.userId);
      return user.status === 'Terminated'
        ? { user }
        : { notDone: `${target.login} was read again: the account was not terminated.` };
    },
    `Whether ${target.login} was terminated could not be found out: refresh before you try again.`,
  );

/** A key that is known to be in force. It is a secret. */
export type WrittenKey = { readonly key: string; readonly found: boolean };

/**
 * Replaces an API key. Only whoever knows the key of before can tell, when the answer is lost, whether the one in force
 * is another: so it is read first, and forgotten afterwards.
 * @throws {EcgridError} `outcome` is `unknown` when one of the two could not be read
 */
export const replaceKey = async (
  users: UserService,
  target: User,
  signal?: AbortSignal,
): Promise<WrittenKey> => {
  const before = await users.getKey(target.userId, signal).catch(() => undefined);
  let key = '';
  const { found } = await settle(
    async () => {
      key = await users.generateKey(target.userId, signal);
      return target;
    },
    async () => {
      key = await users.getKey(target.userId);
      if (before === undefined) throw new Error('nothing to compare with');
      return key === before
        ? { notDone: `The API key of ${target.login} was read again: it was not replaced.` }
        : { user: target };
    },
    'Whether the key in force is the old one or a new one, nobody can tell: rotate it again, or copy the key in force.',
  );
  return { key, found };
};

/**
 * Runs a write whose result ECGrid never tells.
 * @param unknown what to say when the answer is lost, since nothing can be found out by reading
 * @throws {EcgridError} `outcome` `unknown` when the answer was lost
 */
export const sendBlindly = async <Result>(unknown: string, write: () => Promise<Result>): Promise<Result> => {
  try {
    return await write();
  } catch (error) {
    if (!isEcgridError(error) || error.outcome !== 'unknown') throw error;
    throw error.with({ message: `${sentence(error)} ${unknown}` });
  }
};

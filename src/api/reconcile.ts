/**
 * Writes whose answer was lost: instead of sending them again, the truth is read and told. Each function does
 * its write once and settles an unknown outcome before it returns or throws.
 */
import type { NewUser, RoleScope, User } from '../domain/user.ts';
import { isEcgridError } from './ecgridError.ts';
import type { EcgridError } from './ecgridError.ts';
import type { Users } from './users.ts';

/** A write that is known to have been carried out. */
export type Written = {
  readonly user: User;
  /** True when the answer was lost and the result was found by looking. */
  readonly found: boolean;
};

const sentence = (error: EcgridError): string => error.message.replace(/\.?$/, '.');

/** Runs a write; when nobody can tell whether it was carried out, `look` finds out. */
const settle = async (
  write: () => Promise<User>,
  look: () => Promise<User | undefined>,
  notDone: string,
  unknown: string,
): Promise<Written> => {
  try {
    return { user: await write(), found: false };
  } catch (error) {
    if (!isEcgridError(error) || error.outcome !== 'unknown') throw error;
    let user: User | undefined;
    try {
      user = await look();
    } catch {
      throw error.with({ message: `${sentence(error)} ${unknown}` });
    }
    if (user) return { user, found: true };
    // Nobody waited for the end of these, so the service may still be at it.
    const mayFollow = error.kind === 'timeout' || error.kind === 'cancelled';
    const message = `${sentence(error)} ${notDone}${mayFollow ? ' ECGrid may still do it: look again before you try again.' : ''}`;
    throw error.with({ outcome: mayFollow ? 'unknown' : 'refused', message });
  }
};

/**
 * Creates a user, and when the answer is lost looks the login up: it is unique within its network, so a user
 * that has it there, with the same e-mail address and level, is the one that was created.
 * @param defaultNetworkId the caller's own network, where a user with `networkId` 0 is created
 * @throws {EcgridError} `outcome` is `unknown` only when the look-up failed as well
 */
export const createUser = (
  users: Users,
  newUser: NewUser,
  defaultNetworkId: number,
  signal?: AbortSignal,
): Promise<Written> =>
  settle(
    () => users.create(newUser, signal),
    async () => {
      const { items } = await users.byName(newUser.login);
      const networkId = newUser.networkId || defaultNetworkId;
      return items.find(
        (user) =>
          user.login.toLowerCase() === newUser.login.toLowerCase() &&
          user.email?.toLowerCase() === newUser.email.toLowerCase() &&
          user.authLevel === newUser.authLevel &&
          (networkId === 0 || user.networkId === networkId),
      );
    },
    `The login ${newUser.login} was looked up: no such user was created.`,
    `Whether ${newUser.login} was created could not be found out: look for this login before you try again.`,
  );

/**
 * Sets a role, and when the answer is lost reads the user again.
 * @throws {EcgridError} `outcome` is `unknown` only when that failed as well
 */
export const setRole = (
  users: Users,
  target: User,
  authLevel: string,
  scope: RoleScope,
  signal?: AbortSignal,
): Promise<Written> =>
  settle(
    () => users.setRole(target.userId, authLevel, scope, signal),
    async () => {
      const now = await users.get(target.userId);
      const done =
        now.authLevel === authLevel &&
        (scope.networkId === undefined || scope.networkId === now.networkId) &&
        (scope.mailboxId === undefined || scope.mailboxId === now.mailboxId);
      return done ? now : undefined;
    },
    `${target.login} was read again: the role was not changed.`,
    `Whether the role of ${target.login} was changed could not be found out: refresh before you try again.`,
  );

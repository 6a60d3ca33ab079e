/** Writes on a user, each done once; when the answer is lost, what came of it is read and told. */
import { whereText } from '../domain/consequence.ts';
import type { NewUser, ProfileUpdate, RoleScope, User } from '../domain/user.ts';
import { settle } from './lostAnswers.ts';
import type { Written } from './lostAnswers.ts';
import type { UserService } from './userService.ts';

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
      const { items, unreadable } = await users.byName(newUser.login);
      const networkId = newUser.networkId || defaultNetworkId;
      const created = items.find(
        (user) =>
          user.login.toLowerCase() === newUser.login.toLowerCase() &&
          user.email?.toLowerCase() === newUser.email.toLowerCase() &&
          user.authLevel === newUser.authLevel &&
          (networkId === 0 || user.networkId === networkId),
      );
      // It may be the very one that cannot be read.
      if (!created && unreadable.length > 0) throw new Error('a user of this login cannot be read');
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

/** A new user: recorded in the journal, created once. */
import { createUser } from '../api/reconcile.ts';
import type { Written } from '../api/lostAnswers.ts';
import type { NewUser, User } from '../domain/user.ts';
import { recorded } from './record.ts';
import type { Circumstances, Through } from './record.ts';

/** What the journal says of a user who was created: all but the password. */
const changesOf = ({ authLevel, networkId, mailboxId, email }: NewUser): readonly string[] => [
  `AuthLevel: ${authLevel}`,
  `Network: ${networkId}`,
  `Mailbox: ${mailboxId}`,
  `E-mail: ${email}`,
  'Password: set',
];

/**
 * Creates a user: `POST /v2/users`.
 * @param me whose key it is; a user with `networkId` 0 is created in this one's network
 * @returns the user, and the entry of the journal
 * @throws {EcgridError} of the journal (`outcome` is `notSent`), or as {@link createUser}
 */
export const addUser = (
  through: Through,
  newUser: NewUser,
  me: User,
  { signal, run }: Circumstances = {},
): Promise<Written & { readonly entry: string }> => {
  const { login, firstName, lastName, email, authLevel, mailboxId } = newUser;
  const networkId = newUser.networkId || me.networkId;
  const facts = {
    operation: 'addUser' as const,
    target: { login, name: `${firstName} ${lastName}`, networkId },
    changes: [...changesOf({ ...newUser, networkId })],
    before: {},
    after: { authLevel, networkId, mailboxId, email, firstName, lastName },
    run,
  };
  return recorded(through, facts, (users) => createUser(users, newUser, me.networkId, signal));
};

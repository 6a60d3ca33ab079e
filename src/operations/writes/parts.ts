/** What the writes on a user have in common. */
import type { UserService } from '../../api/userService.ts';
import type { Role } from '../../domain/consequence.ts';
import { mayAct } from '../../domain/grants.ts';
import type { WriteAction } from '../../domain/userAction.ts';
import type { User } from '../../domain/user.ts';
import type { Done, UserWrite, WriteContext } from '../userWrite.ts';

/** What a user may do now. */
export const roleOf = ({ authLevel, networkId, mailboxId }: User): Role => ({
  authLevel,
  networkId,
  mailboxId,
});

/** What all writes have in common that leave the role alone. */
export const sameRole = (
  action: WriteAction,
  { caller }: WriteContext,
): Pick<UserWrite, 'action' | 'roleAfter' | 'verdict' | 'facts'> => ({
  action,
  roleAfter: roleOf,
  facts: () => ({ before: {}, after: {} }),
  verdict: (target) => mayAct(action, caller, target),
});

/** After a write that cannot be seen on the user. */
export const unchanged = (user: User): Done => ({ user, found: false });

/**
 * After a write that ECGrid answers with a bare yes; a reading that fails takes nothing back.
 * @param expected the user as it should be now
 */
export const readAgain = async (users: UserService, expected: User): Promise<Done> =>
  unchanged(await users.get(expected.userId).catch(() => expected));

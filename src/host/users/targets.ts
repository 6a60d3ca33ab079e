/** The users that a command acts on, as ECGrid told them: a row is only trusted to say which user. */
import type { User } from '../../domain/user.ts';
import type { Session } from '../connection/session.ts';
import { withNotification } from '../progress.ts';
import { askUser, clickedUsers } from './chooseUsers.ts';

const asTold = async (session: Session, row: User): Promise<User> =>
  session.lockedOut.marked(
    session.directory.find(row.userId) ??
      // The user of a page may be outside of what the tree shows.
      (await withNotification(`Reading ${row.login}`, (signal) =>
        session.client.users.get(row.userId, signal),
      )),
  );

/**
 * All selected users when the clicked one is among them, or the one that is asked for.
 * @param question what the palette asks, e.g. `Whose role do you want to change?`
 * @returns an empty list when nobody was chosen
 * @throws {EcgridError} when a user who is not loaded cannot be read
 */
export const targetsOf = async (
  session: Session,
  clicked: unknown,
  selected: unknown,
  question: string,
): Promise<readonly User[]> => {
  const rows = clickedUsers(clicked, selected);
  if (rows.length > 0) return Promise.all(rows.map((row) => asTold(session, row)));
  const asked = await askUser(session, question);
  return asked ? [session.lockedOut.marked(asked)] : [];
};

/** Which users a command acts on: the rows that were clicked, or one that is asked for. */
import type { User } from '../../domain/user.ts';
import type { Session } from '../connection/session.ts';
import { isUserNode } from './nodes.ts';

/**
 * The users of the rows that VS Code hands to a command: all selected ones when the clicked one is among them. Once each:
 * whoever is locked out has two rows.
 */
export const clickedUsers = (clicked: unknown, selected: unknown): readonly User[] => {
  if (!isUserNode(clicked)) return [];
  const nodes: readonly unknown[] = Array.isArray(selected) ? selected : [];
  const users = new Map(nodes.filter(isUserNode).map(({ user }) => [user.userId, user]));
  return users.has(clicked.user.userId) ? [...users.values()] : [clicked.user];
};

/**
 * Asks for one user, from those that are loaded or by login.
 * @returns undefined when nobody was chosen
 */
export const askUser = async (session: Session, placeHolder: string): Promise<User | undefined> => {
  const { pickUser } = await import('./userPicker.ts');
  return pickUser(session, { placeHolder });
};

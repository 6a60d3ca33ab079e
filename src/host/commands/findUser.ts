/** `ECGrid: Find User…`: a search over everybody that ends at the user’s row in the tree. */
import type { User } from '../../domain/user.ts';
import type { Connection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import { tell } from '../notify.ts';
import { filterText } from '../users/filterText.ts';
import { pickUser } from '../users/userPicker.ts';
import type { Command } from './register.ts';
import { requireSession } from './sessionCommand.ts';

/** What the command needs. */
export type FindUserContext = {
  readonly connection: Connection;
  /** Shows the view and in it a user who is in the directory: {@link UsersView.show}. */
  readonly show: (user: User) => Promise<void>;
  /** Shows everybody: the command `ecgrid.clearFilter`. */
  readonly clearFilter: () => Promise<void>;
};

const isShown = ({ directory }: Session, user: User): boolean =>
  directory.find(user.userId) !== undefined || directory.include(user);

/**
 * Shows a user in the tree, also one whose page has not been loaded.
 * @throws {EcgridError} when nothing could be loaded
 */
export const showInTree = async (context: FindUserContext, session: Session, user: User): Promise<void> => {
  const { directory, places } = session;
  await directory.firstPage();
  if (directory.state.kind === 'failed' && directory.groups().length === 0) throw directory.state.error;
  if (!isShown(session, user)) {
    const filter = filterText(directory.view.filter, places);
    const answer = await tell(`The filter ${filter} hides ${user.login}.`, 'Clear Filter');
    if (answer === undefined) return;
    await context.clearFilter();
    await directory.firstPage();
  }
  // Another profile may have been chosen meanwhile.
  if (context.connection.session === session && isShown(session, user)) await context.show(user);
};

/** Asks for a user and shows it. Called with a login, the search begins with it. */
export const findUser =
  (context: FindUserContext): Command =>
  async (login) => {
    const session = await requireSession(context.connection);
    if (!session) return;
    const user = await pickUser(session, {
      placeHolder: 'Find a user by login, name, e-mail address or user ID',
      ...(typeof login === 'string' ? { text: login } : {}),
    });
    if (user) await showInTree(context, session, user);
  };

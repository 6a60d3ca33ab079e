/** `ECGrid: Export Users…`: everybody whom the filter of the view matches; or the users who are selected. */
import { itemsOf, largestPage } from '../../api/paging.ts';
import type { User } from '../../domain/user.ts';
import { usersToCsv, usersToJson } from '../../exchange/exportUsers.ts';
import { passes } from '../../domain/grouping.ts';
import type { Command } from '../commands/register.ts';
import { requireSession } from '../commands/sessionCommand.ts';
import type { Session } from '../connection/session.ts';
import { warn } from '../notify.ts';
import { usersText } from '../runs/plan.ts';
import { targetsOf } from '../users/targets.ts';
import { withNotification } from '../progress.ts';
import type { WindowContext } from '../writes/windowContext.ts';
import { saveTable } from './files.ts';

/** All pages of what the filter matches, with a progress that can be cancelled. */
const readAll = ({ client, directory }: Session): Promise<{ users: User[]; unreadable: number }> =>
  withNotification('Reading users for the export', async (signal, progress) => {
    const { filter } = directory.view;
    const users: User[] = [];
    let unreadable = 0;
    const everyone = itemsOf(
      {
        fetchPage: (page, pageSignal) => client.users.list(filter, page, pageSignal),
        idOf: ({ userId }: User) => userId,
        recordsPerPage: largestPage,
      },
      () => (unreadable += 1),
      signal,
    );
    for await (const user of everyone) {
      // A service that ignores the filter must not put others into the file.
      if (!passes(filter, user)) continue;
      users.push(user);
      if (users.length % largestPage === 0) progress.report({ message: `${usersText(users.length)} so far` });
    }
    return { users, unreadable };
  });

/** Asks for a file and writes users to it. Never a key or a password: ECGrid tells none in a user's record. */
const save = (users: readonly User[]): Promise<void> =>
  saveTable('ecgrid-users', usersText(users.length), {
    csv: () => usersToCsv(users),
    json: () => usersToJson(users),
  });

/** Exports everybody whom the filter of the view matches, whatever is selected. */
export const exportUsers =
  (window: WindowContext): Command =>
  async () => {
    const session = await requireSession(window.connection);
    if (!session) return;
    const { users, unreadable } = await readAll(session);
    if (unreadable > 0) void warn(`${unreadable} records could not be read and are not in the file.`);
    await save(users);
  };

/** Exports the users who are selected. */
export const exportSelectedUsers =
  (window: WindowContext): Command =>
  async (clicked, selected) => {
    const session = await requireSession(window.connection);
    const users = session ? await targetsOf(session, clicked, selected, 'Whom do you want to export?') : [];
    if (users.length > 0) await save(users);
  };

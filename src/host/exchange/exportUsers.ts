/** `ECGrid: Export Users…`: everybody whom the filter of the view matches; or the users who are selected. */
import type * as vscode from 'vscode';
import { largestPage, pagesOf } from '../../api/paging.ts';
import type { User } from '../../domain/user.ts';
import { csvFormat, jsonFormat } from '../../exchange/exportUsers.ts';
import { passes } from '../../domain/grouping.ts';
import type { Command } from '../commands/register.ts';
import { requireSession } from '../commands/sessionCommand.ts';
import type { Session } from '../connection/session.ts';
import { warn } from '../notify.ts';
import { usersText } from '../runs/plan.ts';
import { targetsOf } from '../users/targets.ts';
import { withNotification } from '../progress.ts';
import type { WindowContext } from '../writes/windowContext.ts';
import { askWhereToExport, offerToOpen, savePieces } from './files.ts';
import type { Exported } from './files.ts';

/** Some users, and how many records beside them could not be read. */
type Portion = { readonly users: readonly User[]; readonly unreadable: number };
/** What has been written. */
type Written = { users: number; unreadable: number };

const formats = { csv: csvFormat, json: jsonFormat };
const fileName = 'ecgrid-users';

/** Everybody whom the filter matches, page by page. */
async function* portionsOf({ client, directory }: Session, signal: AbortSignal): AsyncGenerator<Portion> {
  const { filter } = directory.view;
  const paging = {
    fetchPage: (page: Parameters<typeof client.users.list>[1], pageSignal?: AbortSignal) =>
      client.users.list(filter, page, pageSignal),
    idOf: ({ userId }: User) => userId,
    recordsPerPage: largestPage,
  };
  for await (const { items, unreadable } of pagesOf(paging, signal)) {
    // A service that ignores the filter must not put others into the file.
    yield { users: items.filter((user) => passes(filter, user)), unreadable: unreadable.length };
  }
}

/** The text of an export, as its users come. `written` follows it. */
async function* piecesOf(
  format: keyof Exported,
  portions: AsyncIterable<Portion> | Iterable<Portion>,
  written: Written,
  onPortion: () => void,
): AsyncGenerator<string> {
  const { head, portion, tail } = formats[format];
  yield head;
  for await (const { users, unreadable } of portions) {
    yield portion(users, written.users === 0);
    written.users += users.length;
    written.unreadable += unreadable;
    onPortion();
  }
  yield tail(written.users === 0);
}

/** Writes portions to a file; never a key or a password: ECGrid tells none in a user's record. */
const write = async (
  file: vscode.Uri,
  format: keyof Exported,
  portions: AsyncIterable<Portion> | Iterable<Portion>,
  onPortion: (written: Written) => void = () => undefined,
): Promise<void> => {
  const written = { users: 0, unreadable: 0 };
  await savePieces(
    file,
    piecesOf(format, portions, written, () => onPortion(written)),
  );
  if (written.unreadable > 0)
    void warn(`${written.unreadable} records could not be read and are not in the file.`);
  void offerToOpen(file, usersText(written.users));
};

/** Exports everybody whom the filter of the view matches, whatever is selected. */
export const exportUsers =
  (window: WindowContext): Command =>
  async () => {
    const session = await requireSession(window.connection);
    const chosen = session && (await askWhereToExport(fileName, 'users'));
    if (!chosen) return;
    await withNotification('Exporting users', (signal, progress) =>
      write(chosen.file, chosen.format, portionsOf(session, signal), ({ users }) =>
        progress.report({ message: `${usersText(users)} so far` }),
      ),
    );
  };

/** Exports the users who are selected. */
export const exportSelectedUsers =
  (window: WindowContext): Command =>
  async (clicked, selected) => {
    const session = await requireSession(window.connection);
    const users = session ? await targetsOf(session, clicked, selected, 'Whom do you want to export?') : [];
    if (users.length === 0) return;
    const chosen = await askWhereToExport(fileName, usersText(users.length));
    if (chosen) await write(chosen.file, chosen.format, [{ users, unreadable: 0 }]);
  };

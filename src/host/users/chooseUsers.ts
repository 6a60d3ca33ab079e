/** Which users a command acts on: the rows that were clicked, or one that is asked for. */
import * as vscode from 'vscode';
import type { User } from '../../domain/user.ts';
import { fullName, placeOf } from '../../domain/userText.ts';
import type { Session } from '../connection/session.ts';
import { abortedBy } from '../cancellation.ts';
import { plainText, warn } from '../notify.ts';
import { isUserNode } from './nodes.ts';

/** The users of the rows that VS Code hands to a command: all selected ones when the clicked one is among them. */
export const clickedUsers = (clicked: unknown, selected: unknown): readonly User[] => {
  if (!isUserNode(clicked)) return [];
  const nodes: readonly unknown[] = Array.isArray(selected) ? selected : [];
  const users = nodes.filter(isUserNode).map(({ user }) => user);
  return users.some(({ userId }) => userId === clicked.user.userId) ? users : [clicked.user];
};

type UserPick = vscode.QuickPickItem & { readonly user?: User };

const pickOf = (user: User): UserPick => ({
  label: plainText(user.login),
  description: plainText(`${fullName(user)} · ${user.authLevel}`),
  detail: plainText(
    `User ID ${user.userId}, ${placeOf(user)}${user.email === undefined ? '' : `, ${user.email}`}`,
  ),
  user,
});

const searchService: UserPick = {
  label: '$(search) Search ECGrid for another login…',
  description: 'not all users are loaded',
  alwaysShow: true,
};

/** Asks ECGrid for a login that is not loaded. */
const askService = async ({ client }: Session): Promise<User | undefined> => {
  const login = await vscode.window.showInputBox({
    title: 'Find a user',
    prompt: 'The whole login',
    ignoreFocusOut: true,
  });
  if (login === undefined || login.trim() === '') return undefined;
  const found = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Looking for ${login.trim()}`,
      cancellable: true,
    },
    (_progress, token) => client.users.byName(login.trim(), abortedBy(token)),
  );
  if (found.items.length === 0) {
    void warn(`ECGrid knows no login ${login.trim()} that your key can reach.`);
    return undefined;
  }
  if (found.items.length === 1) return found.items[0];
  const picked = await vscode.window.showQuickPick(found.items.map(pickOf), {
    placeHolder: 'This login exists more than once. Which one?',
  });
  return picked?.user;
};

/**
 * Asks for one user, from those that are loaded or by login.
 * @returns undefined when nobody was chosen
 */
export const askUser = async (session: Session, placeHolder: string): Promise<User | undefined> => {
  const { directory } = session;
  const picks = directory
    .firstPage()
    .then(() => [...directory.users().map(pickOf), ...(directory.complete ? [] : [searchService])]);
  const picked = await vscode.window.showQuickPick(picks, {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked === searchService ? askService(session) : picked?.user;
};

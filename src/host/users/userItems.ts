/** Users, and what is said beside them, as entries of a quick pick. */
import * as vscode from 'vscode';
import type { User } from '../../domain/user.ts';
import { fullName, namedPlaceOf } from '../../domain/userText.ts';
import type { NameLookup } from '../../domain/userText.ts';
import { caption } from '../../domain/text.ts';
import { plainText } from '../notify.ts';

/** What an entry stands for: a user, another try, or a remark that cannot be chosen. */
export type UserItem = vscode.QuickPickItem & { readonly user?: User; readonly triesAgain?: boolean };

/** The button that opens the page of a user. */
export const showPageButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('eye'),
  tooltip: 'Show Page',
};

/** A user as an entry. It is always shown: what matches is decided by {@link UserSearch}, not by VS Code. */
export const userItem = (user: User, names: NameLookup): UserItem => ({
  label: plainText(caption(user.login)),
  description: plainText(
    [fullName(user), user.authLevel, user.status === 'Active' ? '' : user.status]
      .filter((part) => part !== '')
      .map(caption)
      .join(' · '),
  ),
  detail: plainText(
    [`User ID ${user.userId}`, namedPlaceOf(user, names), user.email]
      .filter((part) => part !== undefined)
      .map(caption)
      .join(', '),
  ),
  buttons: [showPageButton],
  alwaysShow: true,
  user,
});

/** A remark among the entries. */
export const remark = (label: string, description: string): UserItem => ({
  label: plainText(label),
  description: plainText(description),
  alwaysShow: true,
});

/** The entry for a search that failed; choosing it tries again. */
export const failedItem = (message: string): UserItem => ({
  label: `$(error) ${plainText(message)}`,
  description: 'Select to try again.',
  alwaysShow: true,
  triesAgain: true,
});

/** A line with a heading between entries. */
export const heading = (label: string): UserItem => ({
  label,
  kind: vscode.QuickPickItemKind.Separator,
});

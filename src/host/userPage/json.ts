/** A user as JSON, to be copied or compared. Holds no secret: ECGrid tells none in a user’s record. */
import * as vscode from 'vscode';
import { shortened } from '../../domain/text.ts';
import type { User } from '../../domain/user.ts';

/** The scheme of the documents that {@link UserDocuments} shows. */
export const userScheme = 'ecgrid-user';

/** What an editor would obey, or not show: all but the characters of names, and those that join them. */
const unseen = /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** All fields that are known of a user, indented. What would turn the text around, or hide in it, is escaped. */
export const userJson = (user: User): string =>
  `${JSON.stringify(user, undefined, 2).replace(unseen, escaped)}\n`;

/** A tab is as wide as its name. */
const longestName = 60;

/** Read-only documents of users, for VS Code's diff editor. */
export class UserDocuments implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  #count = 0;

  /** Makes a document of the user as it is now. */
  add(user: User): vscode.Uri {
    this.#count += 1;
    const name = shortened(user.login.replace(/[^\p{L}\p{N}._@-]/gu, '_'), longestName);
    const uri = vscode.Uri.from({ scheme: userScheme, path: `/${this.#count}/${name}.json` });
    this.#texts.set(uri.toString(), userJson(user));
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }
}

/** A user as JSON, to be copied or compared. Holds no secret: ECGrid tells none in a user’s record. */
import * as vscode from 'vscode';
import type { User } from '../../domain/user.ts';

/** The scheme of the documents that {@link UserDocuments} shows. */
export const userScheme = 'ecgrid-user';

/** All fields that are known of a user, indented. */
export const userJson = (user: User): string => `${JSON.stringify(user, undefined, 2)}\n`;

/** Read-only documents of users, for VS Code's diff editor. */
export class UserDocuments implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  #count = 0;

  /** Makes a document of the user as it is now. */
  add(user: User): vscode.Uri {
    this.#count += 1;
    const name = user.login.replace(/[^\p{L}\p{N}._@-]/gu, '_');
    const uri = vscode.Uri.from({ scheme: userScheme, path: `/${this.#count}/${name}.json` });
    this.#texts.set(uri.toString(), userJson(user));
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }
}

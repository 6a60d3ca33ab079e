/** What everything that shows or writes users needs of the window. Built once, by the composition root. */
import type * as vscode from 'vscode';
import type { User } from '../../domain/user.ts';
import type { Journal } from '../../journal/journal.ts';
import type { UserWrite, WriteContext } from '../../operations/userWrite.ts';
import type { Connection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import type { Log } from '../log.ts';
import type { OpenPages } from '../pages/openPages.ts';
import type { Settings } from '../settings.ts';

/** The window that the extension runs in. */
export type WindowContext = {
  readonly connection: Connection;
  readonly pages: OpenPages;
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  /** Shows a user in the tree; a view that is hidden stays hidden. */
  readonly reveal: (user: User) => void;
  /** Read when they are needed: an open page must not go by old ones. */
  readonly settings: () => Settings;
  /** The record of every write. */
  readonly journal: () => Promise<Journal>;
};

/** The same while somebody is signed in. */
export type SessionContext = WindowContext & { readonly session: Session };

/** What the writes of a session go through. */
export const writeContext = ({ session, settings }: SessionContext): WriteContext => ({
  caller: session.me,
  policy: settings(),
  names: {
    network: (networkId) => session.places.networkText(networkId),
    mailbox: (mailboxId) => session.places.mailboxText(mailboxId),
  },
});

/** Makes a write for a session. */
export type MakeWrite = (context: WriteContext) => UserWrite;

/** `ECGrid: Add User` and `ECGrid: Change Role…`: both open a form, which is loaded on first use. */
import type * as vscode from 'vscode';
import { mayAdminister } from '../../domain/grants.ts';
import type { Connection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import type { Log } from '../log.ts';
import { warn } from '../notify.ts';
import { readSettings } from '../settings.ts';
import type { FormContext } from '../userForm/openForm.ts';
import type { OpenForms } from '../userForm/openForms.ts';
import { askUser, clickedUsers } from '../users/chooseUsers.ts';
import type { RevealUser } from '../users/usersTree.ts';
import type { Command } from './register.ts';
import { requireSession } from './sessionCommand.ts';

/** What the commands need. */
export type FormCommandContext = {
  readonly connection: Connection;
  readonly forms: OpenForms;
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly reveal: RevealUser;
};

const formContext = ({ extensionUri, log, reveal }: FormCommandContext, session: Session): FormContext => ({
  extensionUri,
  session,
  log,
  reveal,
  settings: readSettings,
});

/** Opens an empty form, or shows the one that is being filled in. */
export const addUser =
  (context: FormCommandContext): Command =>
  async () => {
    const session = await requireSession(context.connection);
    if (!session) return;
    await context.forms.show('add', session, async () => {
      const { openAddUserForm } = await import('../userForm/addUserForm.ts');
      return openAddUserForm(formContext(context, session));
    });
  };

/** Opens the form for the user that was clicked; the palette asks for one. */
export const changeRole =
  (context: FormCommandContext): Command =>
  async (clicked) => {
    const session = await requireSession(context.connection);
    if (!session) return;
    // A row is only trusted to say which user: what is shown and written is what ECGrid told of that one.
    const [row] = clickedUsers(clicked, undefined);
    const known = row && session.directory.find(row.userId);
    const target = known ?? (await askUser(session, 'Whose role do you want to change?'));
    if (!target) return;
    const verdict = mayAdminister(session.me, target);
    if (verdict.kind === 'refused') {
      void warn(verdict.reason);
      return;
    }
    await context.forms.show(`role:${target.userId}`, session, async () => {
      const { openChangeRoleForm } = await import('../userForm/changeRoleForm.ts');
      return openChangeRoleForm(formContext(context, session), target);
    });
  };

/** Copy user ID, login or e-mail address of the selected users, a line each. */
import * as vscode from 'vscode';
import type { User } from '../../domain/user.ts';
import type { Connection } from '../connection/connection.ts';
import { warn } from '../notify.ts';
import { askUser, clickedUsers } from '../users/chooseUsers.ts';
import type { Command } from './register.ts';
import { requireSession } from './sessionCommand.ts';

/**
 * A command that copies one field.
 * @param name what the field is called in messages, e.g. `login`
 */
export const copyField =
  (connection: Connection, name: string, field: (user: User) => string | undefined): Command =>
  async (clicked, selected) => {
    let users = clickedUsers(clicked, selected);
    if (users.length === 0) {
      const session = await requireSession(connection);
      const user = session && (await askUser(session, `Whose ${name} do you want to copy?`));
      users = user ? [user] : [];
    }
    if (users.length === 0) return;
    const values = users.map(field).filter((value) => value !== undefined && value !== '');
    if (values.length === 0) {
      void warn(`ECGrid tells no ${name} of ${users.map(({ login }) => login).join(', ')}.`);
      return;
    }
    await vscode.env.clipboard.writeText(values.join('\n'));
    const what = values.length === 1 ? `the ${name}` : `${values.length} values`;
    vscode.window.setStatusBarMessage(`$(clippy) Copied ${what}`, 4000);
  };

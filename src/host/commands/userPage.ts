/** Looking at users closely: their page, their JSON, two of them side by side. */
import * as vscode from 'vscode';
import { onOneLine, shortened } from '../../domain/text.ts';
import type { WindowContext } from '../writes/windowContext.ts';
import { warn } from '../notify.ts';
import { askUser } from '../users/chooseUsers.ts';
import { targetsOf } from '../users/targets.ts';
import { userJson } from '../userPage/json.ts';
import type { UserDocuments } from '../userPage/json.ts';
import type { Command } from './register.ts';
import { requireSession } from './sessionCommand.ts';

/** Opens the page of the user that was clicked; the palette asks for one. */
export const showUser =
  (window: WindowContext): Command =>
  async (clicked) => {
    const session = await requireSession(window.connection);
    const [user] = session
      ? await targetsOf(session, clicked, undefined, 'Whose page do you want to see?')
      : [];
    if (!session || !user) return;
    await window.pages.show(`page:${user.userId}`, session, async () => {
      const { UserPanel } = await import('../userPage/userPanel.ts');
      return new UserPanel(user, { ...window, session });
    });
  };

/** Copies the selected users as JSON. */
export const copyJson =
  (window: WindowContext): Command =>
  async (clicked, selected) => {
    const session = await requireSession(window.connection);
    const users = session
      ? await targetsOf(session, clicked, selected, 'Whom do you want to copy as JSON?')
      : [];
    const [user, ...others] = users;
    if (!user) return;
    const text = others.length === 0 ? userJson(user) : `${JSON.stringify(users, undefined, 2)}\n`;
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage('$(clippy) Copied as JSON', 4000);
  };

/** Shows two users side by side in VS Code's diff editor. */
export const compareUsers =
  (window: WindowContext, documents: UserDocuments): Command =>
  async (clicked, selected) => {
    const session = await requireSession(window.connection);
    if (!session) return;
    const [left, marked, ...more] = await targetsOf(
      session,
      clicked,
      selected,
      'Whom do you want to compare?',
    );
    if (!left) return;
    if (more.length > 0) {
      void warn('Select two users to compare, or one and choose the other.');
      return;
    }
    const right = marked ?? (await askUser(session, `With whom do you want to compare ${left.login}?`));
    if (!right) return;
    const title = [left, right].map(({ login }) => shortened(onOneLine(login), 60)).join(' ↔ ');
    await vscode.commands.executeCommand('vscode.diff', documents.add(left), documents.add(right), title);
  };

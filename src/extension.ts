/** The composition root: builds the parts, wires them, and hands VS Code what is to be disposed of. */
import * as vscode from 'vscode';
import type { User } from './domain/user.ts';
import { registerCommands } from './host/commands/register.ts';
import type { Command } from './host/commands/register.ts';
import { Connection } from './host/connection/connection.ts';
import { developmentSignIn } from './host/connection/developmentSignIn.ts';
import { KeyVault } from './host/connection/keyVault.ts';
import { ProfileStore } from './host/connection/profile.ts';
import { createStatusBar } from './host/connection/statusBar.ts';
import { createLog } from './host/log.ts';
import { OpenForms } from './host/userForm/openForms.ts';
import { readSettings } from './host/settings.ts';
import { revealIn, UsersTree } from './host/users/usersTree.ts';

/** False in the packaged extension: esbuild.mjs defines it, and leaves out what depends on it. */
declare const developmentBuild: boolean;

// Each of these is a file of its own, loaded when its first command is run: activation does not pay for them.
const viewCommands = () => import('./host/commands/view.ts');
const formCommandsModule = () => import('./host/commands/forms.ts');

/** Called by VS Code when the view is shown or a command is run. */
export const activate = (context: vscode.ExtensionContext): void => {
  const log = createLog();
  const profiles = new ProfileStore(context.globalState);
  const keys = new KeyVault(context.secrets);
  const connection = new Connection(profiles, keys, async (profile, key, token) => {
    const { openSession } = await import('./host/connection/session.ts');
    return openSession(profile, key, readSettings(), log, token);
  });
  const tree = new UsersTree(connection);
  const view = vscode.window.createTreeView('ecgrid.users', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const forms = new OpenForms(connection);
  const formCommands = { connection, forms, extensionUri: context.extensionUri, log, reveal: revealIn(view) };
  const copy =
    (name: string, field: (user: User) => string | undefined): Command =>
    async (...rows) => {
      const { copyField } = await import('./host/commands/copy.ts');
      await copyField(connection, name, field)(...rows);
    };
  const commands = registerCommands(
    {
      signIn: async () => {
        const { signIn } = await import('./host/connection/signIn.ts');
        await signIn({ connection, profiles });
      },
      signOut: async () => {
        await (await viewCommands()).signOut(connection)();
      },
      addUser: async () => {
        await (await formCommandsModule()).addUser(formCommands)();
      },
      changeRole: async (...rows) => {
        await (await formCommandsModule()).changeRole(formCommands)(...rows);
      },
      refreshUsers: async () => {
        await (await viewCommands()).refreshUsers(connection, () => view.visible)();
      },
      loadMoreUsers: async (...rows) => {
        await (await viewCommands()).loadMoreUsers(connection)(...rows);
      },
      copyUserId: copy('user ID', ({ userId }) => String(userId)),
      copyLogin: copy('login', ({ login }) => login),
      copyEmail: copy('e-mail address', ({ email }) => email),
      showLog: log.show,
    },
    log,
  );
  context.subscriptions.push(log, connection, tree, view, forms, commands, createStatusBar(connection));
  if (developmentBuild) {
    developmentSignIn(process.env, connection)?.catch((error: unknown) =>
      log.failure('Signing in to the sandbox', error),
    );
  }
};

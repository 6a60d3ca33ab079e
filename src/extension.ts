/** The composition root: builds the parts, wires them, and hands VS Code what is to be disposed of. */
import * as vscode from 'vscode';
import { createCommands } from './host/commands/catalogue.ts';
import { registerCommands, reportFailure } from './host/commands/register.ts';
import { Connection } from './host/connection/connection.ts';
import { developmentSignIn } from './host/connection/developmentSignIn.ts';
import { KeyVault } from './host/connection/keyVault.ts';
import { ProfileStore } from './host/connection/profile.ts';
import { createStatusBar } from './host/connection/statusBar.ts';
import { settleWhenSignedIn } from './host/journal/settleWhenSignedIn.ts';
import { createLog } from './host/log.ts';
import { once } from './host/once.ts';
import { OpenPages } from './host/pages/openPages.ts';
import { readSettings } from './host/settings.ts';
import { UsersView } from './host/users/usersView.ts';

/** False in the packaged extension: esbuild.mjs defines it, and leaves out what depends on it. */
declare const developmentBuild: boolean;

/** Ends the sessions that are open. Undefined as long as nothing was activated. */
let closeConnection: (() => Promise<void>) | undefined;

/** Called by VS Code when the view is shown or a command is run. */
export const activate = (context: vscode.ExtensionContext): void => {
  const { extensionUri, globalState: state, subscriptions } = context;
  const log = createLog();
  const profiles = new ProfileStore(state);
  const keys = new KeyVault(context.secrets);
  const connection = new Connection(profiles, keys, async (profile, credential, token) => {
    const { openSession } = await import('./host/connection/session.ts');
    const { savedView } = await import('./host/users/savedView.ts');
    const view = savedView(state, profile.id);
    return openSession(profile, credential, readSettings(), log, await journal(), token, view);
  });
  closeConnection = () => connection.close();
  const journal = once(async () => {
    const { openJournal } = await import('./host/journal/openJournal.ts');
    return openJournal(context.globalStorageUri, state, log);
  });
  const view = new UsersView(connection, async (users, target) => {
    const { dropUsers } = await import('./host/commands/userActions.ts');
    await dropUsers(window)(users, target).catch((error: unknown) => reportFailure('Drop', error, log));
  });
  const pages = new OpenPages(connection);
  const { reveal } = view;
  const window = { connection, pages, extensionUri, log, reveal, journal, settings: readSettings };
  const documents = once(async () => {
    const { UserDocuments: Documents, userScheme } = await import('./host/userPage/json.ts');
    const provider = new Documents();
    subscriptions.push(vscode.workspace.registerTextDocumentContentProvider(userScheme, provider));
    return provider;
  });
  const commands = createCommands({
    ...window,
    profiles,
    keys,
    view,
    memento: state,
    documents,
  });
  const registered = registerCommands(commands, log, () => view.view.selection);
  const settling = connection.onDidChange(settleWhenSignedIn(window));
  subscriptions.push(log, settling, connection, view, pages, registered, createStatusBar(connection));
  // The names and addresses of profiles may travel between machines; keys never do.
  state.setKeysForSync(['ecgrid.profiles']);
  if (developmentBuild) {
    developmentSignIn(process.env, connection)?.catch((error: unknown) =>
      log.failure('Signing in to the sandbox', error),
    );
  }
};

/** Called by VS Code when the window is closed, which waits for up to five seconds. */
export const deactivate = async (): Promise<void> => closeConnection?.();

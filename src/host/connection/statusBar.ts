/** One item in the status bar: profile, login, AuthLevel; production marked. */
import * as vscode from 'vscode';
import { explain } from '../explain.ts';
import { plainText } from '../notify.ts';
import type { Connection, ConnectionState } from './connection.ts';

const show = (item: vscode.StatusBarItem, state: ConnectionState): void => {
  item.backgroundColor = undefined;
  item.command = 'ecgrid.signIn';
  switch (state.kind) {
    case 'signedOut':
      item.hide();
      return;
    case 'connecting':
      item.text = `$(loading~spin) ECGrid: ${plainText(state.profile.name)}`;
      item.tooltip = `Signing in to ${state.profile.origin}`;
      break;
    case 'keyMissing':
      item.text = `$(key) ECGrid: ${plainText(state.profile.name)} needs its API key`;
      item.tooltip = 'Sign in';
      break;
    case 'failed':
      item.text = `$(error) ECGrid: ${plainText(state.profile.name)}`;
      item.tooltip = 'Signing in failed. Try again';
      item.command = explain(state.error).kind === 'invalidKey' ? 'ecgrid.signIn' : 'ecgrid.refreshUsers';
      break;
    case 'signedIn': {
      const { profile, me } = state.session;
      const production = profile.environment === 'production';
      const who = plainText(`${profile.name} · ${me.login} · ${me.authLevel}`);
      item.text = `$(${production ? 'globe' : 'beaker'}) ${who}`;
      item.tooltip = `ECGrid ${profile.environment}: ${profile.origin}`;
      if (production) item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
      item.command = 'ecgrid.users.focus';
      break;
    }
  }
  item.accessibilityInformation = { label: item.text.replace(/\$\([^)]*\) ?/g, '') };
  item.show();
};

/** Shows the connection in the status bar for as long as it lives. */
export const createStatusBar = (connection: Connection): vscode.Disposable => {
  const item = vscode.window.createStatusBarItem('ecgrid.connection', vscode.StatusBarAlignment.Left, 10);
  item.name = 'ECGrid';
  show(item, connection.state);
  const changes = connection.onDidChange((state) => show(item, state));
  return vscode.Disposable.from(item, changes);
};

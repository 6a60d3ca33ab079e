/** One item in the status bar: profile, login, AuthLevel; production marked. A click switches profiles. */
import * as vscode from 'vscode';
import { explain } from '../explain.ts';
import { shortened } from '../../domain/text.ts';
import { plainText } from '../notify.ts';
import type { Connection } from './connection.ts';
import type { ConnectionState } from './connectionState.ts';
import { apisText } from './profile.ts';

/** The status bar has room for a name, and other entries beside it. */
const brief = (text: string): string => plainText(shortened(text, 60));

const show = (item: vscode.StatusBarItem, state: ConnectionState): void => {
  item.backgroundColor = undefined;
  item.command = 'ecgrid.switchProfile';
  switch (state.kind) {
    case 'signedOut':
      item.hide();
      return;
    case 'connecting':
      item.text = `$(loading~spin) ECGrid: ${brief(state.profile.name)}`;
      item.tooltip = `Signing in to ${state.profile.origin}`;
      break;
    case 'keyMissing':
      item.text = `$(key) ECGrid: ${brief(state.profile.name)} needs its ${state.profile.login === undefined ? 'API key' : 'password'}`;
      item.tooltip = state.profile.login === undefined ? 'Sign in' : 'The session has ended: sign in again';
      item.command = 'ecgrid.signIn';
      break;
    case 'failed':
      item.text = `$(error) ECGrid: ${brief(state.profile.name)}`;
      item.tooltip = 'Signing in failed. Try again';
      item.command = explain(state.error).kind === 'invalidKey' ? 'ecgrid.signIn' : 'ecgrid.refreshUsers';
      break;
    case 'signedIn': {
      const { profile, me } = state.session;
      const production = profile.environment === 'production';
      const who = [profile.name, me.login, me.authLevel].map(brief).join(' · ');
      item.text = `$(${production ? 'globe' : 'beaker'}) ${who}`;
      const service = [`ECGrid ${profile.environment}: ${profile.origin}`, apisText(profile)];
      item.tooltip = [...service, 'Click to switch profiles.'].filter(Boolean).join('\n');
      if (production) item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
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
  const update = (): void => show(item, connection.state);
  update();
  return vscode.Disposable.from(item, connection.onDidChange(update), connection.onDidChangeCaption(update));
};

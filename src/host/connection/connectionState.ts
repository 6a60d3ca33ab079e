/** Where the connection stands, and what VS Code’s welcome views and menus are told of it. */
import * as vscode from 'vscode';
import type { Profile } from './profile.ts';
import type { Session } from './session.ts';

/** Where the connection stands. */
export type ConnectionState =
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'connecting'; readonly profile: Profile }
  | { readonly kind: 'signedIn'; readonly session: Session }
  /** Also where the session of a login has ended: its password is kept nowhere. */
  | { readonly kind: 'keyMissing'; readonly profile: Profile }
  | { readonly kind: 'failed'; readonly profile: Profile; readonly error: unknown };

/** The profile that a window works with; undefined when signed out. */
export const profileOf = (state: ConnectionState): Profile | undefined => {
  if (state.kind === 'signedOut') return undefined;
  return state.kind === 'signedIn' ? state.session.profile : state.profile;
};

/**
 * Sets `ecgrid.connection` to the kind of the state, and `ecgrid.signsInBy` to `login` where a password is asked for, else
 * to `key`.
 */
export const tellViews = (state: ConnectionState): void => {
  const signsInBy = profileOf(state)?.login === undefined ? 'key' : 'login';
  void vscode.commands.executeCommand('setContext', 'ecgrid.signsInBy', signsInBy);
  void vscode.commands.executeCommand('setContext', 'ecgrid.connection', state.kind);
};

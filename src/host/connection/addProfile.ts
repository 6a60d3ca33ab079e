/** Signing in with a key that is asked for, to a new profile or to one that is there. */
import * as vscode from 'vscode';
import { explain } from '../explain.ts';
import { plainText, tell, tellFailure, warn } from '../notify.ts';
import type { Connection } from './connection.ts';
import type { Profile } from './profile.ts';
import { askKey, askProfile } from './profileQuestions.ts';
import type { ProfilesContext } from './profileQuestions.ts';

/** Proves the key with a progress that can be cancelled. @returns true when signed in, false to ask again */
const prove = async (connection: Connection, profile: Profile, key: string): Promise<boolean | undefined> => {
  try {
    const { session, problem } = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Signing in to ${plainText(profile.name)}`,
        cancellable: true,
      },
      (_progress, token) => connection.signIn(profile, key, token),
    );
    if (problem) void warn(problem.message);
    const { login, authLevel } = session.me;
    void tell(`Signed in to ${profile.name} as ${login} (${authLevel}).`);
    return true;
  } catch (error) {
    const { message, nextStep, kind } = explain(error);
    if (kind === 'cancelled') return undefined;
    const answer = await tellFailure(`${message} ${nextStep}`, 'Try Again');
    return answer === 'Try Again' ? false : undefined;
  }
};

/** Asks for the key of a profile until it is accepted or given up, and signs in. */
export const signInTo = async (connection: Connection, profile: Profile): Promise<void> => {
  let typed = '';
  for (;;) {
    const key = await askKey(profile, typed);
    if (key === undefined) return;
    typed = key;
    if ((await prove(connection, profile, key)) !== false) return;
  }
};

/** Asks for all that is needed and signs in. The profiles that are there stay, and their keys too. */
export const addProfile = async ({ connection, profiles }: ProfilesContext): Promise<void> => {
  const profile = await askProfile(profiles);
  if (profile) await signInTo(connection, profile);
};

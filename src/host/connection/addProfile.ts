/** Signing in with a key or password that is asked for, to a new profile or to one that is there. */
import * as vscode from 'vscode';
import { explain } from '../explain.ts';
import { plainText, tell, tellFailure, warn } from '../notify.ts';
import type { Connection } from './connection.ts';
import { askCredential } from './credentialQuestions.ts';
import type { SignInAnswer } from './credentialQuestions.ts';
import type { Profile } from './profile.ts';
import { askProfile } from './profileQuestions.ts';
import type { ProfilesContext } from './profileQuestions.ts';

/** Proves an answer with a progress that can be cancelled. @returns true when signed in, false to ask again */
const prove = async (
  connection: Connection,
  { profile, credential }: SignInAnswer,
): Promise<boolean | undefined> => {
  try {
    const { session, problem } = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Signing in to ${plainText(profile.name)}`,
        cancellable: true,
      },
      (_progress, token) => connection.signIn(profile, credential, token),
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

/** Asks for the key or password of a profile until it is accepted or given up, and signs in. */
export const signInTo = async (connection: Connection, profile: Profile): Promise<void> => {
  let answer = await askCredential(profile, undefined);
  while (answer !== undefined && (await prove(connection, answer)) === false) {
    answer = await askCredential(answer.profile, answer.credential);
  }
};

/**
 * After connecting with a profile, asks for its key or password where that is missing.
 * @throws {EcgridError} when connecting with the stored key failed, in the words of the client
 */
export const signInWhereNeeded = async (connection: Connection, { id }: Profile): Promise<void> => {
  const { state, profile } = connection;
  // Something else may have overtaken this: what became of that is told by it.
  if (profile?.id !== id) return;
  if (state.kind === 'keyMissing') await signInTo(connection, profile);
  else if (state.kind === 'failed') throw state.error;
};

/** Asks for all that is needed and signs in. The profiles that are there stay, and their keys too. */
export const addProfile = async ({ connection, profiles }: ProfilesContext): Promise<void> => {
  const profile = await askProfile(profiles);
  if (profile) await signInTo(connection, profile);
};

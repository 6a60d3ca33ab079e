/** `ECGrid: Rename Profile…` and `ECGrid: Remove Profile…`, from the palette or a button in the list. */
import * as vscode from 'vscode';
import { confirm, tell } from '../notify.ts';
import type { Profile } from './profile.ts';
import { profileItem } from './profileItems.ts';
import { nameProblem } from './profileQuestions.ts';
import type { ProfilesContext } from './profileQuestions.ts';

/** Asks for one of the profiles. @returns undefined when there is none, which is told, or none was chosen */
export const askWhich = async (
  { connection, profiles }: ProfilesContext,
  question: string,
): Promise<Profile | undefined> => {
  const all = profiles.all();
  if (all.length === 0) {
    void tell('There are no profiles yet. Sign in to add one.');
    return undefined;
  }
  const facts = { inUse: connection.profile?.id, withoutKey: new Set<string>() };
  const items = all.map((profile) => profileItem(profile, facts));
  return (await vscode.window.showQuickPick(items, { placeHolder: question, matchOnDescription: true }))
    ?.profile;
};

/** Asks for another name and gives it. @param clicked the profile; it is asked for when there is none */
export const renameProfile = async (context: ProfilesContext, clicked?: Profile): Promise<void> => {
  const { connection, profiles } = context;
  const profile = clicked ?? (await askWhich(context, 'Which profile do you want to rename?'));
  if (!profile) return;
  const name = await vscode.window.showInputBox({
    title: 'Rename Profile',
    prompt: `Name of the profile for ${profile.origin}`,
    value: profile.name,
    ignoreFocusOut: true,
    validateInput: (text) => nameProblem(profiles, text, profile),
  });
  if (name !== undefined) await connection.renameProfile(profile, name.trim());
};

/** Asks, then removes a profile and its key. @param clicked the profile; it is asked for when there is none */
export const removeProfile = async (context: ProfilesContext, clicked?: Profile): Promise<void> => {
  const { connection } = context;
  const profile = clicked ?? (await askWhich(context, 'Which profile do you want to remove?'));
  if (!profile) return;
  const signedOut = connection.profile?.id === profile.id ? ' You are signed out.' : '';
  const key =
    profile.login === undefined
      ? ', and its API key is removed from VS Code’s secret storage on this one'
      : '';
  const detail =
    `The profile for ${profile.origin} leaves the list, with Settings Sync on your other machines too` +
    `${key}.${signedOut} Nothing changes on ECGrid.`;
  if (await confirm(`Remove the profile “${profile.name}”?`, detail, 'Remove')) {
    await connection.removeProfile(profile);
  }
};

/** `ECGrid: Choose APIs…`: whether REST, ECGridOS or both answer for a profile. */
import * as vscode from 'vscode';
import type { ApiChoice } from '../../api/userService.ts';
import { tell } from '../notify.ts';
import { signInWhereNeeded } from './addProfile.ts';
import { askWhich } from './manageProfiles.ts';
import type { Profile } from './profile.ts';
import type { ProfilesContext } from './profileQuestions.ts';

type ApisItem = vscode.QuickPickItem & { readonly apis: ApiChoice };

const choices: readonly ApisItem[] = [
  {
    apis: 'both',
    label: 'REST, with ECGridOS for what REST cannot do (default)',
    detail: 'Offers everything: ECGridOS suspends, activates and unlocks users, and tells their last logins.',
  },
  {
    apis: 'rest',
    label: 'REST only',
    detail: 'Nothing is sent to the older API. Users cannot be suspended, activated or unlocked.',
  },
  {
    apis: 'ecgridos',
    label: 'ECGridOS only',
    detail: 'For networks that REST is not open to. Networks and mailboxes are shown by their numbers.',
  },
];

/** The rows, with the one in use marked. */
export const apisItems = ({ apis: inUse }: Profile): readonly ApisItem[] =>
  choices.map((choice) => (choice.apis === inUse ? { ...choice, description: 'in use' } : choice));

/**
 * Lets the user choose the APIs of a profile; the session in use connects again.
 * @param clicked the profile; it is asked for when there is none
 * @throws {EcgridError} when connecting again failed
 */
export const chooseApis = async (context: ProfilesContext, clicked?: Profile): Promise<void> => {
  const profile = clicked ?? (await askWhich(context, 'Which profile do you want to choose APIs for?'));
  if (!profile) return;
  if (profile.login !== undefined) {
    void tell(
      `${profile.name} signs in with a login and password, which ECGridOS alone accepts. Sign in with an API key to choose.`,
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(apisItems(profile), {
    title: 'Choose APIs',
    placeHolder: 'Which of ECGrid’s APIs do you want to use?',
  });
  if (!picked || picked.apis === profile.apis) return;
  await context.connection.chooseApis(profile, picked.apis);
  await signInWhereNeeded(context.connection, profile);
};

/** `ECGrid: Switch Profile…`: the profiles to choose from, to rename and to remove, and the ways in and out. */
import * as vscode from 'vscode';
import { plainText } from '../notify.ts';
import { addProfile, signInWhereNeeded } from './addProfile.ts';
import { chooseApis } from './chooseApis.ts';
import { removeProfile, renameProfile } from './manageProfiles.ts';
import type { Profile } from './profile.ts';
import { profileItem, profilesWithoutKey } from './profileItems.ts';
import type { ProfileFacts } from './profileItems.ts';
import type { ProfilesContext } from './profileQuestions.ts';

type Action = 'add' | 'signOut' | 'use' | 'apis' | 'rename' | 'remove';

/** A row or one of its buttons, chosen. */
type Choice = { readonly action: Action; readonly profile?: Profile };

type ChoiceItem = vscode.QuickPickItem & Choice;

const apisButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('plug'),
  tooltip: 'Choose APIs…',
};
const renameButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('edit'),
  tooltip: 'Rename…',
};
const removeButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('trash'),
  tooltip: 'Remove…',
};

const buttonActions: ReadonlyMap<vscode.QuickInputButton, Action> = new Map([
  [apisButton, 'apis'],
  [renameButton, 'rename'],
  [removeButton, 'remove'],
]);

/** The rows: profiles, then the ways in and out. */
export const switchItems = (
  { connection, profiles }: ProfilesContext,
  withoutKey: ProfileFacts['withoutKey'],
): readonly ChoiceItem[] => {
  const { profile: current } = connection;
  const facts = { inUse: current?.id, withoutKey };
  return [
    ...profiles.all().map((profile) => ({
      ...profileItem(profile, facts),
      action: 'use' as const,
      buttons: [...buttonActions.keys()],
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator, action: 'add' },
    { label: '$(add) Add a profile…', action: 'add', alwaysShow: true },
    ...(current
      ? [
          {
            label: `$(sign-out) Sign out of ${plainText(current.name)}`,
            action: 'signOut' as const,
            alwaysShow: true,
          },
        ]
      : []),
  ];
};

/** Shows the list at once; which profiles lack their key is added when the password store has told. */
const choose = async (context: ProfilesContext): Promise<Choice | undefined> => {
  const picker = vscode.window.createQuickPick<ChoiceItem>();
  picker.placeholder = 'Which profile do you want to use?';
  picker.matchOnDescription = true;
  picker.items = switchItems(context, new Set());
  picker.busy = true;
  let isOpen = true;
  void profilesWithoutKey(context).then((withoutKey) => {
    if (!isOpen) return;
    picker.busy = false;
    // Rows that are drawn again get away from under the pointer.
    if (withoutKey.size === 0) return;
    const chosen = picker.activeItems[0]?.label;
    picker.items = switchItems(context, withoutKey);
    picker.activeItems = picker.items.filter(({ label }) => label === chosen).slice(0, 1);
  });
  try {
    return await new Promise<Choice | undefined>((resolve) => {
      picker.onDidAccept(() => resolve(picker.selectedItems[0]));
      picker.onDidTriggerItemButton(({ item, button }) =>
        resolve({ ...item, action: buttonActions.get(button) ?? 'use' }),
      );
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    isOpen = false;
    picker.dispose();
  }
};

/**
 * Connects with a profile. The key or password is asked for right away where this machine has none.
 * @throws {EcgridError} when connecting with the stored key failed, in the words of the client
 */
export const useProfile = async ({ connection }: ProfilesContext, profile: Profile): Promise<void> => {
  if (connection.session?.profile.id === profile.id) return;
  await connection.switchTo(profile);
  await signInWhereNeeded(connection, profile);
};

/** Lets the user choose a profile, add one, rename or remove one, or sign out. */
export const switchProfile = async (context: ProfilesContext): Promise<void> => {
  const { connection, profiles } = context;
  if (profiles.all().length === 0 && !connection.profile) return addProfile(context);
  for (;;) {
    const choice = await choose(context);
    switch (choice?.action) {
      case undefined:
        return;
      case 'add':
        return addProfile(context);
      case 'signOut':
        await vscode.commands.executeCommand('ecgrid.signOut');
        return;
      case 'use':
        if (choice.profile) await useProfile(context, choice.profile);
        return;
      case 'apis':
        return chooseApis(context, choice.profile);
      case 'rename':
        await renameProfile(context, choice.profile);
        break;
      case 'remove':
        await removeProfile(context, choice.profile);
        break;
    }
  }
};

/** How profiles are listed: icon by environment, address, and what is to be known before one is chosen. */
import * as vscode from 'vscode';
import { plainText } from '../notify.ts';
import { apisText } from './profile.ts';
import type { Environment, Profile } from './profile.ts';
import type { ProfilesContext } from './profileQuestions.ts';

const icons: Readonly<Record<Environment, string>> = {
  production: 'globe',
  test: 'tools',
  sandbox: 'beaker',
};

/** A row for a profile. */
export type ProfileItem = vscode.QuickPickItem & { readonly profile: Profile };

/** What is known of the profiles besides themselves, by id. */
export type ProfileFacts = {
  readonly inUse: string | undefined;
  /** Without a key on this machine; empty as long as that is not known. */
  readonly withoutKey: ReadonlySet<string>;
};

/** The row of a profile, without buttons. */
export const profileItem = (profile: Profile, { inUse, withoutKey }: ProfileFacts): ProfileItem => {
  const { id, name, environment, origin, login } = profile;
  const apis = apisText(profile);
  const marks = [
    ...(environment === 'production' ? ['Production'] : []),
    ...(id === inUse ? ['in use'] : []),
    ...(apis === undefined ? [] : [apis]),
    ...(login === undefined ? [] : [`${plainText(login)}, with a password`]),
    ...(withoutKey.has(id) ? ['needs its API key'] : []),
  ];
  return {
    profile,
    label: plainText(name),
    description: plainText(origin),
    iconPath: new vscode.ThemeIcon(icons[environment]),
    ...(marks.length === 0 ? {} : { detail: marks.join(' · ') }),
  };
};

/** The ids of the profiles that have no key on this machine, and need one. */
export const profilesWithoutKey = async ({
  profiles,
  keys,
}: ProfilesContext): Promise<ReadonlySet<string>> => {
  const all = await Promise.all(
    profiles
      .all()
      .filter(({ login }) => login === undefined)
      .map(async (profile) => ({ id: profile.id, key: await keys.read(profile) })),
  );
  return new Set(all.filter(({ key }) => key === undefined).map(({ id }) => id));
};

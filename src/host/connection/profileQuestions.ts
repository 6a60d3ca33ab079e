/** The questions of signing in: which ECGrid, at which address, under which name. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { acceptedOrigin, productionOrigin } from '../../domain/origin.ts';
import type { Connection } from './connection.ts';
import type { KeyVault } from './keyVault.ts';
import type { Environment, Profile, ProfileStore } from './profile.ts';

/** What the commands for profiles need. */
export type ProfilesContext = {
  readonly connection: Connection;
  readonly profiles: ProfileStore;
  readonly keys: KeyVault;
};

const steps = 4;

/** The title of a question. @param step 1 to 4 */
export const title = (step: number): string => `Sign In to ECGrid (${step}/${steps})`;

type EnvironmentPick = vscode.QuickPickItem & { readonly environment: Environment };

const environments: readonly EnvironmentPick[] = [
  { environment: 'production', label: '$(globe) Production', description: productionOrigin },
  {
    environment: 'test',
    label: '$(tools) Test',
    description: 'an ECGrid for tests, at an address of its own',
  },
  { environment: 'sandbox', label: '$(beaker) Sandbox or other', description: 'a local or other ECGrid' },
];

const askEnvironment = async (): Promise<Environment | undefined> => {
  const picked = await vscode.window.showQuickPick(environments, {
    title: title(1),
    placeHolder: 'Which ECGrid do you work with?',
    ignoreFocusOut: true,
  });
  return picked?.environment;
};

const problemOf = (address: string): string | undefined => {
  const accepted = acceptedOrigin(address);
  return 'problem' in accepted ? accepted.problem : undefined;
};

const askOrigin = async (environment: Environment): Promise<string | undefined> => {
  if (environment === 'production') return productionOrigin;
  const address = await vscode.window.showInputBox({
    title: title(2),
    prompt: 'Address of the service',
    placeHolder: 'https://…',
    ignoreFocusOut: true,
    validateInput: problemOf,
  });
  const accepted = address === undefined ? undefined : acceptedOrigin(address);
  return accepted && 'origin' in accepted ? accepted.origin : undefined;
};

const defaultNames: Readonly<Record<Environment, string>> = {
  production: 'Production',
  test: 'Test',
  sandbox: 'Sandbox',
};

/**
 * What is wrong with a name for a profile; undefined when nothing is.
 * @param except the profile that it is for: its own name is not taken
 */
export const nameProblem = (
  profiles: ProfileStore,
  name: string,
  except: Profile | undefined,
): string | undefined => {
  if (name.trim() === '') return 'Enter a name.';
  return profiles.hasName(name, except) ? 'Another profile has this name already.' : undefined;
};

/** A profile of this name, in any letter case, and origin: signing in to it again is no second profile. */
const sameProfile = (profiles: ProfileStore, name: string, origin: string): Profile | undefined =>
  profiles
    .all()
    .find((other) => other.origin === origin && other.name.toLowerCase() === name.trim().toLowerCase());

const askName = async (
  profiles: ProfileStore,
  environment: Environment,
  origin: string,
): Promise<string | undefined> => {
  const name = await vscode.window.showInputBox({
    title: title(3),
    prompt: 'Name of this profile',
    value: defaultNames[environment],
    ignoreFocusOut: true,
    validateInput: (text) => nameProblem(profiles, text, sameProfile(profiles, text, origin)),
  });
  return name?.trim();
};

/** Asks for a profile; one with the same name and origin is used again, with its key replaced. */
export const askProfile = async (profiles: ProfileStore): Promise<Profile | undefined> => {
  const asked = await askEnvironment();
  const origin = asked && (await askOrigin(asked));
  // Whatever was chosen before it: this address is the production service, and its writes are to be marked.
  const environment = origin === productionOrigin ? 'production' : asked;
  const name = origin && environment && (await askName(profiles, environment, origin));
  if (!environment || !origin || !name) return undefined;
  const found = sameProfile(profiles, name, origin);
  return found ?? { id: randomUUID(), name, environment, origin, apis: 'both' };
};

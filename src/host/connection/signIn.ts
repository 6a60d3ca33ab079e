/** `ECGrid: Sign In…`: which ECGrid, under which name, with which key. Proven before anything is stored. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { acceptedOrigin, productionOrigin } from '../../domain/origin.ts';
import { explain } from '../explain.ts';
import { tell, tellFailure, warn } from '../notify.ts';
import type { Connection } from './connection.ts';
import type { Environment, Profile, ProfileStore } from './profile.ts';

/** What signing in needs. */
export type SignInContext = { readonly connection: Connection; readonly profiles: ProfileStore };

const steps = 4;
const title = (step: number): string => `Sign In to ECGrid (${step}/${steps})`;

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

const askName = async (environment: Environment): Promise<string | undefined> => {
  const name = await vscode.window.showInputBox({
    title: title(3),
    prompt: 'Name of this profile',
    value: defaultNames[environment],
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Enter a name.' : undefined),
  });
  return name?.trim();
};

const keyProblem = (text: string): string | undefined => {
  if (text.trim() === '') return 'Enter the API key.';
  return /^[\x21-\x7e]+$/.test(text.trim())
    ? undefined
    : 'An API key has only letters, digits and signs, without spaces.';
};

const askKey = async (profile: Profile, typed: string): Promise<string | undefined> => {
  const key = await vscode.window.showInputBox({
    title: title(4),
    prompt: `API key for ${profile.name} (${profile.origin}). It is kept in VS Code’s secret storage.`,
    password: true,
    value: typed,
    ignoreFocusOut: true,
    validateInput: keyProblem,
  });
  return key?.trim();
};

/** Proves the key with a progress that can be cancelled. @returns true when signed in, false to ask again */
const prove = async (connection: Connection, profile: Profile, key: string): Promise<boolean | undefined> => {
  try {
    const { session, problem } = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Signing in to ${profile.name}`,
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

/** A profile that was asked for; one with the same name and origin keeps its id. */
const askProfile = async (profiles: ProfileStore): Promise<Profile | undefined> => {
  const environment = await askEnvironment();
  const origin = environment && (await askOrigin(environment));
  const name = origin && (await askName(environment));
  if (!environment || !origin || !name) return undefined;
  const same = profiles.all().find((profile) => profile.name === name && profile.origin === origin);
  return { id: same?.id ?? randomUUID(), name, environment, origin };
};

/** Asks for all that is needed and signs in. A profile whose key is missing or refused is asked for the key alone. */
export const signIn = async ({ connection, profiles }: SignInContext): Promise<void> => {
  const { state } = connection;
  const needsKey =
    state.kind === 'keyMissing' || (state.kind === 'failed' && explain(state.error).kind === 'invalidKey');
  const profile = needsKey ? state.profile : await askProfile(profiles);
  if (!profile) return;
  let typed = '';
  for (;;) {
    const key = await askKey(profile, typed);
    if (key === undefined) return;
    typed = key;
    if ((await prove(connection, profile, key)) !== false) return;
  }
};

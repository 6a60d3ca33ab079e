/** The last question of signing in: an API key, or a login and its password. Answers are masked, and kept nowhere. */
import * as vscode from 'vscode';
import { plainText } from '../notify.ts';
import type { Credential } from './openSessions.ts';
import type { Profile } from './profile.ts';
import { title } from './profileQuestions.ts';

/** What signs in, and the profile that it signs in to: how one signs in is part of a profile. */
export type SignInAnswer = { readonly profile: Profile; readonly credential: Credential };

type Question = {
  readonly prompt: string;
  readonly value: string;
  readonly password: boolean;
  readonly buttons: readonly vscode.QuickInputButton[];
  readonly problemOf: (text: string) => string | undefined;
};

const loginInstead: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('account'),
  tooltip: 'Sign in with login and password instead',
};
const keyInstead: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('key'),
  tooltip: 'Sign in with an API key instead',
};

/** A text, the button that was pressed instead, or undefined when the question was closed. */
type Answered = string | vscode.QuickInputButton | undefined;

const ask = async ({ problemOf, ...question }: Question): Promise<Answered> => {
  const box = Object.assign(vscode.window.createInputBox(), question, {
    title: title(4),
    ignoreFocusOut: true,
  });
  const judge = (): void => {
    box.validationMessage = problemOf(box.value);
  };
  try {
    return await new Promise((resolve) => {
      box.onDidChangeValue(judge);
      box.onDidAccept(() => {
        judge();
        if (box.validationMessage === undefined) resolve(box.value);
      });
      box.onDidTriggerButton(resolve);
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    box.dispose();
  }
};

const keyProblem = (text: string): string | undefined => {
  if (text.trim() === '') return 'Enter the API key.';
  return /^[\x21-\x7e]+$/.test(text.trim())
    ? undefined
    : 'An API key has only letters, digits and signs, without spaces.';
};

const askKey = ({ name, origin }: Profile, typed: Credential | undefined): Promise<Answered> =>
  ask({
    prompt: `API key for ${plainText(name)} (${origin}). It is kept in VS Code’s secret storage.`,
    value: typeof typed === 'string' ? typed : '',
    password: true,
    buttons: [loginInstead],
    problemOf: keyProblem,
  });

const askLogin = ({ name, origin, login = '' }: Profile): Promise<Answered> =>
  ask({
    prompt: `Login for ${plainText(name)} (${origin}). Only ECGridOS is used then.`,
    value: login,
    password: false,
    buttons: [keyInstead],
    problemOf: (text) => (text.trim() === '' ? 'Enter the login.' : undefined),
  });

const askPassword = ({ name, login = '' }: Profile, typed: Credential | undefined): Promise<Answered> =>
  ask({
    prompt: `Password of ${plainText(login)} for ${plainText(name)}. It is used once, and kept nowhere.`,
    value: typeof typed === 'object' ? typed.password : '',
    password: true,
    buttons: [vscode.QuickInputButtons.Back, keyInstead],
    problemOf: (text) => (text === '' ? 'Enter the password.' : undefined),
  });

const questions = { key: askKey, login: askLogin, password: askPassword };

/** The profile, signing in with a key; both APIs answer to one. */
const withKey = (profile: Profile): Profile => {
  const { login, ...others } = profile;
  return login === undefined ? profile : { ...others, apis: 'both' };
};

/**
 * Asks for what signs in to a profile, in the way that it signs in; a button leads to the other way.
 * @param typed what was typed before, to be corrected
 */
export const askCredential = async (
  asked: Profile,
  typed: Credential | undefined,
): Promise<SignInAnswer | undefined> => {
  let profile = asked;
  let step: keyof typeof questions = profile.login === undefined ? 'key' : 'password';
  for (;;) {
    const answer: Answered = await questions[step](profile, typed);
    if (answer === undefined) return undefined;
    if (typeof answer !== 'string') step = answer === keyInstead ? 'key' : 'login';
    else if (step === 'key') return { profile: withKey(profile), credential: answer.trim() };
    else if (step === 'password')
      return { profile, credential: { login: profile.login ?? '', password: answer } };
    else {
      profile = { ...profile, apis: 'ecgridos', login: answer.trim() };
      step = 'password';
    }
  }
};

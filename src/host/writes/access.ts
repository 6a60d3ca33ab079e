/** What needs no form: sessions, lock-out, suspension, API keys. Loaded on first use. */
import * as vscode from 'vscode';
import { keyWrite, maxSessionsWrite } from '../../operations/writes/access.ts';
import { onOneLine, shortened } from '../../domain/text.ts';
import { MaxSessions } from '../../domain/user.ts';
import type { User } from '../../domain/user.ts';
import { identify } from '../../domain/userText.ts';
import { explain } from '../explain.ts';
import { confirm, tell, warn } from '../notify.ts';
import { withNotification } from '../progress.ts';
import { performWithProgress } from './performWithProgress.ts';
import { profileLine } from './profileText.ts';
import { copySecret, masked } from './secretClipboard.ts';
import { simpleWrites } from './simpleWrites.ts';
import type { SimpleAction } from './simpleWrites.ts';
import { writeContext } from './windowContext.ts';
import type { SessionContext } from './windowContext.ts';

/** Does a write that needs nothing but a yes, after asking: see {@link simpleWrites}. */
export const actAtOnce = async (
  action: SimpleAction,
  target: User,
  context: SessionContext,
): Promise<void> => {
  await performWithProgress(simpleWrites[action](writeContext(context)), target, context);
};

/** Asks how many sessions a user may have open at once, and sets it after showing whom it hits. */
export const setMaxSessions = async (target: User, context: SessionContext): Promise<void> => {
  const typed = await vscode.window.showInputBox({
    title: `Set Maximum Sessions: ${shortened(onOneLine(target.login), 60)}`,
    prompt: 'How many sessions may be open at once? ECGrid does not tell the present number.',
    placeHolder: '1 to 32,767',
    ignoreFocusOut: true,
    validateInput: (text) => {
      const { error } = MaxSessions.safeParse(Number(text.trim() || 'nothing'));
      return error?.issues[0]?.message;
    },
  });
  if (typed === undefined) return;
  const write = maxSessionsWrite(writeContext(context), MaxSessions.parse(Number(typed)));
  await performWithProgress(write, target, context, { nothing: true });
};

/** Reads a user's API key, shows it masked, and copies it on request. */
export const copyApiKey = async (target: User, context: SessionContext): Promise<void> => {
  const { session } = context;
  const verdict = session.mayAct('copyApiKey', target);
  if (verdict.kind === 'refused') {
    void warn(verdict.reason);
    return;
  }
  const key = await withNotification(`Reading the API key of ${target.login}`, (signal) =>
    session.client.users.getKey(target.userId, signal),
  );
  const reasons = verdict.kind === 'confirm' ? verdict.reasons : [];
  const detail = [
    ...reasons,
    '',
    `Whose: ${identify(target)}`,
    `API key: ${masked(key)}`,
    profileLine(session),
  ];
  if (await confirm(`Copy the API key of ${target.login}?`, detail.join('\n'), 'Copy API Key'))
    await copySecret(key, 'API key');
};

/**
 * Replaces a user's API key, after asking. One's own goes straight into SecretStorage, and the next call uses it;
 * where it cannot be kept it is offered at once, so that nobody is locked out.
 */
export const rotateApiKey = async (target: User, context: SessionContext): Promise<void> => {
  const { session, connection } = context;
  // Who signed in with a password does not work with a key.
  const own = target.userId === session.me.userId && session.profile.login === undefined;
  const rotated = performWithProgress(keyWrite(writeContext(context)), target, context);
  const done = await rotated.catch((error: unknown) => {
    if (own && explain(error).isUnknown) return tellOwnKey(context);
    throw error;
  });
  const key = done?.secret;
  if (key === undefined) return;
  const notKept = own ? await connection.replaceKey(session, key) : undefined;
  const text = own
    ? 'Your API key was replaced; this extension goes on with the new one.'
    : `The API key of ${target.login} was replaced.`;
  if (notKept) {
    await offerLastChance(key, `${text} ${notKept.message}`);
    return;
  }
  if ((await tell(`${text} The new one: ${masked(key)}`, 'Copy API Key')) !== undefined)
    await copySecret(key, 'API key');
};

/** The answer to replacing one's own key was lost: whether the key in use still works tells what became of it. */
const tellOwnKey = async ({ session }: SessionContext): Promise<undefined> => {
  const works = await session.client.users.me().then(
    () => true,
    (error: unknown) => explain(error).kind !== 'invalidKey',
  );
  void warn(
    works
      ? 'The answer was lost on the way. Your API key still works, so it was not replaced.'
      : 'The answer was lost on the way, and your API key was replaced: the new one is not known here. Another administrator can copy it for you.',
  );
};

/**
 * A modal dialog that cannot be overlooked: without the key the user is locked out when the window closes. It stays on
 * the clipboard until something else comes.
 */
const offerLastChance = async (key: string, text: string): Promise<void> => {
  const detail = `${text}\n\nCopy it now, and keep it where it is safe: ${key}`;
  if (await confirm('The new API key could not be kept.', detail, 'Copy API Key'))
    await copySecret(key, 'API key', () => undefined);
};

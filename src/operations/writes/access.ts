/** Writes about how a user gets in: password, API key, sessions. */
import { isEcgridError } from '../../api/ecgridError.ts';
import { sendBlindly } from '../../api/lostAnswers.ts';
import { replaceKey } from '../../api/reconcile.ts';
import { unlockUser } from '../../api/reconcileStatus.ts';
import type { UserWrite, WriteContext } from '../userWrite.ts';
import { readAgain, sameRole, unchanged } from './parts.ts';

/** What to say when the password was set and the reset after it failed. The message of a lost answer says what then. */
const sessionsNote = (error: unknown): string => {
  if (!isEcgridError(error)) return 'The password was set; whether the sessions ended, nobody can tell.';
  return error.outcome === 'unknown'
    ? `The password was set. ${error.message}`
    : `The password was set, but the sessions were not reset. ${error.message}`;
};

/** `POST /v2/users/password`, and on request `POST /v2/users/reset/{id}` afterwards. */
export const passwordWrite = (
  context: WriteContext,
  newPassword: string,
  resetSessions: boolean,
): UserWrite => ({
  ...sameRole('setPassword', context),
  question: ({ login }) => `Set a new password for ${login}?`,
  button: 'Set Password',
  changes: () => ['Password: changed', ...(resetSessions ? ['Open sessions: ended'] : [])],
  result: ({ login }) => `The password of ${login} was set.`,
  send: async (users, target, signal) => {
    await sendBlindly('ECGrid never tells a password, so nobody can look: set it again.', () =>
      users.setPassword(target.userId, newPassword, signal),
    );
    if (!resetSessions) return unchanged(target);
    try {
      return await resetWrite(context).send(users, target, signal);
    } catch (error) {
      return { ...unchanged(target), notes: [sessionsNote(error)] };
    }
  },
});

/** `POST /v2/users/reset/{id}`. */
export const resetWrite = (context: WriteContext): UserWrite => ({
  ...sameRole('resetSessions', context),
  question: ({ login }) => `End all sessions of ${login}?`,
  button: 'Reset Sessions',
  changes: ({ openSessions }) => [
    openSessions === undefined ? 'Open sessions: ended' : `Open sessions: ${openSessions} → 0`,
  ],
  result: ({ login }) => `All sessions of ${login} have ended.`,
  send: async (users, target, signal) => {
    await sendBlindly('The sessions may have ended or not: reset them again to be sure.', () =>
      users.reset(target.userId, signal),
    );
    return readAgain(users, { ...target, openSessions: 0 });
  },
});

/** `POST /v2/users/key-generate/{id}`; the new key is in {@link Done.secret}. */
export const keyWrite = (context: WriteContext): UserWrite => ({
  ...sameRole('rotateApiKey', context),
  question: ({ login }) => `Replace the API key of ${login}?`,
  button: 'Rotate API Key',
  changes: () => ['API key: replaced'],
  result: ({ login }) => `The API key of ${login} was replaced.`,
  // Nothing of the user is read afterwards: the owner of the key could not with the old one, and the user is the same.
  send: async (users, target, signal) => {
    const { key, found } = await replaceKey(users, target, signal);
    return { user: target, found, secret: key };
  },
});

/** `UserReset` of ECGridOS: ends a lock-out, and with it all sessions. */
export const unlockWrite = (context: WriteContext): UserWrite => ({
  ...sameRole('unlockUser', context),
  question: ({ login }) => `Unlock ${login}?`,
  button: 'Unlock',
  changes: () => ['Locked out: yes → no', 'Open sessions: ended'],
  result: ({ login }) => `${login} is no longer locked out.`,
  read: (users, userId, signal) => users.details(userId, signal),
  send: unlockUser,
});

/** `UserSetMaxSessions` of ECGridOS. */
export const maxSessionsWrite = (context: WriteContext, maxSessions: number): UserWrite => ({
  ...sameRole('setMaxSessions', context),
  question: ({ login }) => `Set the maximum sessions of ${login} to ${maxSessions.toLocaleString()}?`,
  button: 'Set Maximum Sessions',
  changes: () => [`Maximum sessions: ${maxSessions}`],
  result: ({ login }) => `The maximum sessions of ${login}: ${maxSessions.toLocaleString()}.`,
  send: async (users, target, signal) => {
    await sendBlindly('ECGrid never tells this number, so nobody can look: set it again.', () =>
      users.setMaxSessions(target.userId, maxSessions, signal),
    );
    return unchanged(target);
  },
});

/** What lets a user in: passwords, API keys and sessions, under the rules that all of the sandbox’s APIs share. */
import { acceptablePassword } from './checks.ts';
import { isShutOut } from './credentials.ts';
import { invalidParameter, notFound } from './envelope.ts';
import { refusalToHandleSecrets } from './permissions.ts';
import { existingUser, refuseIf, type World } from './routes/endpoint.ts';
import { isPassword, isRecoveryAnswer, newApiKey, storedPassword, storedRecovery } from './secrets.ts';
import type { Session, Sessions } from './sessions.ts';
import { changeableUser, refuseTerminated, type Recovery } from './userActions.ts';
import type { UserRecord } from './userRecord.ts';

const ownerOfSecrets = (world: World, caller: UserRecord, userId: number): UserRecord => {
  const user = existingUser(world, userId);
  refuseIf(refusalToHandleSecrets(caller, user));
  return user;
};

/** The user whose password the caller may set: administrators may, and whoever knows the answer to their own question. */
const ownerOfPassword = (
  world: World,
  caller: UserRecord,
  userId: number,
  recoveryAnswer: string | undefined,
): UserRecord => {
  const proven =
    recoveryAnswer !== undefined && userId === caller.userId && isRecoveryAnswer(recoveryAnswer, caller);
  return refuseTerminated(proven ? caller : ownerOfSecrets(world, caller, userId));
};

/** A password to set, and how the caller proves to be its owner where it is no administrator. */
export type NewPassword = {
  readonly userId: number;
  readonly password: string;
  /** The request field that the password came in. */
  readonly field: string;
  readonly recoveryAnswer?: string | undefined;
  /** What replaces question and answer; null in it leaves that one. */
  readonly recovery?: Recovery;
};

/** Sets another password without asking for the old one, which also takes a lock-out back. */
export const setPassword = (world: World, caller: UserRecord, wanted: NewPassword): void => {
  const user = ownerOfPassword(world, caller, wanted.userId, wanted.recoveryAnswer);
  const password = acceptablePassword(wanted.password, wanted.field);
  const { question = null, answer = null } = wanted.recovery ?? {};
  const recovery = storedRecovery({ question, answer });
  world.users.update(user.userId, {
    ...storedPassword(password),
    ...(question === null ? {} : { recoveryQuestion: recovery.recoveryQuestion }),
    ...(answer === null ? {} : { recoveryAnswer: recovery.recoveryAnswer }),
    lockedOut: false,
    failedLogins: 0,
  });
};

/** The API key of a user, or 404 when there is none. */
export const keyOf = (world: World, caller: UserRecord, userId: number): string => {
  const { apiKey } = ownerOfSecrets(world, caller, userId);
  if (apiKey === null) throw notFound(`API key of user ${userId}`);
  return apiKey;
};

/** A new API key; the old one stops at once. */
export const replaceKey = (world: World, caller: UserRecord, userId: number): string => {
  const user = refuseTerminated(ownerOfSecrets(world, caller, userId));
  const apiKey = newApiKey();
  world.users.update(user.userId, { apiKey });
  return apiKey;
};

/** Ends all open sessions, forgets failed logins and takes a lock-out back. */
export const resetUser = (world: World, caller: UserRecord, userId: number): void => {
  const user = changeableUser(world, caller, userId);
  world.sessions.endAll(user.userId);
  world.osSessions.endAll(user.userId);
  world.users.update(user.userId, { openSessions: 0, lockedOut: false, failedLogins: 0 });
};

/** The most sessions of ECGridOS that a user may have open; 0 stands for the usual number. */
export const setMaxSessions = (
  world: World,
  caller: UserRecord,
  userId: number,
  maxSessions: number,
): void => {
  const user = changeableUser(world, caller, userId);
  if (maxSessions < 0) throw invalidParameter('MaxSessions');
  world.users.update(user.userId, { maxSessions });
};

/** The one among some users whom this password lets in. */
export const admitted = (candidates: readonly UserRecord[], password: string): UserRecord | undefined =>
  candidates.find(
    (candidate) => !isShutOut(candidate.status) && !candidate.lockedOut && isPassword(password, candidate),
  );

/** Starts a session and counts it on the user's record. */
export const openSession = (world: World, sessions: Sessions, userId: number): Session => {
  const user = existingUser(world, userId);
  world.users.update(userId, {
    openSessions: user.openSessions + 1,
    lastLogin: new Date().toISOString(),
    failedLogins: 0,
  });
  return sessions.start(userId);
};

/** Ends a session. */
export const closeSession = (world: World, sessions: Sessions, session: Session): void => {
  sessions.end(session.token);
  const { openSessions } = existingUser(world, session.userId);
  world.users.update(session.userId, { openSessions: Math.max(0, openSessions - 1) });
};

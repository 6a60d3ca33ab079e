/** Every write on an existing user: change of role, move, profile, access, end. */
import {
  moveUser,
  replaceKey,
  sendBlindly,
  setRole,
  terminateUser,
  updateProfile,
} from '../api/reconcile.ts';
import { isEcgridError } from '../api/ecgridError.ts';
import type { UserService } from '../api/userService.ts';
import { consequenceOf, whereText } from '../domain/consequence.ts';
import type { PlaceNames, Role } from '../domain/consequence.ts';
import { differenceText } from '../domain/difference.ts';
import { onOneLine } from '../domain/text.ts';
import { mayAct, mayChangeRole, mayMove } from '../domain/grants.ts';
import type { WriteAction } from '../domain/userAction.ts';
import type { UserConfig } from '../domain/userConfig.ts';
import type { ProfileUpdate, RoleChange, RoleScope, User } from '../domain/user.ts';
import type { JournalFacts } from '../journal/record.ts';
import type { Done, UserWrite, WriteContext } from './userWrite.ts';

const roleOf = ({ authLevel, networkId, mailboxId }: User): Role => ({ authLevel, networkId, mailboxId });

/** Another network without a mailbox means the network as a whole: a mailbox belongs to one network. */
const placeAfter = (target: User, scope: RoleScope): Pick<Role, 'networkId' | 'mailboxId'> => {
  const networkId = scope.networkId ?? target.networkId;
  return { networkId, mailboxId: scope.mailboxId ?? (networkId === target.networkId ? target.mailboxId : 0) };
};

const placeIn = ({ networkId, mailboxId }: User): RoleScope => ({ networkId, mailboxId });

/** What is sent of a place: only what differs, but always the mailbox with another network. */
const scopeFor = (target: User, to: Pick<Role, 'networkId' | 'mailboxId'>): RoleScope => ({
  ...(to.networkId === target.networkId ? {} : { networkId: to.networkId }),
  ...(to.mailboxId === target.mailboxId && to.networkId === target.networkId
    ? {}
    : { mailboxId: to.mailboxId }),
});

/** One of the numbers of a place, by name where there is one; 0 has none. */
const placeChange = (
  field: 'networkId' | 'mailboxId',
  from: Role,
  to: Role,
  name: (id: number) => string = String,
): readonly string[] => {
  if (from[field] === to[field]) return [];
  const shown = (id: number): string | number => (id === 0 ? id : name(id));
  return [differenceText(field, shown(from[field]), shown(to[field]))];
};

const changedRole = (from: User, to: Role, names?: PlaceNames): readonly string[] => {
  const { gained, lost } = consequenceOf(from, to, names);
  return [
    ...(from.authLevel === to.authLevel ? [] : [differenceText('authLevel', from.authLevel, to.authLevel)]),
    ...placeChange('networkId', from, to, names?.network),
    ...placeChange('mailboxId', from, to, names?.mailbox),
    ...gained.map((sentence) => `+ ${onOneLine(sentence)}`),
    ...lost.map((sentence) => `− ${onOneLine(sentence)}`),
  ];
};

/** `POST /v2/users/role` with what differs. */
export const roleWrite = ({ caller, policy, names }: WriteContext, change: RoleChange): UserWrite => {
  const roleAfter = (target: User): Role => ({
    authLevel: change.authLevel,
    ...placeAfter(target, change.scope),
  });
  return {
    action: 'changeRole',
    question: ({ login, authLevel }) =>
      `Change ${login} from ${authLevel || 'no AuthLevel'} to ${change.authLevel}?`,
    button: 'Change Role',
    roleAfter,
    verdict: (target) => mayChangeRole(caller, target, roleAfter(target), policy),
    changes: (target) => changedRole(target, roleAfter(target), names),
    result: ({ login, authLevel }) => `${login} is now ${authLevel}.`,
    facts: (target) => ({ before: roleOf(target), after: roleAfter(target) }),
    send: (users, target, signal) =>
      setRole(users, target, change.authLevel, scopeFor(target, roleAfter(target)), signal),
  };
};

/** `POST /v2/users/set-network-mailbox` with what differs. */
export const moveWrite = ({ caller, names }: WriteContext, place: RoleScope): UserWrite => {
  const roleAfter = (target: User): Role => ({ authLevel: target.authLevel, ...placeAfter(target, place) });
  return {
    action: 'moveUser',
    question: (target) => `Move ${target.login} to ${whereText(placeAfter(target, place), names)}?`,
    button: 'Move',
    roleAfter,
    verdict: (target) => mayMove(caller, target, placeAfter(target, place)),
    changes: (target) => changedRole(target, roleAfter(target), names),
    result: (user) => `${user.login} is now in ${whereText(user, names)}.`,
    facts: (target) => ({ before: placeIn(target), after: placeAfter(target, place) }),
    send: (users, target, signal) => moveUser(users, target, scopeFor(target, roleAfter(target)), signal),
  };
};

/** What all writes have in common that leave the role alone. */
const sameRole = (
  action: WriteAction,
  { caller }: WriteContext,
): Pick<UserWrite, 'action' | 'roleAfter' | 'verdict' | 'facts'> => ({
  action,
  roleAfter: roleOf,
  facts: () => ({ before: {}, after: {} }),
  verdict: (target) => mayAct(action, caller, target),
});

/** After a write that cannot be seen on the user. */
const unchanged = (user: User): Done => ({ user, found: false });

/**
 * After a write that ECGrid answers with a bare yes; a reading that fails takes nothing back.
 * @param expected the user as it should be now
 */
const readAgain = async (users: UserService, expected: User): Promise<Done> =>
  unchanged(await users.get(expected.userId).catch(() => expected));

/** The part of a profile that differs from what is there. */
const differing = (target: User, update: ProfileUpdate): ProfileUpdate =>
  Object.fromEntries(
    profileFields.map((field) => [field, update[field] === target[field] ? undefined : update[field]]),
  );

const profileFields = ['email', 'firstName', 'lastName'] as const;

/** `PUT /v2/users` with the fields that differ. */
export const profileWrite = (context: WriteContext, update: ProfileUpdate): UserWrite => ({
  ...sameRole('editUser', context),
  question: ({ login }) => `Change the profile of ${login}?`,
  button: 'Save',
  changes: (target) =>
    profileFields
      .filter((field) => differing(target, update)[field] !== undefined)
      .map((field) => differenceText(field, target[field], update[field])),
  facts: (target) => {
    const after = differing(target, update);
    const touched = profileFields.filter((field) => after[field] !== undefined);
    // A name that was not there is recorded as empty, so that it can be told from one that was not touched.
    return { before: Object.fromEntries(touched.map((field) => [field, target[field] ?? ''])), after };
  },
  result: ({ login }) => `The profile of ${login} was changed.`,
  send: (users, target, signal) => updateProfile(users, target, differing(target, update), signal),
});

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

/** `DELETE /v2/users/{id}`. */
export const terminateWrite = (context: WriteContext): UserWrite => ({
  ...sameRole('terminateUser', context),
  question: ({ login }) => `Terminate ${login}?`,
  button: 'Terminate',
  roleAfter: () => undefined,
  changes: (target) => [
    differenceText('status', target.status, 'Terminated'),
    ...lostByTermination(target, context.names),
  ],
  facts: ({ status }) => ({ before: { status }, after: { status: 'Terminated' } }),
  result: ({ login }) => `${login} is terminated.`,
  send: terminateUser,
});

/** What a termination takes away, as lines beginning with `−`. */
const lostByTermination = (target: User, names?: PlaceNames): readonly string[] =>
  consequenceOf(roleOf(target), { ...roleOf(target), authLevel: 'General' }, names).lost.map(
    (sentence) => `− ${onOneLine(sentence)}`,
  );

/** `POST /v2/users/send-sms`. */
export const smsWrite = (context: WriteContext, message: string): UserWrite => ({
  ...sameRole('sendSms', context),
  question: ({ login }) => `Send a text message to ${login}?`,
  button: 'Send',
  changes: ({ cellPhone }) => [`Text message to ${onOneLine(cellPhone ?? 'the cell phone on file')}`],
  result: ({ login }) => `The message to ${login} was sent.`,
  send: async (users, target, signal) => {
    await sendBlindly('The message may have been sent: ask before you send it again.', () =>
      users.sendSms(target.userId, message, signal),
    );
    return unchanged(target);
  },
});

const phoneFields = ['cellPhone', 'cellCarrier'] as const;

/** What a configuration says of the fields that a user is read with. */
const phoneIn = ({
  cellPhone,
  cellCarrier,
}: UserConfig): Pick<JournalFacts, 'cellPhone' | 'cellCarrier'> => ({
  ...(typeof cellPhone === 'string' ? { cellPhone } : {}),
  ...(typeof cellCarrier === 'string' ? { cellCarrier } : {}),
});

/** `POST /v2/users/update-config` with what was entered. */
export const configWrite = (context: WriteContext, config: UserConfig): UserWrite => ({
  ...sameRole('updateConfig', context),
  question: ({ login }) => `Change the configuration of ${login}?`,
  button: 'Save',
  changes: (target) =>
    Object.entries(config).map(([field, value]) =>
      field === 'cellPhone' || field === 'cellCarrier'
        ? differenceText(field, target[field], String(value))
        : `${field}: ${onOneLine(String(value))}`,
    ),
  facts: (target) => {
    // What is on file already would not tell whether the rest was carried out.
    const touched = phoneFields.filter(
      (field) => (phoneIn(config)[field] ?? target[field]) !== target[field],
    );
    const of = (values: JournalFacts): JournalFacts =>
      Object.fromEntries(touched.map((field) => [field, values[field] ?? '']));
    return { before: of(target), after: of(phoneIn(config)) };
  },
  result: ({ login }) => `The configuration of ${login} was changed.`,
  send: async (users, target, signal) => {
    await sendBlindly('Open the user’s page to see what is on file, then try again.', () =>
      users.updateConfig(target.userId, config, signal),
    );
    return readAgain(users, { ...target, ...phoneIn(config) });
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

/**
 * The published pages describe two spellings of the same service. The sandbox speaks either: `reference` is
 * that of the reference pages, `guide` that of the guides. Requests may use both names in both of them.
 */
import type { AuthLevel } from '../src/domain/authLevel.ts';
import type { Envelope } from './envelope.ts';
import type { Page } from './fields.ts';
import type { Mailbox, Network } from './networkStore.ts';
import type { UserRecord } from './userRecord.ts';

/** The spellings that the sandbox speaks. */
export const dialects = ['reference', 'guide'] as const;
export type Dialect = (typeof dialects)[number];

/** The dialect that a text names, or undefined. */
export const knownDialect = (text: unknown): Dialect | undefined =>
  dialects.find((dialect) => dialect === text);

/** A JSON object on its way out; fields that are undefined are not sent. */
export type Spelled = Readonly<Record<string, unknown>>;

/** The level of a user created without one. */
export const defaultLevel = (dialect: Dialect): AuthLevel =>
  dialect === 'guide' ? 'General' : 'MailboxUser';

/** What a new user must come with, beside login, password and email. */
export const alsoRequired = (dialect: Dialect): readonly ('firstName' | 'lastName')[] =>
  dialect === 'guide' ? ['firstName', 'lastName'] : [];

/** The envelope of a success: the reference pages print null where the guides print an empty text. */
export const successEnvelope = (dialect: Dialect, data: unknown): Envelope => {
  const nothing = dialect === 'guide' ? '' : null;
  return { success: true, data, errorCode: nothing, message: nothing };
};

const placeOf = (dialect: Dialect, networkId: number, mailboxId?: number): Spelled =>
  dialect === 'guide' ? { networkID: networkId, mailboxID: mailboxId } : { networkId, mailboxId };

/** UserIDInfo. The guides leave out what is not on file, the reference pages print null. */
export const spellUser = (dialect: Dialect, user: UserRecord): Spelled => {
  const guide = dialect === 'guide';
  const info: Spelled = {
    userId: user.userId,
    [guide ? 'loginName' : 'login']: user.login,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    company: user.company,
    phone: user.phone,
    cellPhone: user.cellPhone,
    cellCarrier: user.cellCarrier,
    timeZoneOffset: user.timeZoneOffset,
    ...placeOf(dialect, user.networkId, user.mailboxId),
    authLevel: user.authLevel,
    status: user.status,
    created: user.created,
    modified: user.modified,
    lastLogin: user.lastLogin,
    openSessions: user.openSessions,
    timeOut: user.timeOut,
    [guide ? 'LockedOut' : 'lockoutStatus']: user.lockedOut,
  };
  return guide ? Object.fromEntries(Object.entries(info).filter(([, value]) => value !== null)) : info;
};

/** The `data` of `POST /v2/users/list`: a bare list, or a page with a total. */
export const spellUserList = (
  dialect: Dialect,
  users: readonly UserRecord[],
  page: Page,
  total: () => number,
): unknown => {
  const spelled = users.map((user) => spellUser(dialect, user));
  return dialect === 'guide' ? { totalRecords: total(), ...page, users: spelled } : spelled;
};

/** The `data` of `POST /v2/users/role`: the whole user, or the bare pair. */
export const spellRoleChange = (dialect: Dialect, user: UserRecord): Spelled =>
  dialect === 'guide' ? { userId: user.userId, authLevel: user.authLevel } : spellUser(dialect, user);

/** The `data` of `POST /v2/auth/session`; `expiresAt` is null for an API key. */
export const spellSession = (dialect: Dialect, user: UserRecord, expiresAt: string | null): Spelled => ({
  userId: user.userId,
  [dialect === 'guide' ? 'loginName' : 'login']: user.login,
  ...placeOf(dialect, user.networkId, user.mailboxId),
  authLevel: user.authLevel,
  expiresAt,
});

/** One network of `POST /v2/networks/list`. */
export const spellNetwork = (dialect: Dialect, { networkId, ...rest }: Network): Spelled => ({
  ...placeOf(dialect, networkId),
  ...rest,
});

/** One mailbox of `POST /v2/mailboxes/list`. */
export const spellMailbox = (dialect: Dialect, { networkId, mailboxId, ...rest }: Mailbox): Spelled => ({
  ...placeOf(dialect, networkId, mailboxId),
  ...rest,
});

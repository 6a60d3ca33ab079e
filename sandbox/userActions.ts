/**
 * What can be done to users, under the rules of who may do it: the one way into the database that all of the
 * sandbox’s APIs share. Each function checks everything before it writes, and throws {@link ApiFailure}.
 */
import { acceptableEmail, acceptableLogin, acceptablePassword, givableLevel } from './checks.ts';
import { alsoRequired } from './dialect.ts';
import { ApiFailure, invalidParameter } from './envelope.ts';
import { reachOf, refusalToAdminister, refusalToGive, refusalToPlace, type Place } from './permissions.ts';
import { existingUser, refuseIf, type World } from './routes/endpoint.ts';
import { newApiKey, storedPassword, storedRecovery } from './secrets.ts';
import type { UserRecord } from './userRecord.ts';

/** Refuses to touch a terminated user: termination is permanent. */
export const refuseTerminated = (user: UserRecord): UserRecord => {
  if (user.status === 'Terminated')
    throw invalidParameter('userId', 'the user is terminated, which is permanent');
  return user;
};

/** The user that a call wants to change: 404, 403, or 400 when it is terminated. */
export const changeableUser = (world: World, caller: UserRecord, userId: number): UserRecord => {
  const user = existingUser(world, userId);
  refuseIf(refusalToAdminister(caller, user));
  return refuseTerminated(user);
};

/** A place as it is asked for; network 0 is the caller's own. */
export type AskedPlace = { readonly networkId?: number | undefined; readonly mailboxId?: number | undefined };

/** The place that is asked for: what is absent stays what it is. The mailbox must be of the network. */
const wantedPlace = (world: World, caller: UserRecord, asked: AskedPlace, current: Place): Place => {
  const networkId = asked.networkId === 0 ? caller.networkId : (asked.networkId ?? current.networkId);
  const mailboxId = asked.mailboxId ?? current.mailboxId;
  if (world.networks.network(networkId) === undefined) throw invalidParameter('networkId');
  if (mailboxId !== 0 && world.networks.mailbox(mailboxId)?.networkId !== networkId) {
    throw invalidParameter('mailboxId', `not a mailbox of network ${networkId}`);
  }
  refuseIf(refusalToPlace(caller, { networkId, mailboxId }));
  return { networkId, mailboxId };
};

const refuseTakenLogin = (world: World, login: string, networkId: number): void => {
  if (world.users.findByLogin(login).some((user) => user.networkId === networkId)) {
    throw new ApiFailure('DuplicateObject', `The login ${login} exists in network ${networkId}.`);
  }
};

/** Where a new user goes when nothing is said: a mailbox level has but one place to offer. */
const homeOf = (caller: UserRecord): Place => ({
  networkId: caller.networkId,
  mailboxId: reachOf(caller).kind === 'mailbox' ? caller.mailboxId : 0,
});

const nothingOnFile = {
  company: null,
  phone: null,
  cellPhone: null,
  cellCarrier: null,
  lastLogin: null,
  timeZoneOffset: 0,
  openSessions: 0,
  timeOut: 20,
  lockedOut: false,
  failedLogins: 0,
  maxSessions: 0,
  recoveryQuestion: null,
  recoveryAnswer: null,
  config: '{}',
} as const;

/** What may be on file about how to reach a user. */
export type Contact = Pick<UserRecord, 'company' | 'phone' | 'cellPhone' | 'cellCarrier'>;

/** A question and the answer that proves who one is; null for none. */
export type Recovery = { readonly question: string | null; readonly answer: string | null };

/** What a new user is made of. */
export type NewUser = {
  readonly login: string;
  readonly password: string;
  readonly email: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** Judged here; any letter case. */
  readonly authLevel: string;
  readonly place: AskedPlace;
  readonly contact?: Partial<Contact>;
  readonly recovery?: Recovery;
};

/** Adds an active user with a key of its own, and returns it. */
export const addUser = (world: World, caller: UserRecord, wanted: NewUser): UserRecord => {
  const login = acceptableLogin(wanted.login);
  const password = acceptablePassword(wanted.password, 'password');
  const email = acceptableEmail(wanted.email);
  for (const name of alsoRequired(world.dialect())) {
    if ((wanted[name] ?? '').trim() === '') throw invalidParameter(name, 'required');
  }
  const authLevel = givableLevel(wanted.authLevel);
  const place = wantedPlace(world, caller, wanted.place, homeOf(caller));
  refuseIf(refusalToGive(caller, authLevel));
  refuseTakenLogin(world, login, place.networkId);
  const now = new Date().toISOString();
  const userId = world.users.insert({
    ...nothingOnFile,
    ...wanted.contact,
    ...(wanted.recovery === undefined ? {} : storedRecovery(wanted.recovery)),
    ...place,
    ...storedPassword(password),
    login,
    email,
    firstName: wanted.firstName ?? '',
    lastName: wanted.lastName ?? '',
    authLevel,
    status: 'Active',
    created: now,
    modified: now,
    apiKey: newApiKey(),
  });
  return existingUser(world, userId);
};

/** What people call a user and where they write to; what is undefined stays. */
export type Profile = {
  readonly email?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
};

/** Refuses callers who may change neither themselves nor that user. */
export const refuseForeignProfile = (world: World, caller: UserRecord, userId: number): void => {
  if (userId !== caller.userId) changeableUser(world, caller, userId);
};

/** E-mail and names; of oneself, or of a user that one administers. */
export const changeProfile = (world: World, caller: UserRecord, userId: number, profile: Profile): void => {
  refuseForeignProfile(world, caller, userId);
  const { email, firstName, lastName } = profile;
  world.users.update(userId, {
    ...(email === undefined ? {} : { email: acceptableEmail(email) }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
  });
};

/** How to reach a user that one administers; what is absent stays. */
export const changeContact = (
  world: World,
  caller: UserRecord,
  userId: number,
  contact: Partial<Contact>,
): void => {
  const user = changeableUser(world, caller, userId);
  world.users.update(user.userId, contact);
};

const move = (world: World, user: UserRecord, place: Place): void => {
  if (place.networkId !== user.networkId) refuseTakenLogin(world, user.login, place.networkId);
  world.users.update(user.userId, place);
};

/** A user whose level the caller may change to that one. */
export const userToGive = (
  world: World,
  caller: UserRecord,
  userId: number,
  authLevel: string,
): UserRecord => {
  const user = changeableUser(world, caller, userId);
  refuseIf(refusalToGive(caller, authLevel));
  return user;
};

/** Gives a level (in any letter case), and with it the place that it is limited to. */
export const giveLevel = (
  world: World,
  caller: UserRecord,
  { userId, level, place }: { userId: number; level: string; place: AskedPlace },
): void => {
  const authLevel = givableLevel(level);
  const user = userToGive(world, caller, userId, authLevel);
  move(world, user, wantedPlace(world, caller, place, user));
  world.users.update(user.userId, { authLevel });
};

/** Moves a user to another network or mailbox. */
export const moveUser = (world: World, caller: UserRecord, userId: number, place: AskedPlace): void => {
  const user = changeableUser(world, caller, userId);
  move(world, user, wantedPlace(world, caller, place, user));
};

/** Sends no text message, but refuses what the service would refuse. */
export const sendTextMessage = (world: World, caller: UserRecord, userId: number): void => {
  const user = changeableUser(world, caller, userId);
  if (user.cellPhone === null) throw invalidParameter('cellPhone', 'none on file');
  if (user.cellCarrier === null) throw invalidParameter('cellCarrier', 'none on file');
};

/** Suspends a user, or lets it work again. Its key and sessions stay, and count for nothing while it is suspended. */
export const setStatus = (
  world: World,
  caller: UserRecord,
  userId: number,
  status: 'Active' | 'Suspended',
): void => {
  const user = changeableUser(world, caller, userId);
  world.users.update(user.userId, { status });
};

/** Terminates for good; the record stays, its key and sessions do not. */
export const terminateUser = (world: World, caller: UserRecord, userId: number): void => {
  const user = changeableUser(world, caller, userId);
  world.users.update(user.userId, { status: 'Terminated', apiKey: null, openSessions: 0 });
  world.sessions.endAll(user.userId);
  world.osSessions.endAll(user.userId);
};

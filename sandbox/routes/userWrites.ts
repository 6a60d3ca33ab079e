/** Changing users: create, profile, role, place, settings, text message, termination. */
import { acceptableEmail, acceptableLogin, acceptablePassword, givableLevel } from '../checks.ts';
import { alsoRequired, defaultLevel, spellRoleChange, spellUser } from '../dialect.ts';
import { ApiFailure, invalidParameter } from '../envelope.ts';
import {
  isFields,
  optionalInteger,
  optionalString,
  pathId,
  requiredString,
  requiredUserId,
  without,
  type Fields,
} from '../fields.ts';
import { reachOf, refusalToAdminister, refusalToGive, refusalToPlace, type Place } from '../permissions.ts';
import { newApiKey, storedPassword } from '../secrets.ts';
import type { UserRecord } from '../userRecord.ts';
import { existingUser, refuseIf, type Call, type Endpoint, type World } from './endpoint.ts';

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

/**
 * The place that a body names: an absent field stays what it is, network 0 is the caller's own. The mailbox
 * must be of the network.
 */
const namedPlace = (world: World, { body, caller }: Call, current: Place): Place => {
  const asked = optionalInteger(body, 'networkId');
  const networkId = asked === 0 ? caller.networkId : (asked ?? current.networkId);
  const mailboxId = optionalInteger(body, 'mailboxId') ?? current.mailboxId;
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
  config: '{}',
} as const;

/** `POST /v2/users`: adds an active user with a key of its own. */
const createUser = (world: World) => (call: Call) => {
  const { body, caller } = call;
  const login = acceptableLogin(requiredString(body, 'login'));
  const password = acceptablePassword(requiredString(body, 'password'), 'password');
  const email = acceptableEmail(requiredString(body, 'email'));
  for (const name of alsoRequired(world.dialect())) requiredString(body, name);
  const authLevel = givableLevel(optionalString(body, 'authLevel') ?? defaultLevel(world.dialect()));
  const place = namedPlace(world, call, homeOf(caller));
  refuseIf(refusalToGive(caller, authLevel));
  refuseTakenLogin(world, login, place.networkId);
  const now = new Date().toISOString();
  const userId = world.users.insert({
    ...nothingOnFile,
    ...place,
    ...storedPassword(password),
    login,
    email,
    firstName: optionalString(body, 'firstName') ?? '',
    lastName: optionalString(body, 'lastName') ?? '',
    authLevel,
    status: 'Active',
    created: now,
    modified: now,
    apiKey: newApiKey(),
  });
  return spellUser(world.dialect(), existingUser(world, userId));
};

/** `PUT /v2/users`: e-mail and names; of oneself, or of a user that one administers. */
const updateProfile =
  (world: World) =>
  ({ body, caller }: Call) => {
    const userId = requiredUserId(body);
    if (userId !== caller.userId) changeableUser(world, caller, userId);
    const email = optionalString(body, 'email');
    const firstName = optionalString(body, 'firstName');
    const lastName = optionalString(body, 'lastName');
    world.users.update(userId, {
      ...(email === undefined ? {} : { email: acceptableEmail(email) }),
      ...(firstName === undefined ? {} : { firstName }),
      ...(lastName === undefined ? {} : { lastName }),
    });
    return spellUser(world.dialect(), existingUser(world, userId));
  };

const move = (world: World, user: UserRecord, place: Place): void => {
  if (place.networkId !== user.networkId) refuseTakenLogin(world, user.login, place.networkId);
  world.users.update(user.userId, place);
};

/** `POST /v2/users/role`: the level, and with it the place that it is limited to. */
const setRole = (world: World) => (call: Call) => {
  const authLevel = givableLevel(requiredString(call.body, 'authLevel'));
  const user = changeableUser(world, call.caller, requiredUserId(call.body));
  refuseIf(refusalToGive(call.caller, authLevel));
  move(world, user, namedPlace(world, call, user));
  world.users.update(user.userId, { authLevel });
  return spellRoleChange(world.dialect(), existingUser(world, user.userId));
};

/** `POST /v2/users/set-network-mailbox`: moves a user. */
const setPlace = (world: World) => (call: Call) => {
  const user = changeableUser(world, call.caller, requiredUserId(call.body));
  move(world, user, namedPlace(world, call, user));
  return spellUser(world.dialect(), existingUser(world, user.userId));
};

/** `POST /v2/users/send-sms`: sends nothing, but checks all. */
const sendSms =
  (world: World) =>
  ({ body, caller }: Call) => {
    const user = changeableUser(world, caller, requiredUserId(body));
    requiredString(body, 'message');
    if (user.cellPhone === null) throw invalidParameter('cellPhone', 'none on file');
    if (user.cellCarrier === null) throw invalidParameter('cellCarrier', 'none on file');
    return true;
  };

const recordFields = ['userId', 'userID', 'cellPhone', 'cellCarrier', 'phone', 'company', 'timeZoneOffset'];

/** The settings that have no column of their own, old and new, as JSON. */
const configured = (user: UserRecord, body: Fields): string => {
  const before: unknown = JSON.parse(user.config);
  return JSON.stringify({ ...(isFields(before) ? before : {}), ...without(body, ...recordFields) });
};

/** `POST /v2/users/update-config`: phone numbers, carrier, company, time zone; all else is kept as sent. */
const updateConfig =
  (world: World) =>
  ({ body, caller }: Call) => {
    const user = changeableUser(world, caller, requiredUserId(body));
    world.users.update(user.userId, {
      cellPhone: optionalString(body, 'cellPhone') ?? user.cellPhone,
      cellCarrier: optionalString(body, 'cellCarrier') ?? user.cellCarrier,
      phone: optionalString(body, 'phone') ?? user.phone,
      company: optionalString(body, 'company') ?? user.company,
      timeZoneOffset:
        optionalInteger(body, 'timeZoneOffset', { least: -12, most: 14 }) ?? user.timeZoneOffset,
      config: configured(user, body),
    });
    return true;
  };

/** `DELETE /v2/users/{id}`: terminates for good; the record stays, its key and sessions do not. */
const terminate =
  (world: World) =>
  ({ id, caller }: Call) => {
    const user = changeableUser(world, caller, pathId(id));
    world.users.update(user.userId, { status: 'Terminated', apiKey: null, openSessions: 0 });
    world.sessions.endAll(user.userId);
    return true;
  };

/** The seven endpoints that change users. */
export const userWriteEndpoints = (world: World): readonly Endpoint[] => [
  { method: 'POST', path: '/v2/users', access: 'caller', run: createUser(world) },
  { method: 'PUT', path: '/v2/users', access: 'caller', run: updateProfile(world) },
  { method: 'POST', path: '/v2/users/role', access: 'caller', run: setRole(world) },
  { method: 'POST', path: '/v2/users/set-network-mailbox', access: 'caller', run: setPlace(world) },
  { method: 'POST', path: '/v2/users/send-sms', access: 'caller', run: sendSms(world) },
  { method: 'POST', path: '/v2/users/update-config', access: 'caller', run: updateConfig(world) },
  { method: 'DELETE', path: '/v2/users/:id', access: 'caller', run: terminate(world) },
];

/** Changing users: create, profile, role, place, settings, text message, termination. */
import { defaultLevel, spellRoleChange, spellUser } from '../dialect.ts';
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
import {
  addUser,
  changeableUser,
  changeProfile,
  giveLevel,
  moveUser,
  sendTextMessage,
  terminateUser,
  type AskedPlace,
} from '../userActions.ts';
import type { UserRecord } from '../userRecord.ts';
import { existingUser, type Call, type Endpoint, type World } from './endpoint.ts';

/** The place that a body names. */
const askedPlace = (body: Fields): AskedPlace => ({
  networkId: optionalInteger(body, 'networkId'),
  mailboxId: optionalInteger(body, 'mailboxId'),
});

/** `POST /v2/users`: adds an active user with a key of its own. */
const createUser =
  (world: World) =>
  ({ body, caller }: Call) => {
    const user = addUser(world, caller, {
      login: requiredString(body, 'login'),
      password: requiredString(body, 'password'),
      email: requiredString(body, 'email'),
      firstName: optionalString(body, 'firstName'),
      lastName: optionalString(body, 'lastName'),
      authLevel: optionalString(body, 'authLevel') ?? defaultLevel(world.dialect()),
      place: askedPlace(body),
    });
    return spellUser(world.dialect(), user);
  };

/** `PUT /v2/users`: e-mail and names; of oneself, or of a user that one administers. */
const updateProfile =
  (world: World) =>
  ({ body, caller }: Call) => {
    const userId = requiredUserId(body);
    changeProfile(world, caller, userId, {
      email: optionalString(body, 'email'),
      firstName: optionalString(body, 'firstName'),
      lastName: optionalString(body, 'lastName'),
    });
    return spellUser(world.dialect(), existingUser(world, userId));
  };

/** `POST /v2/users/role`: the level, and with it the place that it is limited to. */
const setRole =
  (world: World) =>
  ({ body, caller }: Call) => {
    const userId = requiredUserId(body);
    const level = requiredString(body, 'authLevel');
    giveLevel(world, caller, { userId, level, place: askedPlace(body) });
    return spellRoleChange(world.dialect(), existingUser(world, userId));
  };

/** `POST /v2/users/set-network-mailbox`: moves a user. */
const setPlace =
  (world: World) =>
  ({ body, caller }: Call) => {
    const userId = requiredUserId(body);
    moveUser(world, caller, userId, askedPlace(body));
    return spellUser(world.dialect(), existingUser(world, userId));
  };

/** `POST /v2/users/send-sms`: sends nothing, but checks all. */
const sendSms =
  (world: World) =>
  ({ body, caller }: Call) => {
    const userId = requiredUserId(body);
    requiredString(body, 'message');
    sendTextMessage(world, caller, userId);
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

/** `DELETE /v2/users/{id}`: terminates for good. */
const terminate =
  (world: World) =>
  ({ id, caller }: Call) => {
    terminateUser(world, caller, pathId(id));
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

/** Passwords, API keys and sessions of users. */
import { acceptablePassword } from '../checks.ts';
import { notFound } from '../envelope.ts';
import { optionalInteger, pathId, requiredString, requiredUserId } from '../fields.ts';
import { refusalToHandleSecrets } from '../permissions.ts';
import { newApiKey, newPassword, storedPassword } from '../secrets.ts';
import type { UserRecord } from '../userRecord.ts';
import { existingUser, refuseIf, type Call, type Endpoint, type World } from './endpoint.ts';
import { changeableUser, refuseTerminated } from './userWrites.ts';

const ownerOfSecrets = (world: World, caller: UserRecord, userId: number): UserRecord => {
  const user = existingUser(world, userId);
  refuseIf(refusalToHandleSecrets(caller, user));
  return user;
};

/** `POST /v2/users/password`: sets another password, without asking for the old one. */
const setPassword =
  (world: World) =>
  ({ body, caller }: Call) => {
    const user = refuseTerminated(ownerOfSecrets(world, caller, requiredUserId(body)));
    const password = acceptablePassword(requiredString(body, 'newPassword'), 'newPassword');
    world.users.update(user.userId, { ...storedPassword(password), lockedOut: false });
    return true;
  };

/** `POST /v2/users/generate-password`: a password that meets the rule, 8-128 characters (default 12). */
const generatePassword = ({ body }: Call): string =>
  newPassword(optionalInteger(body, 'length', { least: 8, most: 128 }) ?? 12);

/** `GET /v2/users/key/{id}`: the API key, or 404 when there is none. */
const getKey =
  (world: World) =>
  ({ id, caller }: Call) => {
    const { userId, apiKey } = ownerOfSecrets(world, caller, pathId(id));
    if (apiKey === null) throw notFound(`API key of user ${userId}`);
    return apiKey;
  };

/** `POST /v2/users/key-generate/{id}`: a new API key; the old one stops at once. */
const generateKey =
  (world: World) =>
  ({ id, caller }: Call) => {
    const user = refuseTerminated(ownerOfSecrets(world, caller, pathId(id)));
    const apiKey = newApiKey();
    world.users.update(user.userId, { apiKey });
    return apiKey;
  };

/** `POST /v2/users/reset/{id}`: ends all open sessions. */
const resetSessions =
  (world: World) =>
  ({ id, caller }: Call) => {
    const user = changeableUser(world, caller, pathId(id));
    world.sessions.endAll(user.userId);
    world.users.update(user.userId, { openSessions: 0, lockedOut: false });
    return true;
  };

/** The five endpoints about what lets a user in. */
export const userSecretEndpoints = (world: World): readonly Endpoint[] => [
  { method: 'POST', path: '/v2/users/password', access: 'caller', run: setPassword(world) },
  { method: 'POST', path: '/v2/users/generate-password', access: 'caller', run: generatePassword },
  { method: 'GET', path: '/v2/users/key/:id', access: 'caller', run: getKey(world) },
  { method: 'POST', path: '/v2/users/key-generate/:id', access: 'caller', run: generateKey(world) },
  { method: 'POST', path: '/v2/users/reset/:id', access: 'caller', run: resetSessions(world) },
];

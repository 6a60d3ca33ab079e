/** Passwords, API keys and sessions of users. */
import { optionalInteger, pathId, requiredString, requiredUserId } from '../fields.ts';
import { keyOf, replaceKey, resetUser, setPassword } from '../secretActions.ts';
import { newPassword, passwordLengths } from '../secrets.ts';
import type { Call, Endpoint, World } from './endpoint.ts';

/** `POST /v2/users/password`: sets another password, without asking for the old one. */
const changePassword =
  (world: World) =>
  ({ body, caller }: Call) => {
    const userId = requiredUserId(body);
    setPassword(world, caller, {
      userId,
      password: requiredString(body, 'newPassword'),
      field: 'newPassword',
    });
    return true;
  };

/** `POST /v2/users/generate-password`: a password that meets the rule, 8-128 characters (default 12). */
const generatePassword = ({ body }: Call): string =>
  newPassword(optionalInteger(body, 'length', passwordLengths) ?? 12);

/** `GET /v2/users/key/{id}`: the API key, or 404 when there is none. */
const getKey =
  (world: World) =>
  ({ id, caller }: Call) =>
    keyOf(world, caller, pathId(id));

/** `POST /v2/users/key-generate/{id}`: a new API key; the old one stops at once. */
const generateKey =
  (world: World) =>
  ({ id, caller }: Call) =>
    replaceKey(world, caller, pathId(id));

/** `POST /v2/users/reset/{id}`: ends all open sessions. */
const resetSessions =
  (world: World) =>
  ({ id, caller }: Call) => {
    resetUser(world, caller, pathId(id));
    return true;
  };

/** The five endpoints about what lets a user in. */
export const userSecretEndpoints = (world: World): readonly Endpoint[] => [
  { method: 'POST', path: '/v2/users/password', access: 'caller', run: changePassword(world) },
  { method: 'POST', path: '/v2/users/generate-password', access: 'caller', run: generatePassword },
  { method: 'GET', path: '/v2/users/key/:id', access: 'caller', run: getKey(world) },
  { method: 'POST', path: '/v2/users/key-generate/:id', access: 'caller', run: generateKey(world) },
  { method: 'POST', path: '/v2/users/reset/:id', access: 'caller', run: resetSessions(world) },
];

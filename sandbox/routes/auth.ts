/** Signing in and out, and one's own password. */
import { acceptablePassword } from '../checks.ts';
import { isShutOut } from '../credentials.ts';
import { spellSession } from '../dialect.ts';
import { ApiFailure, invalidParameter } from '../envelope.ts';
import { optionalString, requiredString } from '../fields.ts';
import { admitted, closeSession, openSession } from '../secretActions.ts';
import { isPassword, storedPassword } from '../secrets.ts';
import type { Session } from '../sessions.ts';
import { existingUser, type Call, type Endpoint, type OpenCall, type World } from './endpoint.ts';

const noEntry = (message: string): ApiFailure => new ApiFailure('InvalidSession', message);

/** What login and refresh return; the two published samples of it differ. */
const opened = (world: World, session: Session): unknown => {
  const { userId, token, refreshToken, expiresAt } = session;
  return world.dialect() === 'guide' ? { token, refreshToken, expiresAt } : { token, expiresAt, userId };
};

const start = (world: World, userId: number): unknown =>
  opened(world, openSession(world, world.sessions, userId));

const end = (world: World, session: Session): void => closeSession(world, world.sessions, session);

/** `POST /v2/auth/login`: `login` or `email`, and `password`. One message for every reason to refuse. */
const login =
  (world: World) =>
  ({ body }: OpenCall) => {
    const name = optionalString(body, 'login');
    const password = requiredString(body, 'password');
    const candidates =
      name === undefined
        ? world.users.findByEmail(requiredString(body, 'email'))
        : world.users.findByLogin(name);
    const user = admitted(candidates, password);
    if (user === undefined) throw noEntry('Login and password do not match, or the account is locked.');
    return start(world, user.userId);
  };

/** `POST /v2/auth/refresh`: a new session for a `refreshToken` or, without one, for the bearer token. */
const refresh =
  (world: World) =>
  ({ body, credential }: OpenCall) => {
    const refreshToken = optionalString(body, 'refreshToken');
    const session =
      refreshToken === undefined
        ? world.sessions.find(credential.token)
        : world.sessions.findByRefreshToken(refreshToken);
    if (session === undefined || isShutOut(existingUser(world, session.userId).status)) {
      throw noEntry('The session is unknown or has ended.');
    }
    end(world, session);
    return start(world, session.userId);
  };

/** `POST /v2/auth/logout`: ends the session that it is called with. */
const logout =
  (world: World) =>
  ({ session }: Call) => {
    if (session === undefined) throw noEntry('An API key has no session to end.');
    end(world, session);
    return true;
  };

/** `POST /v2/auth/session`: who one is. */
const session = (world: World) => (call: Call) =>
  spellSession(world.dialect(), call.caller, call.session?.expiresAt ?? null);

/** `PUT /v2/auth/password`: one's own password, by the current one. */
const changePassword =
  (world: World) =>
  ({ body, caller }: Call) => {
    if (!isPassword(requiredString(body, 'currentPassword'), caller))
      throw invalidParameter('currentPassword');
    const password = acceptablePassword(requiredString(body, 'newPassword'), 'newPassword');
    world.users.update(caller.userId, storedPassword(password));
    return true;
  };

/** The six endpoints under `/v2/auth`. */
export const authEndpoints = (world: World): readonly Endpoint[] => [
  { method: 'GET', path: '/v2/auth/version', access: 'open', run: () => ({ version: '2.6' }) },
  { method: 'POST', path: '/v2/auth/login', access: 'open', run: login(world) },
  { method: 'POST', path: '/v2/auth/refresh', access: 'open', run: refresh(world) },
  { method: 'POST', path: '/v2/auth/logout', access: 'caller', run: logout(world) },
  { method: 'POST', path: '/v2/auth/session', access: 'caller', run: session(world) },
  { method: 'PUT', path: '/v2/auth/password', access: 'caller', run: changePassword(world) },
];

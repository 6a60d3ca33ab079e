/** What an endpoint is: a method, a path, and a function from the call to the `data` of its answer. */
import type { Credential } from '../credentials.ts';
import type { Dialect } from '../dialect.ts';
import { accessDenied, notFound } from '../envelope.ts';
import type { Fields } from '../fields.ts';
import type { NetworkStore } from '../networkStore.ts';
import type { Session, Sessions } from '../sessions.ts';
import type { UserRecord } from '../userRecord.ts';
import type { UserStore } from '../userStore.ts';

/** Everything that endpoints work on. */
export type World = {
  readonly users: UserStore;
  readonly networks: NetworkStore;
  /** Those of REST. */
  readonly sessions: Sessions;
  /** Those of ECGridOS. */
  readonly osSessions: Sessions;
  /** The spelling in use now; it can change while the sandbox runs. */
  readonly dialect: () => Dialect;
};

/** A request that anybody may make. */
export type OpenCall = {
  readonly body: Fields;
  /** The `{id}` of the path, where it has one. */
  readonly id: string | undefined;
  readonly credential: Credential;
};

/** A request of a caller who has been recognised; `session` is absent for an API key. */
export type Call = OpenCall & { readonly caller: UserRecord; readonly session: Session | undefined };

type Route = { readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'; readonly path: string };

/**
 * One endpoint. `run` returns the `data` of the answer or throws {@link ApiFailure}. It is synchronous, so
 * that no other request can come between its checks and its writes.
 */
export type Endpoint =
  | (Route & { readonly access: 'open'; readonly run: (call: OpenCall) => unknown })
  | (Route & { readonly access: 'caller'; readonly run: (call: Call) => unknown });

/** Throws 403 when there is a reason to. */
export const refuseIf = (reason: string | undefined): void => {
  if (reason !== undefined) throw accessDenied(reason);
};

/** The user with this id, or 404. */
export const existingUser = (world: World, userId: number): UserRecord => {
  const user = world.users.find(userId);
  if (user === undefined) throw notFound(`user ${userId}`);
  return user;
};

/** The typed client: one connection, shared by everything that talks to ECGrid. */
import { Http, safeOrigin } from './http.ts';
import type { HttpOptions } from './http.ts';
import { jsonWire } from './jsonWire.ts';
import { LazyUsers } from './lazyUsers.ts';
import { Networks } from './networks.ts';
import type { NetworkService } from './networks.ts';
import { Pace } from './pace.ts';
import type { Pacing } from './pace.ts';
import { RestUsers } from './restUsers.ts';
import { RestWithEcgridos } from './restWithEcgridos.ts';
import type { User } from '../domain/user.ts';
import { Session } from './session.ts';
import type { SessionService } from './session.ts';
import type { LoginOptions } from './soap/ecgridosSession.ts';
import { notOffered } from './userService.ts';
import type { ApiChoice, UserService } from './userService.ts';

/** What ECGrid offers about users, for one origin and key, by one of its APIs or both. */
export type EcgridClient = {
  readonly users: UserService;
  /** Rejects with `notOffered` where ECGridOS is used alone. */
  readonly networks: NetworkService;
  /** Rejects with `notOffered` where ECGridOS is used alone. */
  readonly session: SessionService;
  /** How fast ECGrid may be asked, as its answers have taught. */
  readonly pace: Pacing;
  /** Ends the session that was opened for this client, if any. @throws {EcgridError} when it could not be closed */
  readonly close: () => Promise<void>;
};

/** How to reach ECGrid, and by which API; both unless told. `origin` is that of REST in any case. */
export type ClientOptions = HttpOptions & { readonly apis?: ApiChoice };

/** Loads ECGridOS, whose code is a file of its own, on first use, and once. */
const lazyEcgridos = (options: HttpOptions): LazyUsers => {
  let loading: Promise<UserService> | undefined;
  return new LazyUsers(() => {
    loading ??= import('./soap/ecgridos.ts').then(({ ecgridosUsers }) => ecgridosUsers(options));
    return loading;
  });
};

const what = 'networks, mailboxes and their names';
const noNetworks: NetworkService = {
  listNetworks: () => notOffered('ecgridos', what),
  getNetwork: () => notOffered('ecgridos', what),
  listMailboxes: () => notOffered('ecgridos', what),
  getMailbox: () => notOffered('ecgridos', what),
};
const noSession: SessionService = {
  version: () => notOffered('ecgridos', 'the version of REST'),
  info: () => notOffered('ecgridos', 'the session of REST'),
};

const nothingToClose = (): Promise<void> => Promise.resolve();

/** What only REST has, where ECGridOS is used alone. */
const withoutRest = { networks: noNetworks, session: noSession };

/** Builds the client. @throws {EcgridError} `insecure` when the origin is neither `https:` nor loopback */
export const createClient = ({ apis = 'both', ...given }: ClientOptions): EcgridClient => {
  safeOrigin(given.origin);
  const { pace = new Pace() } = given;
  const options = { ...given, pace };
  const ecgridos = lazyEcgridos(options);
  if (apis === 'ecgridos') return { users: ecgridos, ...withoutRest, pace, close: nothingToClose };
  const http = new Http(options, jsonWire);
  const rest = new RestUsers(http);
  const users = apis === 'rest' ? rest : new RestWithEcgridos(rest, ecgridos);
  return { users, networks: new Networks(http), session: new Session(http), pace, close: nothingToClose };
};

/**
 * Opens a session of ECGridOS with login and password, and builds a client on it: of ECGridOS alone, since REST does not
 * know its sessions. `close` ends the session; where its owner cannot be read, that has been done already.
 * @throws {EcgridError} `invalidKey` when ECGrid does not accept them, `insecure`, `unreachable`, …
 */
export const createClientByLogin = async (
  options: LoginOptions,
  signal?: AbortSignal,
): Promise<EcgridClient & { readonly me: User }> => {
  const { usersByLogin } = await import('./soap/ecgridos.ts');
  const { pace = new Pace() } = options;
  const { users, me, close } = await usersByLogin({ ...options, pace }, signal);
  return { users, ...withoutRest, pace, me, close };
};

/** The typed client: one connection, shared by everything that talks to ECGrid. */
import { Http } from './http.ts';
import type { HttpOptions } from './http.ts';
import { Networks } from './networks.ts';
import { Session } from './session.ts';
import { RestUsers } from './restUsers.ts';
import { notOffered } from './userService.ts';
import type { ApiChoice, UserService } from './userService.ts';

/** All that ECGrid REST v2.6 offers about users, for one origin and key. */
export type EcgridClient = {
  readonly users: UserService;
  readonly networks: Networks;
  readonly session: Session;
  readonly close: () => Promise<void>;
};

/** Options */
export type ClientOptions = HttpOptions & { readonly apis?: ApiChoice };

/** Interim */
export const createClientByLogin = (
  _options: Omit<ClientOptions, 'apiKey'> & { readonly login: string; readonly password: string },
  _signal?: AbortSignal,
): Promise<EcgridClient> => notOffered('rest', 'sign in');

/** Builds the client. @throws {EcgridError} `insecure` when the origin is neither `https:` nor loopback */
export const createClient = (options: ClientOptions): EcgridClient => {
  const http = new Http(options);
  return {
    users: new RestUsers(http),
    networks: new Networks(http),
    session: new Session(http),
    close: () => Promise.resolve(),
  };
};

/** The typed client: one connection, shared by everything that talks to ECGrid. */
import { Http } from './http.ts';
import type { HttpOptions } from './http.ts';
import { jsonWire } from './jsonWire.ts';
import { Networks } from './networks.ts';
import { Session } from './session.ts';
import { RestUsers } from './restUsers.ts';
import type { UserService } from './userService.ts';

/** All that ECGrid REST v2.6 offers about users, for one origin and key. */
export type EcgridClient = {
  readonly users: UserService;
  readonly networks: Networks;
  readonly session: Session;
};

/** Builds the client. @throws {EcgridError} `insecure` when the origin is neither `https:` nor loopback */
export const createClient = (options: HttpOptions): EcgridClient => {
  const http = new Http(options, jsonWire);
  return { users: new RestUsers(http), networks: new Networks(http), session: new Session(http) };
};

/** The service itself and the session of the key: ECGrid REST v2.6, `/v2/auth/…`. */
import * as z from 'zod/mini';
import type { RestHttp } from './jsonWire.ts';
import { readRecord, recordShape } from './reader.ts';

const Version = z.object({ version: z.string() });
const versionShape = recordShape('version', 'version', Version);

/** What `POST /v2/auth/session` tells. `expiresAt` is ISO 8601; a key's session may have none. */
export const SessionInfo = z.object({
  userId: z.int(),
  login: z.string(),
  networkId: z.catch(z._default(z.int(), 0), 0),
  mailboxId: z.catch(z._default(z.int(), 0), 0),
  authLevel: z.string(),
  expiresAt: z.catch(z.optional(z.string()), undefined),
});
export type SessionInfo = z.infer<typeof SessionInfo>;
const sessionShape = recordShape('session', 'userId', SessionInfo, { loginName: 'login' });

/** Version and session, whoever tells them. */
export type SessionService = Pick<Session, keyof Session>;

/** Version and session by REST. Both methods throw {EcgridError} as {@link UserService} does. */
export class Session {
  readonly #http: RestHttp;

  constructor(http: RestHttp) {
    this.#http = http;
  }

  /** The version of the service, e.g. `2.6`: `GET /v2/auth/version`; needs no valid key. */
  async version(signal?: AbortSignal): Promise<string> {
    const data = await this.#http.send({ method: 'GET', path: '/v2/auth/version', effect: 'read', signal });
    return readRecord(versionShape, data).version;
  }

  /** Who the key is signed in as: `POST /v2/auth/session` (a read). @throws {EcgridError} `invalidKey` */
  async info(signal?: AbortSignal): Promise<SessionInfo> {
    const data = await this.#http.send({ method: 'POST', path: '/v2/auth/session', effect: 'read', signal });
    return readRecord(sessionShape, data);
  }
}

/** Who is calling: an API key, or the token of a session. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Status } from '../src/domain/status.ts';
import { ApiFailure } from './envelope.ts';
import type { Session, Sessions } from './sessions.ts';
import type { UserRecord } from './userRecord.ts';
import type { UserStore } from './userStore.ts';

/** What a request presents; empty texts where it presents nothing. */
export type Credential = { readonly apiKey: string; readonly token: string };

/** A caller who has been recognised; `session` is absent for an API key. */
export type Recognised = { readonly caller: UserRecord; readonly session: Session | undefined };

/** Reads `X-API-Key` and `Authorization: Bearer`. */
export const presentedCredential = (headers: IncomingHttpHeaders): Credential => {
  const apiKey = headers['x-api-key'];
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '');
  return { apiKey: typeof apiKey === 'string' ? apiKey : '', token: bearer?.[1] ?? '' };
};

/** True for accounts that may not sign in any more, be it for now or for good. */
export const isShutOut = (status: Status): boolean => status === 'Suspended' || status === 'Terminated';

/**
 * Finds the caller; an API key wins over a token.
 * @throws {ApiFailure} 401 `InvalidAPIKey` or `InvalidSession`
 */
export const recognise = (credential: Credential, users: UserStore, sessions: Sessions): Recognised => {
  if (credential.apiKey === '' && credential.token !== '') {
    const session = sessions.find(credential.token);
    const caller = session && users.find(session.userId);
    if (caller === undefined || isShutOut(caller.status)) {
      throw new ApiFailure('InvalidSession', 'The session is unknown or has ended.');
    }
    return { caller, session };
  }
  const caller = credential.apiKey === '' ? undefined : users.findByKey(credential.apiKey);
  if (caller === undefined || isShutOut(caller.status)) {
    throw new ApiFailure('InvalidAPIKey', 'The API key is missing, unknown or no longer valid.');
  }
  return { caller, session: undefined };
};

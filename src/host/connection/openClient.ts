/** The client of a session: with a key that can be replaced, or by a login, in the APIs that the profile uses. */
import { createClient, createClientByLogin } from '../../api/client.ts';
import type { EcgridClient } from '../../api/client.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { Credential } from './openSessions.ts';
import type { Profile } from './profile.ts';

/** A client, and how its key is replaced; a login has none. */
export type OpenClient = { readonly client: EcgridClient; readonly setKey: (key: string) => void };

/**
 * Builds the client of a profile. A key is not proven; a login is, by signing in to ECGridOS.
 * @throws {EcgridError} `insecure`; of a login also `invalidKey`, `unreachable`, …
 */
export const openClient = async (
  { origin, apis }: Profile,
  credential: Credential,
  { requestTimeout }: Settings,
  log: Log,
  signal: AbortSignal | undefined,
): Promise<OpenClient> => {
  const options = { origin, timeout: requestTimeout, onAttempt: log.attempt };
  if (typeof credential !== 'string') {
    const client = await createClientByLogin({ ...options, ...credential }, signal);
    return { client, setKey: () => undefined };
  }
  let keyInUse = credential;
  const setKey = (key: string): void => {
    keyInUse = key;
  };
  return { client: createClient({ ...options, apis, apiKey: () => keyInUse }), setKey };
};

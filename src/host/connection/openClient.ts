/** The client of a session, proven: with a key that can be replaced, or by a login, in the APIs that the profile uses. */
import { createClient, createClientByLogin } from '../../api/client.ts';
import type { EcgridClient } from '../../api/client.ts';
import type { User } from '../../domain/user.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { Credential } from './openSessions.ts';
import type { Profile } from './profile.ts';

/** A client, whose it is, and how its key is replaced; a login has none. */
export type OpenClient = {
  readonly client: EcgridClient;
  readonly me: User;
  readonly setKey: (key: string) => void;
};

/**
 * Builds the client of a profile, and proves the key or the login. Close the client in the end; where this fails there is
 * nothing to close.
 * @throws {EcgridError} `invalidKey`, `insecure`, `unreachable`, …
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
    return { client, me: client.me, setKey: () => undefined };
  }
  let keyInUse = credential;
  const setKey = (key: string): void => {
    keyInUse = key;
  };
  const client = createClient({ ...options, apis, apiKey: () => keyInUse });
  return { client, me: await client.users.me(signal), setKey };
};

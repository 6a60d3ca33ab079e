/**
 * A signed-in session: the client, who its key belongs to, and the directory behind the tree. Loaded on first
 * use, in a file of its own: activation must not pay for ky and zod.
 */
import type { CancellationToken } from 'vscode';
import { createClient } from '../../api/client.ts';
import type { EcgridClient } from '../../api/client.ts';
import { Directory } from '../../directory/directory.ts';
import type { User } from '../../domain/user.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import { abortedBy } from '../cancellation.ts';
import type { Profile } from './profile.ts';

/** What is there while signed in. */
export type Session = {
  readonly profile: Profile;
  /** The owner of the key: the caller in every rule. */
  readonly me: User;
  readonly client: EcgridClient;
  readonly directory: Directory;
};

/**
 * Proves the key with `GET /v2/users/me` and opens a session.
 * @throws {EcgridError} `invalidKey`, `insecure`, `unreachable`, …
 */
export const openSession = async (
  profile: Profile,
  key: string,
  settings: Settings,
  log: Log,
  token?: CancellationToken,
): Promise<Session> => {
  const client = createClient({
    origin: profile.origin,
    apiKey: key,
    timeout: settings.requestTimeout,
    onAttempt: log.attempt,
  });
  const me = await client.users.me(token && abortedBy(token));
  const directory = new Directory({
    listUsers: (filter, page, signal) => client.users.list(filter, page, signal),
    pageSize: settings.pageSize,
  });
  return { profile, me, client, directory };
};

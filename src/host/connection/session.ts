/**
 * A signed-in session: the client, who its key belongs to, and the directory behind the tree. Loaded on first
 * use, in a file of its own: activation must not pay for ky and zod.
 */
import type { CancellationToken } from 'vscode';
import { createClient } from '../../api/client.ts';
import type { EcgridClient } from '../../api/client.ts';
import { Directory } from '../../directory/directory.ts';
import type { DirectoryView } from '../../directory/groupSeeds.ts';
import { Places } from '../../directory/places.ts';
import type { User } from '../../domain/user.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Through } from '../../operations/record.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import { abortedBy } from '../cancellation.ts';
import type { Profile } from './profile.ts';

/** What is there while signed in. */
export type Session = {
  readonly profile: Profile;
  /** The owner of the key, as last told: the caller in every rule. */
  readonly me: User;
  readonly client: EcgridClient;
  /** What every write goes through: the users, and the journal that records it. */
  readonly through: Through;
  readonly directory: Directory;
  /** The names of networks and mailboxes; loaded after the first page of users, or when a form asks. */
  readonly places: Places;
  /** Takes over what ECGrid has told of a user just now, oneself included. */
  readonly learn: (user: User) => void;
  /** Calls `listener` with every user that {@link learn} takes over. @returns ends that */
  readonly onDidLearn: (listener: (user: User) => void) => () => void;
  /** Uses another key from the next request on: one's own key has been replaced. */
  readonly setKey: (key: string) => void;
};

/**
 * Proves the key with `GET /v2/users/me` and opens a session.
 * @param view what of the users is shown at first; everybody by AuthLevel unless told
 * @throws {EcgridError} `invalidKey`, `insecure`, `unreachable`, …
 */
export const openSession = async (
  profile: Profile,
  key: string,
  settings: Settings,
  log: Log,
  journal: Journal,
  token?: CancellationToken,
  view: Partial<DirectoryView> = {},
): Promise<Session> => {
  let keyInUse = key;
  const client = createClient({
    origin: profile.origin,
    apiKey: () => keyInUse,
    timeout: settings.requestTimeout,
    onAttempt: log.attempt,
  });
  let me = await client.users.me(token && abortedBy(token));
  const { networks, users } = client;
  const through = { users, recorder: journal.recorder(profile, () => me) };
  const places = new Places({
    listNetworks: (page, signal) => networks.listNetworks({}, page, signal),
    listMailboxes: (page, signal) => networks.listMailboxes({}, page, signal),
  });
  const directory = new Directory({
    listUsers: (filter, page, signal) => users.list(filter, page, signal),
    pageSize: settings.pageSize,
    places,
    view,
  });
  const setKey = (newKey: string): void => {
    keyInUse = newKey;
  };
  const learners = new Set<(user: User) => void>();
  const learn = (user: User): void => {
    if (user.userId === me.userId) me = user;
    directory.apply(user);
    for (const listener of learners) listener(user);
  };
  directory.onDidChange(() => {
    me = directory.find(me.userId) ?? me;
  });
  return {
    profile,
    get me() {
      return me;
    },
    client,
    through,
    directory,
    places,
    learn,
    onDidLearn: (listener) => {
      learners.add(listener);
      return () => learners.delete(listener);
    },
    setKey,
  };
};

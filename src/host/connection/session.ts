/**
 * A signed-in session: the client, who its key belongs to, and the directory behind the tree. Loaded on first
 * use, in a file of its own: activation must not pay for ky and zod.
 */
import type { CancellationToken } from 'vscode';
import { createClient } from '../../api/client.ts';
import type { EcgridClient } from '../../api/client.ts';
import { Details } from '../../directory/details.ts';
import { Directory } from '../../directory/directory.ts';
import type { DirectoryView } from '../../directory/groupSeeds.ts';
import { LockedOut } from '../../directory/lockedOut.ts';
import { Places } from '../../directory/places.ts';
import type { Verdict } from '../../domain/grants.ts';
import type { User } from '../../domain/user.ts';
import type { UserAction } from '../../domain/userAction.ts';
import type { Journal } from '../../journal/journal.ts';
import { mayActThrough } from '../../operations/offered.ts';
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
  /** What the rules, and the APIs that the profile uses, say about an action on a user. */
  readonly mayAct: (action: UserAction, target: User) => Verdict;
  /** What every write goes through: the users, and the journal that records it. */
  readonly through: Through;
  readonly directory: Directory;
  /** The names of networks and mailboxes; loaded after the first page of users, or when a form asks. */
  readonly places: Places;
  /** Who is locked out; asked for after the first page of users, and when they are loaded again. */
  readonly lockedOut: LockedOut;
  /** What ECGridOS alone tells of users, for tooltips. */
  readonly details: Details;
  /** Takes over what ECGrid has told of a user just now, oneself included. */
  readonly learn: (user: User) => void;
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
  const lockedOut = new LockedOut({
    list: users.offers('listLockedOut') ? (signal) => users.listLockedOut({}, signal) : undefined,
    onFailure: (error) => log.failure('Asking who is locked out', error),
  });
  const details = new Details({
    read: users.offers('details') ? (userId, signal) => users.details(userId, signal) : undefined,
  });
  directory.ended.addEventListener('abort', () => {
    lockedOut.dispose();
    details.dispose();
  });
  const setKey = (newKey: string): void => {
    keyInUse = newKey;
  };
  const learn = (user: User): void => {
    if (user.userId === me.userId) me = user;
    details.forget(user.userId);
    lockedOut.apply(user);
    directory.apply(user);
  };
  directory.onDidChange(() => {
    me = directory.find(me.userId) ?? me;
    if (directory.state.kind === 'loaded' && lockedOut.state.kind === 'idle') void lockedOut.refresh();
  });
  return {
    profile,
    get me() {
      return me;
    },
    client,
    mayAct: (action, target) => mayActThrough(users, action, me, target),
    through,
    directory,
    places,
    lockedOut,
    details,
    learn,
    setKey,
  };
};

/**
 * A signed-in session: the client, who its key belongs to, and the directory behind the tree. Loaded on first
 * use, in a file of its own: activation must not pay for ky and zod.
 */
import type { CancellationToken } from 'vscode';
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
import { openClient } from './openClient.ts';
import type { Credential } from './openSessions.ts';
import { showPace } from './paceItem.ts';
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
  /** Calls `listener` with every user that {@link learn} takes over. @returns ends that */
  readonly onDidLearn: (listener: (user: User) => void) => () => void;
  /** Uses another key from the next request on: one's own key has been replaced. */
  readonly setKey: (key: string) => void;
  /** Ends its requests, and the session on ECGrid where a login has opened one. A failure is logged. */
  readonly close: () => Promise<void>;
};

/**
 * Proves a key by asking whose it is, or signs in with a login and its password, and opens a session.
 * @param view what of the users is shown at first; everybody by AuthLevel unless told
 * @throws {EcgridError} `invalidKey`, `insecure`, `unreachable`, …
 */
export const openSession = async (
  profile: Profile,
  credential: Credential,
  settings: Settings,
  log: Log,
  journal: Journal,
  token?: CancellationToken,
  view: Partial<DirectoryView> = {},
): Promise<Session> => {
  const signal = token && abortedBy(token);
  const opened = await openClient(profile, credential, settings, log, signal);
  const { client, setKey } = opened;
  const { networks, users } = client;
  let { me } = opened;
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
  const paceItem = showPace(client.pace);
  const learners = new Set<(user: User) => void>();
  const learn = (user: User): void => {
    if (user.userId === me.userId) me = user;
    details.forget(user.userId);
    lockedOut.apply(user);
    directory.apply(user);
    for (const listener of learners) listener(user);
  };
  directory.onDidChange(() => {
    me = directory.find(me.userId) ?? me;
    if (directory.state.kind === 'loaded' && lockedOut.state.kind === 'idle') void lockedOut.refresh();
  });
  const close = (): Promise<void> => {
    for (const part of [directory, lockedOut, details, paceItem]) part.dispose();
    return client.close().catch((error: unknown) => log.failure('Ending the session on ECGrid', error));
  };
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
    onDidLearn: (listener) => {
      learners.add(listener);
      return () => learners.delete(listener);
    },
    setKey,
    close,
  };
};

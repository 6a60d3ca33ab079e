/**
 * What ECGrid can do about users, whichever of its two APIs does it. Everything above the client works with this one type,
 * and asks it what it offers; nothing above knows which API answers.
 */
import type { NewUser, ProfileUpdate, RoleScope, User, UserFilter, UserId } from '../domain/user.ts';
import type { UserConfig } from '../domain/userConfig.ts';
import { EcgridError } from './ecgridError.ts';
import type { Attempt } from './http.ts';
import type { PageRequest } from './paging.ts';
import type { ReadList } from './reader.ts';

/** ECGrid’s two APIs: REST v2.6, and the older ECGridOS v4.1, which speaks SOAP. */
export type Api = 'rest' | 'ecgridos';

/** Which of the two a profile uses: REST with ECGridOS beside it, or one of them alone. */
export type ApiChoice = 'both' | Api;

/** What both APIs offer. */
const common = [
  'get',
  'me',
  'byName',
  'list',
  'create',
  'update',
  'setRole',
  'setNetworkMailbox',
  'setPassword',
  'generatePassword',
  'getKey',
  'generateKey',
  'reset',
  'terminate',
  'sendSms',
  'updateConfig',
] as const;

/** What ECGridOS alone offers. */
const ecgridosOnly = [
  'suspend',
  'activate',
  'unlock',
  'setMaxSessions',
  'details',
  'listDetails',
  'listLockedOut',
] as const;

/** Every operation on users, by the name of its method. */
export const userOperations = [...common, ...ecgridosOnly] as const;
export type UserOperation = (typeof userOperations)[number];

const offered: Readonly<Record<ApiChoice, ReadonlySet<UserOperation>>> = {
  rest: new Set(common),
  ecgridos: new Set(userOperations),
  both: new Set(userOperations),
};

/** What an API, or both together, can do. */
export const operationsOf = (api: ApiChoice): ReadonlySet<UserOperation> => offered[api];

/** The names of the APIs as people know them. */
export const apiNames: Readonly<Record<Api, string>> = { rest: 'REST', ecgridos: 'ECGridOS' };

/**
 * Refuses what an API does not have.
 * @throws {EcgridError} `notOffered`; nothing was sent
 */
export const notOffered = (api: Api, what: string): Promise<never> =>
  Promise.reject(
    new EcgridError({
      kind: 'notOffered',
      message: `${apiNames[api]} does not offer this: ${what}.`,
      outcome: 'notSent',
    }),
  );

/**
 * Users: read, create, change. Every method rejects with {EcgridError}: `invalidKey`, `forbidden`, `rateLimited`,
 * `server`, `unreachable`, `timeout`, `cancelled`, `notEcgrid` or `notOffered` besides what it names itself.
 */
export type UserService = {
  /** The operations that do not reject with `notOffered`. */
  readonly offers: (operation: UserOperation) => boolean;

  /** The same service with one more listener to what it sends. */
  readonly watching: (listener: (attempt: Attempt) => void) => UserService;

  /** One user. @throws {EcgridError} `notFound`, `forbidden` outside one’s network or mailbox */
  readonly get: (userId: UserId, signal?: AbortSignal) => Promise<User>;

  /** The owner of the key or of the session. @throws {EcgridError} `invalidKey` when ECGrid does not know the key */
  readonly me: (signal?: AbortSignal) => Promise<User>;

  /**
   * Every user with this login, one per network at most.
   * @returns an empty list when there is none, also where the service says `notFound`
   */
  readonly byName: (login: string, signal?: AbortSignal) => Promise<ReadList<User>>;

  /**
   * One page of the users that the key can reach; all of them on the first page where the API has no pages.
   * Filters are sent only when they are set; records that cannot be read are named beside the others.
   */
  readonly list: (filter: UserFilter, page: PageRequest, signal?: AbortSignal) => Promise<ReadList<User>>;

  /**
   * Creates a user. The AuthLevel is always sent: the published defaults differ.
   * @throws {EcgridError} `duplicate` for a login taken in the network, `invalidParameter`, `forbidden` above
   * one's own level or outside one's scope; `outcome: 'unknown'` when it may have been created all the same
   */
  readonly create: (user: NewUser, signal?: AbortSignal) => Promise<User>;

  /** Changes e-mail and names; absent fields stay. @throws {EcgridError} `invalidParameter`, `notFound` */
  readonly update: (userId: UserId, update: ProfileUpdate, signal?: AbortSignal) => Promise<User>;

  /**
   * Sets a user's AuthLevel.
   * @param scope network and mailbox ids the level is limited to; absent = unchanged
   * @returns the user after the change
   * @throws {EcgridError} `forbidden` above the caller's own level, `notFound`
   */
  readonly setRole: (
    userId: UserId,
    authLevel: string,
    scope?: RoleScope,
    signal?: AbortSignal,
  ) => Promise<User>;

  /**
   * Moves a user; `mailboxId` 0 = the network as a whole, absent = unchanged.
   * @throws {EcgridError} `forbidden` outside one's scope, `invalidParameter`
   */
  readonly setNetworkMailbox: (userId: UserId, place: RoleScope, signal?: AbortSignal) => Promise<User>;

  /**
   * Sets a user's password. Needs NetworkAdmin or higher.
   * @throws {EcgridError} `invalidParameter` when the password fails the rule
   */
  readonly setPassword: (userId: UserId, newPassword: string, signal?: AbortSignal) => Promise<void>;

  /** A password that meets the rule (a read: nothing is set). @param length number of characters */
  readonly generatePassword: (length: number, signal?: AbortSignal) => Promise<string>;

  /** A user's API key. Needs NetworkAdmin or higher. The result is a secret. */
  readonly getKey: (userId: UserId, signal?: AbortSignal) => Promise<string>;

  /** A new API key for a user; the old one stops working at once. The result is a secret. */
  readonly generateKey: (userId: UserId, signal?: AbortSignal) => Promise<string>;

  /** Ends all open sessions of a user. */
  readonly reset: (userId: UserId, signal?: AbortSignal) => Promise<void>;

  /** Terminates a user for good, sessions and key included. Cannot be undone. */
  readonly terminate: (userId: UserId, signal?: AbortSignal) => Promise<void>;

  /** Sends a text message. @throws {EcgridError} `invalidParameter` without a cell number and carrier on file */
  readonly sendSms: (userId: UserId, message: string, signal?: AbortSignal) => Promise<void>;

  /**
   * Changes notification settings, cell phone, carrier and the like.
   * @throws {EcgridError} `notOffered` for a setting that the API does not have
   */
  readonly updateConfig: (userId: UserId, config: UserConfig, signal?: AbortSignal) => Promise<void>;

  /** Suspends a user: nothing works any more until it is activated again. ECGridOS alone. @throws `notOffered` */
  readonly suspend: (userId: UserId, signal?: AbortSignal) => Promise<void>;

  /** Makes a user active. ECGridOS alone. @throws {EcgridError} `notOffered` */
  readonly activate: (userId: UserId, signal?: AbortSignal) => Promise<void>;

  /** Ends a lock-out, its failed logins and all open sessions. ECGridOS alone. @throws {EcgridError} `notOffered` */
  readonly unlock: (userId: UserId, signal?: AbortSignal) => Promise<void>;

  /**
   * Sets how many sessions a user may have open at once, 0 to 32,767. ECGrid never tells the number.
   * ECGridOS alone. @throws {EcgridError} `notOffered`
   */
  readonly setMaxSessions: (userId: UserId, maxSessions: number, signal?: AbortSignal) => Promise<void>;

  /**
   * One user with last login, open sessions, lock-out, company, phones and time zone; what `lastLogin` means,
   * `domain/lastLogin.ts` tells. ECGridOS alone.
   * @throws {EcgridError} `notOffered`, `notFound`, `forbidden`
   */
  readonly details: (userId: UserId, signal?: AbortSignal) => Promise<User>;

  /** Every user within reach with the same details, in one answer. ECGridOS alone. @throws `notOffered` */
  readonly listDetails: (
    filter: Pick<UserFilter, 'networkId' | 'mailboxId'>,
    signal?: AbortSignal,
  ) => Promise<ReadList<User>>;

  /** Every user within reach who is locked out, with the same details. ECGridOS alone. @throws `notOffered` */
  readonly listLockedOut: (
    filter: Pick<UserFilter, 'networkId' | 'mailboxId'>,
    signal?: AbortSignal,
  ) => Promise<ReadList<User>>;
};

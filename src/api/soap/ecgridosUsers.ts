/**
 * Users by ECGridOS v4.1: {@link UserService} as a whole. An API key serves as SessionID. Its answers to writes are bare,
 * so that the user is read afterwards.
 */
import type { NewUser, ProfileUpdate, RoleScope, User, UserFilter, UserId } from '../../domain/user.ts';
import type { UserConfig } from '../../domain/userConfig.ts';
import { isEcgridError } from '../ecgridError.ts';
import type { Attempt } from '../http.ts';
import type { PageRequest } from '../paging.ts';
import { readDone, readRecord, readText } from '../reader.ts';
import type { ReadList } from '../reader.ts';
import { doneButUnread, nothingSent, userShape } from '../userReading.ts';
import { operationsOf } from '../userService.ts';
import type { UserOperation, UserService } from '../userService.ts';
import type { EcgridosCalls } from './ecgridosCalls.ts';
import { addUser } from './newUser.ts';
import { configChanges, profileChanges, updateOf } from './profileChange.ts';
import type { ProfileChanges } from './profileChange.ts';
import { changeRole } from './roleChange.ts';
import { roleSteps } from './roleSteps.ts';
import { pageOf, usersLockedOut, usersNamed, usersWithin } from './userLists.ts';
import { whoAmI } from './whoAmI.ts';

/** Users by ECGridOS. Every method rejects as {@link UserService} says; `false` for an answer is a refusal. */
export class EcgridosUsers implements UserService {
  readonly #calls: EcgridosCalls;

  constructor(calls: EcgridosCalls) {
    this.#calls = calls;
  }

  offers(operation: UserOperation): boolean {
    return operationsOf('ecgridos').has(operation);
  }

  watching(listener: (attempt: Attempt) => void): EcgridosUsers {
    return new EcgridosUsers(this.#calls.watching(listener));
  }

  /** One user: `UserInfo`, with all details. */
  async get(UserID: UserId, signal?: AbortSignal): Promise<User> {
    return readRecord(userShape, await this.#calls.read('UserInfo', { UserID }, signal));
  }

  /** The owner of the key or of the session: `WhoAmI`, and `UserInfo` for what it does not tell. */
  me(signal?: AbortSignal): Promise<User> {
    return whoAmI(this.#calls, (userId) => this.get(userId, signal), signal);
  }

  /** Every user with this login: `UserListEx` with it as Name, and of those that contain it the ones that have it. */
  byName(login: string, signal?: AbortSignal): Promise<ReadList<User>> {
    return usersNamed(this.#calls, login, signal);
  }

  /**
   * All users on the first page, with their number: `UserListEx`. AuthLevel and status, which it does not know, are
   * filtered here. Further pages are empty, and nothing is sent for them.
   */
  list(filter: UserFilter, page: PageRequest, signal?: AbortSignal): Promise<ReadList<User>> {
    return pageOf(this.#calls, filter, page, signal);
  }

  /** Creates a user: `UserAddEx`, or `UserAdd` in the caller’s own network, and reads it with `UserInfo`. */
  async create(user: NewUser, signal?: AbortSignal): Promise<User> {
    const userId = await addUser(this.#calls, user, signal);
    return this.get(userId, signal).catch(doneButUnread);
  }

  /**
   * Changes e-mail and names: `UserUpdate`, which takes everything else as well, so that `UserInfo` comes first. What
   * somebody else changes of it in between is put back.
   */
  async update(userId: UserId, update: ProfileUpdate, signal?: AbortSignal): Promise<User> {
    await this.#updateUser(userId, profileChanges(update), signal);
    return this.get(userId, signal).catch(doneButUnread);
  }

  /**
   * Sets a user's AuthLevel: `UserSetAuthLevel`, and `UserSetNetworkMailbox` where the place is another; never wider in
   * between than before or afterwards.
   * @throws {EcgridError} whose message tells when only a part was done
   */
  async setRole(
    userId: UserId,
    authLevel: string,
    scope: RoleScope = {},
    signal?: AbortSignal,
  ): Promise<User> {
    const now = await this.get(userId, signal).catch(nothingSent);
    await changeRole(this.#calls, userId, roleSteps(now, { authLevel, ...placeIn(now, scope) }), signal);
    return this.get(userId, signal).catch(doneButUnread);
  }

  /** Moves a user: `UserSetNetworkMailbox`; what is absent is read first. */
  async setNetworkMailbox(UserID: UserId, place: RoleScope, signal?: AbortSignal): Promise<User> {
    const now = await this.get(UserID, signal).catch(nothingSent);
    const { networkId, mailboxId } = placeIn(now, place);
    const to = { NetworkID: networkId, MailboxID: mailboxId };
    readDone(await this.#calls.write('UserSetNetworkMailbox', { UserID, ...to }, signal));
    return this.get(UserID, signal).catch(doneButUnread);
  }

  /** Sets a user's password: `UserPassword` without the recovery question, which is the user’s own. */
  async setPassword(UserID: UserId, Password: string, signal?: AbortSignal): Promise<void> {
    const set = this.#calls.write('UserPassword', { UserID, Password }, signal, [Password]);
    readDone(await set.catch(ofNewPassword));
  }

  /** A password that meets the rule: `GeneratePassword`. @param Length number of characters */
  async generatePassword(Length: number, signal?: AbortSignal): Promise<string> {
    return readText(await this.#calls.read('GeneratePassword', { Length }, signal));
  }

  /** A user's API key: `UserGetAPIKey`. The result is a secret. */
  async getKey(UserID: UserId, signal?: AbortSignal): Promise<string> {
    return readText(await this.#calls.read('UserGetAPIKey', { UserID }, signal));
  }

  /** A new API key for a user: `GenerateAPIKey`. The result is a secret. */
  async generateKey(UserID: UserId, signal?: AbortSignal): Promise<string> {
    return readText(await this.#calls.write('GenerateAPIKey', { UserID }, signal));
  }

  /** Ends all open sessions of a user: `UserReset`, which ends a lock-out as well. */
  reset(userId: UserId, signal?: AbortSignal): Promise<void> {
    return this.#calls.onUser('UserReset', userId, signal);
  }

  /** Terminates a user for good: `UserTerminate`. */
  terminate(userId: UserId, signal?: AbortSignal): Promise<void> {
    return this.#calls.onUser('UserTerminate', userId, signal);
  }

  /** Sends a text message: `UserSendSMS`. */
  async sendSms(UserID: UserId, Text: string, signal?: AbortSignal): Promise<void> {
    readDone(await this.#calls.write('UserSendSMS', { UserID, Text }, signal, [Text]));
  }

  /**
   * Changes company, phone, cell phone and carrier: `UserUpdate`, as {@link update} does.
   * @throws {EcgridError} `notOffered` for any other setting, with nothing sent
   */
  async updateConfig(userId: UserId, config: UserConfig, signal?: AbortSignal): Promise<void> {
    await this.#updateUser(userId, await configChanges(config), signal);
  }

  /** Suspends a user: `UserSuspend`. */
  suspend(userId: UserId, signal?: AbortSignal): Promise<void> {
    return this.#calls.onUser('UserSuspend', userId, signal);
  }

  /** Makes a user active: `UserActivate`. */
  activate(userId: UserId, signal?: AbortSignal): Promise<void> {
    return this.#calls.onUser('UserActivate', userId, signal);
  }

  /** Ends a lock-out, its failed logins and all open sessions: `UserReset`. */
  unlock(userId: UserId, signal?: AbortSignal): Promise<void> {
    return this.reset(userId, signal);
  }

  /** Sets how many sessions a user may have open at once: `UserSetMaxSessions`. @param MaxSessions 0 to 32,767 */
  async setMaxSessions(UserID: UserId, MaxSessions: number, signal?: AbortSignal): Promise<void> {
    readDone(await this.#calls.write('UserSetMaxSessions', { UserID, MaxSessions }, signal));
  }

  /** One user with all details: `UserInfo`, as {@link get}. */
  details(userId: UserId, signal?: AbortSignal): Promise<User> {
    return this.get(userId, signal);
  }

  /** Every user within reach with all details: `UserListEx`. */
  listDetails(
    filter: Pick<UserFilter, 'networkId' | 'mailboxId'>,
    signal?: AbortSignal,
  ): Promise<ReadList<User>> {
    return usersWithin(this.#calls, filter, signal);
  }

  /** Every user within reach who is locked out: `UserListLockedOutEx`. */
  listLockedOut(
    filter: Pick<UserFilter, 'networkId' | 'mailboxId'>,
    signal?: AbortSignal,
  ): Promise<ReadList<User>> {
    return usersLockedOut(this.#calls, filter, signal);
  }

  async #updateUser(userId: UserId, changes: ProfileChanges, signal?: AbortSignal): Promise<void> {
    const now = await this.get(userId, signal).catch(nothingSent);
    readDone(await this.#calls.write('UserUpdate', updateOf(now, changes), signal));
  }
}

/** A password that is set is a new one, as REST calls it. */
const ofNewPassword = (error: unknown): never => {
  throw isEcgridError(error) && error.parameter === 'password'
    ? error.with({ parameter: 'newPassword' })
    : error;
};

/** Where a user is to be: what the scope leaves open stays. */
const placeIn = (now: User, scope: RoleScope): Pick<User, 'networkId' | 'mailboxId'> => {
  const { networkId = now.networkId, mailboxId = now.mailboxId } = scope;
  return { networkId, mailboxId };
};

/** The sixteen user endpoints of ECGrid REST v2.6: {@link UserService} without what ECGridOS alone has. */
import * as z from 'zod/mini';
import type { NewUser, ProfileUpdate, RoleScope, User, UserFilter, UserId } from '../domain/user.ts';
import type { UserConfig } from '../domain/userConfig.ts';
import type { Attempt } from './http.ts';
import type { RestHttp } from './jsonWire.ts';
import type { PageRequest } from './paging.ts';
import { readDone, readList, readRecord, readText, recordShape } from './reader.ts';
import type { ReadList } from './reader.ts';
import { doneButUnread, emptyWhenNotFound, userShape } from './userReading.ts';
import { notOffered, operationsOf } from './userService.ts';
import type { UserOperation, UserService } from './userService.ts';

/** The bare answer of set-role in the guide. */
const RolePair = z.object({ userId: z.int(), authLevel: z.string() });
const rolePair = recordShape('role', 'userId', RolePair);

/** Users by REST. Every method rejects as {@link UserService} says. */
export class RestUsers implements UserService {
  readonly #http: RestHttp;

  constructor(http: RestHttp) {
    this.#http = http;
  }

  offers(operation: UserOperation): boolean {
    return operationsOf('rest').has(operation);
  }

  watching(listener: (attempt: Attempt) => void): RestUsers {
    return new RestUsers(this.#http.watching(listener));
  }

  /**
   * One user: `GET /v2/users/{id}`.
   * @throws {EcgridError} `notFound`, `forbidden` outside one's network or mailbox
   */
  async get(userId: UserId, signal?: AbortSignal): Promise<User> {
    const data = await this.#http.send({
      method: 'GET',
      path: `/v2/users/${userId}`,
      effect: 'read',
      signal,
    });
    return readRecord(userShape, data);
  }

  /**
   * The owner of the key: `GET /v2/users/me`.
   * @throws {EcgridError} `invalidKey` when ECGrid does not know the key
   */
  async me(signal?: AbortSignal): Promise<User> {
    const data = await this.#http.send({ method: 'GET', path: '/v2/users/me', effect: 'read', signal });
    return readRecord(userShape, data);
  }

  /**
   * Every user with this login, one per network at most: `POST /v2/users/by-name` (a read).
   * @returns an empty list when there is none, also where the service says `notFound`
   */
  async byName(login: string, signal?: AbortSignal): Promise<ReadList<User>> {
    const data = await this.#http
      .send({
        method: 'POST',
        path: '/v2/users/by-name',
        body: { login, loginName: login },
        effect: 'read',
        signal,
      })
      .catch(emptyWhenNotFound);
    return readList(userShape, data);
  }

  /**
   * One page of the users that the key can reach: `POST /v2/users/list` (a read).
   * Filters are sent only when they are set; records that cannot be read are named beside the others.
   */
  async list(filter: UserFilter, page: PageRequest, signal?: AbortSignal): Promise<ReadList<User>> {
    const data = await this.#http.send({
      method: 'POST',
      path: '/v2/users/list',
      body: { ...filter, ...page },
      effect: 'read',
      signal,
    });
    return readList(userShape, data);
  }

  /**
   * Creates a user: `POST /v2/users`. The AuthLevel is always sent: the published defaults differ.
   * @throws {EcgridError} `duplicate` for a login taken in the network, `invalidParameter`, `forbidden` above
   * one's own level or outside one's scope; `outcome: 'unknown'` when it may have been created all the same
   */
  async create(user: NewUser, signal?: AbortSignal): Promise<User> {
    const data = await this.#http.send({
      method: 'POST',
      path: '/v2/users',
      body: { ...user, loginName: user.login },
      effect: 'write',
      secrets: [user.password],
      signal,
    });
    return readRecord(userShape, data);
  }

  /**
   * Changes e-mail and names: `PUT /v2/users`; absent fields stay.
   * @throws {EcgridError} `invalidParameter`, `notFound`
   */
  async update(userId: UserId, update: ProfileUpdate, signal?: AbortSignal): Promise<User> {
    const data = await this.#http.send({
      method: 'PUT',
      path: '/v2/users',
      body: { userId, ...update },
      effect: 'write',
      signal,
    });
    return readRecord(userShape, data);
  }

  /**
   * Sets a user's AuthLevel: `POST /v2/users/role`.
   * @param scope network and mailbox ids the level is limited to; absent = unchanged
   * @returns the user after the change, re-read when the service answers with the bare pair
   * @throws {EcgridError} `forbidden` above the caller's own level, `notFound`
   */
  async setRole(
    userId: UserId,
    authLevel: string,
    scope: RoleScope = {},
    signal?: AbortSignal,
  ): Promise<User> {
    const data = await this.#http.send({
      method: 'POST',
      path: '/v2/users/role',
      body: { userId, authLevel, ...scope },
      effect: 'write',
      signal,
    });
    return this.#userOrReread(data, userId, signal);
  }

  /**
   * Moves a user: `POST /v2/users/set-network-mailbox`; `mailboxId` 0 = the network as a whole.
   * @throws {EcgridError} `forbidden` outside one's scope, `invalidParameter`
   */
  async setNetworkMailbox(userId: UserId, place: RoleScope, signal?: AbortSignal): Promise<User> {
    const data = await this.#http.send({
      method: 'POST',
      path: '/v2/users/set-network-mailbox',
      body: { userId, ...place },
      effect: 'write',
      signal,
    });
    return readRecord(userShape, data);
  }

  /**
   * Sets a user's password: `POST /v2/users/password`. Needs NetworkAdmin or higher.
   * @throws {EcgridError} `invalidParameter` when the password fails the rule
   */
  async setPassword(userId: UserId, newPassword: string, signal?: AbortSignal): Promise<void> {
    const data = await this.#http.send({
      method: 'POST',
      path: '/v2/users/password',
      body: { userId, newPassword },
      effect: 'write',
      secrets: [newPassword],
      signal,
    });
    readDone(data);
  }

  /**
   * A password that meets the rule: `POST /v2/users/generate-password` (a read: nothing is set).
   * @param length number of characters
   */
  async generatePassword(length: number, signal?: AbortSignal): Promise<string> {
    const data = await this.#http.send({
      method: 'POST',
      path: '/v2/users/generate-password',
      body: { length },
      effect: 'read',
      signal,
    });
    return readText(data);
  }

  /** A user's API key: `GET /v2/users/key/{id}`. Needs NetworkAdmin or higher. The result is a secret. */
  async getKey(userId: UserId, signal?: AbortSignal): Promise<string> {
    const data = await this.#http.send({
      method: 'GET',
      path: `/v2/users/key/${userId}`,
      effect: 'read',
      signal,
    });
    return readText(data);
  }

  /**
   * A new API key for a user: `POST /v2/users/key-generate/{id}`. The old one stops working at once.
   * The result is a secret.
   */
  async generateKey(userId: UserId, signal?: AbortSignal): Promise<string> {
    const data = await this.#http.send({
      method: 'POST',
      path: `/v2/users/key-generate/${userId}`,
      effect: 'write',
      signal,
    });
    return readText(data);
  }

  /** Revokes all open sessions of a user: `POST /v2/users/reset/{id}`. */
  async reset(userId: UserId, signal?: AbortSignal): Promise<void> {
    const data = await this.#http.send({
      method: 'POST',
      path: `/v2/users/reset/${userId}`,
      effect: 'write',
      signal,
    });
    readDone(data);
  }

  /** Terminates a user for good, sessions and key included: `DELETE /v2/users/{id}`. Cannot be undone. */
  async terminate(userId: UserId, signal?: AbortSignal): Promise<void> {
    const data = await this.#http.send({
      method: 'DELETE',
      path: `/v2/users/${userId}`,
      effect: 'write',
      signal,
    });
    readDone(data);
  }

  /**
   * Sends a text message: `POST /v2/users/send-sms`.
   * @throws {EcgridError} `invalidParameter` without a cell number and carrier on file
   */
  async sendSms(userId: UserId, message: string, signal?: AbortSignal): Promise<void> {
    const data = await this.#http.send({
      method: 'POST',
      path: '/v2/users/send-sms',
      body: { userId, message },
      effect: 'write',
      secrets: [message],
      signal,
    });
    readDone(data);
  }

  /** Changes notification settings, cell phone, carrier and the like: `POST /v2/users/update-config`. */
  async updateConfig(userId: UserId, config: UserConfig, signal?: AbortSignal): Promise<void> {
    const data = await this.#http.send({
      method: 'POST',
      path: '/v2/users/update-config',
      body: { ...config, userId },
      effect: 'write',
      signal,
    });
    readDone(data);
  }

  readonly suspend = (): Promise<never> => notOffered('rest', 'suspending a user');
  readonly activate = (): Promise<never> => notOffered('rest', 'activating a user');
  readonly unlock = (): Promise<never> => notOffered('rest', 'ending a lock-out');
  readonly setMaxSessions = (): Promise<never> => notOffered('rest', 'the greatest number of sessions');
  readonly details = (): Promise<never> =>
    notOffered('rest', 'last login, open sessions and lock-out of a user');
  readonly listDetails = (): Promise<never> => notOffered('rest', 'last logins');
  readonly listLockedOut = (): Promise<never> => notOffered('rest', 'the list of locked-out users');

  async #userOrReread(data: unknown, userId: UserId, signal?: AbortSignal): Promise<User> {
    try {
      return readRecord(userShape, data);
    } catch (notAUser) {
      try {
        readRecord(rolePair, data);
      } catch {
        throw notAUser;
      }
      return this.get(userId, signal).catch(doneButUnread);
    }
  }
}

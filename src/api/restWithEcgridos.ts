/** Both APIs of ECGrid as one: REST for what it has, ECGridOS for the rest. */
import * as z from 'zod/mini';
import { User } from '../domain/user.ts';
import type { UserId } from '../domain/user.ts';
import type { Attempt } from './http.ts';
import type { LazyUsers } from './lazyUsers.ts';
import type { RestUsers } from './restUsers.ts';
import { operationsOf } from './userService.ts';
import type { UserOperation, UserService } from './userService.ts';

/** What an operation is given. */
type Given<Operation extends UserOperation> = Parameters<UserService[Operation]>;
/** What it promises. */
type Result<Operation extends UserOperation> = ReturnType<UserService[Operation]>;

/** Users by both APIs. Every method rejects as that of the API that does it. */
export class RestWithEcgridos implements UserService {
  readonly #rest: RestUsers;
  readonly #ecgridos: LazyUsers;

  constructor(rest: RestUsers, ecgridos: LazyUsers) {
    this.#rest = rest;
    this.#ecgridos = ecgridos;
  }

  offers(operation: UserOperation): boolean {
    return operationsOf('both').has(operation);
  }

  watching(listener: (attempt: Attempt) => void): RestWithEcgridos {
    return new RestWithEcgridos(this.#rest.watching(listener), this.#ecgridos.watching(listener));
  }

  get(...given: Given<'get'>): Result<'get'> {
    return this.#rest.get(...given);
  }

  me(...given: Given<'me'>): Result<'me'> {
    return this.#rest.me(...given);
  }

  byName(...given: Given<'byName'>): Result<'byName'> {
    return this.#rest.byName(...given);
  }

  list(...given: Given<'list'>): Result<'list'> {
    return this.#rest.list(...given);
  }

  create(...given: Given<'create'>): Result<'create'> {
    return this.#rest.create(...given);
  }

  update(...given: Given<'update'>): Result<'update'> {
    return this.#rest.update(...given);
  }

  setRole(...given: Given<'setRole'>): Result<'setRole'> {
    return this.#rest.setRole(...given);
  }

  setNetworkMailbox(...given: Given<'setNetworkMailbox'>): Result<'setNetworkMailbox'> {
    return this.#rest.setNetworkMailbox(...given);
  }

  setPassword(...given: Given<'setPassword'>): Result<'setPassword'> {
    return this.#rest.setPassword(...given);
  }

  generatePassword(...given: Given<'generatePassword'>): Result<'generatePassword'> {
    return this.#rest.generatePassword(...given);
  }

  getKey(...given: Given<'getKey'>): Result<'getKey'> {
    return this.#rest.getKey(...given);
  }

  generateKey(...given: Given<'generateKey'>): Result<'generateKey'> {
    return this.#rest.generateKey(...given);
  }

  reset(...given: Given<'reset'>): Result<'reset'> {
    return this.#rest.reset(...given);
  }

  terminate(...given: Given<'terminate'>): Result<'terminate'> {
    return this.#rest.terminate(...given);
  }

  sendSms(...given: Given<'sendSms'>): Result<'sendSms'> {
    return this.#rest.sendSms(...given);
  }

  updateConfig(...given: Given<'updateConfig'>): Result<'updateConfig'> {
    return this.#rest.updateConfig(...given);
  }

  suspend(...given: Given<'suspend'>): Result<'suspend'> {
    return this.#ecgridos.suspend(...given);
  }

  activate(...given: Given<'activate'>): Result<'activate'> {
    return this.#ecgridos.activate(...given);
  }

  unlock(...given: Given<'unlock'>): Result<'unlock'> {
    return this.#ecgridos.unlock(...given);
  }

  setMaxSessions(...given: Given<'setMaxSessions'>): Result<'setMaxSessions'> {
    return this.#ecgridos.setMaxSessions(...given);
  }

  listDetails(...given: Given<'listDetails'>): Result<'listDetails'> {
    return this.#ecgridos.listDetails(...given);
  }

  listLockedOut(...given: Given<'listLockedOut'>): Result<'listLockedOut'> {
    return this.#ecgridos.listLockedOut(...given);
  }

  /**
   * One user as REST tells it, with what ECGridOS tells besides; both are asked at once.
   * @throws {EcgridError} of whichever fails first
   */
  async details(userId: UserId, signal?: AbortSignal): Promise<User> {
    const [user, more] = await Promise.all([
      this.#rest.get(userId, signal),
      this.#ecgridos.details(userId, signal),
    ]);
    return filledWith(user, more);
  }
}

/** What is not told: a text that is absent or empty, and network 0. */
const isTold = ([name, value]: [string, unknown]): boolean =>
  value !== undefined && value !== '' && !(name === 'networkId' && value === 0);

/** A user with what another answer tells of it besides. */
const filledWith = (user: User, more: User): User =>
  z.parse(User, { ...more, ...Object.fromEntries(Object.entries(user).filter(isTold)) });

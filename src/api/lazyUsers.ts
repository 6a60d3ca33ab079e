/** {@link UserService} in front of one that is loaded when it is first needed. */
import type { Attempt } from './http.ts';
import { operationsOf } from './userService.ts';
import type { UserOperation, UserService } from './userService.ts';

/** What an operation is given. */
type Given<Operation extends UserOperation> = Parameters<UserService[Operation]>;
/** What it promises. */
type Result<Operation extends UserOperation> = ReturnType<UserService[Operation]>;

/** Users by ECGridOS, whose code is loaded with the first operation. Every method rejects as it does there. */
export class LazyUsers implements UserService {
  readonly #load: () => Promise<UserService>;

  /** @param load is called for every operation, and keeps what it has loaded */
  constructor(load: () => Promise<UserService>) {
    this.#load = load;
  }

  offers(operation: UserOperation): boolean {
    return operationsOf('ecgridos').has(operation);
  }

  watching(listener: (attempt: Attempt) => void): LazyUsers {
    return new LazyUsers(async () => (await this.#load()).watching(listener));
  }

  async get(...given: Given<'get'>): Result<'get'> {
    return (await this.#load()).get(...given);
  }

  async me(...given: Given<'me'>): Result<'me'> {
    return (await this.#load()).me(...given);
  }

  async byName(...given: Given<'byName'>): Result<'byName'> {
    return (await this.#load()).byName(...given);
  }

  async list(...given: Given<'list'>): Result<'list'> {
    return (await this.#load()).list(...given);
  }

  async create(...given: Given<'create'>): Result<'create'> {
    return (await this.#load()).create(...given);
  }

  async update(...given: Given<'update'>): Result<'update'> {
    return (await this.#load()).update(...given);
  }

  async setRole(...given: Given<'setRole'>): Result<'setRole'> {
    return (await this.#load()).setRole(...given);
  }

  async setNetworkMailbox(...given: Given<'setNetworkMailbox'>): Result<'setNetworkMailbox'> {
    return (await this.#load()).setNetworkMailbox(...given);
  }

  async setPassword(...given: Given<'setPassword'>): Result<'setPassword'> {
    return (await this.#load()).setPassword(...given);
  }

  async generatePassword(...given: Given<'generatePassword'>): Result<'generatePassword'> {
    return (await this.#load()).generatePassword(...given);
  }

  async getKey(...given: Given<'getKey'>): Result<'getKey'> {
    return (await this.#load()).getKey(...given);
  }

  async generateKey(...given: Given<'generateKey'>): Result<'generateKey'> {
    return (await this.#load()).generateKey(...given);
  }

  async reset(...given: Given<'reset'>): Result<'reset'> {
    return (await this.#load()).reset(...given);
  }

  async terminate(...given: Given<'terminate'>): Result<'terminate'> {
    return (await this.#load()).terminate(...given);
  }

  async sendSms(...given: Given<'sendSms'>): Result<'sendSms'> {
    return (await this.#load()).sendSms(...given);
  }

  async updateConfig(...given: Given<'updateConfig'>): Result<'updateConfig'> {
    return (await this.#load()).updateConfig(...given);
  }

  async suspend(...given: Given<'suspend'>): Result<'suspend'> {
    return (await this.#load()).suspend(...given);
  }

  async activate(...given: Given<'activate'>): Result<'activate'> {
    return (await this.#load()).activate(...given);
  }

  async unlock(...given: Given<'unlock'>): Result<'unlock'> {
    return (await this.#load()).unlock(...given);
  }

  async setMaxSessions(...given: Given<'setMaxSessions'>): Result<'setMaxSessions'> {
    return (await this.#load()).setMaxSessions(...given);
  }

  async details(...given: Given<'details'>): Result<'details'> {
    return (await this.#load()).details(...given);
  }

  async listDetails(...given: Given<'listDetails'>): Result<'listDetails'> {
    return (await this.#load()).listDetails(...given);
  }

  async listLockedOut(...given: Given<'listLockedOut'>): Result<'listLockedOut'> {
    return (await this.#load()).listLockedOut(...given);
  }
}

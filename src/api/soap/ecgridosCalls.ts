/** Calls of ECGridOS, typed by the table of its operations. */
import type { UserId } from '../../domain/user.ts';
import type { Attempt, Http } from '../http.ts';
import { readDone } from '../reader.ts';
import type { Call } from '../wire.ts';
import { inOrder } from './soapOperations.ts';
import type { Operation, Parameters } from './soapOperations.ts';
import type { SoapCall } from './soapWire.ts';

/** The way to ECGridOS. */
export type SoapHttp = Http<SoapCall>;

/** The operations that take a user and nothing else, and answer yes or no. */
type OnOneUser = 'UserActivate' | 'UserSuspend' | 'UserTerminate' | 'UserReset';

/** Calls operations with one key or session. Every method throws {EcgridError} as `UserService` says. */
export class EcgridosCalls {
  readonly #http: SoapHttp;

  constructor(http: SoapHttp) {
    this.#http = http;
  }

  /** The same with one more listener to what is sent. */
  watching(listener: (attempt: Attempt) => void): EcgridosCalls {
    return new EcgridosCalls(this.#http.watching(listener));
  }

  /** Calls an operation that changes nothing. @returns its result as data, for the readers of the client */
  read<Name extends Operation>(
    operation: Name,
    values: Parameters<Name>,
    signal?: AbortSignal,
  ): Promise<unknown> {
    return this.#send(operation, values, { effect: 'read', signal });
  }

  /** Calls an operation that changes something. @param secrets values that no message may quote */
  write<Name extends Operation>(
    operation: Name,
    values: Parameters<Name>,
    signal?: AbortSignal,
    secrets: readonly string[] = [],
  ): Promise<unknown> {
    return this.#send(operation, values, { effect: 'write', signal, secrets });
  }

  /** Does something to one user. @throws {EcgridError} `server`, `refused`, when the service answers false */
  async onUser(operation: OnOneUser, UserID: UserId, signal?: AbortSignal): Promise<void> {
    readDone(await this.write(operation, { UserID }, signal));
  }

  #send<Name extends Operation>(operation: Name, values: Parameters<Name>, call: Call): Promise<unknown> {
    return this.#http.send({ ...call, operation, parameters: inOrder(operation, values) });
  }
}

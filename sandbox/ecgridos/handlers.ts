/** What the operations do: one function for each, which the compiler holds to the table. */
import { ApiFailure } from '../envelope.ts';
import { isShutOut } from '../credentials.ts';
import type { World } from '../routes/endpoint.ts';
import type { Session } from '../sessions.ts';
import type { UserRecord } from '../userRecord.ts';
import { operations, type OperationName } from './table.ts';
import { listHandlers } from './listHandlers.ts';
import { secretHandlers } from './secretHandlers.ts';
import { sessionHandlers } from './sessionHandlers.ts';
import {
  areArgumentsOf,
  type AnyArguments,
  type AnyResult,
  type ArgumentsOf,
  type ResultOf,
} from './values.ts';
import { writeHandlers } from './writeHandlers.ts';

/** Who calls an operation; `session` is absent for an API key. */
export type Caller = {
  readonly caller: UserRecord;
  readonly session: Session | undefined;
  /** What was presented: an API key, or the id of a session. */
  readonly sessionId: string;
  /** Address that the request came from. */
  readonly ip: string;
};

/** The operations that anybody may call: those that take no SessionID. */
export type OpenName = {
  [Name in OperationName]: 'SessionID' extends keyof ArgumentsOf<Name> ? never : Name;
}[OperationName];

/** The operations that take a SessionID. */
export type CallerName = Exclude<OperationName, OpenName>;

/** Carries an operation out; synchronous, so that no other request can come between its checks and its writes. */
export type OpenHandlers = { readonly [Name in OpenName]: (args: ArgumentsOf<Name>) => ResultOf<Name> };

/** Likewise, for the operations that take a SessionID. */
export type CallerHandlers = {
  readonly [Name in CallerName]: (args: ArgumentsOf<Name>, caller: Caller) => ResultOf<Name>;
};

const isOpen = (name: OperationName): name is OpenName => !('SessionID' in operations[name].parameters);
const needsCaller = (name: OperationName): name is CallerName => !isOpen(name);

/** @throws {ApiFailure} `InvalidSession`: neither the API key nor an open session of somebody who may sign in */
const recognise = (world: World, sessionId: string, ip: string): Caller => {
  const owner = sessionId === '' ? undefined : world.users.findByKey(sessionId);
  const session = owner === undefined ? world.osSessions.find(sessionId) : undefined;
  const caller = owner ?? (session && world.users.find(session.userId));
  if (caller === undefined || isShutOut(caller.status)) {
    throw new ApiFailure('InvalidSession', 'The SessionID is missing, unknown or no longer valid.');
  }
  return { caller, session, sessionId, ip };
};

const argumentsOf = <Name extends OperationName>(name: Name, values: AnyArguments): ArgumentsOf<Name> => {
  if (!areArgumentsOf(name, values)) throw new TypeError(`These are no arguments of ${name}.`);
  return values;
};

/** What a call comes with, beside its arguments. */
export type Circumstances = {
  readonly ip: string;
  /** Told as soon as the caller is known. */
  readonly recognised: (caller: UserRecord) => void;
};

/** The operations on a world, by name. */
export const dispatcher = (
  world: World,
): ((name: OperationName, values: AnyArguments, circumstances: Circumstances) => AnyResult) => {
  const open: OpenHandlers = sessionHandlers(world).open;
  const known: CallerHandlers = {
    ...sessionHandlers(world).known,
    ...listHandlers(world),
    ...writeHandlers(world),
    ...secretHandlers(world),
  };
  const runOpen = <Name extends OpenName>(name: Name, values: AnyArguments): ResultOf<Name> =>
    open[name](argumentsOf(name, values));
  const runKnown = <Name extends CallerName>(
    name: Name,
    values: AnyArguments,
    caller: Caller,
  ): ResultOf<Name> => known[name](argumentsOf(name, values), caller);
  return (name, values, { ip, recognised }) => {
    if (!needsCaller(name)) return runOpen(name, values);
    const caller = recognise(world, String(values['SessionID'] ?? ''), ip);
    recognised(caller.caller);
    return runKnown(name, values, caller);
  };
};

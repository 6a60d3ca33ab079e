/** What tests ask of the sandbox behind the product's back: what it received, what is true, what shall go wrong. */
import * as z from 'zod/mini';
import type { Fault } from '../../sandbox/faults.ts';

const Request = z.object({
  method: z.string(),
  path: z.string(),
  /** The operation of ECGridOS that a SOAP message names. */
  operation: z.optional(z.string()),
  status: z.number(),
  /** Null while it is unanswered. */
  ms: z.nullable(z.number()),
  body: z.unknown(),
  caller: z.nullable(z.string()),
});
/** A request as the sandbox's log tells it; status 0 = the connection broke. */
export type LoggedRequest = z.infer<typeof Request>;

const readsOfRest = /\/(list|by-name|generate-password|session)$/;
const readsOfEcgridos = /^(User(Info|List).*|WhoAmI|Version|GeneratePassword|UserGetAPIKey)$/;

/** True for a request that changes nothing. */
export const isRead = ({ method, path, operation }: LoggedRequest): boolean =>
  method === 'GET' || (operation === undefined ? readsOfRest.test(path) : readsOfEcgridos.test(operation));

const Truth = z.looseObject({
  userId: z.int(),
  login: z.string(),
  email: z.nullish(z.string()),
  networkId: z.int(),
  mailboxId: z.int(),
  authLevel: z.string(),
  status: z.string(),
});
/** A user as the sandbox's database has it. */
export type Truth = z.infer<typeof Truth>;

/** How many sessions of ECGridOS were opened with a login, and closed by a logout. */
export const SessionCounts = z.object({ opened: z.int(), closed: z.int() });
export type SessionCounts = z.infer<typeof SessionCounts>;

const Log = z.object({ requests: z.array(Request) });
const Users = z.object({ users: z.array(Truth) });

/** A fault that holds the requests it hits until faults are set anew; after ten minutes they go on by themselves. */
export const holding = (hit: Pick<Fault, 'method' | 'path'>): Fault => ({
  name: 'latency',
  delayMs: 600_000,
  ...hit,
});

/** The judge of one sandbox. */
export type Judge = {
  /** Everything received since the log was cleared, in order. */
  readonly requests: () => Promise<readonly LoggedRequest[]>;
  /** The same as `METHOD /path`, for comparisons. */
  readonly lines: () => Promise<readonly string[]>;
  readonly clearLog: () => Promise<void>;
  /** Sets what goes wrong from now on; nothing when called without. */
  readonly faults: (...faults: readonly Fault[]) => Promise<void>;
  readonly sessions: () => Promise<SessionCounts>;
  readonly usersCalled: (login: string) => Promise<readonly Truth[]>;
};

/** Talks to the judge's endpoints of the sandbox at `url`. */
export const judgeOf = (url: string): Judge => {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(url + path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`The sandbox refuses ${method} ${path}: ${await response.text()}`);
    return response.json();
  };
  const requests = async (): Promise<readonly LoggedRequest[]> =>
    Log.parse(await ask('GET', '/__log')).requests;
  return {
    requests,
    lines: async () => (await requests()).map(({ method, path }) => `${method} ${path}`),
    clearLog: async () => {
      await ask('DELETE', '/__log');
    },
    faults: async (...faults) => {
      await ask('POST', '/__faults', { faults });
    },
    sessions: async () => SessionCounts.parse(await ask('GET', '/__sessions')),
    usersCalled: async (login) =>
      Users.parse(await ask('GET', `/__users?login=${encodeURIComponent(login)}`)).users,
  };
};

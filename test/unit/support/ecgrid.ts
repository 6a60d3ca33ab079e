/** The real client in front of a real sandbox, for one test; and what arrived there. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import { createClient } from '../../../src/api/client.ts';
import type { ClientOptions, EcgridClient } from '../../../src/api/client.ts';
import { isEcgridError } from '../../../src/api/ecgridError.ts';
import type { Pacing } from '../../../src/api/pace.ts';
import type { EcgridError } from '../../../src/api/ecgridError.ts';
import type { SandboxOptions } from '../../../sandbox/server.ts';
import { exchange, openBench } from '../sandbox/harness.ts';
import type { Bench, Json } from '../sandbox/harness.ts';

/** One request as it arrived. */
export type Arrived = { readonly call: string; readonly body: unknown; readonly faults: unknown };

export type Ecgrid = Bench & {
  /** A client with a level's key and short pauses. */
  readonly client: (level?: AuthLevel, options?: Partial<ClientOptions>) => EcgridClient;
  /** Every request since the last call, e.g. `POST /v2/users/list`, with its operation in ECGridOS, and forgets them. */
  readonly arrived: () => Promise<readonly Arrived[]>;
  /** How many requests have arrived since the last call; forgets them. */
  readonly count: () => Promise<number>;
  readonly speak: (dialect: 'reference' | 'guide') => Promise<void>;
};

/** Whoever asks has a turn at once: most tests are not about how fast. */
const unpaced: Pacing = {
  state: { kind: 'free' },
  onDidChange: () => () => undefined,
  turn: () => Promise.resolve(() => undefined),
};

/** Pauses and limits that keep the tests quick. */
export const quick = { retryDelay: 1, timeout: 20_000, pace: unpaced } as const;

/** Starts a sandbox for a test. */
export const openEcgrid = async (t: TestContext, options: SandboxOptions = {}): Promise<Ecgrid> => {
  const bench = await openBench(t, options);
  const arrived = async (): Promise<readonly Arrived[]> => {
    const log = await bench.log();
    await exchange(`${bench.url}/__log`, 'DELETE');
    return log.map(({ method, path, operation, body, faults }) => ({
      call: `${String(method)} ${String(path)}${typeof operation === 'string' ? ` ${operation}` : ''}`,
      body,
      faults,
    }));
  };
  return {
    ...bench,
    client: (level = 'NetworkAdmin', more = {}) =>
      createClient({ origin: bench.url, apiKey: bench.apiKeys[level], ...quick, ...more }),
    arrived,
    count: async () => (await arrived()).length,
    speak: async (dialect) => {
      await exchange(`${bench.url}/__dialect`, 'POST', { dialect });
    },
  };
};

/** Fails unless the promise is rejected with an error of the client; returns it. */
export const failureOf = async (promise: Promise<unknown>): Promise<EcgridError> => {
  const error: unknown = await promise.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(isEcgridError(error), `not an EcgridError: ${String(error)}`);
  return error;
};

/** Everything that an error could show, log or pass on, as one text. */
export const everythingIn = (error: EcgridError): string =>
  [
    error.message,
    error.nextStep,
    error.stack,
    JSON.stringify(error),
    String(error.cause),
    error.errorCode,
  ].join('\n');

/** The id in a record of the sandbox. */
export const idIn = (record: Json): number => {
  const { userId } = record;
  assert.ok(typeof userId === 'number');
  return userId;
};

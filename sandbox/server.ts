/** A local ECGrid: REST and SOAP on the loopback interface with made-up users, for trying and for testing. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import fastify, { type FastifyInstance } from 'fastify';
import type { AuthLevel } from '../src/domain/authLevel.ts';
import { send } from './answer.ts';
import { indexDatabase, openDatabase } from './database.ts';
import type { Dialect } from './dialect.ts';
import { addEcgridos } from './ecgridos/service.ts';
import { Faults, type Fault, type Wait } from './faults.ts';
import { NetworkStore } from './networkStore.ts';
import { answerTo, Pipeline, type Gate } from './pipeline.ts';
import { createRandom } from './random.ts';
import { RateLimit } from './rateLimit.ts';
import { RequestLog } from './requestLog.ts';
import { authEndpoints } from './routes/auth.ts';
import type { Endpoint, World } from './routes/endpoint.ts';
import { addJudge } from './routes/judge.ts';
import { networkEndpoints } from './routes/networks.ts';
import { userEndpoints } from './routes/users.ts';
import { userSecretEndpoints } from './routes/userSecrets.ts';
import { userWriteEndpoints } from './routes/userWrites.ts';
import { seedDatabase } from './sample/seed.ts';
import { newApiKey } from './secrets.ts';
import { Sessions } from './sessions.ts';
import { UserStore } from './userStore.ts';

/** How a sandbox starts; everything has a default. */
export type SandboxOptions = {
  /** TCP port on 127.0.0.1; 0, the default, takes any that is free. */
  readonly port?: number | undefined;
  /** How many sample users there are, at least 9; default 60. A database file that has users keeps its own. */
  readonly users?: number | undefined;
  /** The same seed makes the same users, keys and chances; default 1. */
  readonly seed?: number | undefined;
  /** Milliseconds that every request takes longer; default 0. */
  readonly latencyMs?: number | undefined;
  /** Requests per second and key; default: no limit. */
  readonly ratePerSecond?: number | undefined;
  readonly faults?: readonly Fault[] | undefined;
  /** Default `reference`. */
  readonly dialect?: Dialect | undefined;
  /** A file that keeps the users; default: memory. */
  readonly databaseFile?: string | undefined;
};

/** A running sandbox. */
export type Sandbox = {
  /** Origin without a slash at its end, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  /** The key of one active user per level; empty where a reused database file has lost it. */
  readonly apiKeys: Readonly<Record<AuthLevel, string>>;
  /** Stops at once, open requests included; may be called twice. */
  readonly close: () => Promise<void>;
};

const keysByLevel = (users: UserStore): Record<AuthLevel, string> => {
  const keyOf = (level: AuthLevel): string => users.keyOwner(level)?.apiKey ?? '';
  return {
    Root: keyOf('Root'),
    TechOps: keyOf('TechOps'),
    NetOps: keyOf('NetOps'),
    NetworkAdmin: keyOf('NetworkAdmin'),
    NetworkUser: keyOf('NetworkUser'),
    MailboxAdmin: keyOf('MailboxAdmin'),
    MailboxUser: keyOf('MailboxUser'),
    TPUser: keyOf('TPUser'),
    General: keyOf('General'),
  };
};

/** Opens the database, and fills it unless it has users already. */
const openWorld = (
  { users: count = 60, seed = 1, databaseFile }: SandboxOptions,
  dialect: () => Dialect,
): { database: DatabaseSync; world: World } => {
  const database = openDatabase(databaseFile);
  const users = new UserStore(database);
  const networks = new NetworkStore(database);
  if (users.count() === 0) seedDatabase(database, { users, networks }, { users: count, seed });
  indexDatabase(database);
  return {
    database,
    world: {
      users,
      networks,
      sessions: new Sessions(),
      osSessions: new Sessions(Date.now, newApiKey),
      dialect,
    },
  };
};

const allEndpoints = (world: World): readonly Endpoint[] => [
  ...userEndpoints(world),
  ...userWriteEndpoints(world),
  ...userSecretEndpoints(world),
  ...authEndpoints(world),
  ...networkEndpoints(world),
];

/** An HTTP server that hands bodies over as the text they are, and has every error answered in an envelope. */
const createServer = (stopping: AbortSignal): FastifyInstance => {
  const app = fastify({ logger: false, forceCloseConnections: true, exposeHeadRoutes: false });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, _request, reply) => send(answerTo(error), reply, stopping));
  return app;
};

const addEndpoints = (app: FastifyInstance, world: World, gate: Gate): void => {
  const pipeline = new Pipeline(world, gate);
  for (const endpoint of allEndpoints(world)) {
    const { method, path: url } = endpoint;
    app.route({ method, url, handler: (request, reply) => pipeline.serve(endpoint, request, reply) });
  }
  app.setNotFoundHandler((request, reply) => pipeline.serve(undefined, request, reply));
};

/** What stands between the network and the endpoints, by the options. */
const createGate = (options: SandboxOptions, stopping: AbortSignal): Gate => {
  const waitFor: Wait = async (milliseconds, enough = stopping) => {
    if (milliseconds <= 0) return;
    const signal = AbortSignal.any([stopping, enough]);
    await wait(milliseconds, undefined, { signal }).catch((error: unknown) => {
      if (stopping.aborted) throw error;
    });
  };
  const faults = new Faults(createRandom(options.seed ?? 1, 'faults'), waitFor);
  faults.set(options.faults ?? []);
  return {
    log: new RequestLog(),
    faults,
    rateLimit: new RateLimit(options.ratePerSecond ?? Infinity),
    delay: () => waitFor(options.latencyMs ?? 0),
    stopping,
  };
};

/**
 * Starts a sandbox; any number can run side by side.
 * @throws when the port is taken or the database file cannot be used
 */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  let dialect = options.dialect ?? 'reference';
  const { database, world } = openWorld(options, () => dialect);
  const closing = new AbortController();
  const gate = createGate(options, closing.signal);
  const app = createServer(closing.signal);
  addEndpoints(app, world, gate);
  addEcgridos(app, world, gate);
  addJudge(app, world, { ...gate, setDialect: (wanted) => void (dialect = wanted) });

  const stop = async (): Promise<void> => {
    closing.abort();
    await app.close();
    database.close();
  };
  let stopped: Promise<void> | undefined;
  const close = (): Promise<void> => (stopped ??= stop());
  try {
    const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
    return { url, apiKeys: keysByLevel(world.users), close };
  } catch (error) {
    await close();
    throw error;
  }
};

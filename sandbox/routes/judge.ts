/**
 * The judge's own endpoints, under `/__`: the request log, the faults, the dialect, the
 * sessions of ECGridOS, and the truth about users.
 * They need no key, are not logged, and meet no faults.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dialects, knownDialect, type Dialect } from '../dialect.ts';
import { invalidParameter } from '../envelope.ts';
import { readFaults, type Faults } from '../faults.ts';
import { isFields, pathId, without, type Fields } from '../fields.ts';
import { jsonBody } from '../pipeline.ts';
import type { RequestLog } from '../requestLog.ts';
import type { UserRecord } from '../userRecord.ts';
import { existingUser, type World } from './endpoint.ts';

/** What the judge looks at and sets, beside the world itself. */
export type Bench = {
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly setDialect: (dialect: Dialect) => void;
};

/** A user without what belongs to the password. The API key is there: the judge may need to try it. */
const truth = (user: UserRecord): Fields => {
  const config: unknown = JSON.parse(user.config);
  return { ...without(user, 'salt', 'passwordHash', 'recoveryAnswer'), config };
};

const member = (value: unknown, name: string): string | undefined => {
  const found = isFields(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
};

const usersCalled = (world: World, request: FastifyRequest): unknown => {
  const login = member(request.query, 'login');
  if (login === undefined) throw invalidParameter('login', 'required');
  return { users: world.users.findByLogin(login).map(truth) };
};

/** Adds the judge's endpoints to a server. */
export const addJudge = (app: FastifyInstance, world: World, { log, faults, setDialect }: Bench): void => {
  app.get('/__log', () => ({ requests: log.entries }));
  app.delete('/__log', () => {
    log.clear();
    return { requests: log.entries };
  });
  app.get('/__faults', () => ({ faults: faults.current }));
  app.post('/__faults', (request) => {
    faults.set(readFaults(jsonBody(request)['faults']));
    return { faults: faults.current };
  });
  app.get('/__sessions', () => world.osSessions.counts);
  app.get('/__dialect', () => ({ dialect: world.dialect() }));
  app.post('/__dialect', (request) => {
    const dialect = knownDialect(jsonBody(request)['dialect']);
    if (dialect === undefined) throw invalidParameter('dialect', dialects.join(' or '));
    setDialect(dialect);
    return { dialect };
  });
  app.get('/__users', (request) => usersCalled(world, request));
  app.get('/__users/:id', (request) => ({
    user: truth(existingUser(world, pathId(member(request.params, 'id')))),
  }));
};

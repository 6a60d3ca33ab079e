/** The way of a request, from arrival to answer: log, faults, latency, rate limit, caller, endpoint. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureAnswer, send, type Answer } from './answer.ts';
import { presentedCredential, recognise } from './credentials.ts';
import { successEnvelope } from './dialect.ts';
import { ApiFailure, invalidParameter, notFound } from './envelope.ts';
import type { BodyChange } from './faultKinds.ts';
import type { Faults } from './faults.ts';
import { isFields, type Fields } from './fields.ts';
import type { RateLimit } from './rateLimit.ts';
import type { LogEntry, RequestLog } from './requestLog.ts';
import type { Endpoint, World } from './routes/endpoint.ts';

/** What stands between the network and the endpoints. */
export type Gate = {
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly rateLimit: RateLimit;
  /** Resolves after the latency of an ordinary request; rejects when the sandbox closes. */
  readonly delay: () => Promise<void>;
  /** Aborts when the sandbox closes. */
  readonly stopping: AbortSignal;
};

/** The body as it was sent, or undefined without one. */
export const bodyText = (request: FastifyRequest): string | undefined =>
  typeof request.body === 'string' ? request.body : undefined;

/** The path of a request without its query. */
export const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

/** The body as a JSON object; an absent or empty one counts as `{}`. */
export const jsonBody = (request: FastifyRequest): Fields => {
  const text = bodyText(request);
  if (text === undefined || text === '') return {};
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new ApiFailure('InvalidParameter', 'The Content-Type must be application/json.', { status: 415 });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidParameter('body', 'not JSON');
  }
  if (!isFields(value)) throw invalidParameter('body', 'not a JSON object');
  return value;
};

const pathParameter = (request: FastifyRequest): string | undefined => {
  const id = isFields(request.params) ? request.params['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
};

/** Any error as an answer; what is not a published failure is a fault of the sandbox, and says so. */
export const answerTo = (error: unknown): Answer =>
  failureAnswer(
    error instanceof ApiFailure
      ? error
      : new ApiFailure(
          'InternalError',
          `The sandbox failed: ${error instanceof Error ? error.message : 'unknown'}`,
        ),
  );

/** How the requests of one API are shown in the log, answered, and told. */
export type Passage = {
  readonly operation?: string | undefined;
  /** What the log shows of a body that is not JSON. */
  readonly shown?: unknown;
  /** What ECGrid itself would answer; may throw {@link ApiFailure}. */
  readonly answer: (entry: LogEntry, change: BodyChange) => Answer | Promise<Answer>;
  /** Gives an answer the form that the API has. */
  readonly told: (answer: Answer) => Answer;
};

/** Takes a request through the gate to its answer, and writes both to the log. */
export const pass = async (
  { log, faults, delay, stopping }: Gate,
  request: FastifyRequest,
  reply: FastifyReply,
  { operation, shown, answer: answerOf, told }: Passage,
): Promise<void> => {
  const arrived = performance.now();
  const [method, path] = [request.method, pathOf(request)];
  const entry = log.open({
    method,
    path,
    ...(operation === undefined ? {} : { operation }),
    text: bodyText(request),
    shown,
    hasApiKey: request.headers['x-api-key'] !== undefined,
    hasAuthorization: request.headers.authorization !== undefined,
  });
  const handle = async (change: BodyChange): Promise<Answer> => {
    await delay();
    try {
      return await answerOf(entry, change);
    } catch (error) {
      return answerTo(error);
    }
  };
  const struck = (name: string): unknown => entry.faults.push(name);
  const answer = await faults
    .around({ method, path, operation, told, struck }, handle)
    .catch((error: unknown): Answer => (stopping.aborted ? { kind: 'dropped' } : told(answerTo(error))));
  entry.ms = Math.round(performance.now() - arrived);
  entry.status = answer.kind === 'dropped' ? 0 : answer.status;
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) entry.status = 0;
  });
  if (reply.raw.destroyed) entry.status = 0;
  await send(answer, reply, stopping);
};

const unchanged = (answer: Answer): Answer => answer;

/** Serves the endpoints of REST; without one, the path is unknown. */
export class Pipeline {
  readonly #world: World;
  readonly #gate: Gate;

  constructor(world: World, gate: Gate) {
    this.#world = world;
    this.#gate = gate;
  }

  /** Answers one request and writes it to the log. */
  async serve(endpoint: Endpoint | undefined, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await pass(this.#gate, request, reply, {
      answer: (entry, change) => ({
        kind: 'envelope',
        status: 200,
        headers: {},
        envelope: successEnvelope(this.#world.dialect(), this.#run(endpoint, request, entry, change)),
      }),
      told: unchanged,
    });
  }

  #run(
    endpoint: Endpoint | undefined,
    request: FastifyRequest,
    entry: LogEntry,
    change: BodyChange,
  ): unknown {
    const credential = presentedCredential(request.headers);
    this.#gate.rateLimit.take(credential.apiKey || credential.token);
    if (endpoint === undefined) throw notFound(`${request.method} ${pathOf(request)}`);
    const id = pathParameter(request);
    if (endpoint.access === 'open') return endpoint.run({ body: change(jsonBody(request)), id, credential });
    const recognised = recognise(credential, this.#world.users, this.#world.sessions);
    entry.caller = recognised.caller.login;
    return endpoint.run({ ...recognised, body: change(jsonBody(request)), id, credential });
  }
}

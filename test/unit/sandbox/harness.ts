/** Runs a sandbox for one test and talks to it over HTTP, as any client would. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/server.ts';

/** A JSON object whose content is not known. */
export type Json = Readonly<Record<string, unknown>>;

/** An answer in an envelope. */
export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly success: unknown;
  readonly data: unknown;
  readonly errorCode: unknown;
  readonly message: unknown;
};

/** Someone who calls the sandbox. */
export type Caller = {
  readonly get: (path: string) => Promise<Reply>;
  readonly post: (path: string, body?: unknown) => Promise<Reply>;
  readonly put: (path: string, body: unknown) => Promise<Reply>;
  readonly delete: (path: string) => Promise<Reply>;
};

/** A sandbox that is closed when its test ends. */
export type Bench = Pick<Sandbox, 'url' | 'apiKeys'> & {
  /** Calls with a level's announced key. */
  readonly as: (level: AuthLevel) => Caller;
  /** Calls with any headers, e.g. none. */
  readonly calling: (headers: Readonly<Record<string, string>>) => Caller;
  /** The user that a level's announced key belongs to, as the database has it. */
  readonly owner: (level: AuthLevel) => Promise<Json>;
  /** The user with an id, as the database has it. */
  readonly truth: (userId: unknown) => Promise<Json>;
  /** Replaces the faults. */
  readonly fault: (...faults: readonly Json[]) => Promise<void>;
  /** The request log, oldest first. */
  readonly log: () => Promise<readonly Json[]>;
};

/** Fails unless the value is a JSON object. */
export const object = (value: unknown): Json => {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), 'expected an object');
  return Object.fromEntries(Object.entries(value));
};

/** Fails unless the value is a list of JSON objects. */
export const objects = (value: unknown): readonly Json[] => {
  assert.ok(Array.isArray(value), 'expected a list');
  return value.map(object);
};

/** Sends JSON and reads JSON, without any meaning. */
export const exchange = async (
  url: string,
  method: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly response: Response; readonly json: Json }> => {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
  });
  return { response, json: object(await response.json()) };
};

const createCaller = (url: string, headers: Readonly<Record<string, string>>): Caller => {
  const call = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const { response, json } = await exchange(url + path, method, body, headers);
    const { success, data, errorCode, message } = json;
    return { status: response.status, headers: response.headers, success, data, errorCode, message };
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    delete: (path) => call('DELETE', path),
  };
};

/** Starts a sandbox for a test. */
export const openBench = async (t: TestContext, options: SandboxOptions = {}): Promise<Bench> => {
  const { url, apiKeys, close } = await startSandbox(options);
  t.after(close);
  const calling = (headers: Readonly<Record<string, string>>): Caller => createCaller(url, headers);
  const judge = async (method: string, path: string, body?: unknown): Promise<Json> =>
    (await exchange(url + path, method, body)).json;
  const truth = async (userId: unknown): Promise<Json> =>
    object((await judge('GET', `/__users/${String(userId)}`))['user']);
  const users = async (login: string): Promise<readonly Json[]> =>
    objects((await judge('GET', `/__users?login=${login}`))['users']);
  return {
    url,
    apiKeys,
    as: (level) => calling({ 'x-api-key': apiKeys[level] }),
    calling,
    truth,
    owner: async (level) => object((await users(level.toLowerCase()))[0]),
    fault: async (...faults) => {
      const answer = await judge('POST', '/__faults', { faults });
      assert.ok('faults' in answer, `faults were refused: ${String(answer['message'])}`);
    },
    log: async () => objects((await judge('GET', '/__log'))['requests']),
  };
};

/** Fails unless the call succeeded; returns its `data`. */
export const dataOf = async (reply: Promise<Reply>): Promise<unknown> => {
  const { status, success, data, message } = await reply;
  assert.equal(status, 200, String(message));
  assert.equal(success, true);
  return data;
};

/** Fails unless the call was refused in this way; returns the message. */
export const refusal = async (reply: Promise<Reply>, status: number, errorCode: string): Promise<string> => {
  const answer = await reply;
  assert.deepEqual([answer.status, answer.errorCode, answer.success], [status, errorCode, false]);
  assert.equal(answer.data, null);
  return String(answer.message);
};

/** A body for `POST /v2/users` that both dialects accept. */
export const newUser = (more: Json = {}): Json => ({
  login: 'jane.doe',
  password: 'Str0ng!Passw0rd',
  email: 'jane.doe@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  ...more,
});

/** Creates a user with a level's key and returns its id. */
export const createUser = async (bench: Bench, level: AuthLevel, more: Json = {}): Promise<number> => {
  const { userId } = object(await dataOf(bench.as(level).post('/v2/users', newUser(more))));
  assert.ok(typeof userId === 'number');
  return userId;
};

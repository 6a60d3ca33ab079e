/** One request and its repetitions: what is sent, how long the pauses are, and what is known when it is given up. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { IncomingHttpHeaders } from 'node:http';
import { createClient } from '../../../src/api/client.ts';
import type { Attempt } from '../../../src/api/http.ts';
import { aNewUser, aUser } from '../support/builders.ts';
import { everythingIn, failureOf, idIn, openEcgrid, quick } from '../support/ecgrid.ts';
import { skipPauses } from '../support/pauses.ts';
import { closedAddress, listen, listenUntilClosed, openRawServer } from '../support/rawServer.ts';

const refusal = { success: false, errorCode: 'AccessDenied' };
const tooMany = { success: false, errorCode: 'RateLimitExceeded' };

describe('a request', () => {
  test('has the key, says that JSON is wanted, and says so of what it brings', async (t) => {
    const seen: IncomingHttpHeaders[] = [];
    const origin = await listen(t, (request, response) => {
      seen.push(request.headers);
      response.end(JSON.stringify(refusal));
    });
    const { users } = createClient({ origin, apiKey: 'canary-key', ...quick });
    await failureOf(users.me());
    await failureOf(users.create(aNewUser()));
    assert.deepEqual(
      seen.map(({ accept, 'x-api-key': key, 'content-type': type }) => [accept, key, type]),
      [
        ['application/json', 'canary-key', undefined],
        ['application/json', 'canary-key', 'application/json'],
      ],
    );
  });

  test('takes the key that is in force', async (t) => {
    const { client, owner, apiKeys } = await openEcgrid(t);
    let key = apiKeys.NetworkAdmin;
    const { users } = client('NetworkAdmin', { apiKey: () => key });
    const userId = idIn(await owner('NetworkAdmin'));
    key = await users.generateKey(userId);
    assert.notEqual(key, apiKeys.NetworkAdmin);
    assert.equal((await users.me()).userId, userId);
    key = 'canary-key';
    const error = await failureOf(users.me());
    assert.deepEqual([error.kind, everythingIn(error).includes(key)], ['invalidKey', false]);
  });

  test('is told of a field only where it has it', async (t) => {
    const message = 'networkId and mailboxId do not fit';
    const { url, received } = await openRawServer(t, () => ({
      status: 400,
      body: { success: false, errorCode: 'InvalidParameter', message },
    }));
    const { users } = createClient({ origin: url, apiKey: 'k', ...quick });
    const error = await failureOf(users.setNetworkMailbox(17, { networkId: undefined, mailboxId: 1002 }));
    assert.deepEqual([error.parameter, received], ['mailboxId', ['{"userId":17,"mailboxId":1002}']]);
  });
});

describe('the pause before the next attempt', () => {
  test('is twice as long each time, and a little different for everybody', async (t) => {
    const { client, fault } = await openEcgrid(t);
    const first = 1_000_000;
    const pauses = skipPauses(t, first / 10, 10 * first);
    const { users } = client('NetworkAdmin', { retryDelay: first });
    await fault({ name: 'rateLimitedWithoutRetryAfter' });
    for (let round = 0; round < 10; round += 1) await failureOf(users.me());
    assert.deepEqual([pauses.length, new Set(pauses).size], [20, 20]);
    pauses.forEach((pause, index) => {
      const whole = index % 2 === 0 ? first : 2 * first;
      assert.ok(pause >= whole / 2 && pause <= whole, `${pause} ms before attempt ${2 + (index % 2)}`);
    });
  });

  test('is what ECGrid asks for, up to twenty seconds', async (t) => {
    const { client, fault, count } = await openEcgrid(t);
    const pauses = skipPauses(t, 10_000, 30_000);
    const { users } = client('NetworkAdmin', { timeout: 9000 });
    for (const [retryAfter, requests] of [
      [15, 3],
      [20, 3],
      [21, 1],
    ] as const) {
      await fault({ name: 'rateLimited', retryAfter });
      await failureOf(users.me());
      assert.equal(await count(), requests, `${retryAfter} s`);
    }
    assert.deepEqual(pauses, [15_000, 15_000, 20_000, 20_000]);
  });
});

describe('a write that is cancelled before its next attempt', { timeout: 20_000 }, () => {
  /** A pause that no test survives. */
  const retryDelay = 3_600_000;
  /** When the attempt has ended, and the pause has begun. */
  const soon = (then: () => void): void => void setImmediate(then);

  test('was not sent when nobody has been reached', async () => {
    const controller = new AbortController();
    const { users } = createClient({
      ...{ origin: await closedAddress(), apiKey: 'k', retryDelay },
      onAttempt: () => soon(() => controller.abort()),
    });
    const error = await failureOf(users.create(aNewUser(), controller.signal));
    assert.deepEqual([error.kind, error.outcome], ['cancelled', 'notSent']);
  });

  test('was refused when it was turned down', async (t) => {
    const { client, fault, count } = await openEcgrid(t);
    await fault({ name: 'rateLimitedWithoutRetryAfter' });
    const controller = new AbortController();
    const { users } = client('NetworkAdmin', { retryDelay, onAttempt: () => soon(() => controller.abort()) });
    const error = await failureOf(users.create(aNewUser(), controller.signal));
    assert.deepEqual([error.kind, error.outcome, await count()], ['cancelled', 'refused', 1]);
  });

  test('was refused when it was turned down, and nobody was reached afterwards', async (t) => {
    const controller = new AbortController();
    const { url, close } = await listenUntilClosed(t, (_request, response) => {
      response.writeHead(429, { 'retry-after': '0', connection: 'close' });
      response.end(JSON.stringify(tooMany));
    });
    const statuses: unknown[] = [];
    const onAttempt = ({ status, attempt }: Attempt): void => {
      statuses.push(status);
      if (attempt === 1) void close();
      else soon(() => controller.abort());
    };
    const { users } = createClient({ origin: url, apiKey: 'k', retryDelay, onAttempt });
    const error = await failureOf(users.create(aNewUser(), controller.signal));
    assert.deepEqual([error.kind, error.outcome, statuses], ['cancelled', 'refused', [429, 'failed']]);
  });
});

test('an answer may be as large as 32 MiB; whether a write with a larger one was carried out is unknown', async (t) => {
  const largest = 32 * 1024 * 1024;
  const body = JSON.stringify({ success: true, data: aUser() });
  const { url, received } = await openRawServer(t, (_body, count) => ({
    body: body.padEnd(largest + count - 1),
  }));
  const { users } = createClient({ origin: url, apiKey: 'k', ...quick });
  assert.equal((await users.create(aNewUser())).userId, 17);
  const error = await failureOf(users.create(aNewUser()));
  assert.deepEqual([error.kind, error.outcome, received.length], ['notEcgrid', 'unknown', 2]);
});

describe('an attempt', () => {
  test('is told with its duration, and with a mark of eight digits', async (t) => {
    const attempts: Attempt[] = [];
    const { client } = await openEcgrid(t);
    const started = performance.now();
    await client('NetworkAdmin', { onAttempt: (attempt) => attempts.push(attempt) }).users.me();
    const whole = performance.now() - started;
    const [attempt] = attempts;
    assert.ok(attempt);
    const { milliseconds, correlation } = attempt;
    assert.ok(milliseconds >= 0 && milliseconds <= Math.ceil(whole), `${milliseconds} of ${whole} ms`);
    assert.match(correlation, /^[\da-f]{8}$/);
  });

  test('is told to whoever watches it, and to whoever watches all', async (t) => {
    const [all, some]: [string[], string[]] = [[], []];
    const { client, fault } = await openEcgrid(t);
    const { users } = client('NetworkAdmin', { onAttempt: ({ path }) => all.push(path) });
    const watched = users.watching(({ path, attempt }) => some.push(`${attempt}: ${path}`));
    await users.me();
    await fault({ name: 'error503', times: 1 });
    await watched.get(10_020);
    assert.deepEqual(all, ['/v2/users/me', '/v2/users/10020', '/v2/users/10020']);
    assert.deepEqual(some, ['1: /v2/users/10020', '2: /v2/users/10020']);
  });
});

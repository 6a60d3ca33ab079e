/** On the way to ECGrid: waiting as told, time-outs, cancellation, redirections, and what the log is told. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import type { Attempt } from '../../../src/api/http.ts';
import { aNewUser } from '../support/builders.ts';
import { passwordCanary, reads, writes } from '../support/calls.ts';
import { everythingIn, failureOf, openEcgrid, quick } from '../support/ecgrid.ts';
import { closedAddress, openRawServer, openSilentServer } from '../support/rawServer.ts';

/** A pause that no test survives: whoever waits for it has not honoured what was asked. */
const forever = 3_600_000;

const tooMany = { success: false, data: null, errorCode: 'RateLimitExceeded', message: 'Too many requests.' };

describe('Retry-After', { timeout: 20_000 }, () => {
  test('is waited for instead of the usual pause, by reads and writes, on 429 and 503', async (t) => {
    const { client, fault, count } = await openEcgrid(t);
    const { users } = client('NetworkAdmin', { retryDelay: forever });
    await fault({ name: 'rateLimited', retryAfter: 0, times: 2 });
    assert.equal((await users.me()).authLevel, 'NetworkAdmin');
    await fault({ name: 'error503', retryAfter: 0, times: 2 });
    assert.equal((await users.me()).authLevel, 'NetworkAdmin');
    await fault({ name: 'rateLimited', retryAfter: 0, times: 2 });
    assert.equal((await users.update(10_020, { firstName: 'New' })).firstName, 'New');
    assert.equal(await count(), 9);
  });

  test('longer than one waits is told with its seconds, at once', async (t) => {
    const { client, fault, count } = await openEcgrid(t);
    const { users } = client('NetworkAdmin', { longestWait: 5 });
    for (const name of ['rateLimited', 'error503']) {
      await fault({ name, retryAfter: 3600 });
      const error = await failureOf(users.me());
      assert.deepEqual([error.retryAfterSeconds, await count()], [3600, 1], name);
      assert.equal(error.nextStep, 'Wait 3600 seconds, then try again.');
    }
    assert.equal((await failureOf(client().users.create(aNewUser()))).retryAfterSeconds, 3600);
  });

  test('may be a date; one that has passed means now', async (t) => {
    const { url, received } = await openRawServer(t, (_body, count) =>
      count < 3
        ? { status: 429, headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, body: tooMany }
        : { status: 429, headers: { 'retry-after': 'Fri, 21 Oct 2179 07:28:00 GMT' }, body: tooMany },
    );
    const error = await failureOf(createClient({ origin: url, apiKey: 'k', retryDelay: forever }).users.me());
    assert.equal(received.length, 3);
    assert.ok((error.retryAfterSeconds ?? 0) > 365 * 24 * 3600);
  });

  test('that makes no sense is not there', async (t) => {
    const { url, received } = await openRawServer(t, () => ({
      status: 429,
      headers: { 'retry-after': 'soon' },
      body: tooMany,
    }));
    const error = await failureOf(createClient({ origin: url, apiKey: 'k', ...quick }).users.me());
    assert.deepEqual([received.length, error.kind, error.retryAfterSeconds], [3, 'rateLimited', undefined]);
  });

  test('is not replaced by other headers that gateways send: no wait is longer than the longest', async (t) => {
    for (const header of ['ratelimit-reset', 'x-ratelimit-reset']) {
      const { url, received } = await openRawServer(t, () => ({
        status: 429,
        headers: { [header]: '86400' },
        body: tooMany,
      }));
      const { users } = createClient({ origin: url, apiKey: 'k', ...quick, longestWait: 0 });
      assert.equal((await failureOf(users.me())).kind, 'rateLimited');
      assert.equal(received.length, 3);
    }
  });
});

describe('a time-out', () => {
  test('ends a slow body, and an answer that does not come; neither is asked for again', async (t) => {
    const { client, fault } = await openEcgrid(t);
    for (const name of ['slowBody', 'latency']) {
      await fault({ name, delayMs: 60_000 });
      for (const [call, outcome] of [
        [reads['users.list'], 'refused'],
        [writes['users.create'], 'unknown'],
      ] as const) {
        const attempts: Attempt[] = [];
        const error = await failureOf(
          Promise.resolve(
            call?.(client('NetworkAdmin', { timeout: 250, onAttempt: (a) => attempts.push(a) })),
          ),
        );
        assert.deepEqual([error.kind, error.outcome, error.status], ['timeout', outcome, undefined]);
        assert.equal(error.message, 'ECGrid did not answer within 0.3 seconds.');
        assert.equal(everythingIn(error).includes(passwordCanary), false);
        assert.ok(attempts.length <= 1, `${attempts.length} attempts`);
      }
    }
  });

  test('is for one attempt: waiting as ECGrid asks does not use it up', async (t) => {
    const { client, fault, count } = await openEcgrid(t);
    await fault({ name: 'rateLimited', retryAfter: 1, times: 2 });
    assert.equal((await client('NetworkAdmin', { timeout: 1900 }).users.me()).authLevel, 'NetworkAdmin');
    assert.equal(await count(), 3);
  });
});

describe('an address at which nobody answers', () => {
  test('is tried three times, by writes too: nothing was sent', async () => {
    const origin = await closedAddress();
    for (const call of [reads['users.me'], writes['users.create']]) {
      const attempts: Attempt[] = [];
      const client = createClient({
        origin,
        apiKey: 'canary-key',
        ...quick,
        onAttempt: (a) => attempts.push(a),
      });
      const error = await failureOf(Promise.resolve(call?.(client)));
      assert.deepEqual([error.kind, error.outcome, attempts.length], ['unreachable', 'notSent', 3]);
      assert.match(error.message, /^ECGrid cannot be reached\. \(ECONNREFUSED\)$/);
      assert.doesNotMatch(everythingIn(error), /canary-key/);
    }
  });
});

describe('cancelling', () => {
  const unlessCancelled = AbortSignal.abort();

  test('before a request sends nothing', async (t) => {
    const { client, count } = await openEcgrid(t);
    for (const [name, call] of Object.entries({ ...reads, ...writes })) {
      const error = await failureOf(call(client(), unlessCancelled));
      assert.deepEqual([error.kind, error.outcome], ['cancelled', 'notSent'], name);
    }
    assert.equal(await count(), 0);
  });

  test('while ECGrid is at work ends a read, and leaves a write unknown', async (t) => {
    for (const [calls, outcome] of [
      [reads, 'notSent'],
      [writes, 'unknown'],
    ] as const) {
      for (const [name, call] of Object.entries(calls)) {
        const controller = new AbortController();
        const origin = await openSilentServer(t, () => controller.abort());
        const error = await failureOf(
          call(createClient({ origin, apiKey: 'k', ...quick }), controller.signal),
        );
        assert.deepEqual([error.kind, error.outcome], ['cancelled', outcome], name);
      }
    }
  });

  test('while waiting for the next attempt ends that too', { timeout: 20_000 }, async (t) => {
    const { client, fault, count } = await openEcgrid(t);
    await fault({ name: 'rateLimitedWithoutRetryAfter' });
    const controller = new AbortController();
    const { users } = client('NetworkAdmin', {
      retryDelay: forever,
      // The answer is here; what follows is the pause.
      onAttempt: () => setImmediate(() => controller.abort()),
    });
    assert.equal((await failureOf(users.me(controller.signal))).kind, 'cancelled');
    assert.equal(await count(), 1);
  });
});

describe('a redirection', () => {
  test('is refused, and the address that it points to receives nothing', async (t) => {
    const other = await openEcgrid(t);
    const ecgrid = await openEcgrid(t);
    for (const status of [301, 302, 303, 307, 308]) {
      await ecgrid.fault({ name: 'redirect', location: `${other.url}/v2/users/me`, status });
      const read = await failureOf(ecgrid.client().users.me());
      const write = await failureOf(ecgrid.client().users.create(aNewUser()));
      assert.deepEqual(
        [read.kind, write.kind, write.outcome, write.status],
        ['notEcgrid', 'notEcgrid', 'unknown', status],
      );
      assert.match(read.message, /redirection/);
    }
    assert.equal(await other.count(), 0);
  });
});

describe('answers out of the ordinary', () => {
  test('without a body are empty, whatever the status', async (t) => {
    for (const status of [200, 204, 205]) {
      const { url } = await openRawServer(t, () => ({ status }));
      const error = await failureOf(createClient({ origin: url, apiKey: 'k', ...quick }).users.me());
      assert.deepEqual([error.kind, error.status], ['notEcgrid', status]);
      assert.match(error.message, /it is empty/);
    }
  });

  test('larger than any of ECGrid’s are not taken in', async (t) => {
    const { url, received } = await openRawServer(t, () => ({ body: 'x'.repeat(33 * 1024 * 1024) }));
    const error = await failureOf(createClient({ origin: url, apiKey: 'k', ...quick }).users.me());
    assert.equal(error.kind, 'notEcgrid');
    assert.match(error.message, /larger/);
    assert.equal(received.length, 1);
  });
});

test('the log is told of every attempt, without key and body', async (t) => {
  const { client, fault, apiKeys } = await openEcgrid(t);
  const attempts: Attempt[] = [];
  const { users } = client('NetworkAdmin', { onAttempt: (attempt) => attempts.push(attempt) });
  await fault({ name: 'error503', times: 1 }, { name: 'dropBeforeCommit', times: 1 });
  await users.byName('jdoe');
  await users.create(aNewUser());
  assert.deepEqual(
    attempts.map(({ method, path, status, attempt }) => [method, path, status, attempt]),
    [
      ['POST', '/v2/users/by-name', 503, 1],
      ['POST', '/v2/users/by-name', 'failed', 2],
      ['POST', '/v2/users/by-name', 200, 3],
      ['POST', '/v2/users', 200, 1],
    ],
  );
  const [first, second, third, other] = attempts.map(({ correlation }) => correlation);
  assert.ok(first === second && second === third && third !== other);
  for (const secret of [apiKeys.NetworkAdmin, passwordCanary, 'jdoe', 'new.hire']) {
    assert.equal(JSON.stringify(attempts).includes(secret), false);
  }
});

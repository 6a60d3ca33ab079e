/** How fast ECGrid is asked: bounded at once, slowed down when it refuses, and shared by all that ask with one key. */
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import { mostUnderWay, Pace } from '../../../src/api/pace.ts';
import type { PaceState } from '../../../src/api/pace.ts';
import { openEcgrid } from '../support/ecgrid.ts';
import { listen } from '../support/rawServer.ts';

/** Takes as many turns as are wanted, each given back at once. @returns when each began, in milliseconds */
const takeTurns = async (pace: Pace, wanted: number): Promise<readonly number[]> =>
  Promise.all(
    Array.from({ length: wanted }, async () => {
      const end = await pace.turn();
      const began = performance.now();
      end('answered');
      return began;
    }),
  );

describe('at once', () => {
  test(`are no more than ${mostUnderWay}, first come, first served, and one that has ended lets the next go`, async () => {
    const pace = new Pace();
    const begun: number[] = [];
    const turns = Array.from({ length: mostUnderWay + 3 }, async (_, index) => {
      const end = await pace.turn();
      begun.push(index);
      return end;
    });
    const [first] = await Promise.all(turns.slice(0, mostUnderWay));
    assert.equal(begun.length, mostUnderWay);
    first?.('answered');
    // The second time changes nothing.
    first?.('answered');
    await turns[mostUnderWay];
    assert.deepEqual(
      begun,
      Array.from({ length: mostUnderWay + 1 }, (_, index) => index),
    );
  });

  test('whoever is cancelled while waiting leaves its place to others', async () => {
    const pace = new Pace();
    const ends = await Promise.all(Array.from({ length: mostUnderWay }, () => pace.turn()));
    const cancel = new AbortController();
    const cancelled = pace.turn(cancel.signal);
    const next = pace.turn();
    cancel.abort(new Error('cancelled by somebody'));
    await assert.rejects(cancelled, /cancelled by somebody/);
    ends[0]?.('unanswered');
    await next;
    await assert.rejects(pace.turn(cancel.signal), /cancelled by somebody/);
  });
});

describe('a service that refuses', () => {
  test('is left alone for as long as it asks, by everybody, and that is told', async () => {
    const pace = new Pace();
    const told: PaceState[] = [];
    pace.onDidChange((state) => told.push(state));
    const end = await pace.turn();
    const refused = performance.now();
    end({ refused: 2 });
    const [began = 0] = await takeTurns(pace, 1);
    assert.ok(began - refused >= 1990, `${began - refused} ms`);
    assert.deepEqual(told, [
      { kind: 'paused', seconds: 2 },
      { kind: 'paused', seconds: 1 },
      { kind: 'free' },
    ]);
  });

  test('is asked more slowly than before, and faster again when it answers', async () => {
    const pace = new Pace();
    const told: PaceState[] = [];
    pace.onDidChange((state) => told.push(state));
    await takeTurns(pace, 39);
    (await pace.turn())({ refused: undefined });
    // Forty in this second were too many: three quarters of that are thirty.
    const began = await takeTurns(pace, 46);
    const slowest = (began.at(30) ?? 0) - (began[0] ?? 0);
    assert.ok(slowest >= 990, `${slowest} ms`);
    assert.deepEqual(told[0], { kind: 'slowed', perSecond: 30 });
    assert.ok(
      told.some((state) => state.kind === 'slowed' && state.perSecond > 30),
      'a little more is tried',
    );
    assert.deepEqual(told.at(-1), { kind: 'free' });
  });

  test('again and again is asked less and less', async () => {
    const pace = new Pace();
    const rates: number[] = [];
    pace.onDidChange((state) => state.kind === 'slowed' && rates.push(state.perSecond));
    for (let count = 0; count < 5; count += 1) {
      await takeTurns(pace, 3);
      (await pace.turn())({ refused: undefined });
    }
    // The first time says little: as many as may be under way are not many a second.
    assert.equal(rates[0], 8);
    assert.ok((rates.at(-1) ?? 0) < 4, String(rates));
  });

  test('a single request slows nobody down: somebody else uses the key', async () => {
    const pace = new Pace();
    (await pace.turn())({ refused: undefined });
    const began = await takeTurns(pace, 5);
    assert.ok((began.at(-1) ?? 0) - (began[0] ?? 0) < 500);
    assert.deepEqual(pace.state, { kind: 'free' });
  });

  test('with requests that were on their way before does not slow down twice', async () => {
    const pace = new Pace();
    await takeTurns(pace, 8);
    const ends = await Promise.all(Array.from({ length: 8 }, () => pace.turn()));
    const told: PaceState[] = [];
    pace.onDidChange((state) => told.push(state));
    for (const end of ends) end({ refused: undefined });
    await takeTurns(pace, 4);
    assert.deepEqual(told[0], { kind: 'slowed', perSecond: 12 });
  });
});

describe('the client', () => {
  test('gets everything done in front of a strict limit, and is refused seldom', async (t) => {
    const { url, apiKeys, log } = await openEcgrid(t, { ratePerSecond: 20 });
    const { users } = createClient({ origin: url, apiKey: apiKeys.NetworkAdmin });
    await Promise.all(Array.from({ length: 70 }, () => users.me()));
    const statuses = (await log()).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, 70);
    const refused = statuses.filter((status) => status === 429).length;
    assert.ok(refused > 0 && refused <= 3 * mostUnderWay, `${refused} refused`);
  });

  test('never has more requests under way than the bound', async (t) => {
    let most = 0;
    let held: ServerResponse[] = [];
    /** Answers them when others, had they been sent, would have arrived too. */
    const answerAll = async (): Promise<void> => {
      for (let count = 0; count < 3; count += 1) await fetch(`${origin}/others`);
      const answered = held;
      held = [];
      for (const response of answered) response.end(JSON.stringify({ success: true, data: [] }));
    };
    const origin = await listen(t, ({ url }, response) => {
      if (url === '/others') {
        response.end();
        return;
      }
      held.push(response);
      most = Math.max(most, held.length);
      if (held.length === mostUnderWay) void answerAll();
    });
    const { users } = createClient({ origin, apiKey: 'k' });
    const page = { pageNo: 1, recordsPerPage: 5 };
    await Promise.all(Array.from({ length: 5 * mostUnderWay }, () => users.list({}, page)));
    assert.equal(most, mostUnderWay);
  });

  test('waits with REST when ECGridOS has refused, since both know the same key', async (t) => {
    const { url, apiKeys, fault } = await openEcgrid(t);
    const { users, pace } = createClient({ origin: url, apiKey: apiKeys.NetworkAdmin });
    await fault({ name: 'rateLimited', retryAfter: 2, operation: 'UserInfo', times: 1 });
    const { userId } = await users.me();
    const asked = users.details(userId);
    const paused = Promise.withResolvers<number>();
    pace.onDidChange((state) => state.kind === 'paused' && paused.resolve(performance.now()));
    const since = await paused.promise;
    await users.me();
    assert.ok(performance.now() - since >= 1900);
    await asked;
  });
});

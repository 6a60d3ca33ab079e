import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiFailure } from '../../../sandbox/envelope.ts';
import { RateLimit } from '../../../sandbox/rateLimit.ts';
import { dataOf, openBench } from './harness.ts';

test('a burst of one second, then the steady rate, per key', () => {
  let now = 0;
  const limit = new RateLimit(2, () => now);
  const taken = (key: string): boolean => {
    try {
      limit.take(key);
      return true;
    } catch (error) {
      assert.ok(error instanceof ApiFailure && error.code === 'RateLimitExceeded');
      assert.equal(error.retryAfter, 1);
      return false;
    }
  };
  assert.deepEqual([taken('a'), taken('a'), taken('a'), taken('b')], [true, true, false, true]);
  now = 499;
  assert.equal(taken('a'), false);
  now = 501;
  assert.deepEqual([taken('a'), taken('a')], [true, false]);
});

test('a slow rate asks for more than one second of patience', () => {
  const limit = new RateLimit(0.1, () => 0);
  limit.take('a');
  assert.throws(() => limit.take('a'), { retryAfter: 10 });
});

test('over the limit: 429 with Retry-After, for that key alone, and nothing is done', async (t) => {
  const bench = await openBench(t, { ratePerSecond: 1 });
  const root = bench.as('Root');
  const replies = await Promise.all(Array.from({ length: 12 }, () => root.get('/v2/users/me')));
  const refused = replies.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 8, `${refused.length} refused`);
  assert.equal(refused[0]?.errorCode, 'RateLimitExceeded');
  assert.equal(refused[0].headers.get('retry-after'), '1');
  await dataOf(bench.as('NetworkAdmin').get('/v2/users/me'));
});

test('every request takes the general latency longer', async (t) => {
  const bench = await openBench(t, { latencyMs: 300 });
  const before = performance.now();
  await Promise.all(Array.from({ length: 10 }, () => dataOf(bench.as('Root').get('/v2/users/me'))));
  const took = performance.now() - before;
  assert.ok(took >= 295 && took < 2700, `${took} ms: requests wait side by side`);
});

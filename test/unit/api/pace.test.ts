/** How fast ECGrid is asked: bounded at once, slowed down when it refuses. Time passes when a test says so. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { mostUnderWay, Pace, Turns } from '../../../src/api/pace.ts';
import type { PaceAnswer, PaceState, Turn } from '../../../src/api/pace.ts';
import { Clock } from '../support/clock.ts';

/** A pace with a clock of its own. */
const openPace = () => {
  const clock = new Clock();
  const pace = new Pace(clock);
  const pass = (milliseconds: number): Promise<void> => clock.pass(milliseconds);
  const told: PaceState[] = [];
  pace.onDidChange((state) => told.push(state));
  /** Asks for as many turns, each given back at once. @returns when each begins, as they begin */
  const ask = (wanted: number, answer: PaceAnswer = 'answered'): number[] => {
    const began: number[] = [];
    for (let count = 0; count < wanted; count += 1)
      void pace.turn().then((end) => {
        began.push(clock.now());
        end(answer);
      });
    return began;
  };
  /** Learns that so many within this moment were too many; the one after them still goes at once. */
  const learn = async (tooMany: number): Promise<void> => {
    ask(tooMany - 1);
    await setImmediate();
    (await pace.turn())({ refused: undefined });
    ask(1);
    await setImmediate();
  };
  const take = (count: number): Promise<Turn[]> =>
    Promise.all(Array.from({ length: count }, () => pace.turn()));
  return { pace, pass, told, ask, learn, take };
};

/** How many requests wait in front of others. */
const rates = (told: readonly PaceState[]): readonly (number | string)[] =>
  told.map((state) => (state.kind === 'slowed' ? state.perSecond : state.kind));

describe('at once', () => {
  test(`are no more than ${mostUnderWay}, first come, first served, and one that has ended lets the next go`, async () => {
    const { pace, told } = openPace();
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
    await setImmediate();
    assert.deepEqual(
      begun,
      Array.from({ length: mostUnderWay + 1 }, (_, index) => index),
    );
    assert.deepEqual(told, []);
  });

  test('whoever is cancelled while waiting leaves its place to others', async () => {
    const { pace, take } = openPace();
    const ends = await take(mostUnderWay);
    const cancel = new AbortController();
    const cancelled = pace.turn(cancel.signal);
    const next = pace.turn();
    cancel.abort(new Error('cancelled by somebody'));
    await assert.rejects(cancelled, /cancelled by somebody/);
    ends[0]?.('unanswered');
    await next;
    await assert.rejects(pace.turn(cancel.signal), /cancelled by somebody/);
  });

  test('whoever is cancelled with its turn just begun takes nobody’s place away', async () => {
    const { pace, take } = openPace();
    const cancel = new AbortController();
    const first = pace.turn(cancel.signal);
    const others = take(mostUnderWay);
    cancel.abort();
    (await first)('unanswered');
    assert.equal((await others).length, mostUnderWay);
  });

  test('nobody listens to a signal any more once the turn has come, or was cancelled', async () => {
    const { pace, take } = openPace();
    const { signal } = new AbortController();
    await pace.turn(signal);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    await take(mostUnderWay - 1);
    const cancel = new AbortController();
    const waiting = pace.turn(cancel.signal);
    cancel.abort();
    await assert.rejects(waiting);
    assert.equal(getEventListeners(cancel.signal, 'abort').length, 0);
  });
});

describe('a service that refuses', () => {
  test('is left alone for as long as it asks, by everybody, and that is told second by second', async () => {
    const { pace, pass, told, ask } = openPace();
    const end = await pace.turn();
    end({ refused: 2.5 });
    const began = ask(3);
    assert.deepEqual(told, [{ kind: 'paused', seconds: 3 }]);
    await pass(499);
    assert.equal(told.length, 1);
    await pass(1);
    assert.deepEqual(told.at(-1), { kind: 'paused', seconds: 2 });
    await pass(1999);
    assert.deepEqual([told.at(-1), began], [{ kind: 'paused', seconds: 1 }, []]);
    await pass(1);
    assert.deepEqual([told.length, told.at(-1), began], [4, { kind: 'free' }, [2500, 2500, 2500]]);
  });

  test('that asks for less later on is left alone for as long as it asked first', async () => {
    const { pass, ask, take } = openPace();
    const [one, other] = await take(2);
    one?.({ refused: 2 });
    other?.({ refused: 1 });
    const began = ask(1);
    await pass(2000);
    assert.deepEqual(began, [2000]);
  });

  test('tells also when nobody waits, until nobody listens any more', async () => {
    const { pace, pass, told } = openPace();
    const heard: PaceState[] = [];
    const stop = pace.onDidChange((state) => heard.push(state));
    (await pace.turn())({ refused: 2 });
    await pass(1000);
    stop();
    await pass(1000);
    assert.deepEqual(told, [
      { kind: 'paused', seconds: 2 },
      { kind: 'paused', seconds: 1 },
      { kind: 'free' },
    ]);
    assert.deepEqual(heard, told.slice(0, 2));
  });

  test('is asked more slowly than before, and faster again with each second in which it answers', async () => {
    const { pass, told, ask, learn } = openPace();
    await learn(40);
    const began = ask(90);
    await pass(1000);
    // Forty in this moment were too many: three quarters of that are thirty, 33⅓ ms apart.
    assert.deepEqual(began.slice(0, 3), [34, 68, 102]);
    assert.deepEqual(rates(told), [30]);
    await pass(2000);
    assert.equal(began.length, 90);
    assert.deepEqual(rates(told), [30, 34, 38, 'free']);
  });

  test('counts as asked too fast by what was sent in the last second alone', async () => {
    const { pace, pass, told, ask, learn } = openPace();
    ask(20);
    await setImmediate();
    await pass(1000);
    await learn(12);
    const waiting = ask(1);
    assert.deepEqual(pace.state, { kind: 'slowed', perSecond: 9 });
    // 111⅑ ms apart.
    await pass(112);
    assert.deepEqual([waiting, rates(told)], [[1112], [9, 'free']]);
  });

  test('is asked freely again when it has answered four times as fast as it once refused', async () => {
    const { pace, pass, told, ask, learn } = openPace();
    await learn(16);
    // 12, and each second a tenth more and one: above 64 it is no limit any more.
    ask(1000);
    await pass(14_000);
    assert.deepEqual(rates(told), [12, 14, 17, 19, 22, 25, 29, 33, 37, 42, 47, 53, 59, 'free']);
    await setImmediate();
    assert.deepEqual(pace.state, { kind: 'free' });
    const more = ask(50);
    await setImmediate();
    assert.equal(more.length, 50);
  });

  test('again and again is asked less and less, and once a second at last', async () => {
    const { pace, pass, told, ask, learn } = openPace();
    await learn(4);
    for (let count = 0; count < 12; count += 1) {
      ask(2, { refused: undefined });
      await pass(1000);
    }
    // The first time says little: as many as may be under way are not many a second.
    assert.equal(rates(told)[0], 8);
    ask(2);
    assert.deepEqual(pace.state, { kind: 'slowed', perSecond: 1 });
  });

  test('a single request slows nobody down: somebody else uses the key', async () => {
    const { pace, told, ask } = openPace();
    (await pace.turn())({ refused: undefined });
    const began = ask(5);
    await setImmediate();
    assert.deepEqual([began, told], [[0, 0, 0, 0, 0], []]);
  });

  test('with requests that were on their way before does not slow down twice, nor do their answers hurry', async () => {
    const { pace, pass, told, ask, take } = openPace();
    ask(8);
    await setImmediate();
    const ends = await take(8);
    await pass(5);
    for (const end of ends.slice(0, 7)) end({ refused: undefined });
    ask(2);
    assert.deepEqual(rates(told), [12]);
    await pass(1500);
    ends[7]?.('answered');
    ask(2);
    assert.deepEqual(pace.state, { kind: 'slowed', perSecond: 12 });
  });

  test('an attempt without an answer tells nothing of how fast may be asked', async () => {
    const { ask, told } = openPace();
    ask(10, 'unanswered');
    await setImmediate();
    const began = ask(20);
    await setImmediate();
    assert.deepEqual([began.length, told], [20, []]);
  });

  test('that nobody waits for any more is not told to be slow', async () => {
    const { pace, told, learn } = openPace();
    await learn(20);
    const cancel = new AbortController();
    const waiting = pace.turn(cancel.signal);
    cancel.abort();
    await assert.rejects(waiting);
    assert.deepEqual(rates(told), [15, 'free']);
  });
});

test('a process goes on for a pause only while somebody waits for its end', async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const pace = new Pace();
  (await pace.turn())({ refused: 60 });
  assert.equal(timers(), before);
  const cancel = new AbortController();
  const waiting = pace.turn(cancel.signal);
  assert.equal(timers(), before + 1);
  cancel.abort();
  await assert.rejects(waiting);
  assert.equal(timers(), before);
});

describe('the turns of a request', () => {
  test('give back the one that no attempt has ended, which tells nothing', async () => {
    const { pace, ask, told, take } = openPace();
    await take(mostUnderWay - 1);
    {
      using turns = new Turns(pace);
      await turns.next();
    }
    const began = ask(1);
    await setImmediate();
    assert.deepEqual([began, told], [[0], []]);
  });

  test('tell only once how an attempt has ended', async () => {
    const { pace, ask, take } = openPace();
    await take(mostUnderWay - 1);
    {
      using turns = new Turns(pace);
      await turns.next();
      turns.end('answered');
      turns.end({ refused: 5 });
    }
    const began = ask(1);
    await setImmediate();
    assert.deepEqual([began, pace.state], [[0], { kind: 'free' }]);
  });

  test('have nothing to give back when none came', async () => {
    using turns = new Turns(openPace().pace);
    await assert.rejects(turns.next(AbortSignal.abort()));
  });
});

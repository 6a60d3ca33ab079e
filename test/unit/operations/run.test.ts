/** Runs of many jobs: order, how many at once, cancelling, an invalid key, and one final state for each. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as soon } from 'node:timers/promises';
import fc from 'fast-check';
import { EcgridError } from '../../../src/api/ecgridError.ts';
import type { EcgridErrorFacts } from '../../../src/api/ecgridError.ts';
import { isLeftOver, isRetryable, runJobs, writesAtOnce } from '../../../src/operations/run.ts';
import type { Job, JobEnd, JobReport, JobState } from '../../../src/operations/run.ts';
import { numbers } from '../support/builders.ts';

const idle = new AbortController().signal;

const failure = (more: Partial<EcgridErrorFacts> = {}): EcgridError =>
  new EcgridError({ kind: 'server', message: 'It broke.', outcome: 'refused', ...more });

const done: JobEnd = { state: 'done', notes: ['It is done.'] };

/** Runs jobs and returns every report in order. */
const reportsOf = async (jobs: readonly Job[], signal = idle): Promise<readonly JobReport[]> => {
  const reports: JobReport[] = [];
  await runJobs(jobs, (report) => reports.push(report), signal);
  return reports;
};

const statesOf = (reports: readonly JobReport[], id: string): readonly JobState[] =>
  reports.filter((report) => report.id === id).map(({ state }) => state);

/** A job that waits at a door of its own, and what has been begun. */
const behindDoors = (count: number) => {
  const begun: string[] = [];
  const doors = new Map<string, (end: JobEnd) => void>();
  const jobs = numbers(count).map((n): Job => {
    const id = String(n);
    const carryOut = (): Promise<JobEnd> => {
      begun.push(id);
      const { promise, resolve } = Promise.withResolvers<JobEnd>();
      doors.set(id, resolve);
      return promise;
    };
    return { id, carryOut };
  });
  const open = async (id: string): Promise<void> => {
    doors.get(id)?.(done);
    await soon();
  };
  return { begun, jobs, open };
};

describe('a run', () => {
  test('begins jobs in order, four at once, and the next when one has ended', async () => {
    assert.equal(writesAtOnce, 4);
    const { begun, jobs, open } = behindDoors(7);
    const run = reportsOf(jobs);
    await soon();
    assert.deepEqual(begun, ['1', '2', '3', '4']);
    await open('3');
    assert.deepEqual(begun, ['1', '2', '3', '4', '5']);
    await open('1');
    assert.deepEqual(begun, ['1', '2', '3', '4', '5', '6']);
    for (const id of ['2', '4', '5', '6', '7']) await open(id);
    const reports = await run;
    assert.deepEqual(
      begun,
      jobs.map(({ id }) => id),
    );
    for (const { id } of jobs) assert.deepEqual(statesOf(reports, id), ['running', 'done']);
  });

  test('that is cancelled waits for what is under way, and begins nothing more', async () => {
    const { begun, jobs, open } = behindDoors(6);
    const cancel = new AbortController();
    let over = false;
    const run = reportsOf(jobs, cancel.signal).finally(() => (over = true));
    await soon();
    cancel.abort();
    for (const id of ['1', '2', '3']) await open(id);
    assert.deepEqual([begun.length, over], [4, false]);
    assert.deepEqual(begun, ['1', '2', '3', '4']);
    await open('4');
    const reports = await run;
    assert.deepEqual(begun, ['1', '2', '3', '4']);
    for (const id of begun) assert.deepEqual(statesOf(reports, id), ['running', 'done']);
    assert.deepEqual(
      reports.filter(({ id }) => !begun.includes(id)),
      ['5', '6'].map((id) => ({ id, state: 'cancelled', notes: ['Cancelled before it began.'] })),
    );
  });

  test('that is cancelled before it begins does nothing', async () => {
    const begun: string[] = [];
    const jobs = numbers(5).map((n): Job => {
      const id = String(n);
      return { id, carryOut: () => Promise.resolve(void begun.push(id)).then(() => done) };
    });
    const reports = await reportsOf(jobs, AbortSignal.abort());
    assert.deepEqual([begun, reports.map(({ state }) => state)], [[], jobs.map(() => 'cancelled')]);
  });

  test('with a key that is not accepted any more stops, and says why', async () => {
    const refused = failure({ kind: 'invalidKey', message: 'ECGrid does not accept the API key.' });
    const begun: string[] = [];
    const jobs = numbers(9).map((n): Job => ({
      id: String(n),
      carryOut: async () => {
        begun.push(String(n));
        await soon();
        if (n === 2) throw refused;
        return done;
      },
    }));
    const reports = await reportsOf(jobs);
    assert.deepEqual(statesOf(reports, '2'), ['running', 'failed']);
    const cancelled = reports.filter(({ state }) => state === 'cancelled');
    assert.deepEqual(
      cancelled.map(({ id }) => id),
      jobs.map(({ id }) => id).filter((id) => !begun.includes(id)),
    );
    assert.ok(begun.length < 9);
    for (const { notes } of cancelled) assert.deepEqual(notes, ['ECGrid does not accept the API key.']);
  });

  test('does not call a job unknown because whoever watches it fails', async () => {
    const told: JobState[] = [];
    const watch = ({ state }: JobReport): void => {
      told.push(state);
      if (state === 'done') throw new Error('the page is gone');
    };
    const job = { id: 'a', carryOut: () => Promise.resolve(done) };
    await assert.rejects(runJobs([job], watch, idle), /the page is gone/);
    assert.deepEqual(told, ['running', 'done']);
  });

  test('of no jobs ends at once', async () => {
    assert.deepEqual(await reportsOf([]), []);
  });
});

describe('a job that fails', () => {
  const ending = async (error: unknown): Promise<JobReport | undefined> => {
    const carryOut = (): Promise<JobEnd> => {
      throw error;
    };
    return (await reportsOf([{ id: 'a', carryOut }])).at(-1);
  };

  test('is told with what to do; it may be tried again only if it was surely not carried out', async () => {
    for (const [outcome, state] of [
      ['refused', 'failed'],
      ['notSent', 'failed'],
      ['unknown', 'unknown'],
    ] as const) {
      const next = 'Try again in a few minutes; if it stays so, tell ECGrid support.';
      const notes = outcome === 'unknown' ? ['It broke.'] : ['It broke.', next];
      assert.deepEqual(await ending(failure({ outcome })), { id: 'a', state, notes });
    }
  });

  test('for a reason of its own tells nobody the reason, for it may hold anything', async () => {
    const report = await ending(new TypeError('Canary-Pass-4711'));
    assert.deepEqual(report, { id: 'a', state: 'unknown', notes: ['Something unexpected went wrong.'] });
  });

  test('is retryable in these states alone', () => {
    const states: readonly JobState[] = [
      'ready',
      'refused',
      'running',
      'done',
      'failed',
      'changed',
      'unknown',
      'cancelled',
    ];
    assert.deepEqual(states.filter(isRetryable), ['failed']);
    assert.deepEqual(states.filter(isLeftOver), ['changed', 'cancelled']);
  });
});

describe('for any outcomes, in any order, cancelled anywhere', () => {
  const outcome = fc.constantFrom('done', 'changed', 'refused', 'failed', 'lost', 'odd', 'invalidKey');
  const plan = fc.record({ outcome, steps: fc.nat(6) });

  const end = (how: string): JobEnd => {
    if (how === 'failed') throw failure();
    if (how === 'lost') throw failure({ outcome: 'unknown' });
    if (how === 'odd') throw new Error('odd');
    if (how === 'invalidKey') throw failure({ kind: 'invalidKey' });
    return how === 'changed' || how === 'refused' ? { state: how, notes: [] } : done;
  };
  const finalOf: Readonly<Record<string, JobState>> = {
    lost: 'unknown',
    odd: 'unknown',
    invalidKey: 'failed',
  };

  test('every job is begun at most once, in order, and ends in exactly one final state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(plan, { maxLength: 30 }), fc.option(fc.nat(30)), async (plans, cancelAt) => {
        const cancel = new AbortController();
        const begun: number[] = [];
        let underWay = 0;
        const jobs = plans.map(({ outcome: how, steps }, n): Job => ({
          id: String(n),
          carryOut: async () => {
            assert.equal(cancel.signal.aborted, false, 'begun after it was cancelled');
            begun.push(n);
            underWay += 1;
            assert.ok(underWay <= writesAtOnce);
            if (n === cancelAt) cancel.abort();
            for (let step = 0; step < steps; step += 1) await Promise.resolve();
            underWay -= 1;
            return end(how);
          },
        }));
        const reports = await reportsOf(jobs, cancel.signal);
        assert.deepEqual(begun, plans.map((_, n) => n).slice(0, begun.length));
        const stops = cancel.signal.aborted || begun.some((n) => plans[n]?.outcome === 'invalidKey');
        assert.ok(stops || begun.length === plans.length);
        for (const [n, { outcome: how }] of plans.entries()) {
          const final = begun.includes(n) ? ['running', finalOf[how] ?? how] : ['cancelled'];
          assert.deepEqual(statesOf(reports, String(n)), final);
        }
      }),
      { numRuns: 500 },
    );
  });
});

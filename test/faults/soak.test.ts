/**
 * Two thousand operations by several callers on the same sixty users and those whom they add, while the service fails
 * in every way it can: the database, the journal and the tree never disagree, and nothing grows.
 */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { JournalEntry } from '../../src/journal/record.ts';
import { runJobs } from '../../src/operations/run.ts';
import type { JobState } from '../../src/operations/run.ts';
import { isUndoable, undoneIn } from '../../src/operations/undo.ts';
import { assertJournal, assertTrees } from './soakChecks.ts';
import { Picker } from './soakPicker.ts';
import type { Task } from './soakPicker.ts';
import type { Step, StepOutcome } from './soakStep.ts';
import { openSoak } from './soakWorld.ts';
import type { SoakCaller, SoakWorld } from './soakWorld.ts';

const operationsInAll = 2000;
const seed = 20_261_122;
/** Of the heap, for each operation; bytes. The steps that are compared in the end take some of it. */
const mayGrow = 8_000;
/** How many operations lie between two looks into the journal for something to undo. */
const undoEvery = 50;

/** Does tasks as a run over many users does. @returns the steps that were begun */
const runTasks = async (tasks: readonly Task[], { signal }: SoakCaller): Promise<readonly Step[]> => {
  const steps = new Map<string, Step>();
  const states = new Map<string, JobState>();
  const problems: unknown[] = [];
  const jobs = tasks.map((task, index) => ({
    id: String(index),
    carryOut: async () => {
      // What is wrong with a step is not what went wrong with a job.
      const stepped = await task().catch((error: unknown) => void problems.push(error));
      if (!stepped) return { state: 'done', notes: [] } as const;
      steps.set(String(index), stepped.step);
      return stepped.end();
    },
  }));
  await runJobs(jobs, ({ id, state }) => states.set(id, state), signal);
  for (const problem of problems) throw problem;
  for (const [id, { outcome, run }] of steps) assert.equal(states.get(id), stateOf[outcome], run);
  return [...steps.values()];
};

const stateOf: Readonly<Record<StepOutcome, JobState>> = {
  done: 'done',
  found: 'done',
  changed: 'changed',
  refusedByRules: 'refused',
  refused: 'failed',
  notSent: 'failed',
  unknown: 'unknown',
  unsettled: 'unknown',
};

const isCollector = (value: unknown): value is () => void => typeof value === 'function';

/** Bytes of the heap that are in use, and the listeners that are there. */
const measure = (world: SoakWorld): { heap: number; listeners: readonly number[] } => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  assert.ok(isCollector(collect));
  for (let turn = 0; turn < 3; turn += 1) collect();
  const ofProcess = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  const ofSignals = world.callers.map(({ signal }) => getEventListeners(signal, 'abort').length);
  return { heap: process.memoryUsage().heapUsed, listeners: [ofProcess, ...ofSignals] };
};

const countsOf = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

test('nothing diverges and nothing grows', { timeout: 600_000 }, async (t) => {
  const warnings: string[] = [];
  const onWarning = ({ name, message }: Error): void => void warnings.push(`${name}: ${message}`);
  process.on('warning', onWarning);
  t.after(() => process.off('warning', onWarning));
  const world = await openSoak(t, seed);
  const { random, journal, callers } = world;
  const picker = new Picker(world);
  const steps: Step[] = [];
  const struck = new Map<string, number>();
  const undoable: JournalEntry[] = [];
  let lookAt = undoEvery;
  let early: (ReturnType<typeof measure> & { steps: number }) | undefined;

  const countFaults = async (): Promise<void> => {
    for (const [name, count] of await world.struck()) struck.set(name, (struck.get(name) ?? 0) + count);
  };

  while (steps.length < operationsInAll) {
    const active = random.chance(0.3) ? [random.pick(callers), random.pick(callers)] : [random.pick(callers)];
    const groups = [...new Set(active)].map((caller) => ({ caller, tasks: picker.tasks(caller, undoable) }));
    const done = await Promise.all(groups.map(({ caller, tasks }) => runTasks(tasks, caller)));
    for (const step of done.flat()) {
      steps.push(step);
      if (step.outcome === 'unsettled') picker.unsettled.add(step.login);
    }
    picker.release();
    if (steps.length >= lookAt) {
      lookAt += undoEvery;
      const entries = await journal.entries();
      const undone = undoneIn(entries);
      const free = entries.filter((entry) => isUndoable(entry) && !undone.has(entry.begun.id));
      undoable.splice(
        0,
        Infinity,
        ...Array.from({ length: free.length > 0 ? 5 : 0 }, () => random.pick(free)),
      );
    }
    if (!early && steps.length >= operationsInAll / 4) {
      await countFaults();
      early = { ...measure(world), steps: steps.length };
    }
  }

  await countFaults();
  const late = measure(world);
  assert.ok(early);
  const grown = Math.round((late.heap - early.heap) / (steps.length - early.steps));
  t.diagnostic(`seed ${seed}, ${steps.length} operations, ${grown} bytes of heap for each`);
  t.diagnostic(`operations: ${JSON.stringify(countsOf(steps.map(({ name }) => name)))}`);
  t.diagnostic(`outcomes: ${JSON.stringify(countsOf(steps.map(({ outcome }) => outcome)))}`);
  t.diagnostic(`faults struck: ${JSON.stringify(Object.fromEntries([...struck].sort()))}`);
  assert.deepEqual(late.listeners, early.listeners);
  await assertJournal(world, steps);
  await assertTrees(world);
  assert.ok(grown < mayGrow, `${grown} bytes of heap for each operation`);
  assert.deepEqual(
    warnings.filter((warning) => warning.includes('MaxListeners')),
    [],
  );
});

import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pipeline } from 'node:stream/promises';
import { collectorArguments } from './coverage/folder.ts';
import type { TestCounts } from './testCounts.ts';

/** Which test files run, and how. */
export type NodeTestRun = {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** How many files run at the same time. */
  readonly concurrency: number;
  /** How long one test may take. */
  readonly timeoutMs?: number;
};

/** Runs files of Node's own test runner, each in a process of its own, with their results on standard output. */
export async function runNodeTests({ files, concurrency, timeoutMs }: NodeTestRun): Promise<TestCounts> {
  // Given no files, the runner would go and look for some.
  if (files.length === 0) throw new Error('No test files were found.');
  let counts: TestCounts | undefined;
  const results = run({
    files: [...files],
    isolation: 'process',
    concurrency,
    execArgv: [...collectorArguments()],
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
  });
  results.on('test:summary', ({ file, counts: all }) => {
    // Each file has a summary of its own before the one of them all.
    if (file !== undefined) return;
    const skipped = all.skipped + all.todo;
    counts = { passed: all.passed, failed: all.tests - all.passed - skipped, skipped };
  });
  await pipeline(results, new spec(), process.stdout, { end: false });
  if (counts === undefined) throw new Error('The test runner ended without a summary.');
  return counts;
}

import { format } from 'node:util';
import { outputMark } from './hostOutput.ts';
import { countsVariable, writeCounts } from './testCounts.ts';

/** Loads one file of tests. */
export type LoadTests = () => Promise<unknown>;

/**
 * Runs Mocha inside the extension host; the tests it is given use Mocha's global `describe`, `it`, `before`, ….
 *
 * Leaves the counts in the file that the environment names, and throws when a test has failed: that is how VS Code
 * learns it.
 */
export async function runHostFiles(files: readonly LoadTests[]): Promise<void> {
  // Mocha stays outside the bundle: it loads parts of itself by name.
  const { default: Mocha } = await import('mocha');
  // One finished text per call: the way to the outside does not fill in %s, and may drop what is not a string.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.log(outputMark + format(...args));
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: 60_000, slow: 2_000, forbidOnly: inCi() });
  // What Mocha does before it loads a file by itself: make `describe` and the others global.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of files) await load();
  const { stats } = await new Promise<Mocha.Runner>((resolve) => {
    const runner = mocha.run(() => resolve(runner));
  });
  if (stats === undefined) throw new Error('Mocha ended without statistics.');
  const counts = { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
  const path = process.env[countsVariable];
  if (path !== undefined) await writeCounts(path, counts);
  if (counts.failed > 0) throw new Error(`${counts.failed} of the host tests failed.`);
}

function inCi(): boolean {
  return process.env['CI'] === 'true';
}

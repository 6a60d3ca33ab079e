/**
 * Loaded with `--import` before everything else in a process of Node: notes what runs, and leaves it when the process
 * ends, by itself or by SIGTERM. Does nothing when no coverage is collected.
 */
import { Session } from 'node:inspector';
import { coverageFileVariable, leaveCoverage, newCoverageFile } from './folder.ts';

const file = process.env[coverageFileVariable] ?? newCoverageFile();
// Another process started from this one leaves a file of its own.
Reflect.deleteProperty(process.env, coverageFileVariable);

const collect = (target: string): void => {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  let left = false;
  const leave = (): void => {
    if (left) return;
    left = true;
    // The answer comes before `post` returns, so that this works while the process ends.
    session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error === null) leaveCoverage(target, result);
    });
  };
  process.once('exit', leave);
  // Heard for as long as it takes: a second one would kill the process while it writes.
  process.on('SIGTERM', () => {
    leave();
    process.kill(process.pid, 'SIGKILL');
  });
};

if (file !== undefined) collect(file);

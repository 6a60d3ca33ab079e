/** The program behind `testHost`: takes the arguments of a VS Code that runs tests, and ends with their exit code. */
import { parseTestRun, runInServer } from './serverTestHost.ts';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interruption.abort());

try {
  process.exitCode = await runInServer({
    ...parseTestRun(process.argv.slice(2)),
    signal: interruption.signal,
  });
} catch (error) {
  // An interrupted run needs no explanation; 130 is what a shell makes of Ctrl+C.
  if (!interruption.signal.aborted) console.error(error);
  process.exitCode = interruption.signal.aborted ? 130 : 1;
}

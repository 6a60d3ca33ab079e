/**
 * Collects coverage in the extension hosts of the VS Code server that runs in this process: the server starts them with
 * an environment of its own making, so they are caught where it starts them.
 */
import childProcess, { type ChildProcess, type ForkOptions } from 'node:child_process';
import { once } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { hasEnded } from '../processTree.ts';
import { collectorArguments, coverageFileVariable, newCoverageFile } from './folder.ts';

/** Ends an extension host, which leaves its coverage then. */
const end = async (host: ChildProcess): Promise<void> => {
  if (hasEnded(host)) return;
  const ended = once(host, 'exit');
  host.kill('SIGTERM');
  await ended;
};

/** To be called before the server is loaded; does nothing when no coverage is collected. */
export const collectFromExtensionHosts = (): void => {
  if (newCoverageFile() === undefined) return;
  const hosts: ChildProcess[] = [];
  const { fork } = childProcess;
  childProcess.fork = (
    script: string | URL,
    args?: readonly string[] | ForkOptions,
    options?: ForkOptions,
  ) => {
    if (!(args instanceof Array)) return fork(script, args);
    if (!args.includes('--type=extensionHost')) return fork(script, args, options);
    const env = { ...(options?.env ?? process.env), [coverageFileVariable]: newCoverageFile() };
    const execArgv = [...collectorArguments(), ...(options?.execArgv ?? process.execArgv)];
    const host = fork(script, args, { ...options, env, execArgv });
    hosts.push(host);
    return host;
  };
  syncBuiltinESMExports();
  // Whoever ends the server kills what is left of its group as soon as the server is gone.
  process.once('SIGTERM', () => {
    void Promise.allSettled(hosts.map(end)).then(() => process.exit());
  });
};

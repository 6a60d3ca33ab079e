/**
 * `npm start`: a sandbox, and a VS Code in the browser with the extension loaded and signed in to it. Everything
 * ends with Ctrl-C. `ECGRID_START_PORT` chooses the port of VS Code.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/server.ts';
import { projectRoot } from './paths.ts';
import { startServer } from './vscodeServer.ts';
import { workbenchUrl } from './workbenchUrl.ts';

const report = (line: string): void => console.log(line);

/** The program that opens an address where there is a desktop. */
const opener = (): readonly [string, ...string[]] | undefined => {
  if (process.platform === 'darwin') return ['open'];
  // `start` would cut the address at its first `&`.
  if (process.platform === 'win32') return ['explorer'];
  return process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined
    ? ['xdg-open']
    : undefined;
};

const openInBrowser = (url: string): void => {
  const program = opener();
  if (!program) return;
  const child = spawn(program[0], [...program.slice(1), url], { stdio: 'ignore', detached: true });
  // The address is printed anyway.
  child.on('error', () => undefined);
  child.unref();
};

const stopped = (): Promise<undefined> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve(undefined));
    process.once('SIGTERM', () => resolve(undefined));
  });

const ended = stopped();
const sandbox = await startSandbox();
const folder = await mkdtemp(join(tmpdir(), 'ecgrid-workspace-'));
report(`Sandbox with 60 sample users: ${sandbox.url}`);
const starting = startServer({
  builtInExtensions: 'all',
  port: Number(process.env['ECGRID_START_PORT'] ?? 0),
  linkedExtensions: [projectRoot],
  env: { ECGRID_SANDBOX_URL: sandbox.url, ECGRID_SANDBOX_KEY: sandbox.apiKeys.NetworkAdmin },
  report,
});
try {
  // Ctrl-C counts during the first installation too.
  const server = await Promise.race([starting, ended]);
  if (server) {
    const url = workbenchUrl({ serverUrl: server.url, folder });
    report(
      `\nVS Code with the extension:\n\n  ${url}\n\nOpen ECGrid in the activity bar. Ctrl-C stops everything.`,
    );
    openInBrowser(url);
    await ended;
    await server.stop();
  }
} finally {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
}
// An installation that is under way is given up; its folder is temporary, and begun anew next time.
process.exit();

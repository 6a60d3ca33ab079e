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
  if (process.platform === 'win32') return ['cmd', '/c', 'start', ''];
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

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

const ended = stopped();
const sandbox = await startSandbox();
const folder = await mkdtemp(join(tmpdir(), 'ecgrid-workspace-'));
report(`Sandbox with 60 sample users: ${sandbox.url}`);
const server = await startServer({
  port: Number(process.env['ECGRID_START_PORT'] ?? 0),
  linkedExtensions: [projectRoot],
  env: { ECGRID_SANDBOX_URL: sandbox.url, ECGRID_SANDBOX_KEY: sandbox.apiKeys.NetworkAdmin },
  report,
});
const url = workbenchUrl({ serverUrl: server.url, folder });
report(
  `\nVS Code with the extension:\n\n  ${url}\n\nOpen ECGrid in the activity bar. Ctrl-C stops everything.`,
);
openInBrowser(url);
await ended;
await server.stop();
await sandbox.close();
await rm(folder, { recursive: true, force: true });

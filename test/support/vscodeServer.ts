import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import * as z from 'zod/mini';
import { linkBuiltInExtensions } from './builtInExtensions.ts';
import { withoutNpm } from './npm.ts';
import { hasEnded, stopTree } from './processTree.ts';
import { ensureServer } from './serverInstall.ts';

/** VS Code settings by their names. */
export type Settings = Readonly<Record<string, unknown>>;

/** How a server is started; everything has a default. */
export type ServerOptions = {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Where installed extensions live; default: an empty folder inside the data folder. */
  readonly extensionsDir?: string;
  /** Where settings and state live; default: a temporary folder that is removed at the end. */
  readonly dataDir?: string;
  /** Added to the environment of the server, and so of the extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Added to the settings that keep VS Code quiet. */
  readonly settings?: Settings;
  /** Folders of unpacked extensions that are loaded as if they were installed: the project under development. */
  readonly linkedExtensions?: readonly string[];
  /** VS Code’s own extensions: those that the product has to do with, which is the default, or all. */
  readonly builtInExtensions?: 'needed' | 'all';
  /**
   * Obeys the page's payload (an extension under development, its tests), at a price: VS Code then shows no
   * notifications and skips some dialogs. Only the host of the tests wants that.
   */
  readonly smokeTestDriver?: boolean;
  /** Asks whom to trust: folders open in Restricted Mode. Default: everything is trusted. */
  readonly workspaceTrust?: boolean;
  readonly report?: (line: string) => void;
};

/** A running VS Code server. */
export type VscodeServer = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly extensionsDir: string;
  /** Changes settings, in open windows too. */
  readonly updateSettings: (settings: Settings) => Promise<void>;
  /** The end of what the server has printed. */
  readonly logTail: () => Promise<string>;
  /** Ends the server and all its processes, and removes its temporary files. */
  readonly stop: () => Promise<void>;
};

/** Settings under which the workbench starts bare, asks nothing and calls nobody. */
const quiet: Settings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

const startTimeoutMs = 60_000;

/** Starts a VS Code server on the loopback interface (installing it first when needed) and waits until it listens. */
export async function startServer(options: ServerOptions = {}): Promise<VscodeServer> {
  requireNode24();
  const { main } = await ensureServer({ report: options.report ?? console.error });
  const temporary =
    options.dataDir === undefined ? await mkdtemp(join(tmpdir(), 'vscode-server-')) : undefined;
  const dataDir = options.dataDir ?? temporary ?? '';
  const extensionsDir = options.extensionsDir ?? join(dataDir, 'extensions');
  const removeTemporary = async () => {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  const trust = options.workspaceTrust === true ? { 'security.workspace.trust.enabled': true } : {};
  let settings = { ...quiet, ...trust, ...options.settings };
  await writeSettings(dataDir, settings);
  await linkExtensions(extensionsDir, options.linkedExtensions ?? []);
  const builtIn =
    options.builtInExtensions === 'all'
      ? []
      : ['--builtin-extensions-dir', await linkBuiltInExtensions(main, join(dataDir, 'built-in'))];

  const args = [...serverArgs(options, dataDir, extensionsDir), ...builtIn];
  const child = spawn(process.execPath, [wrapper, main, ...args], {
    env: { ...quietServerEnv(), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const logFile = join(dataDir, 'server.log');
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const stop = async () => {
    await stopTree(child);
    await new Promise<void>((resolve) => log.end(resolve));
    await removeTemporary();
  };
  const logTail = async () => tail(await readFile(logFile, 'utf8'));
  try {
    const port = await listening(child);
    const url = `http://127.0.0.1:${port}`;
    const updateSettings = (changes: Settings) => {
      settings = { ...settings, ...changes };
      return writeSettings(dataDir, settings);
    };
    return { url, port, dataDir, extensionsDir, updateSettings, logTail, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    const tail = await logTail();
    await stop();
    throw new Error(`The VS Code server did not start. Its log ends:\n${tail}`, { cause: error });
  }
}

const wrapper = join(import.meta.dirname, 'serverProcess.ts');

function serverArgs(
  { port, smokeTestDriver, workspaceTrust }: ServerOptions,
  dataDir: string,
  extensionsDir: string,
): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', String(port ?? 0)],
    ...['--without-connection-token', '--accept-server-license-terms'],
    ...['--server-data-dir', dataDir, '--extensions-dir', extensionsDir],
    ...['--telemetry-level', 'off', '--disable-telemetry', '--disable-experiments'],
    ...(workspaceTrust === true ? [] : ['--disable-workspace-trust']),
    // The environment of a login shell would be different on every machine, and takes time to ask for.
    '--force-disable-user-env',
    ...(smokeTestDriver === true ? ['--enable-smoke-test-driver'] : []),
  ];
}

async function writeSettings(dataDir: string, settings: Settings): Promise<void> {
  const text = JSON.stringify(settings, undefined, 2);
  // The one file is read as the user's settings, the other as the remote machine's.
  for (const scope of ['User', 'Machine']) {
    await mkdir(join(dataDir, 'data', scope), { recursive: true });
    await writeFile(join(dataDir, 'data', scope, 'settings.json'), text);
  }
}

async function linkExtensions(extensionsDir: string, folders: readonly string[]): Promise<void> {
  await mkdir(extensionsDir, { recursive: true });
  for (const folder of folders) {
    const manifest = z.parse(
      manifestSchema,
      JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')),
    );
    const link = join(extensionsDir, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
    await rm(link, { force: true });
    // A link, so that VS Code uninstalling it removes the link and never the folder.
    await symlink(folder, link, 'junction');
  }
}

const manifestSchema = z.object({ publisher: z.string(), name: z.string(), version: z.string() });

/**
 * The environment for a server: ours without what would change its behaviour (npm's, Node's and an outer VS Code's
 * variables), and with a marketplace that has no address, so that it asks none.
 */
export function quietServerEnv(): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$|NODE_V8_COVERAGE$)/;
  const kept = Object.entries(withoutNpm(process.env)).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }) };
}

/** The last lines of a log, without the complaints about native modules that the server does without. */
function tail(log: string): string {
  const noise = /spdlog|watchdog|bindings file|^\s+at |^\s*(tries: \[|\]|\})$/;
  return log
    .split('\n')
    .filter((line) => line.trim() !== '' && !noise.test(line))
    .slice(-40)
    .join('\n');
}

function listening(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<number> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const timer = setTimeout(
      () => reject(new Error(`not ready after ${startTimeoutMs / 1000} s`)),
      startTimeoutMs,
    );
    const read = (chunk: Buffer) => {
      seen += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(seen)?.[1];
      if (port === undefined) return;
      child.stdout.off('data', read);
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout.on('data', read);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', () => {
      clearTimeout(timer);
      if (hasEnded(child))
        reject(new Error(`ended with ${child.signalCode ?? `code ${child.exitCode ?? '?'}`}`));
    });
  });
}

function requireNode24(): void {
  if (process.versions.node.startsWith('24.')) return;
  throw new Error(
    `The VS Code server needs Node 24, this is Node ${process.versions.node} (${process.execPath}). ` +
      'Start it through npm (`npm test`, `npm start`): `npm ci` has put a Node 24 into node_modules/.bin.',
  );
}

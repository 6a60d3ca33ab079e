import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCachedFolder } from './cachedFolder.ts';
import { runNpm } from './npm.ts';
import { cacheFolder } from './paths.ts';

/** The VS Code that tests and `npm start` run. code-server 4.X carries VS Code 1.X. */
export const vscodeVersion = '1.139.1';
const codeServerVersion = '4.139.1';

const serverFolder = join(cacheFolder, `server-${vscodeVersion}`);
const vscodeIn = (folder: string) => join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
const markerIn = (folder: string) => join(folder, 'complete.json');

/** Where an installed server is. */
export type InstalledServer = {
  /** The script that is the server. */
  readonly main: string;
};

/**
 * Installs the VS Code server with npm alone, once; later calls return at once.
 *
 * @param options.report receives one line per step, for a person who waits.
 */
export async function ensureServer({
  report,
}: {
  readonly report: (line: string) => void;
}): Promise<InstalledServer> {
  try {
    const folder = await ensureCachedFolder({
      path: serverFolder,
      isComplete,
      build: (place) => install(place, report),
    });
    await giveLogWriter(folder);
    return { main: join(vscodeIn(folder), 'out', 'server-main.js') };
  } catch (error) {
    throw new Error(
      `VS Code ${vscodeVersion} could not be installed into ${serverFolder}.\n` +
        'It comes from the npm registry as "code-server" (about 600 MB on disk): check that `npm ping` works and that ' +
        'the disk is not full, then run the same command again.',
      { cause: error },
    );
  }
}

/** Output channels are files underneath, and their native writer is not compiled here. */
async function giveLogWriter(folder: string): Promise<void> {
  const target = join(vscodeIn(folder), 'node_modules', '@vscode', 'spdlog', 'index.js');
  await copyFile(join(import.meta.dirname, 'spdlog.cjs'), target);
}

async function install(folder: string, report: (line: string) => void): Promise<void> {
  const started = performance.now();
  report(`Installing VS Code ${vscodeVersion} from npm, once; this takes about a minute.`);
  // Without a package.json of its own npm would climb up and install into the project.
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  report('  1/2 the server');
  // Install scripts would compile native modules; the server does without them.
  await runNpm(folder, [
    'install',
    ...flags,
    '--no-save',
    '--no-package-lock',
    `code-server@${codeServerVersion}`,
  ]);
  report('  2/2 its own packages');
  await runNpm(vscodeIn(folder), ['install', ...flags, '--omit=dev']);
  await writeFile(markerIn(folder), JSON.stringify(await fingerprint(folder)));
  report(`VS Code ${vscodeVersion} is installed (${Math.round((performance.now() - started) / 1000)} s).`);
}

/** A few numbers that change when someone cleans up inside the folder, cheap enough to take at every start. */
async function fingerprint(folder: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const part of [
    'node_modules',
    'extensions',
    'out',
    join('out', 'vs', 'code', 'browser', 'workbench'),
  ]) {
    counts[part] = (await readdir(join(vscodeIn(folder), part))).length;
  }
  return counts;
}

async function isComplete(folder: string): Promise<boolean> {
  if (!existsSync(markerIn(folder))) return false;
  try {
    const expected = await readFile(markerIn(folder), 'utf8');
    return expected === JSON.stringify(await fingerprint(folder));
  } catch {
    // A part that cannot be read is a part that is missing.
    return false;
  }
}

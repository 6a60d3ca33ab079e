import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ensureServer } from './serverInstall.ts';
import { quietServerEnv } from './vscodeServer.ts';

/** Installs a packaged extension (.vsix) into an extensions folder, as `code --install-extension` does; needs no network. */
export async function installPackage(options: {
  readonly vsix: string;
  readonly extensionsDir: string;
  /** The data folder of the server that will use it. */
  readonly dataDir: string;
}): Promise<void> {
  const { main } = await ensureServer({ report: console.error });
  const args = ['--install-extension', options.vsix, '--force', '--accept-server-license-terms'];
  const folders = ['--extensions-dir', options.extensionsDir, '--server-data-dir', options.dataDir];
  try {
    await promisify(execFile)(process.execPath, [main, ...args, ...folders], {
      env: quietServerEnv(),
      timeout: 60_000,
    });
  } catch (error) {
    // What it prints is long, and mostly about native modules it can do without.
    const lines = error instanceof Error ? error.message.split('\n') : [];
    const reasons = lines.filter((line) => /^(Error: (?!Could not locate the bindings)|Failed)/.test(line));
    throw new Error(
      `${options.vsix} could not be installed.\n${reasons.join('\n')}`,
      reasons.length === 0 ? { cause: error } : {},
    );
  }
}

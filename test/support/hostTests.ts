import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { projectRoot } from './paths.ts';
import { vscodeVersion } from './serverInstall.ts';
import { countsVariable, readCounts, type TestCounts } from './testCounts.ts';

/** What the tests inside an extension host need. */
export type HostTestRun = {
  /** Absolute path of the bundle that `hostTestsBuild` makes. */
  readonly bundle: string;
  /** Absolute path of the folder to open. */
  readonly folder: string;
  /** The extension under test; default: the project. */
  readonly extensionDevelopmentPath?: string;
  /** Variables that the tests find in their environment. */
  readonly env?: Readonly<Record<string, string>>;
};

/**
 * Runs the tests inside an extension host, with their results on standard output.
 *
 * The host is a VS Code server with a browser, from npm packages alone. With `VSCODE_TEST_HOST=desktop` it is a desktop
 * VS Code, which is downloaded; `VSCODE_TEST_VERSION` names another version of that one.
 */
export async function runHostTests(run: HostTestRun): Promise<TestCounts> {
  const temporary = await mkdtemp(join(tmpdir(), 'host-tests-'));
  const countsFile = join(temporary, 'counts.json');
  try {
    const failure = await runTests({
      vscodeExecutablePath: await vscodeExecutable(),
      extensionDevelopmentPath: run.extensionDevelopmentPath ?? projectRoot,
      extensionTestsPath: run.bundle,
      extensionTestsEnv: { ...run.env, [countsVariable]: countsFile },
      launchArgs: [run.folder, '--disable-extensions', `--user-data-dir=${join(temporary, 'user-data')}`],
    }).then(
      () => undefined,
      (error: unknown) => error,
    );
    const counts = await readCounts(countsFile);
    if (counts !== undefined && (failure === undefined || counts.failed > 0)) return counts;
    throw new Error('The extension host ended before its tests did; what it printed is above.', {
      cause: failure,
    });
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function vscodeExecutable(): Promise<string> {
  if (process.env['VSCODE_TEST_HOST'] !== 'desktop') return join(import.meta.dirname, 'testHost');
  return downloadAndUnzipVSCode(process.env['VSCODE_TEST_VERSION'] ?? vscodeVersion);
}

import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { collectFromWebviews } from './coverage/webviews.ts';
import { outputMark } from './hostOutput.ts';
import { resultsFolder } from './paths.ts';
import { startServer, type VscodeServer } from './vscodeServer.ts';
import { workbenchUrl } from './workbenchUrl.ts';

/** What a test host is asked to run. */
export type TestRun = {
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
  readonly folder?: string | undefined;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
  /** How long the run may take as a whole; default five minutes. */
  readonly timeoutMs?: number;
};

/**
 * Reads the arguments that \@vscode/test-electron gives to a VS Code: the two paths, and the folder to open.
 *
 * The others are for a desktop. `--user-data-dir` and `--extensions-dir` too: here every run gets new, empty ones.
 */
export function parseTestRun(args: readonly string[]): TestRun {
  const value = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const extensionDevelopmentPath = value('extensionDevelopmentPath');
  const extensionTestsPath = value('extensionTestsPath');
  if (extensionDevelopmentPath === undefined || extensionTestsPath === undefined) {
    throw new Error('--extensionDevelopmentPath=FOLDER and --extensionTestsPath=SCRIPT are needed.');
  }
  const folder = args.find((arg) => !arg.startsWith('-'));
  return { extensionDevelopmentPath, extensionTestsPath, folder };
}

const defaultTimeoutMs = 8 * 60_000;

/** Everything that VS Code and the extension host log in a run, apart from the tests' results. */
const hostLog = join(resultsFolder, 'host.log');

/**
 * Runs an extension's tests inside the extension host of a VS Code server, with a browser as its window.
 * What the tests print goes to standard output.
 *
 * @returns the exit code of the tests: 0 when all have passed.
 */
export async function runInServer(run: TestRun): Promise<number> {
  await using server = await startServer({ smokeTestDriver: true });
  const browser = await launchBrowser();
  await mkdir(resultsFolder, { recursive: true });
  const log = createWriteStream(hostLog);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    try {
      const leaveCoverage = await collectFromWebviews(page);
      const code = await exitCode(page, server, log, run);
      await leaveCoverage();
      return code;
    } catch (error) {
      if (run.signal?.aborted !== true) await explain(page, server);
      throw error;
    }
  } finally {
    await browser.close();
    log.end();
  }
}

async function exitCode(page: Page, server: VscodeServer, log: Writable, run: TestRun): Promise<number> {
  const timeoutMs = run.timeoutMs ?? defaultTimeoutMs;
  const ended = Promise.withResolvers<number>();
  const timer = setTimeout(() => {
    ended.reject(new Error(`The tests have not ended within ${timeoutMs / 1000} s.`));
  }, timeoutMs);
  const abort = () => ended.reject(new Error('The test run was interrupted.'));
  run.signal?.addEventListener('abort', abort, { once: true });
  if (run.signal?.aborted === true) abort();
  page.once('crash', () => ended.reject(new Error('The window of VS Code crashed.')));
  page.once('close', () => ended.reject(new Error('The window of VS Code was closed.')));
  try {
    // The workbench calls these two on its window when it runs tests: the desktop's standard output and exit code.
    await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
      const line = args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ');
      if (line.startsWith(outputMark)) process.stdout.write(`${line.slice(outputMark.length)}\n`);
      else log.write(`${type} ${line}\n`);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve(code));
    const url = workbenchUrl({ serverUrl: server.url, ...run });
    const [code] = await Promise.all([ended.promise, page.goto(url, { waitUntil: 'commit' })]);
    return code;
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener('abort', abort);
  }
}

/** Leaves what helps to find out why a run has not come to its end. */
async function explain(page: Page, server: VscodeServer): Promise<void> {
  const picture = join(resultsFolder, 'host-failure.png');
  const taken = await page.screenshot({ path: picture, timeout: 5_000 }).then(
    () => `The window then: ${picture}`,
    (error: unknown) => `No picture of the window could be taken: ${String(error)}`,
  );
  console.error(
    `${taken}\nWhat VS Code logged: ${hostLog}\nThe end of the server's log:\n${await server.logTail()}`,
  );
}

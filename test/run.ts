/**
 * Every test, layer by layer: `npm test`, or `npm test -- unit e2e` for some. Ends with the one line
 * `N passed, N failed`, and with exit code 1 when anything failed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coverageVariable, rawCoverageFolder } from './support/coverage/folder.ts';
import { hostTestsBundle } from './support/hostBundle.ts';
import { runHostTests } from './support/hostTests.ts';
import { runNodeTests } from './support/nodeTests.ts';
import { judgeOf } from './support/judge.ts';
import { projectRoot, resultsFolder } from './support/paths.ts';
import { ensureServer } from './support/serverInstall.ts';
import { beginSessionLedger, noteSessions, sumOfSessions } from './support/sessionLedger.ts';
import type { TestCounts } from './support/testCounts.ts';
import { startSandbox } from '../sandbox/server.ts';

const say = (line: string): void => console.log(`\n▶ ${line}`);

/** Runs a command with its output shown. @returns one passed or one failed */
const runCommand = (...command: readonly [string, ...string[]]): TestCounts => {
  const { status } = spawnSync(command[0], command.slice(1), {
    cwd: projectRoot,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
};

/** What a run of some layers says last. */
const lastLine = /(\d+) passed, (\d+) failed\s*$/;

/** Runs a command beside others; its output is shown at the end. @returns what it counts, else one passed or failed */
const runBeside = async (...command: readonly [string, ...string[]]): Promise<TestCounts> => {
  const child = spawn(command[0], command.slice(1), {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => output.push(part));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  process.stdout.write(Buffer.concat(output));
  const [, passed, failed] = lastLine.exec(Buffer.concat(output).toString()) ?? [];
  if (passed !== undefined) return { passed: Number(passed), failed: Number(failed), skipped: 0 };
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
};

/** The files of a layer, the longest first: a long one in the end would have a core to itself. */
const testFiles = (layer: string): string[] =>
  globSync(`test/${layer}/**/*.test.ts`, { cwd: projectRoot })
    .map((file) => join(projectRoot, file))
    .sort((a, b) => statSync(b).size - statSync(a).size);

const runHost = async (): Promise<TestCounts> => {
  const sandbox = await startSandbox({ port: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'ecgrid-workspace-'));
  try {
    const env = { ECGRID_TEST_URL: sandbox.url, ECGRID_TEST_KEYS: JSON.stringify(sandbox.apiKeys) };
    return await runHostTests({ bundle: hostTestsBundle, folder, env });
  } finally {
    await noteSessions(await judgeOf(sandbox.url).sessions());
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const wanted = process.argv.slice(2);
/** The layers whose coverage counts: all that run the code from which the package is built. */
const coveredLayers = ['unit', 'host', 'e2e'].filter(
  (layer) => wanted.length === 0 || wanted.includes(layer),
);
/** Coverage is of all layers together: it is collected when all of them run, or when it is asked for by name. */
const collecting = wanted.length === 0 || wanted.includes('coverage');

const collectFrom = async (layer: string): Promise<void> => {
  const folder = rawCoverageFolder(layer);
  await rm(folder, { recursive: true, force: true });
  if (!coveredLayers.includes(layer)) {
    Reflect.deleteProperty(process.env, coverageVariable);
    return;
  }
  await mkdir(folder, { recursive: true });
  process.env[coverageVariable] = folder;
};

const reportCoverage = (): TestCounts => {
  // Without the warning that the way in which Node removes types may change.
  const program = ['--disable-warning=ExperimentalWarning', 'test/support/coverage/main.ts'];
  const gate = wanted.length === 0 ? ['--gate'] : [];
  return runCommand(process.execPath, ...program, ...coveredLayers, ...gate);
};

/** What runs beside another layer when all of them run. */
const beside = new Map<string, Promise<TestCounts>>();

/** One window leaves a core idle, which is enough for the check and the unit tests. */
const beginBesideHost = async (): Promise<void> => {
  if (wanted.length > 0) return;
  beside.set('check', runBeside('npm', 'run', '--silent', 'check'));
  await collectFrom('unit');
  beside.set('unit', runBeside(process.execPath, 'test/run.ts', 'unit'));
  await collectFrom('host');
};

const layers: Readonly<Record<string, () => Promise<TestCounts> | TestCounts>> = {
  build: () => runCommand(process.execPath, 'esbuild.mjs', '--tests'),
  host: async () => {
    await beginBesideHost();
    return runHost();
  },
  check: () => runCommand('npm', 'run', '--silent', 'check'),
  unit: () =>
    runNodeTests({
      files: [...testFiles('faults'), ...testFiles('unit')],
      concurrency: 2,
      // Of a whole file, beside the tests in VS Code; that of the soak is the longest.
      timeoutMs: 900_000,
    }),
  // Three windows on two cores: each of them waits for itself now and then.
  e2e: () => runNodeTests({ files: testFiles('e2e'), concurrency: 3, timeoutMs: 120_000 }),
  // Before the package is made, which replaces the bundles that were covered.
  coverage: reportCoverage,
  package: () => runNodeTests({ files: testFiles('package'), concurrency: 1, timeoutMs: 180_000 }),
};

const unknown = wanted.filter((name) => !(name in layers));
if (unknown.length > 0)
  throw new Error(`There is no layer ${unknown.join(', ')}: choose from ${Object.keys(layers).join(', ')}.`);

await mkdir(resultsFolder, { recursive: true });
/** The layers that run the product as it is; unit tests open sessions by themselves, and some leave them open. */
const countsSessions =
  wanted.length === 0 || ['host', 'e2e', 'package'].some((layer) => wanted.includes(layer));
if (countsSessions) await beginSessionLedger();
await ensureServer({ report: (line) => console.log(line) });
const rows: (TestCounts & { layer: string; seconds: number })[] = [];
for (const [layer, run] of Object.entries(layers)) {
  if (wanted.length > 0 && !wanted.includes(layer)) continue;
  say(layer);
  const underWay = beside.get(layer);
  if (collecting && !underWay) await collectFrom(layer);
  const started = performance.now();
  const counts = await Promise.resolve(underWay ?? run()).catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  rows.push({ layer, ...counts, seconds: Math.round((performance.now() - started) / 1000) });
}

const sessions = await sumOfSessions();
if (countsSessions && sessions.opened !== sessions.closed)
  rows.push({ layer: 'sessions', passed: 0, failed: 1, skipped: 0, seconds: 0 });

say('summary');
if (countsSessions)
  console.log(
    `sessions of ECGridOS, over ${sessions.sandboxes} sandboxes: ${sessions.opened} opened, ${sessions.closed} closed`,
  );
console.table(rows);
const sum = (field: 'passed' | 'failed'): number => rows.reduce((total, row) => total + row[field], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;

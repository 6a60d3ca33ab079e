/**
 * Mutation tests of the layers that need neither VS Code nor a browser: `npm run mutation`, or `npm run mutation -- domain`
 * for some. The code of a layer is changed in one place at a time, and its unit tests have to notice. Not part of
 * `npm test`: it takes long. Ends with exit code 1 when a layer’s tests notice fewer than 85 % of the changes.
 * The survivors are printed, and are in `test-results/mutation/LAYER.html`.
 */
import type { MutantResult, PartialStrykerOptions } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';

const folder = 'test-results/mutation';

/** The unit tests that judge each layer: its own, and those through which other layers use it. */
const judges = {
  domain: ['domain'],
  protocol: ['protocol'],
  directory: ['directory'],
  api: ['api'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Layer = keyof typeof judges;
const layers: readonly Layer[] = ['domain', 'protocol', 'directory', 'api'];

const optionsFor = (layer: Layer): PartialStrykerOptions => ({
  packageManager: 'npm',
  plugins: ['./test/mutation/runner.ts'],
  testRunner: 'node:test',
  coverageAnalysis: 'perTest',
  mutate: [`src/${layer}/**/*.ts`],
  unitTests: judges[layer].map((name) => `test/unit/${name}/**/*.test.ts`),
  ignorePatterns: ['/.vscode-test', '/dist', '/test-results'],
  concurrency: 2,
  // Rather too long: on a busy machine, a slow survivor must not be taken for an endless loop.
  timeoutMS: 8000,
  tempDirName: `${folder}/${layer}.tmp`,
  incremental: true,
  incrementalFile: `${folder}/${layer}.incremental.json`,
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  clearTextReporter: { allowEmojis: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `${folder}/${layer}.html` },
  jsonReporter: { fileName: `${folder}/${layer}.json` },
  thresholds: { high: 95, low: 85, break: 85 },
  // Code that runs while files are loaded takes long, as StrykerJS says each time: it needs a new process.
  warnings: { slow: false, unknownOptions: true, preprocessorErrors: true, unserializableOptions: true },
});

/** How the mutants of a layer ended. */
const countsOf = (results: readonly MutantResult[]): Readonly<Record<string, number>> => {
  const count = (...statuses: readonly MutantResult['status'][]): number =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const missed = count('Survived', 'NoCoverage');
  return {
    mutants: results.length,
    killed: count('Killed'),
    timeouts: count('Timeout'),
    survived: count('Survived'),
    'no coverage': count('NoCoverage'),
    errors: count('RuntimeError', 'CompileError'),
    score: Math.round((1000 * noticed) / (noticed + missed)) / 10,
  };
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in judges));
if (unknown.length > 0)
  throw new Error(`There is no layer ${unknown.join(', ')}: choose from ${layers.join(', ')}.`);

const rows: Record<string, string | number>[] = [];
for (const layer of layers) {
  if (wanted.length > 0 && !wanted.includes(layer)) continue;
  const started = performance.now();
  const results = await new Stryker(optionsFor(layer)).runMutationTest();
  rows.push({ layer, ...countsOf(results), seconds: Math.round((performance.now() - started) / 1000) });
}
console.table(rows);

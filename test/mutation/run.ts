/**
 * Mutation tests of the layers that need neither VS Code nor a browser: `npm run mutation`, or `npm run mutation -- domain`
 * or `-- src/api/reader.ts` for some. The code is changed in one place at a time, and the unit tests of its layer have to
 * notice. Not part of `npm test`: it takes long. Ends with exit code 1 when fewer than 85 % of a layer’s changes are
 * noticed. The survivors are printed, and are in `test-results/mutation/LAYER.html`.
 */
import type { MutantResult, PartialStrykerOptions } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';

const folder = 'test-results/mutation';

const layers = ['domain', 'protocol', 'directory', 'api'] as const;
type Layer = (typeof layers)[number];

const optionsFor = (layer: Layer, mutate: readonly string[]): PartialStrykerOptions => ({
  packageManager: 'npm',
  plugins: ['./test/mutation/runner.ts'],
  testRunner: 'node:test',
  coverageAnalysis: 'perTest',
  mutate: [...mutate],
  unitTests: [`test/unit/${layer}/**/*.test.ts`],
  ignorePatterns: ['/.vscode-test', '/dist', '/test-results'],
  concurrency: 2,
  // Rather too long: on a busy machine, a slow survivor must not be taken for an endless loop.
  timeoutMS: 8000,
  tempDirName: `${folder}/${layer}.tmp`,
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  clearTextReporter: { allowEmojis: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `${folder}/${layer}.html` },
  jsonReporter: { fileName: `${folder}/${layer}.json` },
  thresholds: { high: 95, low: 85, break: 85 },
  // StrykerJS warns each time of code that runs while files are loaded, for which all of them are loaded anew.
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

/** What is to be mutated of a layer: all of it when nothing or the layer is named, else the files that are. */
const mutateOf = (layer: Layer, named: readonly string[]): readonly string[] =>
  named.length === 0 || named.includes(layer)
    ? [`src/${layer}/**/*.ts`]
    : named.filter((name) => name.startsWith(`src/${layer}/`));

const named = process.argv.slice(2);
const unknown = named.filter((name) => !layers.some((layer) => mutateOf(layer, [name]).length > 0));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}: name files, or any of ${layers.join(', ')}.`);

const rows: Record<string, string | number>[] = [];
for (const layer of layers) {
  const mutate = mutateOf(layer, named);
  if (mutate.length === 0) continue;
  const started = performance.now();
  const results = await new Stryker(optionsFor(layer, mutate)).runMutationTest();
  rows.push({ layer, ...countsOf(results), seconds: Math.round((performance.now() - started) / 1000) });
}
console.table(rows);

/** What is said of the coverage is what V8 has seen, in a source and in the bundles made of it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { TraceMap } from '@jridgewell/trace-mapping';
import { build } from 'esbuild';
import * as z from 'zod/mini';
import { addHits, hitsOf, sourceHits, type Hits } from '../../support/coverage/hits.ts';
import { belowGate, coverageOf } from '../../support/coverage/report.ts';

/** Its lines are told apart by their comments. */
const source = `
type Size = 'small' | 'large'; // type
export const sizeOf = (value: number): Size => {
  if (value > 10) return 'large'; // large
  return 'small'; // small
};
export const neverCalled = (value: number): number => {
  const doubled = value * 2; // never
  return doubled > 2 ? doubled : 0; // never too
};
`;
const text = stripTypeScriptTypes(source);

const Written = z.object({
  result: z.array(
    z.object({
      url: z.string(),
      functions: z.array(
        z.object({
          ranges: z.array(z.object({ startOffset: z.int(), endOffset: z.int(), count: z.int() })),
        }),
      ),
    }),
  ),
});

/** Bundles a script that uses the source, runs it, and carries what V8 has seen back to the source. */
const runBundled = async (t: TestContext, script: string): Promise<Hits> => {
  const folder = await mkdtemp(join(tmpdir(), 'ecgrid-coverage-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'sizes.ts'), source);
  const outfile = join(folder, 'bundle.mjs');
  const stdin = { contents: script, resolveDir: folder };
  await build({ stdin, outfile, bundle: true, format: 'esm', sourcemap: 'linked' });
  const env = { ...process.env, NODE_V8_COVERAGE: folder };
  await promisify(execFile)(process.execPath, [outfile], { env });
  const written = await import('node:fs').then(({ globSync }) =>
    globSync('coverage-*.json', { cwd: folder }),
  );
  const { result } = Written.parse(JSON.parse(await readFile(join(folder, written[0] ?? ''), 'utf8')));
  const ran = result.find(({ url }) => url.endsWith('/bundle.mjs'));
  assert.ok(ran);
  const bundle = {
    text: await readFile(outfile, 'utf8'),
    map: new TraceMap(await readFile(`${outfile}.map`, 'utf8')),
  };
  const hits = sourceHits(bundle, ran, (name) => (name === 'sizes.ts' ? text : undefined));
  assert.deepEqual([...hits.keys()], ['sizes.ts']);
  return hits.get('sizes.ts') ?? new Uint32Array();
};

/** The lines that ran, by their comments, of those that have one. */
const linesOf = async (hits: Hits): Promise<Record<string, boolean>> => {
  const coverage = await coverageOf([{ name: 'src/sizes.ts', text, hits }]);
  const file = coverage.fileCoverageFor(coverage.files()[0] ?? '');
  const lines = text.split('\n');
  const ran = Object.entries(file.getLineCoverage()).map(([line, count]): [string, boolean] => [
    /\/\/ (.*)$/.exec(lines[Number(line) - 1] ?? '')?.[1] ?? '',
    count > 0,
  ]);
  return Object.fromEntries(ran.filter(([comment]) => comment !== ''));
};

test('a line of a source has run when the code that a bundle made of it has', async (t) => {
  const both = `import { neverCalled, sizeOf } from './sizes.ts'; sizeOf(3); if (sizeOf(4) === 'large') neverCalled(1);`;
  assert.deepEqual(await linesOf(await runBundled(t, both)), {
    large: true,
    small: true,
    never: false,
    'never too': false,
  });
});

test('what a bundle left out has not run', async (t) => {
  const one = `import { sizeOf } from './sizes.ts'; sizeOf(3);`;
  const { never, 'never too': neverToo } = await linesOf(await runBundled(t, one));
  assert.deepEqual([never, neverToo], [false, false]);
});

test('the branches that different bundles took add up', async (t) => {
  const branches = async (hits: Hits): Promise<readonly number[]> => {
    const coverage = await coverageOf([{ name: 'src/sizes.ts', text, hits }]);
    const { branches: found } = coverage.getCoverageSummary();
    return [found.covered, found.total];
  };
  const small = await runBundled(t, `import { sizeOf } from './sizes.ts'; sizeOf(3);`);
  const large = await runBundled(
    t,
    `import * as all from './sizes.ts'; all.sizeOf(30); globalThis.all = all;`,
  );
  assert.deepEqual(await branches(small), [1, 4]);
  assert.deepEqual(await branches(large), [1, 4]);
  addHits(small, large);
  assert.deepEqual(await branches(small), [2, 4]);
});

test('the innermost of the ranges that V8 tells counts', () => {
  const ranges = [
    { startOffset: 2, endOffset: 3, count: 0 },
    { startOffset: 0, endOffset: 6, count: 1 },
    { startOffset: 1, endOffset: 4, count: 7 },
  ];
  const hits = hitsOf({ url: 'file:///x.js', functions: ranges.map((range) => ({ ranges: [range] })) }, 6);
  assert.deepEqual([...hits], [1, 7, 0, 7, 1, 1]);
});

test('the gate lets through what ran, and names what did not', async () => {
  const all = await coverageOf([{ name: 'src/sizes.ts', text, hits: new Uint32Array(text.length) }]);
  assert.deepEqual(belowGate(all), [
    'Only 0 % of the lines ran; it has to be 95 %.',
    'Only 0 % of the branches ran; it has to be 90 %.',
  ]);
  const plain = 'export const one = 1;\n';
  const ran = new Uint32Array(plain.length).fill(1);
  assert.deepEqual(belowGate(await coverageOf([{ name: 'src/one.ts', text: plain, hits: ran }])), []);
});

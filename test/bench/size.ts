/** How large the product is, and what takes the room. */
import { spawnSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod/mini';
import { runNpm } from '../support/npm.ts';
import { projectRoot } from '../support/paths.ts';
import { figuresOf } from './measure.ts';
import type { Bench, Row } from './row.ts';

const Output = z.object({
  inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })),
  imports: z.array(z.object({ path: z.string(), kind: z.string() })),
  entryPoint: z.optional(z.string()),
});
const Metafile = z.object({ outputs: z.record(z.string(), Output) });
type Outputs = z.infer<typeof Metafile>['outputs'];

const outputsOf = async (name: string): Promise<Outputs> =>
  Metafile.parse(JSON.parse(await readFile(join(projectRoot, 'dist', `${name}.meta.json`), 'utf8'))).outputs;

/** An output and everything that it imports before it runs. */
const loadedWith = (outputs: Outputs, name: string, seen = new Set<string>()): ReadonlySet<string> => {
  const output = outputs[name];
  if (!output || seen.has(name)) return seen;
  seen.add(name);
  for (const { path, kind } of output.imports)
    if (kind === 'import-statement') loadedWith(outputs, path, seen);
  return seen;
};

/** Of the files themselves: esbuild counts before they become CommonJS. */
const bytesOf = async (names: Iterable<string>): Promise<number> => {
  const sizes = await Promise.all([...names].map((name) => stat(join(projectRoot, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
};

/** `zod` of `node_modules/zod/v4/core/api.js`; our own code by its folder. */
const ownerOf = (input: string): string =>
  /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? input.split('/').slice(0, 2).join('/');

const byOwner = (all: readonly Outputs[]): ReadonlyMap<string, number> => {
  const sizes = new Map<string, number>();
  for (const { inputs } of all.flatMap((outputs) => Object.values(outputs)))
    for (const [input, { bytesInOutput }] of Object.entries(inputs))
      sizes.set(ownerOf(input), (sizes.get(ownerOf(input)) ?? 0) + bytesInOutput);
  return sizes;
};

const row = (what: string, bytes: number, most?: number): Row => ({
  what,
  unit: 'B',
  ours: figuresOf([bytes]),
  ...(most === undefined ? {} : { budget: { kind: 'absolute', value: most } }),
});

/** The bench. */
export const size: Bench = {
  name: 'size',
  run: async () => {
    await runNpm(projectRoot, ['run', 'package']);
    const built = spawnSync(process.execPath, ['esbuild.mjs', '--production', '--metafile'], {
      cwd: projectRoot,
    });
    if (built.status !== 0) throw new Error('The bundle could not be built.');
    const [extension, webview] = [await outputsOf('extension'), await outputsOf('webview')];
    const activation = loadedWith(extension, 'dist/extension.cjs');
    const scripts = [...Object.keys(extension), ...Object.keys(webview)].filter((name) =>
      /\.c?js$/.test(name),
    );
    const groups = scripts.filter((name) => /\/chunks\/(?!chunk-)/.test(name));
    const owners = [...byOwner([extension, webview])].sort(([, a], [, b]) => b - a).slice(0, 8);
    return [
      row('loaded at activation', await bytesOf(activation), 25_000),
      row(`all scripts, ${scripts.length} files`, await bytesOf(scripts), 350_000),
      ...(await Promise.all(
        groups.map(async (name) => {
          const needed = [...loadedWith(extension, name)].filter((file) => !activation.has(file));
          const what = `  loaded with ${basename(name).replace(/-.*/, '')}, ${needed.length} files`;
          return row(what, await bytesOf(needed));
        }),
      )),
      row('the pages’ script', await bytesOf(['dist/webview/pages.js'])),
      row('the package', (await stat(join(projectRoot, 'dist', 'ecgrid-users.vsix'))).size, 300_000),
      ...owners.map(([owner, bytes]) => row(`  of which ${owner}`, bytes)),
    ];
  },
};

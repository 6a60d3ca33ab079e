import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { projectRoot } from './paths.ts';

/** Where the bundle of the host tests goes; it is the `extensionTestsPath`. */
export const hostTestsBundle = join(projectRoot, 'dist', 'test', 'host.cjs');

/**
 * The esbuild options for the tests that run inside the extension host: all `*.test.ts` of a folder in one file.
 *
 * CommonJS, and named `.cjs` because the project's own files are modules: so VS Code loads it with `require`, where
 * `vscode` can be had. Each test file stays behind an `import()` of its own, so that Mocha's globals come first.
 */
export function hostTestsBuild({
  folder = join(projectRoot, 'test', 'host'),
  outfile = hostTestsBundle,
}: { readonly folder?: string; readonly outfile?: string } = {}): BuildOptions {
  const files = globSync('**/*.test.ts', { cwd: folder }).sort();
  if (files.length === 0) throw new Error(`No host tests were found in ${folder}.`);
  const runner = JSON.stringify(join(import.meta.dirname, 'hostRunner.ts'));
  const loads = files.map((file) => `  () => import(${JSON.stringify(join(folder, file))}),`);
  return {
    stdin: {
      contents: [
        `import { runHostFiles } from ${runner};`,
        `export const run = () => runHostFiles([`,
        ...loads,
        `]);`,
      ].join('\n'),
      resolveDir: folder,
      sourcefile: 'hostTests.entry.ts',
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  };
}

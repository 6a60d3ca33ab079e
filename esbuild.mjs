/**
 * Bundles the extension and its webview into dist/.
 * The extension is split: what an `import()` leads to is in a file that is loaded on first use, together with what goes with
 * it. `--production` minifies, and writes the licences of what is bundled; `--watch` rebuilds on change; `--metafile` writes
 * what takes the room; `--tests` bundles the tests that run inside the extension host as well.
 */
import { rm, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { commonJs } from './test/support/commonJs.mjs';
import { loadedTogether } from './test/support/loadedTogether.mjs';
import { sharedProcess } from './test/support/sharedProcess.mjs';

const production = process.argv.includes('--production');

const shared = {
  bundle: true,
  charset: 'utf8',
  format: 'esm',
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
};

const extensionInParts = {
  ...shared,
  entryPoints: ['src/extension.ts'],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  define: { developmentBuild: String(!production) },
  plugins: [sharedProcess],
};

const extension = {
  ...extensionInParts,
  plugins: [...extensionInParts.plugins, loadedTogether(extensionInParts), commonJs],
};

const webview = {
  ...shared,
  entryPoints: ['src/webview/pages.ts', 'src/webview/pages.css'],
  outdir: 'dist/webview',
  platform: 'browser',
  target: 'chrome128',
};

for (const folder of ['dist/chunks', 'dist/webview']) await rm(folder, { recursive: true, force: true });
const builds = { extension, webview };
if (process.argv.includes('--tests')) {
  const { hostTestsBuild } = await import('./test/support/hostBundle.ts');
  await build(hostTestsBuild());
}
const contexts = await Promise.all(Object.values(builds).map((options) => context(options)));
if (process.argv.includes('--watch')) {
  await Promise.all(contexts.map((one) => one.watch()));
} else {
  const results = await Promise.all(contexts.map((one) => one.rebuild()));
  if (production) {
    const { noticesFile, thirdPartyNotices } = await import('./test/support/package/notices.ts');
    await writeFile(noticesFile, await thirdPartyNotices(results.map(({ metafile }) => metafile)));
  }
  if (process.argv.includes('--metafile')) {
    await Promise.all(
      Object.keys(builds).map((name, index) =>
        writeFile(`dist/${name}.meta.json`, JSON.stringify(results[index].metafile)),
      ),
    );
  }
  await Promise.all(contexts.map((one) => one.dispose()));
}

/** Nothing gets into the package that was not meant to. */
import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { filesToPack, unexpectedFiles } from '../../support/package/contents.ts';
import { projectRoot } from '../../support/paths.ts';

/** A folder with the manifest and the rules of the project, and some files. */
const folderWith = async (t: TestContext, files: readonly string[]): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'ecgrid-contents-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const name of ['package.json', '.vscodeignore', 'README.md', 'LICENSE'])
    await copyFile(join(projectRoot, name), join(folder, name));
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), 'text');
  }
  return folder;
};

const bundles = ['dist/extension.cjs', 'dist/chunks/actions-C6O7USBG.cjs', 'dist/webview/pages.js'];

test('bundles are packed; sources, maps, settings and secrets stay outside', async (t) => {
  const left = ['src/extension.ts', 'dist/extension.cjs.map', '.env', '.npmrc', 'test-results/host.log'];
  const folder = await folderWith(t, [...bundles, ...left]);
  assert.deepEqual(
    [...(await filesToPack(folder))].toSorted(),
    ['LICENSE', 'README.md', ...bundles.toSorted(), 'package.json'].toSorted(),
  );
});

test('a file that .vscodeignore lets in without anybody having meant it is named', async (t) => {
  const folder = await folderWith(t, [...bundles, 'media/walkthrough/stray.svg', 'dist/webview/stray.js']);
  assert.deepEqual(unexpectedFiles(await filesToPack(folder)).toSorted(), [
    'dist/webview/stray.js',
    'media/walkthrough/stray.svg',
  ]);
});

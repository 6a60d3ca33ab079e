/** Whoever’s code is bundled is named, with the text of the licence. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { build, type Metafile } from 'esbuild';
import { bundledPackages, thirdPartyNotices } from '../../support/package/notices.ts';
import { projectRoot } from '../../support/paths.ts';

/** Bundles a script as esbuild.mjs does, and gives what esbuild tells of it. */
const bundle = async (contents: string, absWorkingDir = projectRoot): Promise<Metafile> => {
  const stdin = { contents, resolveDir: absWorkingDir };
  const options = { stdin, absWorkingDir, bundle: true, metafile: true, write: false } as const;
  return (await build({ ...options, format: 'esm' })).metafile;
};

/** A folder with one installed package. */
const folderWith = async (t: TestContext, files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'ecgrid-notices-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const place = join(folder, 'node_modules', 'stranger');
  await mkdir(place, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(place, name), text);
  return folder;
};

const manifest = JSON.stringify({ name: 'stranger', version: '1.2.3', license: 'ISC', main: 'index.js' });
const script = 'export const hello = () => "hello";';
const use = `import { hello } from 'stranger'; console.log(hello());`;

test('a package is named once, with version, licence and the text of the licence', async () => {
  const ky = await bundle(`import ky from 'ky'; ky.get('x');`);
  const papaparse = await bundle(`import ky from 'ky'; import p from 'papaparse'; console.log(ky, p);`);
  assert.deepEqual(bundledPackages([ky, papaparse]), ['node_modules/ky', 'node_modules/papaparse']);
  const notices = await thirdPartyNotices([ky, papaparse]);
  assert.match(notices, /^ky \d+\.\d+\.\d+\nLicense: MIT\n\nMIT License\n\nCopyright \(c\) Sindre/m);
  assert.match(notices, /^papaparse \d+\.\d+\.\d+\nLicense: MIT\n/m);
  assert.equal(notices.match(/Permission is hereby granted/g)?.length, 2);
});

test('a package of which nothing is left in the bundle is not named', async () => {
  const metafile = await bundle(
    `import { z } from 'zod'; import * as tabbable from 'tabbable'; console.log(1);`,
  );
  assert.ok(Object.keys(metafile.inputs).some((file) => file.startsWith('node_modules/tabbable/')));
  assert.ok(!bundledPackages([metafile]).includes('node_modules/tabbable'));
});

test('the parts of the toolkit have its licence, since they bring none', async () => {
  const notices = await thirdPartyNotices([
    await bundle(`import { FASTElement } from '@microsoft/fast-element'; console.log(FASTElement);`),
  ]);
  assert.match(
    notices,
    /^@microsoft\/fast-element [\d.]+\nLicense: MIT\n\nCopyright \(c\) Microsoft Corporation.\n\nMIT License$/m,
  );
});

test('the XML parser has the licence of its earlier releases, since the newest brings none', async () => {
  const notices = await thirdPartyNotices([
    await bundle(`import { SaxesParser } from 'saxes'; console.log(SaxesParser);`),
  ]);
  assert.match(notices, /^saxes [\d.]+\nLicense: ISC\n\nThe ISC License\n\nCopyright \(c\) Contributors$/m);
  assert.match(notices, /^xmlchars [\d.]+\nLicense: MIT\n/m);
});

test('all texts of a package are taken, under whatever name', async (t) => {
  const texts = { 'LICENCE.md': 'Be kind.', COPYING: 'Copy it.\r\nTwice.' };
  const folder = await folderWith(t, { 'package.json': manifest, 'index.js': script, ...texts });
  const notices = await thirdPartyNotices([await bundle(use, folder)], folder);
  assert.match(notices, /stranger 1\.2\.3\nLicense: ISC\n\nCopy it\.\nTwice\.\n\nBe kind\.\n$/);
});

test('a package without a licence text is refused', async (t) => {
  const folder = await folderWith(t, { 'package.json': manifest, 'index.js': script });
  await assert.rejects(
    thirdPartyNotices([await bundle(use, folder)], folder),
    /stranger is bundled, but brings no licence text/,
  );
});

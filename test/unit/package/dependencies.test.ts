/** What `npm ci` installs is what was looked at: exact versions, with their digests, and no scripts of other people. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { projectRoot } from '../../support/paths.ts';

const Versions = z.record(z.string(), z.string());
const Manifest = z.object({
  dependencies: z.optional(Versions),
  devDependencies: Versions,
  optionalDependencies: z.optional(Versions),
  allowScripts: z.record(z.string(), z.boolean()),
});
const Locked = z.object({
  version: z.optional(z.string()),
  integrity: z.optional(z.string()),
  resolved: z.optional(z.string()),
  link: z.optional(z.boolean()),
  hasInstallScript: z.optional(z.boolean()),
});
const Lock = z.object({ packages: z.record(z.string(), Locked) });

const read = async (name: string): Promise<string> => readFile(join(projectRoot, name), 'utf8');
const manifest = Manifest.parse(JSON.parse(await read('package.json')));
const { packages } = Lock.parse(JSON.parse(await read('package-lock.json')));
/** All but the project itself, which is the entry without a name. */
const installed = Object.entries(packages).filter(([place]) => place !== '');
const nameOf = (place: string): string =>
  place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

test('every version is exact', () => {
  for (const [name, version] of Object.entries(manifest.devDependencies))
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
});

test('nothing is needed at run time: everything is bundled', () => {
  assert.deepEqual([manifest.dependencies ?? {}, manifest.optionalDependencies ?? {}], [{}, {}]);
});

test('every package has its digest, and none comes from anywhere but one registry', () => {
  assert.ok(installed.length > 100);
  for (const [place, { version, integrity, link }] of installed) {
    assert.match(version ?? '', /^\d+\.\d+\.\d+/, place);
    assert.match(integrity ?? '', /^sha512-/, place);
    assert.equal(link, undefined, place);
  }
  // Where npm is told to leave them out, it asks the registry of whoever installs.
  const addresses = installed.flatMap(([, { resolved }]) => (resolved === undefined ? [] : [resolved]));
  assert.ok(new Set(addresses.map((address) => new URL(address).origin)).size <= 1);
  for (const address of addresses) assert.match(address, /^https:/);
});

test('every package with an install script was looked at, and may run it or not', async () => {
  const withScripts = installed
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([place]) => nameOf(place));
  assert.deepEqual(withScripts.toSorted(), Object.keys(manifest.allowScripts).toSorted());
  const allowed = Object.entries(manifest.allowScripts).filter(([, isAllowed]) => isAllowed);
  // The one brings Node.js 24, the other puts its program in place.
  assert.deepEqual(allowed.map(([name]) => name).toSorted(), ['esbuild', 'node']);
  // Without it npm only mentions a script that nobody has allowed, and runs it.
  assert.match(await read('.npmrc'), /^strict-allow-scripts=true$/m);
});

/** The licences of other people's code in the bundles, as they have to travel with it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod/mini';
import { projectRoot } from '../paths.ts';

/** The file in the root folder that the production build writes. */
export const noticesFile = 'THIRD-PARTY-NOTICES.txt';

/**
 * Packages without a licence text of their own, and the package that brings it: the NOTICES of the toolkit name all of
 * them as parts of it, under the same license of the same owner.
 */
const textIn: Readonly<Record<string, string>> = {
  '@microsoft/fast-element': '@vscode/webview-ui-toolkit',
  '@microsoft/fast-foundation': '@vscode/webview-ui-toolkit',
  '@microsoft/fast-web-utilities': '@vscode/webview-ui-toolkit',
};

/**
 * Packages whose newest release leaves out the licence text that an earlier one has, and the file here that holds it:
 * saxes 3.1.11 brought it, 6.0.0 names the same licence.
 */
const textHere: Readonly<Record<string, string>> = { saxes: 'test/support/package/licences/saxes.txt' };

const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });

/** The folder of the package that a bundled file is from, e.g. `node_modules/@scope/name`; none for our own files. */
const packageFolder = (input: string): string | undefined =>
  /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];

/** The folders of all packages with code in the outputs of some builds, by esbuild's own account, in order. */
export const bundledPackages = (builds: readonly Metafile[]): readonly string[] => {
  const outputs = builds.flatMap((build) => Object.values(build.outputs));
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs));
  // What was read but left no byte behind is not distributed.
  const used = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => packageFolder(file));
  return [...new Set(used.filter((folder) => folder !== undefined))].toSorted();
};

const licenseText = async (folder: string): Promise<string | undefined> => {
  const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying)(\.(txt|md))?$/i.test(name));
  const texts = await Promise.all(names.toSorted().map((name) => readFile(join(folder, name), 'utf8')));
  return texts.length === 0 ? undefined : texts.map((text) => text.trim()).join('\n\n');
};

const notice = async (folder: string, root: string): Promise<string> => {
  const place = join(root, folder);
  const text = await readFile(join(place, 'package.json'), 'utf8');
  const { name, version, license } = z.parse(Manifest, JSON.parse(text));
  const elsewhere = textIn[name];
  const own = await licenseText(place);
  const here = textHere[name];
  const terms =
    own ??
    (elsewhere && (await licenseText(join(root, 'node_modules', elsewhere)))) ??
    (here && (await readFile(join(root, here), 'utf8')).trim());
  if (!terms)
    throw new Error(`${name} is bundled, but brings no licence text. Say where it is in notices.ts.`);
  return `${name} ${version}\nLicense: ${license}\n\n${terms.replaceAll('\r\n', '\n')}`;
};

/**
 * All licences as one text: each package with name, version, licence and its text.
 *
 * @param builds what esbuild tells of the bundles (`metafile`)
 * @param root the folder that the paths in them start from
 * @throws {Error} when a package brings no licence text, so that nothing is distributed without it
 */
export const thirdPartyNotices = async (builds: readonly Metafile[], root = projectRoot): Promise<string> => {
  const notices = await Promise.all(bundledPackages(builds).map((folder) => notice(folder, root)));
  const head = 'This extension contains code of the following packages.';
  return `${[head, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
};

/** Looks for secrets in everything that the product has written: files, the browser's stores, what is on the screen. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Page } from 'playwright-core';

/** A secret that must be found nowhere, and what it is. */
export type Canary = { readonly what: string; readonly secret: string };

/** What was looked at, and what was found; a place is named as people know it. */
export type CanarySearch = { readonly places: readonly string[]; readonly finds: readonly string[] };

/** The ways in which a text may stand in a file: as it is, as JSON, in a URL, in base64, in two-byte characters. */
const disguises = (secret: string): readonly Buffer[] => {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const base64 = [0, 1, 2].map((shift) =>
    // Without the characters that depend on what stands before and after.
    Buffer.from(`${'x'.repeat(shift)}${secret}`)
      .toString('base64')
      .replaceAll('=', '')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  const texts = new Set([secret, inJson, encodeURIComponent(secret), ...base64]);
  return [...[...texts].map((text) => Buffer.from(text)), Buffer.from(secret, 'utf16le')];
};

/** The names of the secrets that a content holds. */
const findsIn = (content: Buffer, canaries: readonly Canary[]): readonly string[] =>
  canaries
    .filter(({ secret }) => disguises(secret).some((disguise) => content.includes(disguise)))
    .map(({ what }) => what);

/** Looks into files, named by their paths from a folder. */
export const searchFiles = async (
  name: string,
  folder: string,
  files: readonly string[],
  canaries: readonly Canary[],
): Promise<CanarySearch> => {
  const finds: string[] = [];
  for (const file of files) {
    // Files of a running VS Code come and go.
    const content = await readFile(join(folder, file)).catch(() => Buffer.alloc(0));
    finds.push(...findsIn(content, canaries).map((what) => `${what} in ${name}: ${file}`));
  }
  return { places: [`${name}: ${files.length} files`], finds };
};

/** Looks into every file of a folder, however deep. */
export const searchFolder = async (
  name: string,
  folder: string,
  canaries: readonly Canary[],
): Promise<CanarySearch> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return searchFiles(name, folder, paths, canaries);
};

/** Everything that the page's origin has stored, as one text: IndexedDB, localStorage, sessionStorage, cookies. */
const storedInBrowser = `(async () => {
  const dump = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const ask = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      dump.push([name, store, await ask(objects.getAllKeys()), await ask(objects.getAll())]);
    }
    database.close();
  }
  return JSON.stringify([dump, { ...localStorage }, { ...sessionStorage }, document.cookie]);
})()`;

/** Looks into what a window has stored: globalState, workspaceState, the kept states of webviews, settings, secrets. */
export const searchStores = async (page: Page, canaries: readonly Canary[]): Promise<CanarySearch> => {
  const text = await page.evaluate<string>(storedInBrowser);
  const found = findsIn(Buffer.from(text), canaries);
  return {
    places: [`the browser’s stores: ${text.length} characters`],
    finds: found.map((what) => `${what} in the browser’s stores`),
  };
};

/** Looks at everything that is drawn, in the window and in the frames of all pages, attributes included. */
export const searchScreen = async (page: Page, canaries: readonly Canary[]): Promise<CanarySearch> => {
  const finds: string[] = [];
  let frames = 0;
  for (const frame of page.frames()) {
    const html = await frame.content().catch(() => '');
    frames += 1;
    finds.push(
      ...findsIn(Buffer.from(html), canaries).map(
        (what) => `${what} on the screen: ${frame.name() || 'window'}`,
      ),
    );
  }
  return { places: [`the screen: ${frames} frames`], finds };
};

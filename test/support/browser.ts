import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, readFile, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import * as z from 'zod/mini';
import { ensureCachedFolder } from './cachedFolder.ts';
import { cacheFolder } from './paths.ts';

/** Flags that keep the browser on this machine: nothing but loopback has a name, and it calls nobody by itself. */
const quietFlags = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a browser without a window: the one that `ECGRID_BROWSER` names, else an installed Chrome, Chromium or Edge,
 * else the one in the npm package \@sparticuz/chromium (Linux on x64).
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = installedBrowser();
  const packaged = installed === undefined ? await packagedBrowser() : undefined;
  const executablePath = packaged?.executablePath ?? installed ?? '';
  try {
    return await chromium.launch({
      executablePath,
      // Chromium's sandbox refuses to run for root; anyone else keeps it, unless the packaged one lacks its helper.
      args: [...quietFlags, ...(packaged !== undefined || process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      chromiumSandbox: false,
      ...(packaged === undefined ? {} : { env: packaged.env }),
      // Whoever launches the browser closes it, in its own order.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    throw new Error(
      `The browser ${executablePath} could not be started. Name another one in ECGRID_BROWSER, or install Chrome, Chromium or Edge.`,
      { cause: error },
    );
  }
}

/** The path of an installed browser, if there is one. */
export function installedBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['ECGRID_BROWSER'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`ECGRID_BROWSER names ${named}, which does not exist.`);
    return named;
  }
  return candidates(env).find((path) => existsSync(path));
}

function candidates(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) =>
      join('/Applications', `${name}.app`, 'Contents', 'MacOS', name),
    );
  }
  if (process.platform === 'win32') {
    return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/opt/google/chrome', '/snap/bin'];
  return folders
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name)));
}

type PackagedBrowser = { readonly executablePath: string; readonly env: Record<string, string> };

async function packagedBrowser(): Promise<PackagedBrowser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No Chrome, Chromium or Edge was found. Install one, or name its program in the environment variable ECGRID_BROWSER.',
    );
  }
  const folder = await ensureCachedFolder({
    path: join(cacheFolder, `chromium-${await packagedVersion()}`),
    isComplete: (place) =>
      allExist(['chromium', 'libGLESv2.so', 'fonts.conf'].map((name) => join(place, name))),
    build: unpack,
  });
  return { executablePath: join(folder, 'chromium'), env: withFonts(join(folder, 'fonts.conf')) };
}

async function packagedVersion(): Promise<string> {
  const path = findPackageJSON('@sparticuz/chromium', import.meta.url);
  if (path === undefined) throw new Error('@sparticuz/chromium is not installed. Run `npm ci`.');
  const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
  return z.parse(z.object({ version: z.string() }), manifest).version;
}

async function unpack(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'extractChromium.ts')], {
    env: { ...process.env, TMPDIR: folder },
  });
  await writeFile(join(folder, 'fonts.conf'), fontsConf);
}

async function allExist(paths: readonly string[]): Promise<boolean> {
  const results = await Promise.allSettled(paths.map((path) => access(path)));
  return results.every(({ status }) => status === 'fulfilled');
}

/** The machine's own fonts, and the family in the package: on a machine without any, no text would be seen. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
</fontconfig>
`;

function withFonts(fontconfigFile: string): Record<string, string> {
  const env: Record<string, string> = { FONTCONFIG_FILE: fontconfigFile };
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] ??= value;
  return env;
}

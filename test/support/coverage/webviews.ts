/** Collects coverage in the webviews of a window. */
import type { CDPSession, Page } from 'playwright-core';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { projectRoot } from '../paths.ts';
import { leaveCoverage, newCoverageFile } from './folder.ts';

/** The one script of all pages, where esbuild puts it. */
const pagesScript = pathToFileURL(join(projectRoot, 'dist', 'webview', 'pages.js')).href;

/**
 * Begins to note what runs in a window and its webviews, which VS Code's server serves from the window's own origin, and
 * so live in one process with it.
 *
 * @returns leaves what was noted; to be called before the window is closed. Does nothing when no coverage is collected.
 */
export const collectFromWebviews = async (page: Page): Promise<() => Promise<void>> => {
  const file = newCoverageFile();
  if (file === undefined) return () => Promise.resolve();
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return () => leave(session, file);
};

const leave = async (session: CDPSession, file: string): Promise<void> => {
  const { result } = await session.send('Profiler.takePreciseCoverage');
  // The address is that of the server, which also serves the pages of an installed package; those are not collected.
  const pages = result.filter(({ url }) => new URL(url, 'file:').pathname.endsWith('/dist/webview/pages.js'));
  leaveCoverage(
    file,
    pages.map((script) => ({ ...script, url: pagesScript })),
  );
};

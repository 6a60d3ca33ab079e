import { pathToFileURL } from 'node:url';

/** What a page of the workbench opens. */
export type WorkbenchTarget = {
  /** Address of the server. */
  readonly serverUrl: string;
  /** Absolute path of the folder to open; none leaves the window empty. */
  readonly folder?: string | undefined;
  /** Absolute path of a `.code-workspace` file to open instead of a folder. */
  readonly workspace?: string | undefined;
  /** Absolute path of an extension under development. */
  readonly extensionDevelopmentPath?: string | undefined;
  /** Absolute path of the script whose `run()` the extension host calls. */
  readonly extensionTestsPath?: string | undefined;
};

/** The address at which a server's workbench opens a folder with an extension under development. */
export function workbenchUrl(target: WorkbenchTarget): string {
  const url = new URL(target.serverUrl);
  const payload: [string, string][] = [['skipWelcome', 'true']];
  const remote = (path: string) => `vscode-remote://${url.host}${pathToFileURL(path).pathname}`;
  for (const key of ['extensionDevelopmentPath', 'extensionTestsPath'] as const) {
    const path = target[key];
    if (path !== undefined) payload.push([key, remote(path)]);
  }
  const pathOf = (path: string) => decodeURIComponent(pathToFileURL(path).pathname);
  if (target.workspace !== undefined) url.searchParams.set('workspace', pathOf(target.workspace));
  else if (target.folder === undefined) url.searchParams.set('ew', 'true');
  else url.searchParams.set('folder', pathOf(target.folder));
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** What an e2e test stands on: a sandbox, a VS Code server with the extension, a window, and a person's steps. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthLevel } from '../../src/domain/authLevel.ts';
import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/server.ts';
import { judgeOf } from './judge.ts';
import type { Judge } from './judge.ts';
import { projectRoot } from './paths.ts';
import { startServer } from './vscodeServer.ts';
import type { ServerOptions, Settings, VscodeServer } from './vscodeServer.ts';
import { openWorkbench } from './workbench.ts';
import type { Theme, Workbench } from './workbench.ts';

/** How a scene is set; everything has a default. */
export type SceneOptions = {
  readonly sandbox?: SandboxOptions;
  readonly settings?: Settings;
  readonly theme?: Theme;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Where the extension comes from; default: the project itself. */
  readonly extension?: Pick<ServerOptions, 'linkedExtensions' | 'extensionsDir'>;
};

/** A scene that is set. */
export type Scene = AsyncDisposable & {
  readonly sandbox: Sandbox;
  readonly judge: Judge;
  readonly server: VscodeServer;
  readonly workbench: Workbench;
  /** What browsers reported against the Content-Security-Policy so far. */
  readonly violations: readonly string[];
  readonly close: () => Promise<void>;
};

/** Sets a scene: nobody is signed in, and the ECGrid view is open. */
export const openScene = async (options: SceneOptions = {}): Promise<Scene> => {
  const sandbox = await startSandbox(options.sandbox);
  const folder = await mkdtemp(join(tmpdir(), 'ecgrid-workspace-'));
  const server = await startServer({
    ...(options.extension ?? { linkedExtensions: [projectRoot] }),
    settings: options.settings ?? {},
  });
  const violations: string[] = [];
  const workbench = await openWorkbench({
    server,
    folder,
    theme: options.theme ?? 'dark',
    ...(options.viewport === undefined ? {} : { viewport: options.viewport }),
  });
  workbench.page.on('console', (message) => {
    if (/Content[- ]Security[- ]Policy/i.test(message.text())) violations.push(message.text());
  });
  await workbench.openView('ECGrid');
  const close = async (): Promise<void> => {
    await workbench.close();
    await server.stop();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  };
  const judge = judgeOf(sandbox.url);
  return { sandbox, judge, server, workbench, violations, close, [Symbol.asyncDispose]: close };
};

/** Answers the questions of `ECGrid: Sign In…` up to the key, as a person does. */
export const answerUpToKey = async ({ workbench, sandbox }: Scene, url = sandbox.url): Promise<void> => {
  const { quickInput } = workbench;
  await quickInput.pick('Sandbox or other');
  await quickInput.title.getByText('(2/4)').waitFor();
  await quickInput.submit(url);
  await quickInput.title.getByText('(3/4)').waitFor();
  await quickInput.submit('Sandbox');
  await quickInput.title.getByText('(4/4)').waitFor();
};

/** Signs in with the key of a level, from the palette, and waits until the status bar says so. */
export const signIn = async (scene: Scene, level: AuthLevel = 'NetworkAdmin'): Promise<void> => {
  const { workbench, sandbox } = scene;
  await workbench.runCommand('ECGrid: Sign In…');
  await answerUpToKey(scene);
  await workbench.quickInput.submit(sandbox.apiKeys[level]);
  await workbench.statusBarItem(`· ${level}`).waitFor();
  await workbench.notification('Signed in to Sandbox').waitFor();
  await workbench.clearNotifications();
};

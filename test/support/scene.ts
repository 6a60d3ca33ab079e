/** What an e2e test stands on: a sandbox, a VS Code server with the extension, a window, and a person's steps. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { ApiChoice } from '../../src/api/userService.ts';
import type { AuthLevel } from '../../src/domain/authLevel.ts';
import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/server.ts';
import { judgeOf } from './judge.ts';
import type { Judge } from './judge.ts';
import { projectRoot } from './paths.ts';
import { noteSessions } from './sessionLedger.ts';
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
  readonly extension?: Pick<ServerOptions, 'linkedExtensions' | 'extensionsDir' | 'builtInExtensions'>;
  /** Asks whom to trust; default: everything is trusted. */
  readonly workspaceTrust?: boolean;
  /**
   * Signs in by itself with the key of this level, as `npm start` does; default: nobody is signed in. A window that is
   * loaded again would do so again.
   */
  readonly signedInAs?: AuthLevel;
  /**
   * Which of ECGrid’s APIs is used then; both unless told. With both, ECGridOS is asked besides when somebody looks at a
   * user, so that scenes that count every request do without it.
   */
  readonly apis?: ApiChoice;
  /** Fills the folder before it is opened; by default it is empty. */
  readonly fill?: (folder: string) => Promise<unknown>;
};

/** A scene that is set. */
export type Scene = AsyncDisposable & {
  readonly sandbox: Sandbox;
  readonly judge: Judge;
  readonly server: VscodeServer;
  readonly workbench: Workbench;
  /** Absolute path of the folder that is open. */
  readonly folder: string;
  /** What browsers reported against the Content-Security-Policy of our pages so far. */
  readonly violations: () => readonly string[];
  /** Ends everything. Rejects when a page of ours has violated its Content-Security-Policy at any time. */
  readonly close: () => Promise<void>;
};

/** Sets a scene: the ECGrid view is open, and nobody is signed in unless told. */
export const openScene = async (options: SceneOptions = {}): Promise<Scene> => {
  // What was opened is closed again, the last first, when a later part fails: a server left open keeps the test file
  // from ending.
  await using opened = new AsyncDisposableStack();
  const sandbox = await startSandbox(options.sandbox);
  opened.defer(() => sandbox.close());
  const judge = judgeOf(sandbox.url);
  opened.defer(async () => noteSessions(await judge.sessions()));
  const folder = await mkdtemp(join(tmpdir(), 'ecgrid-workspace-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  await options.fill?.(folder);
  const server = opened.use(
    await startServer({
      ...(options.extension ?? { linkedExtensions: [projectRoot] }),
      settings: options.settings ?? {},
      ...(options.signedInAs === undefined
        ? {}
        : {
            env: {
              ECGRID_SANDBOX_URL: sandbox.url,
              ECGRID_SANDBOX_KEY: sandbox.apiKeys[options.signedInAs],
              ECGRID_SANDBOX_APIS: options.apis ?? 'both',
            },
          }),
      workspaceTrust: options.workspaceTrust ?? false,
    }),
  );
  const workbench = opened.use(
    await openWorkbench({
      server,
      folder,
      theme: options.theme ?? 'dark',
      ...(options.viewport === undefined ? {} : { viewport: options.viewport }),
    }),
  );
  await workbench.openView('ECGrid');
  if (options.signedInAs !== undefined) await workbench.statusBarItem(`· ${options.signedInAs}`).waitFor();
  const all = opened.move();
  const close = (): Promise<void> => all.disposeAsync();
  const violations = (): readonly string[] => workbench.violations;
  return { sandbox, judge, server, workbench, folder, violations, close, [Symbol.asyncDispose]: close };
};

/** What a profile is called and which service it is for; by default the sandbox of the scene. */
export type NewProfile = { readonly name?: string; readonly url?: string };

/** Answers the questions of `ECGrid: Sign In…` up to the key, as a person does. */
export const answerUpToKey = async (
  { workbench, sandbox }: Scene,
  { name = 'Sandbox', url = sandbox.url }: NewProfile = {},
): Promise<void> => {
  const { quickInput } = workbench;
  await quickInput.pick('Sandbox or other');
  await quickInput.title.getByText('(2/4)').waitFor();
  await quickInput.submit(url);
  await quickInput.title.getByText('(3/4)').waitFor();
  await quickInput.submit(name);
  await quickInput.title.getByText('(4/4)').waitFor();
};

/** Enters the key that is asked for, and waits until the status bar says whose it is. */
export const enterKey = async ({ workbench, sandbox }: Scene, level: AuthLevel): Promise<void> => {
  await workbench.quickInput.title.getByText('(4/4)').waitFor();
  await workbench.quickInput.submit(sandbox.apiKeys[level]);
  await workbench.statusBarItem(`· ${level}`).waitFor();
  await workbench.notification('Signed in to').waitFor();
  await workbench.clearNotifications();
};

/** Signs in to a new profile with the key of a level, from the palette. */
export const signIn = async (
  scene: Scene,
  level: AuthLevel = 'NetworkAdmin',
  profile: NewProfile = {},
): Promise<void> => {
  await scene.workbench.runCommand('ECGrid: Sign In…');
  await answerUpToKey(scene, profile);
  await enterKey(scene, level);
};

/** Chooses a profile of the list that is open; one in which a key is missing is drawn again when that is known. */
export const pickProfile = ({ workbench }: Scene, name: string): Promise<void> =>
  workbench.quickInput.pick(name);

/** Signs in to a profile of the list that has no key any more, as one does after signing out. */
export const signInAgain = async (scene: Scene, level: AuthLevel = 'NetworkAdmin'): Promise<void> => {
  const { quickInput } = scene.workbench;
  await scene.workbench.runCommand('ECGrid: Sign In…');
  // The list is drawn again when it is known which keys are missing.
  await quickInput.widget.getByText('needs its API key').first().waitFor();
  await pickProfile(scene, 'Sandbox');
  await enterKey(scene, level);
};

/** Signs out, and confirms it. */
export const signOut = async ({ workbench }: Scene): Promise<void> => {
  await workbench.runCommand('ECGrid: Sign Out');
  await workbench.modal.choose('Sign Out');
  await workbench.page.locator('.sidebar').getByText('See who may do what on your ECGrid networks').waitFor();
};

/** What another administrator does meanwhile to a profile, with a tool of their own; forgets the requests. */
export const elsewhere = async (
  { judge, sandbox }: Scene,
  login: string,
  change: { readonly firstName?: string; readonly lastName?: string; readonly email?: string },
): Promise<void> => {
  const [truth] = await judge.usersCalled(login);
  const { status } = await fetch(`${sandbox.url}/v2/users`, {
    method: 'PUT',
    headers: { 'X-API-Key': sandbox.apiKeys.Root, 'Content-Type': 'application/json' },
    body: JSON.stringify({ userId: truth?.userId, ...change }),
  });
  if (status !== 200) throw new Error(`The profile of ${login} was not changed: HTTP ${status}.`);
  await judge.clearLog();
};

const Listed = z.object({ data: z.array(z.object({ login: z.string() })) });

/** The logins of the users on a page of 500, by user ID, asked of the service itself; it goes into the log. */
export const loginsOf = async ({ url, apiKeys }: Sandbox, pageNo: number): Promise<readonly string[]> => {
  const response = await fetch(`${url}/v2/users/list`, {
    method: 'POST',
    headers: { 'X-API-Key': apiKeys.NetOps, 'Content-Type': 'application/json' },
    body: JSON.stringify({ pageNo, recordsPerPage: 500 }),
  });
  return Listed.parse(await response.json()).data.map(({ login }) => login);
};

/** Waits for something that only the sandbox can tell, by asking it again. */
export const eventually = async (isTrue: () => Promise<boolean>): Promise<void> => {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve));
};

/** A sandbox for each test, and somebody signed in to it: for tests that change who there is. */
import * as vscode from 'vscode';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import { createClient } from '../../../src/api/client.ts';
import type { EcgridClient } from '../../../src/api/client.ts';
import type { ApiChoice } from '../../../src/api/userService.ts';
import type { User } from '../../../src/domain/user.ts';
import type { Environment } from '../../../src/host/connection/profile.ts';
import type { Log } from '../../../src/host/log.ts';
import { OpenPages } from '../../../src/host/pages/openPages.ts';
import type { Settings } from '../../../src/host/settings.ts';
import { performWithProgress } from '../../../src/host/writes/performWithProgress.ts';
import { writeContext } from '../../../src/host/writes/windowContext.ts';
import type { MakeWrite, SessionContext } from '../../../src/host/writes/windowContext.ts';
import type { Sandbox, SandboxOptions } from '../../../sandbox/server.ts';
import { isRead, judgeOf } from '../../support/judge.ts';
import type { Judge } from '../../support/judge.ts';
import { extensionUnderTest } from './extension.ts';
import { restoreVscode } from './standIns.ts';
import type { MemorySecrets } from './stores.ts';
import { closeWindows, quietLog, sandboxProfile, settingsWith, signedInWindow } from './window.ts';
import type { TestWindow } from './window.ts';

/** A sandbox of one test. */
export type OwnSandbox = Sandbox & {
  readonly judge: Judge;
  /** Somebody else, who works with another key. */
  readonly other: (level: AuthLevel) => EcgridClient;
  /** What has changed something since the log was cleared, as `METHOD /path`. */
  readonly writes: () => Promise<readonly string[]>;
};

const openSandbox = async (options: SandboxOptions): Promise<OwnSandbox> => {
  // Here alone, so that a host without node:sqlite can still run all other tests.
  const { startSandbox } = await import('../../../sandbox/server.ts');
  const sandbox = await startSandbox(options);
  const judge = judgeOf(sandbox.url);
  return {
    ...sandbox,
    judge,
    other: (level) => createClient({ origin: sandbox.url, apiKey: sandbox.apiKeys[level], retryDelay: 1 }),
    writes: async () =>
      (await judge.requests())
        .filter((request) => !isRead(request))
        .map(({ method, path }) => `${method} ${path}`),
  };
};

/** The sandbox of the present test. */
export type SandboxOfTest = (() => OwnSandbox) & {
  /**
   * To be called within a `describe`: starts a sandbox before each of its tests. After it the sandbox and the windows
   * are closed, and everything is put back that the test has replaced.
   */
  readonly forEach: () => void;
};

/** Makes sandboxes, one for each test of the `describe`s that ask for it. */
export const ownSandbox = (options: SandboxOptions = {}): SandboxOfTest => {
  let sandbox: OwnSandbox | undefined;
  const present = (): OwnSandbox => {
    if (!sandbox) throw new Error('There is a sandbox within a test only.');
    return sandbox;
  };
  const forEach = (): void => {
    beforeEach(async () => {
      sandbox = await openSandbox(options);
    });
    afterEach(async () => {
      restoreVscode();
      closeWindows();
      await vscode.commands.executeCommand('notifications.clearAll');
      await sandbox?.close();
      sandbox = undefined;
    });
  };
  return Object.assign(present, { forEach });
};

/** What was written to the log, but for the requests. */
export type LogLines = { readonly failures: string[]; readonly overrides: string[] };

/** A log that a test can read. */
const readableLog = (): Log & LogLines => {
  const failures: string[] = [];
  const overrides: string[] = [];
  return {
    ...quietLog,
    failures,
    overrides,
    failure: (doing, error) => failures.push(`${doing}: ${error instanceof Error ? error.message : ''}`),
    override: (rule, reason) => overrides.push(`${rule} ${reason}`),
  };
};

/** Somebody who is signed in to a sandbox of the test's own. */
export type Administrator = Pick<TestWindow, 'secrets' | 'states' | 'writeJournal'> & {
  readonly context: SessionContext;
  readonly log: LogLines;
  /** The logins that the tree was asked to show, in order. */
  readonly revealed: readonly string[];
  /** A user as the directory shows it; the login must be one of those who were loaded. */
  readonly user: (login: string) => User;
};

/** Who signs in, to what, under which settings. */
export type AdministratorOptions = {
  readonly level?: AuthLevel;
  readonly environment?: Environment;
  readonly settings?: Partial<Settings>;
  readonly secrets?: MemorySecrets;
  readonly apis?: ApiChoice;
};

/** Signs in, loads the users, the names and who is locked out, and forgets the requests of that. */
export const administratorOf = async (
  sandbox: OwnSandbox,
  {
    level = 'NetworkAdmin',
    environment = 'sandbox',
    settings = {},
    secrets,
    apis = 'both',
  }: AdministratorOptions = {},
): Promise<Administrator> => {
  const window = await signedInWindow({
    profile: sandboxProfile({ origin: sandbox.url, environment, apis }),
    key: sandbox.apiKeys[level],
    ...(secrets === undefined ? {} : { secrets }),
  });
  const { connection, session, states } = window;
  await session.directory.load();
  await session.places.load();
  await session.lockedOut.refresh();
  await sandbox.judge.clearLog();
  const log = readableLog();
  const revealed: string[] = [];
  const context: SessionContext = {
    connection,
    session,
    pages: new OpenPages(connection),
    extensionUri: vscode.Uri.file(extensionUnderTest().extensionPath),
    log,
    reveal: ({ login }) => revealed.push(login),
    settings: () => ({ ...settingsWith(500), ...settings }),
    journal: () => Promise.resolve(window.writeJournal),
  };
  const user = (login: string): User => {
    const found = session.directory.users().find((one) => one.login === login);
    if (!found) throw new Error(`No user ${login} was loaded.`);
    return found;
  };
  const { secrets: stored, writeJournal } = window;
  return { context, log, revealed, user, secrets: stored, writeJournal, states };
};

/** Does to a user what a menu would. @throws {EcgridError} of the service */
export const perform = async ({ context }: Administrator, make: MakeWrite, target: User): Promise<void> => {
  await performWithProgress(make(writeContext(context)), target, context);
};

/** The row of a user, as VS Code hands it to a command. */
export const rowOf = (user: User): object => ({ kind: 'user', user });

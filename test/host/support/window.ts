/** What one window of VS Code has of a connection: the real classes on stores in memory, and a real client. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '../../../src/host/connection/connection.ts';
import type { ConnectionState } from '../../../src/host/connection/connectionState.ts';
import type { OpenSession } from '../../../src/host/connection/openSessions.ts';
import { KeyVault } from '../../../src/host/connection/keyVault.ts';
import { ProfileStore } from '../../../src/host/connection/profile.ts';
import type { Profile } from '../../../src/host/connection/profile.ts';
import { openSession } from '../../../src/host/connection/session.ts';
import type { Session } from '../../../src/host/connection/session.ts';
import type { Log } from '../../../src/host/log.ts';
import type { Settings } from '../../../src/host/settings.ts';
import { Journal as WriteJournal } from '../../../src/journal/journal.ts';
import { MemoryMemento, MemorySecrets } from './stores.ts';
import type { Journal } from './stores.ts';
import { testSandbox } from './testSandbox.ts';

/** The settings as they come, with the page size of a test. */
export const settingsWith = (pageSize: number): Settings => ({
  pageSize,
  allowInternalLevels: false,
  confirmInProduction: true,
  requestTimeout: 30_000,
});

/** A log that nobody reads. */
export const quietLog: Log = {
  attempt: () => undefined,
  failure: () => undefined,
  override: () => undefined,
  show: () => undefined,
  dispose: () => undefined,
};

/** A profile of the sandbox of this run. */
export const sandboxProfile = (more: Partial<Profile> = {}): Profile => ({
  id: 'profile-1',
  name: 'Sandbox',
  environment: 'sandbox',
  origin: testSandbox.url,
  apis: 'both',
  ...more,
});

/** What a window starts with; another window with the same stores is VS Code started again. */
export type WindowOptions = {
  readonly memento?: MemoryMemento;
  readonly secrets?: MemorySecrets;
  readonly pageSize?: number;
  readonly writeJournal?: WriteJournal;
  /** Stands around every attempt to connect. */
  readonly around?: (open: OpenSession) => OpenSession;
};

/** One window. */
export type TestWindow = {
  readonly connection: Connection;
  readonly profiles: ProfileStore;
  readonly keys: KeyVault;
  readonly memento: MemoryMemento;
  readonly secrets: MemorySecrets;
  readonly journal: Journal;
  /** The journal of its writes, in a folder of its own. */
  readonly writeJournal: WriteJournal;
  /** Every state since the window was opened, in order. */
  readonly states: readonly ConnectionState['kind'][];
};

const openWindows: TestWindow[] = [];
const folders: string[] = [];

/** A journal in a new folder, which {@link closeWindows} removes. */
export const newJournal = (): WriteJournal => {
  const folder = mkdtempSync(join(tmpdir(), 'ecgrid-journal-'));
  folders.push(folder);
  return new WriteJournal({ folder });
};

/** Opens a window; {@link closeWindows} closes it after the test. */
export const openWindow = (options: WindowOptions = {}): TestWindow => {
  const journal: Journal = [];
  const { memento = new MemoryMemento(journal), secrets = new MemorySecrets(journal) } = options;
  const profiles = new ProfileStore(memento);
  const { writeJournal = newJournal() } = options;
  const open: OpenSession = (profile, credential, token) =>
    openSession(profile, credential, settingsWith(options.pageSize ?? 500), quietLog, writeJournal, token);
  const keys = new KeyVault(secrets);
  const connection = new Connection(profiles, keys, options.around?.(open) ?? open);
  const states: ConnectionState['kind'][] = [connection.state.kind];
  connection.onDidChange(({ kind }) => states.push(kind));
  const window = { connection, profiles, keys, memento, secrets, journal, writeJournal, states };
  openWindows.push(window);
  return window;
};

/** Closes every window of a test. */
export const closeWindows = (): void => {
  for (const { connection } of openWindows.splice(0)) connection.dispose();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};

/** A window that is signed in. */
export const signedInWindow = async (
  options: WindowOptions & { readonly key?: string; readonly profile?: Profile } = {},
): Promise<TestWindow & { readonly session: Session }> => {
  const window = openWindow(options);
  const { profile = sandboxProfile(), key = testSandbox.keys.NetworkAdmin } = options;
  const { session } = await window.connection.signIn(profile, key);
  return { ...window, session };
};

/** A window that is signed in to the first of two profiles, and has the key of the second too. */
export const windowWithTwo = async (
  options: WindowOptions = {},
): Promise<TestWindow & { readonly session: Session; readonly first: Profile; readonly second: Profile }> => {
  const first = sandboxProfile();
  const second = sandboxProfile({ id: 'profile-2', name: 'Second' });
  const window = openWindow(options);
  await window.connection.signIn(second, testSandbox.keys.MailboxAdmin);
  const { session } = await window.connection.signIn(first, testSandbox.keys.NetworkAdmin);
  await testSandbox.judge.clearLog();
  return { ...window, session, first, second };
};

/** Resolves when everything that needed no input or output has happened. */
export const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

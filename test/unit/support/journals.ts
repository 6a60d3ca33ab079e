/** Journals in folders of their own, for one test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { User } from '../../../src/domain/user.ts';
import { Journal } from '../../../src/journal/journal.ts';
import type { Recorder } from '../../../src/journal/journal.ts';
import type { Begun, Ended } from '../../../src/journal/record.ts';

/** A new folder, removed after the test. */
export const newFolder = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'ecgrid-journal-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** A journal in a new folder. */
export const openTestJournal = async (t: TestContext): Promise<Journal> =>
  new Journal({ folder: await newFolder(t) });

/** The profile under which tests write. */
export const testProfile = {
  id: 'profile-1',
  name: 'Sandbox',
  origin: 'http://127.0.0.1',
  environment: 'sandbox',
} as const;

/** Records the writes of a caller. */
export const recorderOf = (journal: Journal, caller: User): Recorder =>
  journal.recorder(testProfile, () => caller);

/** A record of a write that was begun: a change of role, unless told. */
export const beganAs = (more: Partial<Begun> = {}): Begun => ({
  kind: 'begun',
  id: 'an id',
  time: '2026-11-22T10:00:00.000Z',
  writer: { id: 'a window', process: 1 },
  profile: { ...testProfile },
  caller: { userId: 1, login: 'admin', authLevel: 'NetworkAdmin' },
  operation: 'changeRole',
  target: { userId: 7, login: 'jdoe', name: 'Jane Doe', networkId: 1 },
  changes: ['AuthLevel: MailboxUser → TPUser'],
  before: { authLevel: 'MailboxUser', networkId: 1, mailboxId: 1001 },
  after: { authLevel: 'TPUser', networkId: 1, mailboxId: 1001 },
  ...more,
});

/** A record of a write that was carried out, unless told. */
export const endedAs = (id: string, more: Partial<Ended> = {}): Ended => ({
  kind: 'ended',
  id,
  time: '2026-11-22T10:00:01.000Z',
  outcome: 'done',
  settledBy: 'answer',
  attempts: 1,
  ...more,
});

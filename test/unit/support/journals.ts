/** Journals in folders of their own, for one test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { User } from '../../../src/domain/user.ts';
import { Journal } from '../../../src/journal/journal.ts';
import type { Recorder } from '../../../src/journal/journal.ts';

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

/** Sessions of ECGridOS over a whole run: what the product opened with a login, it must have closed. */
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { SessionCounts } from './judge.ts';
import { resultsFolder } from './paths.ts';

const path = join(resultsFolder, 'sessions.jsonl');

/** Begins a run: what an earlier one has noted is forgotten. */
export const beginSessionLedger = async (): Promise<void> => {
  await rm(path, { force: true });
};

/** Notes what a sandbox has counted; to be called when the product has ended, and before the sandbox does. */
export const noteSessions = async (counts: SessionCounts): Promise<void> => {
  await mkdir(resultsFolder, { recursive: true });
  await appendFile(path, `${JSON.stringify(counts)}\n`);
};

/** The sums of all sandboxes since the run began, and how many there were. */
export const sumOfSessions = async (): Promise<SessionCounts & { readonly sandboxes: number }> => {
  const text = await readFile(path, 'utf8').catch(() => '');
  const all = z.parse(
    z.array(SessionCounts),
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line)),
  );
  const sum = (field: keyof SessionCounts): number => all.reduce((total, counts) => total + counts[field], 0);
  return { opened: sum('opened'), closed: sum('closed'), sandboxes: all.length };
};

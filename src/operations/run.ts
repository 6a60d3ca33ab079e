/**
 * Many writes, one after another and a few at once: each has a state that can be watched, a cancelled run
 * finishes what is under way and begins nothing more, and what failed can be tried again, and that alone.
 */
import { isEcgridError } from '../api/ecgridError.ts';

/** Where a job of a run stands. `unknown` = the write may have been carried out, and looking did not tell. */
export type JobState =
  'ready' | 'refused' | 'running' | 'done' | 'failed' | 'changed' | 'unknown' | 'cancelled';

/** What a job tells when it has ended without throwing. */
export type JobEnd = {
  readonly state: 'done' | 'changed' | 'refused';
  /** Whole sentences: what is to be said about it. */
  readonly notes: readonly string[];
};

/** One write of a run. */
export type Job = {
  /** Unique within the run. */
  readonly id: string;
  /** @throws {EcgridError} `outcome` decides between `failed` and `unknown` */
  readonly carryOut: () => Promise<JobEnd>;
};

/** A job as it stands. */
export type JobReport = {
  readonly id: string;
  readonly state: JobState;
  readonly notes: readonly string[];
};

/** How many writes are under way at once; a polite limit. */
export const writesAtOnce = 4;

/** Jobs that were sent and surely not carried out: sending them again is what was agreed to. */
export const isRetryable = (state: JobState): boolean => state === 'failed';

/** Jobs that were never sent: they must be looked at, and agreed to, anew. */
export const isLeftOver = (state: JobState): boolean => state === 'changed' || state === 'cancelled';

/** What went wrong in words: the message of the client, the bare fact for anything else. */
const failureOf = (id: string, error: unknown): JobReport => {
  if (!isEcgridError(error)) return { id, state: 'unknown', notes: ['Something unexpected went wrong.'] };
  const state = error.outcome === 'unknown' ? 'unknown' : 'failed';
  return { id, state, notes: state === 'unknown' ? [error.message] : [error.message, error.nextStep] };
};

/**
 * Carries out jobs.
 * @param onChange called with every change of a job's state
 * @param signal when it is aborted, no further job begins; those under way are waited for, since nobody could
 * tell what became of a write that is broken off
 * @param onError called with every failure, for the log
 */
export const runJobs = async (
  jobs: readonly Job[],
  onChange: (report: JobReport) => void,
  signal: AbortSignal,
  onError: (id: string, error: unknown) => void = () => undefined,
): Promise<void> => {
  const waiting = [...jobs];
  /** With a key that is not accepted any more, each further request would fail alike. */
  let stopped: string | undefined;
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      if (signal.aborted || stopped !== undefined) {
        onChange({ id: job.id, state: 'cancelled', notes: [stopped ?? 'Cancelled before it began.'] });
        continue;
      }
      onChange({ id: job.id, state: 'running', notes: [] });
      let report: JobReport;
      try {
        report = { id: job.id, ...(await job.carryOut()) };
      } catch (error) {
        if (isEcgridError(error) && error.kind === 'invalidKey') stopped = error.message;
        onError(job.id, error);
        report = failureOf(job.id, error);
      }
      // Not within the try: a listener that fails must not make a write that was done an unknown one.
      onChange(report);
    }
  };
  await Promise.all(Array.from({ length: writesAtOnce }, work));
};

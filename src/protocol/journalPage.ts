/** What the page of the journal and the extension say to each other. Both sides parse what they receive. */
import * as z from 'zod/mini';
import { CallerFacts, ProfileFacts } from './common.ts';

/**
 * What became of a write: carried out (`done`), turned down by ECGrid (`refused`), not carried out for another reason
 * (`failed`), nobody can tell (`unknown`), still being waited for (`underWay`), or not known before the next sign-in to
 * its profile, since VS Code ended meanwhile (`leftOpen`).
 */
export const entryOutcomes = ['done', 'refused', 'failed', 'unknown', 'underWay', 'leftOpen'] as const;
export type EntryOutcome = (typeof entryOutcomes)[number];

/** A month of the journal, in UTC: `2026-11`. */
export const JournalMonthName = z.string().check(z.regex(/^\d{4}-\d{2}$/));

/** One write. Times are ISO 8601, in UTC. */
export const JournalRow = z.object({
  /** The `id` of the entry. */
  id: z.string(),
  time: z.string(),
  profile: z.object({ name: z.string(), production: z.boolean() }),
  caller: z.object({ login: z.string(), authLevel: z.string() }),
  /** As the command is called, e.g. `Change Role`. */
  operation: z.string(),
  /** `userId` is absent where nobody was created. */
  target: z.object({ login: z.string(), name: z.string(), userId: z.optional(z.int()) }),
  /** From what to what, a line each; those that begin with a sign say what is gained and lost. */
  changes: z.array(z.string()),
  outcome: z.enum(entryOutcomes),
  /** What went wrong or was found, in words. */
  message: z.optional(z.string()),
  /** How many requests it took; absent = not known. */
  attempts: z.optional(z.int()),
  /** Why a rule was overridden. */
  reason: z.optional(z.string()),
  /** The run that it is part of: how many entries that has, and how many of them can be undone now. */
  run: z.optional(z.object({ id: z.string(), count: z.int(), undoable: z.int() })),
  /** When it was undone. */
  undone: z.optional(z.string()),
  /** That it undoes an earlier entry; `time` is that of the entry, where the page has it. */
  undoes: z.optional(z.object({ time: z.optional(z.string()) })),
  undoable: z.boolean(),
  /** Why it cannot be undone, where that is of use. */
  problem: z.optional(z.string()),
  /** True when the page of the user can be opened. */
  showable: z.boolean(),
});
export type JournalRow = z.infer<typeof JournalRow>;

/** Everything that the page is drawn from, but for the result of verifying. */
export const JournalModel = z.object({
  /** Absent while nobody is signed in: nothing can be undone then. */
  session: z.optional(z.object({ profile: ProfileFacts, caller: CallerFacts })),
  /** The months that there are, newest first. */
  months: z.array(JournalMonthName),
  /** The one that is shown; absent when there is none. */
  month: z.optional(JournalMonthName),
  /** Newest first. */
  rows: z.array(JournalRow),
  /** How many lines of the month cannot be read. */
  unreadable: z.int(),
  /** Why the journal could not be read. */
  trouble: z.optional(z.string()),
});
export type JournalModel = z.infer<typeof JournalModel>;

/** Whether the journal is as it was written. `message` is whole sentences; `problems` a sentence each, with its place. */
export const JournalVerdict = z.object({
  whole: z.boolean(),
  message: z.string(),
  problems: z.array(z.string()),
});
export type JournalVerdict = z.infer<typeof JournalVerdict>;

/** What the extension tells the page. */
export const ToJournalPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('journal'), model: JournalModel }),
  /** Without a verdict the journal is being verified. */
  z.object({ type: z.literal('verified'), verdict: z.optional(JournalVerdict) }),
]);
export type ToJournalPage = z.infer<typeof ToJournalPage>;

/** What the page tells the extension. */
export const FromJournalPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('refresh') }),
  z.object({ type: z.literal('month'), month: JournalMonthName }),
  /** Take back the entry with this `id`, after asking. */
  z.object({ type: z.literal('undoEntry'), id: z.string() }),
  /** Take back what a run did, after a preview. */
  z.object({ type: z.literal('undoRun'), run: z.string() }),
  /** Open the page of the user whom this entry hit. */
  z.object({ type: z.literal('showUser'), id: z.string() }),
  /** Save the whole month that is shown. */
  z.object({ type: z.literal('export'), format: z.enum(['csv', 'json']) }),
  z.object({ type: z.literal('verify') }),
  z.object({ type: z.literal('showFolder') }),
]);
export type FromJournalPage = z.infer<typeof FromJournalPage>;

/**
 * What the journal holds: for every write one record from before it was sent, and one from when it was known what
 * became of it. Never a secret: passwords, API keys and text messages are recorded as changed, replaced or sent.
 */
import * as z from 'zod/mini';
import { writeActions } from '../domain/userAction.ts';

/** What was done; the names are those of the commands. */
export const journalOperations = ['addUser', ...writeActions] as const;
export type JournalOperation = (typeof journalOperations)[number];

const text = z.optional(z.string());
const number = z.optional(z.number());

/** The fields of a user that a write touches, as they were or as they shall be; absent = not touched or not known. */
export const JournalFacts = z.object({
  authLevel: text,
  networkId: number,
  mailboxId: number,
  email: text,
  firstName: text,
  lastName: text,
  status: text,
  cellPhone: text,
  cellCarrier: text,
});
export type JournalFacts = z.infer<typeof JournalFacts>;

/** Which ECGrid a write went to. */
const JournalProfile = z.object({
  id: z.string(),
  name: z.string(),
  origin: z.string(),
  environment: z.string(),
});
export type JournalProfile = z.infer<typeof JournalProfile>;

/** Whose key it was sent with. */
const JournalCaller = z.object({ userId: z.int(), login: z.string(), authLevel: z.string() });
export type JournalCaller = z.infer<typeof JournalCaller>;

/** Whom it hit; a user who was to be created has no `userId` yet. */
const JournalTarget = z.object({
  userId: z.optional(z.int()),
  login: z.string(),
  name: z.string(),
  networkId: z.int(),
});

/** Written before a write is sent. `time` is ISO 8601, in UTC. */
export const Begun = z.object({
  kind: z.literal('begun'),
  /** A UUID. */
  id: z.string(),
  time: z.string(),
  /** The process that sends it; whether it lives tells whether the write can still be under way. */
  writer: z.object({ id: z.string(), process: z.int() }),
  profile: JournalProfile,
  caller: JournalCaller,
  operation: z.enum(journalOperations),
  target: JournalTarget,
  /** From what to what, a line each, as the user was shown it. */
  changes: z.array(z.string()),
  before: JournalFacts,
  after: JournalFacts,
  /** The same for all writes of one run. */
  run: text,
  /** The `id` of the entry that this one takes back. */
  undoes: text,
  /** Why a rule was overridden. */
  reason: text,
});
export type Begun = z.infer<typeof Begun>;

/**
 * What became of a write: carried out (`done`), turned down by ECGrid (`refused`), not carried out for another
 * reason (`failed`), or nobody can tell (`unknown`).
 */
export const journalOutcomes = ['done', 'refused', 'failed', 'unknown'] as const;
export type JournalOutcome = (typeof journalOutcomes)[number];

/** By what it was known: the answer itself, reading again at once, or reading again at a later start. */
const settledBy = ['answer', 'looking', 'laterStart'] as const;

/** Written when it is known what became of a write. */
export const Ended = z.object({
  kind: z.literal('ended'),
  id: z.string(),
  time: z.string(),
  outcome: z.enum(journalOutcomes),
  settledBy: z.enum(settledBy),
  /** How many requests that write were sent; 0 = none, absent = not known. */
  attempts: z.optional(z.int()),
  /** What went wrong or was found, in words. */
  message: text,
  /** The user who was created. */
  userId: z.optional(z.int()),
  /** The fields of `Begun.after` as ECGrid told them afterwards. */
  after: z.optional(JournalFacts),
});
export type Ended = z.infer<typeof Ended>;

/** One line of the journal. */
export const JournalRecord = z.discriminatedUnion('kind', [Begun, Ended]);
export type JournalRecord = z.infer<typeof JournalRecord>;

/** A write with what became of it; `ended` is absent while that is not known. */
export type JournalEntry = { readonly begun: Begun; readonly ended?: Ended };

/** Puts records together that speak of the same write, in the order in which the writes began. */
export const entriesOf = (records: readonly JournalRecord[]): readonly JournalEntry[] => {
  const entries = new Map<string, JournalEntry>();
  for (const record of records) {
    if (record.kind === 'begun') entries.set(record.id, { begun: record });
    else {
      const entry = entries.get(record.id);
      if (entry) entries.set(record.id, { ...entry, ended: record });
    }
  }
  return [...entries.values()];
};

/**
 * What the page of a run over many users and the extension say to each other: first what will happen to whom,
 * then the progress, then what became of each. Both sides parse what they receive.
 */
import * as z from 'zod/mini';
import { CallerFacts, ProfileFacts } from './common.ts';

/**
 * Where one row stands: will be done (`ready`), will not (`refused`), is under way, was done, failed, was not
 * done because somebody else changed the user (`changed`), nobody can tell (`unknown`), or was never begun
 * because the run was cancelled (`cancelled`).
 */
export const rowStates = [
  'ready',
  'refused',
  'running',
  'done',
  'failed',
  'changed',
  'unknown',
  'cancelled',
] as const;
export type RowState = (typeof rowStates)[number];

/** The fewest characters of a reason for overriding a rule. */
export const leastReason = 10;

/** One user of a run. */
export const RunRow = z.object({
  /** Unique within the run. */
  id: z.string(),
  login: z.string(),
  /** Name and user ID, or the line of an imported file. */
  about: z.string(),
  /** From what to what. */
  change: z.string(),
  state: z.enum(rowStates),
  /** Why it is refused, what it gives and takes, what went wrong: whole sentences. */
  notes: z.array(z.string()),
});
export type RunRow = z.infer<typeof RunRow>;

/** Everything that the page is drawn from. */
export const RunModel = z.object({
  profile: ProfileFacts,
  caller: CallerFacts,
  /** e.g. `Change Role of 50 Users`. */
  title: z.string(),
  /** What stands above the rows: one sentence each. */
  warnings: z.array(z.string()),
  /** The button that begins, e.g. `Change 47 Users`. */
  button: z.string(),
  /** Beside the button: whether it can be undone. */
  hint: z.optional(z.string()),
  /** A text that must be typed before the run can begin, for what cannot be undone. */
  typed: z.optional(z.string()),
  /** Why a reason must be entered, where a rule is to be overridden. */
  override: z.optional(z.string()),
  /** True for an import, whose failed rows can be saved as a file. */
  savable: z.boolean(),
  rows: z.array(RunRow),
});
export type RunModel = z.infer<typeof RunModel>;

/** Where the run stands. */
export const RunPhase = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('preview') }),
  /** `cancelled`: nothing more begins, and those under way are waited for. */
  z.object({ phase: z.literal('running'), done: z.int(), total: z.int(), cancelled: z.boolean() }),
  /**
   * `retryable` rows failed and can be sent again; `leftOver` rows were never sent, and can be looked at anew;
   * `undoable` rows were done and can be taken back.
   * `message` sums up, e.g. `47 done, 3 failed.`
   */
  z.object({
    phase: z.literal('finished'),
    message: z.string(),
    retryable: z.int(),
    leftOver: z.int(),
    undoable: z.int(),
  }),
]);
export type RunPhase = z.infer<typeof RunPhase>;

/** What the extension tells the page. */
export const ToRunPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), model: RunModel, phase: RunPhase }),
  /** Rows that have changed, by id. */
  z.object({ type: z.literal('rows'), rows: z.array(RunRow), phase: RunPhase }),
  /** The run could not begin, and why. */
  z.object({ type: z.literal('refused'), message: z.string() }),
]);
export type ToRunPage = z.infer<typeof ToRunPage>;

/** What the page tells the extension. */
export const FromRunPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('start'), typed: z.string(), reason: z.string() }),
  z.object({ type: z.literal('cancel') }),
  z.object({ type: z.literal('retry') }),
  /** Back to the preview, with the rows that were never sent. */
  z.object({ type: z.literal('again') }),
  /** Take back what was done; a preview of that follows. */
  z.object({ type: z.literal('undo') }),
  z.object({ type: z.literal('saveFailed') }),
  z.object({ type: z.literal('close') }),
]);
export type FromRunPage = z.infer<typeof FromRunPage>;

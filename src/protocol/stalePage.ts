/** What the page of stale accounts and the extension say to each other. Both sides parse what they receive. */
import * as z from 'zod/mini';
import { staleDays, staleKinds } from '../domain/staleAccounts.ts';
import { CallerFacts, ProfileFacts, Reading } from './common.ts';

/** After how many days without a login an account counts as idle. */
const Days = z.literal(staleDays);

/** The longest text that the accounts can be filtered by; characters. */
export const longestFilter = 200;

/** One account. Times are ISO 8601, in UTC; one that is not known is absent. */
export const StaleRow = z.object({
  userId: z.int(),
  login: z.string(),
  /** First and last name; `''` where there is none. */
  name: z.string(),
  authLevel: z.string(),
  /** Network and mailbox as people read them: name and number. `mailbox` is absent for a user of the whole network. */
  network: z.string(),
  mailbox: z.optional(z.string()),
  /** When somebody last signed in, and how many whole days ago. */
  lastLogin: z.optional(z.object({ time: z.string(), days: z.int() })),
  /** When the account was created. */
  created: z.optional(z.string()),
});
export type StaleRow = z.infer<typeof StaleRow>;

/** The accounts of one kind: how many there are, how many of them match the filter, and the first of those. */
export const StaleSection = z.object({
  kind: z.enum(staleKinds),
  total: z.int(),
  matching: z.int(),
  rows: z.array(StaleRow),
});
export type StaleSection = z.infer<typeof StaleSection>;

/** What ECGrid told. */
export const StaleReport = z.object({
  /** How many active users there are within reach. */
  active: z.int(),
  /** One for each kind, in the order in which they are shown. */
  sections: z.array(StaleSection),
  /** How many records cannot be read, and the first of them with the reason. */
  unreadable: z.object({
    count: z.int(),
    records: z.array(z.object({ name: z.string(), reason: z.string() })),
  }),
});
export type StaleReport = z.infer<typeof StaleReport>;

/** Everything that the page is drawn from. */
export const StaleModel = z.object({
  profile: ProfileFacts,
  caller: CallerFacts,
  days: Days,
  filter: z.string(),
  /** Absent until ECGrid has told it once. */
  report: z.optional(StaleReport),
  reading: Reading,
  /** True where accounts can be suspended. */
  suspendable: z.boolean(),
});
export type StaleModel = z.infer<typeof StaleModel>;

/** What the extension tells the page. */
export const ToStalePage = z.object({ type: z.literal('stale'), model: StaleModel });
export type ToStalePage = z.infer<typeof ToStalePage>;

/** What the page tells the extension. */
export const FromStalePage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('refresh') }),
  /** Show the report for so many days, and of it what matches every word. */
  z.object({ type: z.literal('look'), days: Days, filter: z.string().check(z.maxLength(longestFilter)) }),
  /** Open the page of a user. */
  z.object({ type: z.literal('showUser'), userId: z.int() }),
  /** Save the whole report, whatever the filter shows. */
  z.object({ type: z.literal('export') }),
  /** Suspend these users, after asking. */
  z.object({ type: z.literal('suspend'), userIds: z.array(z.int()) }),
]);
export type FromStalePage = z.infer<typeof FromStalePage>;

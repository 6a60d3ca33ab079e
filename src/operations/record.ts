/** The journal's part in a write: recorded before it is sent, completed when it is known what became of it. */
import { EcgridError, isEcgridError } from '../api/ecgridError.ts';
import type { UserService } from '../api/userService.ts';
import type { User } from '../domain/user.ts';
import type { EndFacts, Recorder, WriteFacts } from '../journal/journal.ts';
import type { JournalFacts, JournalOutcome } from '../journal/record.ts';

/** What a write goes through. */
export type Through = { readonly users: UserService; readonly recorder: Recorder };

/** Under which circumstances a write is sent. */
export type Circumstances = {
  readonly signal?: AbortSignal | undefined;
  /** Why a rule was overridden. */
  readonly reason?: string | undefined;
  /** The same for all writes of one run. */
  readonly run?: string | undefined;
};

/** What a write that was carried out leaves behind. */
type Result = {
  readonly user: User;
  /** True when the answer was lost and the result was found by looking. */
  readonly found: boolean;
  readonly notes?: readonly string[];
};

const notRecorded = (): never => {
  throw new EcgridError({
    kind: 'notRecorded',
    message: 'The journal could not be written, so nothing was sent.',
    outcome: 'notSent',
  });
};

/** ECGrid itself said no to what was asked, and would say so again. */
const refusals: readonly EcgridError['kind'][] = [
  'invalidKey',
  'forbidden',
  'notFound',
  'duplicate',
  'invalidParameter',
];

const outcomeOf = (error: unknown): JournalOutcome => {
  if (!isEcgridError(error) || error.outcome === 'unknown') return 'unknown';
  return error.outcome === 'refused' && refusals.includes(error.kind) ? 'refused' : 'failed';
};

const failureFacts = (error: unknown): Omit<EndFacts, 'attempts'> => ({
  outcome: outcomeOf(error),
  settledBy: isEcgridError(error) && error.looked ? 'looking' : 'answer',
  message: isEcgridError(error) ? error.message : 'Something unexpected went wrong.',
});

/** The touched fields as a user has them. */
export const factsIn = (user: User, touched: JournalFacts): JournalFacts => {
  const { authLevel, networkId, mailboxId, email, firstName, lastName, status, cellPhone, cellCarrier } =
    user;
  const all = { authLevel, networkId, mailboxId, email, firstName, lastName, status, cellPhone, cellCarrier };
  return Object.fromEntries(Object.entries(all).filter(([field]) => field in touched));
};

/**
 * Sends a write between its two records.
 * @param send is handed the users to send it with, whose requests are counted
 * @returns what `send` returned, and the entry of the journal
 * @throws {EcgridError} `notRecorded` when the journal cannot be written, with nothing sent; else what `send` throws
 */
export const recorded = async <Sent extends Result>(
  { users, recorder }: Through,
  facts: WriteFacts,
  send: (users: UserService) => Promise<Sent>,
): Promise<Sent & { readonly entry: string }> => {
  const entry = await recorder.begin(facts).catch(notRecorded);
  let attempts = 0;
  const counted = users.watching(({ effect }) => {
    if (effect === 'write') attempts += 1;
  });
  let sent: Sent;
  try {
    sent = await send(counted);
  } catch (error) {
    // An attempt that never reached ECGrid is none.
    const isSent = !isEcgridError(error) || error.outcome !== 'notSent';
    await entry.end({ ...failureFacts(error), attempts: isSent ? attempts : 0 });
    throw error;
  }
  const { user, found, notes = [] } = sent;
  await entry.end({
    outcome: 'done',
    settledBy: found ? 'looking' : 'answer',
    attempts,
    ...(notes.length > 0 ? { message: notes.join(' ') } : {}),
    ...(facts.target.userId === undefined ? { userId: user.userId } : {}),
    after: factsIn(user, facts.after),
  });
  return { ...sent, entry: entry.id };
};

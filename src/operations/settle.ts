/**
 * What became of writes that were under way when VS Code ended: the journal has them as open entries, and what is true
 * now is asked of ECGrid. Nothing is ever sent again.
 */
import { isEcgridError } from '../api/ecgridError.ts';
import type { UserService } from '../api/userService.ts';
import type { User } from '../domain/user.ts';
import type { EndFacts } from '../journal/journal.ts';
import type { Begun, JournalEntry, JournalFacts } from '../journal/record.ts';

/** ECGrid may be at a write for so long after nobody waits for it any more; milliseconds. */
const mayTake = 60_000;

type Found = Pick<EndFacts, 'outcome' | 'message'> & { readonly user?: User };

const unseen: Found = {
  outcome: 'unknown',
  message: 'VS Code ended before the answer came, and ECGrid does not tell whether it was done.',
};

const done = (user: User): Found => ({
  outcome: 'done',
  message: 'VS Code ended before the answer came. ECGrid was asked at a later start: it was done.',
  user,
});

const notDone: Found = {
  outcome: 'failed',
  message: 'VS Code ended before the answer came. ECGrid was asked at a later start: it was not done.',
};

const outOfSight: Found = {
  outcome: 'unknown',
  message:
    'VS Code ended before the answer came. ECGrid was asked at a later start, but does not show the user to you any more.',
};

const fields = [
  'authLevel',
  'networkId',
  'mailboxId',
  'email',
  'firstName',
  'lastName',
  'status',
  'cellPhone',
  'cellCarrier',
] as const satisfies readonly (keyof JournalFacts & keyof User)[];

/** True when the user has everything that `facts` names; one that ECGrid does not tell counts as empty. */
const has = (user: User, facts: JournalFacts): boolean =>
  fields.every((field) => facts[field] === undefined || (user[field] ?? '') === facts[field]);

const lookAtUser = async (
  users: UserService,
  { target, before, after }: Begun,
  signal?: AbortSignal,
): Promise<Found> => {
  if (target.userId === undefined || Object.keys(after).length === 0) return unseen;
  const now = await users.get(target.userId, signal).catch(unlessOutOfSight);
  if (!now) return outOfSight;
  if (has(now, after)) return done(now);
  if (has(now, before)) return { ...notDone, user: now };
  return {
    outcome: 'unknown',
    message:
      'VS Code ended before the answer came. ECGrid was asked at a later start: the user is neither as before nor as was meant, so somebody else has changed it.',
    user: now,
  };
};

/** A user who is gone or out of reach stays so: asking again at every start would only keep other entries waiting. */
const unlessOutOfSight = (error: unknown): undefined => {
  if (isEcgridError(error) && (error.kind === 'notFound' || error.kind === 'forbidden')) return undefined;
  throw error;
};

const lookForLogin = async (
  users: UserService,
  { target, after }: Begun,
  signal?: AbortSignal,
): Promise<Found> => {
  const { items, unreadable } = await users.byName(target.login, signal);
  const user = items.find(
    ({ login, networkId }) =>
      login.toLowerCase() === target.login.toLowerCase() &&
      (target.networkId === 0 || networkId === target.networkId),
  );
  // It may be the very one that cannot be read.
  if (!user) return unreadable.length > 0 ? unseen : notDone;
  const { email, authLevel } = after;
  if (has({ ...user, email: user.email?.toLowerCase() }, { email: email?.toLowerCase(), authLevel }))
    return done(user);
  return { ...notDone, message: `${notDone.message ?? ''} The login belongs to another user.` };
};

/** What was found out about an entry, to complete it with, and the user as it is now. */
export type Settlement = { readonly end: EndFacts; readonly user: User | undefined };

/**
 * Finds out what became of a write.
 * @param now the time; a write that is not there yet is given a minute before it counts as not done
 * @returns undefined when ECGrid may still be at it: look again later
 * @throws {EcgridError} when ECGrid could not be asked; the entry stays open
 */
export const settlementOf = async (
  users: UserService,
  { begun }: JournalEntry,
  now: Date,
  signal?: AbortSignal,
): Promise<Settlement | undefined> => {
  const look = begun.operation === 'addUser' ? lookForLogin : lookAtUser;
  const { outcome, message, user } = await look(users, begun, signal);
  const age = now.getTime() - Date.parse(begun.time);
  if (outcome === 'failed' && age >= 0 && age < mayTake) return undefined;
  return {
    user,
    end: {
      outcome,
      message,
      settledBy: 'laterStart',
      ...(outcome === 'done' && user && begun.target.userId === undefined ? { userId: user.userId } : {}),
    },
  };
};

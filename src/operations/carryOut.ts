/** One write, carried out on a user as somebody saw it: read again, compared, judged again, recorded, sent once. */
import { isEcgridError } from '../api/ecgridError.ts';
import { differencesOf } from '../domain/difference.ts';
import type { User } from '../domain/user.ts';
import { fullName } from '../domain/userText.ts';
import { recorded } from './record.ts';
import type { Circumstances, Through } from './record.ts';
import type { Done, UserWrite } from './userWrite.ts';

/** How an attempt ended when nothing was thrown. */
export type Attempted =
  | { readonly kind: 'done'; readonly done: Done }
  /** Somebody else has changed the user meanwhile: nothing was sent. */
  | { readonly kind: 'changed'; readonly now: User; readonly differences: readonly string[] }
  /** The rules refuse it for the user as it is now: nothing was sent. */
  | { readonly kind: 'refused'; readonly now: User; readonly reason: string };

/**
 * Reads the user again, with `GET /v2/users/{id}` unless the write needs more, and when nobody has changed it since it was seen, records the write
 * in the journal and sends it.
 * @param seen the user as it was shown to whoever decided
 * @throws {EcgridError} of the reading or of the journal (`outcome` is `notSent`), or of the write (`outcome` tells)
 */
export const carryOut = async (
  through: Through,
  write: UserWrite,
  seen: User,
  { signal, reason, run }: Circumstances = {},
): Promise<Attempted> => {
  const read = write.read ?? byGet;
  const now = await read(through.users, seen.userId, signal).catch(notWritten);
  const verdict = write.verdict(now);
  if (verdict.kind === 'refused') return { kind: 'refused', now, reason: verdict.reason };
  const differences = differencesOf(seen, now);
  if (differences.length > 0) return { kind: 'changed', now, differences };
  const { userId, login, networkId } = now;
  const facts = {
    operation: write.action,
    target: { userId, login, name: fullName(now), networkId },
    changes: [...write.changes(now)],
    ...write.facts(now),
    run,
    reason,
    undoes: write.undoes?.(now),
  };
  return { kind: 'done', done: await recorded(through, facts, (users) => write.send(users, now, signal)) };
};

const byGet: NonNullable<UserWrite['read']> = (users, userId, signal) => users.get(userId, signal);

/** Whatever became of the reading, such as half an answer: the write that was to follow was not sent. */
const notWritten = (error: unknown): never => {
  throw isEcgridError(error) ? error.with({ outcome: 'notSent' }) : error;
};

/** One write, carried out on a user as somebody saw it: read again, compared, judged again, sent once. */
import { isEcgridError } from '../api/ecgridError.ts';
import type { Users } from '../api/users.ts';
import { differencesOf } from '../domain/difference.ts';
import type { User } from '../domain/user.ts';
import type { Done, UserWrite } from './userWrite.ts';

/** How an attempt ended when nothing was thrown. */
export type Attempted =
  | { readonly kind: 'done'; readonly done: Done }
  /** Somebody else has changed the user meanwhile: nothing was sent. */
  | { readonly kind: 'changed'; readonly now: User; readonly differences: readonly string[] }
  /** The rules refuse it for the user as it is now: nothing was sent. */
  | { readonly kind: 'refused'; readonly now: User; readonly reason: string };

/**
 * Reads the user again with `GET /v2/users/{id}`, and sends the write when nobody has changed it since it was seen.
 * @param seen the user as it was shown to whoever decided
 * @throws {EcgridError} of the reading (`outcome` is `notSent`) or of the write (`outcome` tells)
 */
export const carryOut = async (
  users: Users,
  write: UserWrite,
  seen: User,
  signal?: AbortSignal,
): Promise<Attempted> => {
  const now = await users.get(seen.userId, signal).catch(notWritten);
  const verdict = write.verdict(now);
  if (verdict.kind === 'refused') return { kind: 'refused', now, reason: verdict.reason };
  const differences = differencesOf(seen, now);
  if (differences.length > 0) return { kind: 'changed', now, differences };
  return { kind: 'done', done: await write.send(now, signal) };
};

/** Whatever became of the reading, such as half an answer: the write that was to follow was not sent. */
const notWritten = (error: unknown): never => {
  throw isEcgridError(error) ? error.with({ outcome: 'notSent' }) : error;
};

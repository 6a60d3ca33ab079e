/**
 * Writes whose answer was lost: instead of sending them again, the truth is read and told. A write is done once, and an
 * unknown outcome settled before anything is returned or thrown.
 */
import type { User } from '../domain/user.ts';
import { isEcgridError } from './ecgridError.ts';
import type { EcgridError } from './ecgridError.ts';

/** A write that is known to have been carried out. */
export type Written = {
  readonly user: User;
  /** True when the answer was lost and the result was found by looking. */
  readonly found: boolean;
};

const sentence = ({ message }: EcgridError): string => (/[.”]$/.test(message) ? message : `${message}.`);

/** What looking finds: the user as the write made it, or a sentence about what was not done. */
export type Found = { readonly user: User } | { readonly notDone: string };

/**
 * Runs a write; when nobody can tell whether it was carried out, `look` finds out.
 * @param unknown what to say when looking failed as well
 * @throws {EcgridError} `outcome` is `unknown` only when looking failed, or when ECGrid may still be at it
 */
export const settle = async (
  write: () => Promise<User>,
  look: () => Promise<Found>,
  unknown: string,
): Promise<Written> => {
  try {
    return { user: await write(), found: false };
  } catch (error) {
    if (!isEcgridError(error) || error.outcome !== 'unknown') throw error;
    let found: Found;
    try {
      found = await look();
    } catch {
      throw error.with({ message: `${sentence(error)} ${unknown}` });
    }
    if ('user' in found) return { user: found.user, found: true };
    // Nobody waited for the end of these, so the service may still be at it.
    const mayFollow = error.kind === 'timeout' || error.kind === 'cancelled';
    const message = `${sentence(error)} ${found.notDone}${mayFollow ? ' ECGrid may still do it: look again before you try again.' : ''}`;
    throw error.with({ outcome: mayFollow ? 'unknown' : 'refused', message, looked: true });
  }
};

/**
 * Runs a write whose result ECGrid never tells.
 * @param unknown what to say when the answer is lost, since nothing can be found out by reading
 * @throws {EcgridError} `outcome` `unknown` when the answer was lost
 */
export const sendBlindly = async <Result>(unknown: string, write: () => Promise<Result>): Promise<Result> => {
  try {
    return await write();
  } catch (error) {
    if (!isEcgridError(error) || error.outcome !== 'unknown') throw error;
    throw error.with({ message: `${sentence(error)} ${unknown}` });
  }
};

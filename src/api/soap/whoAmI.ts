/** Who a key or session belongs to. */
import type { User, UserId } from '../../domain/user.ts';
import { isEcgridError } from '../ecgridError.ts';
import { readRecord } from '../reader.ts';
import { userShape } from '../userReading.ts';
import type { EcgridosCalls } from './ecgridosCalls.ts';

/** What those may not read of themselves whom ECGridOS allows nothing; they are there all the same. */
const unlessRefused = (error: unknown): undefined => {
  if (isEcgridError(error) && (error.kind === 'forbidden' || error.kind === 'notFound')) return undefined;
  throw error;
};

/**
 * The owner: `WhoAmI`. It tells the session rather than the user, so that status and the like are read from the user;
 * where that is refused, the status is `''`.
 * @throws {EcgridError} `invalidKey` when ECGridOS does not know the key
 */
export const whoAmI = async (
  calls: EcgridosCalls,
  get: (userId: UserId) => Promise<User>,
  signal?: AbortSignal,
): Promise<User> => {
  const session = readRecord(userShape, await calls.read('WhoAmI', {}, signal));
  if (session.status !== '') return session;
  const user = await get(session.userId).catch(unlessRefused);
  return user === undefined ? session : { ...user, timeOut: user.timeOut ?? session.timeOut };
};

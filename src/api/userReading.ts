/** How users are read, whichever API tells them, and what it means for a write when that fails. */
import { User } from '../domain/user.ts';
import { isEcgridError } from './ecgridError.ts';
import { recordShape } from './reader.ts';

/** How a user is read: `loginName`, `lockoutStatus` and `LockedOut` are other published spellings. */
export const userShape = recordShape('user', 'userId', User, {
  loginName: 'login',
  lockoutStatus: 'lockedOut',
});

/** The write was carried out, so that a failure to read its result back must not look like a refusal. */
export const doneButUnread = (error: unknown): never => {
  throw isEcgridError(error) ? error.with({ outcome: 'unknown' }) : error;
};

/** The reading before a write failed: whatever became of it, the write was not sent. */
export const nothingSent = (error: unknown): never => {
  throw isEcgridError(error) && error.outcome === 'unknown' ? error.with({ outcome: 'notSent' }) : error;
};

/** Nobody, where the service says that it does not find any. */
export const emptyWhenNotFound = (error: unknown): readonly never[] => {
  if (isEcgridError(error) && error.kind === 'notFound') return [];
  throw error;
};

/** The way into ECGridOS: what the client loads when it is first needed, in a file of its own. */
import type { User } from '../../domain/user.ts';
import { isEcgridError } from '../ecgridError.ts';
import type { HttpOptions } from '../http.ts';
import type { UserService } from '../userService.ts';
import { ecgridosCalls, openEcgridosSession } from './ecgridosSession.ts';
import type { EcgridosSession, LoginOptions } from './ecgridosSession.ts';
import { EcgridosUsers } from './ecgridosUsers.ts';

/** Users by ECGridOS, with an API key. `origin` is that of REST. @throws {EcgridError} `insecure` */
export const ecgridosUsers = (options: HttpOptions): UserService => new EcgridosUsers(ecgridosCalls(options));

/** Users by ECGridOS through a session of its own. */
export type UsersByLogin = Pick<EcgridosSession, 'close'> & {
  readonly users: UserService;
  readonly me: User;
};

/** Ends a session because of an error, and throws that; it tells when the session could not be ended either. */
const abandon = async (session: EcgridosSession, error: unknown): Promise<never> => {
  const open = await session.close().catch((reason: unknown) => reason);
  if (!isEcgridError(error) || !isEcgridError(open)) throw error;
  throw error.with({
    message: `${error.message} The session that was opened could not be closed either: ${open.message}`,
  });
};

/**
 * Opens a session, and reads who it belongs to.
 * @throws {EcgridError} of the login, or of the reading, and then the session has been closed
 */
export const usersByLogin = async (
  { login, password, ...options }: LoginOptions,
  signal?: AbortSignal,
): Promise<UsersByLogin> => {
  const session = await openEcgridosSession({ login, password, ...options }, signal);
  const users = ecgridosUsers({ ...options, apiKey: session.sessionId, credential: 'session' });
  try {
    return { users, me: await users.me(signal), close: session.close };
  } catch (error) {
    return await abandon(session, error);
  }
};

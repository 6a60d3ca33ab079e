/** Signing in and out, and who one is. */
import { isShutOut } from '../credentials.ts';
import { accessDenied, ApiFailure } from '../envelope.ts';
import { requiredString } from '../fields.ts';
import type { World } from '../routes/endpoint.ts';
import { admitted, closeSession, openSession } from '../secretActions.ts';
import type { UserRecord } from '../userRecord.ts';
import type { Caller, CallerHandlers, OpenHandlers } from './handlers.ts';
import type { ArgumentsOf, Structure } from './values.ts';
import { dateTime } from './values.ts';

const version = '4.1';

/** Failed logins in a row that lock a user out. */
const mostFailures = 3;

/** Sessions that a user may have open at once, unless `UserSetMaxSessions` says otherwise. */
const usualSessions = 3;

const countFailure = (world: World, user: UserRecord): void => {
  if (isShutOut(user.status)) return;
  const failedLogins = user.failedLogins + 1;
  world.users.update(user.userId, {
    failedLogins,
    lockedOut: user.lockedOut || failedLogins >= mostFailures,
  });
};

/** One message for every reason to refuse. The failure counts for each user with that login. */
const login =
  (world: World) =>
  (args: ArgumentsOf<'Login'>): string => {
    const candidates = world.users.findByLogin(requiredString(args, 'LoginName'));
    const user = admitted(candidates, requiredString(args, 'Password'));
    if (user === undefined) {
      for (const candidate of candidates) countFailure(world, candidate);
      throw new ApiFailure('InvalidSession', 'Login and password do not match, or the account is locked.');
    }
    if (world.osSessions.openOf(user.userId) >= (user.maxSessions || usualSessions))
      throw accessDenied('too many sessions are open');
    return openSession(world, world.osSessions, user.userId).token;
  };

/** How many sessions were closed: none when it is called with an API key. */
const logout =
  (world: World) =>
  (_args: unknown, { session }: Caller): number => {
    if (session === undefined) return 0;
    closeSession(world, world.osSessions, session);
    return 1;
  };

const sessionInfo = ({ caller, session, sessionId, ip }: Caller): Structure<'SessionInfo'> => ({
  ECGridOSVersion: version,
  SessionID: sessionId,
  SessionEventID: session?.serial ?? 0,
  UserID: caller.userId,
  LoginName: caller.login,
  FirstName: caller.firstName,
  LastName: caller.lastName,
  Company: caller.company ?? undefined,
  EMail: caller.email ?? undefined,
  Phone: caller.phone ?? undefined,
  TimeZoneOffset: caller.timeZoneOffset,
  AuthLevel: caller.authLevel,
  LastLogin: dateTime(caller.lastLogin),
  OpenSessions: caller.openSessions,
  TimeOut: caller.timeOut,
  NetworkID: caller.networkId,
  MailboxID: caller.mailboxId,
  ip,
});

/** `Login`, `Version`; `Logout`, `WhoAmI`. */
export const sessionHandlers = (
  world: World,
): { readonly open: OpenHandlers; readonly known: Pick<CallerHandlers, 'Logout' | 'WhoAmI'> } => ({
  open: { Login: login(world), Version: () => version },
  known: { Logout: logout(world), WhoAmI: (_args, caller) => sessionInfo(caller) },
});

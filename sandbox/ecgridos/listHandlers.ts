/** Reading users: one, by login, and in lists that are not paged. */
import { notFound } from '../envelope.ts';
import { requiredString } from '../fields.ts';
import type { World } from '../routes/endpoint.ts';
import { filterId, filterWithin, visibleUser, visibleUsersCalled } from '../userReach.ts';
import type { UserRecord } from '../userRecord.ts';
import type { Caller, CallerHandlers } from './handlers.ts';
import { enumerations } from './table.ts';
import { dateTime, type ArgumentsOf, type Structure } from './values.ts';

/** The carrier as a word that the service knows; any other is `Undefined`. */
const carrier = (text: string | null): string =>
  enumerations.CellCarrier.find((word) => word === text && word !== 'NoChange') ?? 'Undefined';

const userInfo = (user: UserRecord): Structure<'UserIDInfo'> => ({
  UserID: user.userId,
  LoginName: user.login,
  RecoveryQuestion: user.recoveryQuestion ?? undefined,
  FirstName: user.firstName,
  LastName: user.lastName,
  Company: user.company ?? undefined,
  EMail: user.email ?? undefined,
  Phone: user.phone ?? undefined,
  CellPhone: user.cellPhone ?? undefined,
  CellCarrier: carrier(user.cellCarrier),
  TimeZoneOffset: user.timeZoneOffset,
  NetworkID: user.networkId,
  MailboxID: user.mailboxId,
  AuthLevel: user.authLevel,
  Created: dateTime(user.created),
  Modified: dateTime(user.modified),
  LastLogin: dateTime(user.lastLogin),
  Status: user.status,
  LockedOut: user.lockedOut,
  OpenSessions: user.openSessions,
});

/** Of several users with a login, the one of the caller's own network comes first, then the one with the lowest id. */
const userByLogin =
  (world: World) =>
  (args: ArgumentsOf<'UserInfobyLogin'>, { caller }: Caller): Structure<'UserIDInfo'> => {
    const login = requiredString(args, 'LoginName');
    const users = visibleUsersCalled(world, caller, login);
    const user = users.find(({ networkId }) => networkId === caller.networkId) ?? users[0];
    if (user === undefined) throw notFound(`user ${login}`);
    return userInfo(user);
  };

const everybody = { pageNo: 1, recordsPerPage: Number.MAX_SAFE_INTEGER } as const;

type Place = { readonly NetworkID: number; readonly MailboxID: number };

/** All that the caller may see in a place, by UserID; 0 stands for every network or mailbox. */
const usersIn = (
  world: World,
  caller: UserRecord,
  { NetworkID, MailboxID }: Place,
  isWanted: (user: UserRecord) => boolean,
): readonly Structure<'UserIDInfo'>[] => {
  const asked = { networkId: filterId(NetworkID), mailboxId: filterId(MailboxID) };
  const within = filterWithin(world, caller, asked);
  return world.users.list(within, everybody).filter(isWanted).map(userInfo);
};

const isCalled =
  (name: string | undefined) =>
  ({ login, firstName, lastName }: UserRecord): boolean =>
    [login, firstName, lastName].some((part) => part.toLowerCase().includes((name ?? '').toLowerCase()));

const isLockedOut = ({ lockedOut }: UserRecord): boolean => lockedOut;

/** What the lists without a place are about: the network of the session. */
const ownNetwork = ({ networkId }: UserRecord): Place => ({ NetworkID: networkId, MailboxID: 0 });

/** The six operations that read users. */
export const listHandlers = (
  world: World,
): Pick<
  CallerHandlers,
  'UserInfo' | 'UserInfobyLogin' | 'UserList' | 'UserListEx' | 'UserListLockedOut' | 'UserListLockedOutEx'
> => ({
  UserInfo: ({ UserID }, { caller }) => userInfo(visibleUser(world, caller, UserID)),
  UserInfobyLogin: userByLogin(world),
  UserList: ({ Name }, { caller }) => usersIn(world, caller, ownNetwork(caller), isCalled(Name)),
  UserListEx: (args, { caller }) => usersIn(world, caller, args, isCalled(args.Name)),
  UserListLockedOut: (_args, { caller }) => usersIn(world, caller, ownNetwork(caller), isLockedOut),
  UserListLockedOutEx: (args, { caller }) => usersIn(world, caller, args, isLockedOut),
});

/** Lists of users by ECGridOS, which come whole: it has no pages, and no filter but place and name. */
import type { User, UserFilter } from '../../domain/user.ts';
import type { PageRequest } from '../paging.ts';
import { readList } from '../reader.ts';
import type { ReadList } from '../reader.ts';
import { emptyWhenNotFound, userShape } from '../userReading.ts';
import type { EcgridosCalls } from './ecgridosCalls.ts';

type Place = Pick<UserFilter, 'networkId' | 'mailboxId'>;

/** Where to look, as ECGridOS takes it; 0 = everything within reach. */
const placeOf = ({ networkId = 0, mailboxId = 0 }: Place): { NetworkID: number; MailboxID: number } => ({
  NetworkID: networkId,
  MailboxID: mailboxId,
});

/**
 * Every user within a network or mailbox, or within reach: `UserListEx`. Without `Ex` the lists are of the caller’s own
 * network, which is less than the key may reach.
 */
export const usersWithin = async (
  calls: EcgridosCalls,
  filter: Place,
  signal?: AbortSignal,
): Promise<ReadList<User>> =>
  readList(userShape, await calls.read('UserListEx', { ...placeOf(filter), Name: '' }, signal));

/** Every user who is locked out, in the same way: `UserListLockedOutEx`. */
export const usersLockedOut = async (
  calls: EcgridosCalls,
  filter: Place,
  signal?: AbortSignal,
): Promise<ReadList<User>> =>
  readList(userShape, await calls.read('UserListLockedOutEx', placeOf(filter), signal));

const sameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Every user with a login, in any letter case: `UserListEx` matches any part of login and names. */
export const usersNamed = async (
  calls: EcgridosCalls,
  login: string,
  signal?: AbortSignal,
): Promise<ReadList<User>> => {
  const asked = calls.read('UserListEx', { ...placeOf({}), Name: login }, signal);
  const list = readList(userShape, await asked.catch(emptyWhenNotFound));
  return { ...list, items: list.items.filter((user) => sameText(user.login, login)) };
};

/** A list as one page: everybody whom the filter lets through on the first, nobody on any other. */
export const pageOf = async (
  calls: EcgridosCalls,
  filter: UserFilter,
  { pageNo }: PageRequest,
  signal?: AbortSignal,
): Promise<ReadList<User>> => {
  const nobody = { items: [], unreadable: [], recordsPerPage: undefined, totalRecords: undefined };
  if (pageNo > 1) return nobody;
  const { items, unreadable } = await usersWithin(calls, filter, signal);
  const { authLevel, status } = filter;
  const through = items.filter(
    (user) =>
      (authLevel === undefined || sameText(user.authLevel, authLevel)) &&
      (status === undefined || sameText(user.status, status)),
  );
  return {
    items: through,
    unreadable,
    recordsPerPage: undefined,
    totalRecords: through.length + unreadable.length,
  };
};

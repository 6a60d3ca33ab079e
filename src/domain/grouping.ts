/** How users are ordered, divided and narrowed down for people who look for one. Imports no zod. */
import { compareLevels } from './authLevel.ts';
import { byName, compareLogins } from './loginOrder.ts';
import { statuses } from './status.ts';
import type { User, UserFilter } from './user.ts';
import type { NameLookup } from './userText.ts';

/** By login as people read it (`user9` before `user10`), then by id. For many at once see {@link sortedByLogin}. */
export const compareUsers = (a: User, b: User): number =>
  compareLogins(a.login, b.login) || a.userId - b.userId;

/** Where an item belongs in a sorted list, at `from` or after it. */
const placeIn = <Item>(
  sorted: readonly Item[],
  item: Item,
  compare: (a: Item, b: Item) => number,
  from: number,
): number => {
  let [least, end] = [from, sorted.length];
  while (least < end) {
    const middle = (least + end) >>> 1;
    const other = sorted[middle];
    if (other !== undefined && compare(other, item) <= 0) least = middle + 1;
    else end = middle;
  }
  return least;
};

/** Both sorted lists as one; quick where few come to many. */
export const withSorted = <Item>(
  sorted: readonly Item[],
  added: readonly Item[],
  compare: (a: Item, b: Item) => number,
): readonly Item[] => {
  const merged: Item[] = [];
  let taken = 0;
  for (const item of added) {
    const place = placeIn(sorted, item, compare, taken);
    for (const other of sorted.slice(taken, place)) merged.push(other);
    merged.push(item);
    taken = place;
  }
  return merged.concat(sorted.slice(taken));
};

/** A run of a long sorted list. */
export type Range<Item> = { readonly index: number; readonly items: readonly Item[] };

/** The most children that one node shows without delaying the window. */
export const mostChildren = 1000;
const rangeSize = 500;

/**
 * Divides a long sorted list into ranges.
 * @returns no range when the list is short enough to be shown as it is
 */
export const rangesOf = <Item>(sorted: readonly Item[]): readonly Range<Item>[] => {
  if (sorted.length <= mostChildren) return [];
  // Past a thousand ranges the ranges themselves would be too many, so they grow instead.
  const size = Math.max(rangeSize, Math.ceil(sorted.length / mostChildren));
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) => ({
    index,
    items: sorted.slice(index * size, (index + 1) * size),
  }));
};

/** What users can be grouped by. */
export const groupings = ['level', 'network', 'mailbox', 'status'] as const;
export type GroupBy = (typeof groupings)[number];

/**
 * The group that a user belongs to: the AuthLevel or status as it was told, the network ID, or network and mailbox ID
 * as `1/1001`, where `1/0` are the users of the whole network 1. `''` and ID 0 = not told.
 */
export const groupKey = (by: GroupBy, user: User): string => {
  switch (by) {
    case 'level':
      return user.authLevel;
    case 'status':
      return user.status;
    case 'network':
      return String(user.networkId);
    case 'mailbox':
      return mailboxKey(user);
  }
};

/** The group of a mailbox, or of a whole network where `mailboxId` is 0. */
export const mailboxKey = (place: Pick<User, 'networkId' | 'mailboxId'>): string =>
  `${place.networkId}/${place.mailboxId}`;

/** Network and mailbox of a group by network or mailbox; `mailboxId` 0 in a group by network. */
export const placeOfKey = (key: string): Pick<User, 'networkId' | 'mailboxId'> => {
  const [networkId = '', mailboxId = '0'] = key.split('/');
  return { networkId: Number(networkId), mailboxId: Number(mailboxId) };
};

/**
 * The filter that finds the users of a group and nobody else.
 * @returns undefined when ECGrid cannot be asked for them: mailbox 0 stands for all mailboxes
 */
export const filterOfGroup = (by: GroupBy, key: string): UserFilter | undefined => {
  const { networkId, mailboxId } = placeOfKey(key);
  switch (by) {
    case 'level':
      return key === '' ? undefined : { authLevel: key };
    case 'status':
      return key === '' ? undefined : { status: key };
    case 'network':
      return networkId > 0 ? { networkId } : undefined;
    case 'mailbox':
      return mailboxId > 0 ? { mailboxId } : undefined;
  }
};

const rankOfStatus = (status: string): number => {
  const rank = statuses.findIndex((known) => known === status);
  return rank < 0 ? statuses.length : rank;
};

/** By name as people read it, those without a name after them by ID, and ID 0 last. */
const comparePlaces = (a: number, b: number, nameOf: (id: number) => string | undefined): number => {
  if (a === b) return 0;
  if (a === 0 || b === 0) return a === 0 ? 1 : -1;
  const [nameA, nameB] = [nameOf(a), nameOf(b)];
  if (nameA === undefined || nameB === undefined) {
    return Number(nameA === undefined) - Number(nameB === undefined) || a - b;
  }
  return byName.compare(nameA, nameB) || a - b;
};

/**
 * The order of groups: levels highest first, statuses as ECGrid lists them, networks and mailboxes by name with the
 * whole networks before the mailboxes. What is not known comes last.
 */
export const compareGroups =
  (by: GroupBy, names: NameLookup) =>
  (a: string, b: string): number => {
    if (by === 'level') return compareLevels(a, b);
    if (by === 'status') return rankOfStatus(a) - rankOfStatus(b) || byName.compare(a, b);
    const [one, other] = [placeOfKey(a), placeOfKey(b)];
    const network = (): number =>
      comparePlaces(one.networkId, other.networkId, (id) => names.networkName(id));
    if (by === 'network') return network();
    const untold = Number(a === '0/0') - Number(b === '0/0');
    const whole = Number(other.mailboxId === 0) - Number(one.mailboxId === 0);
    if (whole !== 0) return untold || whole;
    return comparePlaces(one.mailboxId, other.mailboxId, (id) => names.mailboxName(id)) || network();
  };

/** The filter without what does not narrow anything: network or mailbox 0 stands for all of them. */
export const tidyFilter = ({ status, authLevel, networkId, mailboxId }: UserFilter): UserFilter => ({
  ...(status ? { status } : {}),
  ...(authLevel ? { authLevel } : {}),
  ...(networkId ? { networkId } : {}),
  ...(mailboxId ? { mailboxId } : {}),
});

/** True when two filters, tidy or not, let the same users through. */
export const sameFilter = (a: UserFilter, b: UserFilter): boolean => {
  const [one, other] = [tidyFilter(a), tidyFilter(b)];
  return (
    one.status === other.status &&
    one.authLevel === other.authLevel &&
    one.networkId === other.networkId &&
    one.mailboxId === other.mailboxId
  );
};

/** True when a filter lets some through and not others. */
export const isFiltering = (filter: UserFilter): boolean => !sameFilter(filter, {});

/**
 * True when a user passes a filter. A field that ECGrid did not tell of the user cannot be judged, so it passes: the
 * service knew it when it was asked with the same filter.
 */
export const passes = (filter: UserFilter, user: User): boolean => {
  const { status, authLevel, networkId, mailboxId } = tidyFilter(filter);
  return (
    (status === undefined || user.status === '' || user.status === status) &&
    (authLevel === undefined || user.authLevel === '' || user.authLevel === authLevel) &&
    (networkId === undefined || user.networkId === 0 || user.networkId === networkId) &&
    (mailboxId === undefined || user.mailboxId === mailboxId)
  );
};

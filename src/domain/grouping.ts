/** How users are ordered and divided for people who look for one. Imports no zod. */
import type { User } from './user.ts';

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** By login as people read it (`user9` before `user10`), then by id. */
export const compareUsers = (a: User, b: User): number =>
  collator.compare(a.login, b.login) || a.userId - b.userId;

/** A run of users between two logins. */
export type UserRange = { readonly index: number; readonly users: readonly User[] };

/** The most children that one node shows without delaying the window. */
export const mostChildren = 1000;
const rangeSize = 500;

/**
 * Divides a long sorted list into ranges.
 * @returns no range when the list is short enough to be shown as it is
 */
export const rangesOf = (sorted: readonly User[]): readonly UserRange[] => {
  if (sorted.length <= mostChildren) return [];
  // Past a thousand ranges the ranges themselves would be too many, so they grow instead.
  const size = Math.max(rangeSize, Math.ceil(sorted.length / mostChildren));
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) => ({
    index,
    users: sorted.slice(index * size, (index + 1) * size),
  }));
};

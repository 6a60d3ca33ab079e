/** Which active accounts nobody signs in to. Imports no zod. */
import { compareUsers } from './grouping.ts';
import { lastLoginOf, momentOf } from './lastLogin.ts';
import type { User } from './user.ts';

/** After how many days without a login an account counts as idle: what a reader can choose from. */
export const staleDays = [30, 90, 180, 365] as const;
export type StaleDays = (typeof staleDays)[number];

/**
 * Why an account is in the report: the last login is long ago (`idle`), there has been none (`never`), or ECGrid did not
 * tell (`unknown`), which says nothing about whether the account is in use.
 */
export const staleKinds = ['idle', 'never', 'unknown'] as const;
export type StaleKind = (typeof staleKinds)[number];

/** An account of the report. */
export type StaleAccount = {
  readonly user: User;
  /** When somebody last signed in, and how many whole days ago; undefined unless `idle`. */
  readonly lastLogin: { readonly time: Date; readonly days: number } | undefined;
};

/** The accounts of the report, by why they are in it. */
export type StaleAccounts = Readonly<Record<StaleKind, readonly StaleAccount[]>>;

/** Milliseconds. */
const aDay = 24 * 60 * 60 * 1000;

/** How many whole days ago a moment was; 0 for one that is still to come, since clocks differ. */
export const daysSince = (time: Date, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - time.getTime()) / aDay));

type Timed = StaleAccount & { readonly at: number };

/** The oldest first, then by login; what has no time comes last. */
const byAge = (a: Timed, b: Timed): number =>
  a.at === b.at ? compareUsers(a.user, b.user) : a.at < b.at ? -1 : 1;

const inOrder = (accounts: Timed[]): readonly StaleAccount[] =>
  accounts.sort(byAge).map(({ user, lastLogin }) => ({ user, lastLogin }));

/**
 * The report: users whose status is Active and who have not signed in for at least so many days, longest ago first;
 * those who never have, oldest account first; and those of whom it is not known, by login.
 */
export const staleAccounts = (
  users: readonly User[],
  { days, now }: { readonly days: number; readonly now: Date },
): StaleAccounts => {
  const found: Readonly<Record<StaleKind, Timed[]>> = { idle: [], never: [], unknown: [] };
  for (const user of users) {
    if (user.status !== 'Active') continue;
    const login = lastLoginOf(user);
    if (login.kind === 'at') {
      const { time } = login;
      const ago = daysSince(time, now);
      const lastLogin = { time, days: ago };
      if (ago >= days) found.idle.push({ user, lastLogin, at: time.getTime() });
    } else {
      const created = login.kind === 'never' ? momentOf(user.created)?.getTime() : undefined;
      found[login.kind].push({ user, lastLogin: undefined, at: created ?? Infinity });
    }
  }
  return {
    idle: inOrder(found.idle),
    never: inOrder(found.never),
    unknown: inOrder(found.unknown),
  };
};

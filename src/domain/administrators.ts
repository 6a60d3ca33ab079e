/**
 * Who administers a network or mailbox, and whether a change leaves it without anybody. Imports no zod.
 */
import { knownLevel, levelFacts } from './authLevel.ts';
import { covers, reachOf } from './consequence.ts';
import type { Reach, Role } from './consequence.ts';
import type { User } from './user.ts';

/** A network or mailbox that somebody administers. */
export type AdministeredPlace = {
  readonly kind: 'network' | 'mailbox';
  readonly networkId: number;
  /** 0 for a network. */
  readonly mailboxId: number;
  /** The level that administers such a place. */
  readonly authLevel: 'NetworkAdmin' | 'MailboxAdmin';
};

/**
 * The place whose administrator this user is by level, and active.
 * @returns undefined for everybody else; levels that reach all of ECGrid administer no place of their own
 */
export const administeredPlace = (user: User): AdministeredPlace | undefined => {
  // Where no status is told, the account may well be active.
  if ((user.status !== 'Active' && user.status !== '') || user.networkId === 0) return undefined;
  const level = knownLevel(user.authLevel);
  if (level === 'NetworkAdmin') {
    return { kind: 'network', networkId: user.networkId, mailboxId: 0, authLevel: level };
  }
  if (level === 'MailboxAdmin' && user.mailboxId !== 0) {
    return { kind: 'mailbox', networkId: user.networkId, mailboxId: user.mailboxId, authLevel: level };
  }
  return undefined;
};

/** True when two places are the same. */
export const isSamePlace = (a: AdministeredPlace, b: AdministeredPlace): boolean =>
  a.kind === b.kind && a.networkId === b.networkId && a.mailboxId === b.mailboxId;

const reachNeeded = ({ authLevel, networkId, mailboxId }: AdministeredPlace): Reach => ({
  scope: levelFacts(authLevel).scope,
  networkId,
  mailboxId,
});

/**
 * True when somebody who has this role administers the place.
 * @param role undefined for an account that has ended
 */
export const administers = (role: Role | undefined, place: AdministeredPlace): boolean =>
  covers(reachOf(role, 'administer'), reachNeeded(place));

/** The place in words, e.g. `mailbox 1001`. */
export const administeredPlaceText = ({ kind, networkId, mailboxId }: AdministeredPlace): string =>
  kind === 'network' ? `network ${networkId}` : `mailbox ${mailboxId}`;

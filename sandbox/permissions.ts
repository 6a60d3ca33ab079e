/**
 * Who may see and do what. ECGrid: "a user can only perform actions at or below their assigned level".
 * The rules are pure; each `refusal…` gives the reason in words, or undefined when the act is allowed.
 */
import { knownLevel, levelFacts } from '../src/domain/authLevel.ts';

/** A network, and a mailbox in it; mailbox 0 stands for the network itself. */
export type Place = { readonly networkId: number; readonly mailboxId: number };

/** What the rules need to know of a user, be it the caller or the target. */
export type Subject = Place & { readonly userId: number; readonly authLevel: string };

/** Which users a caller can see. */
export type Reach =
  | { readonly kind: 'all' }
  | { readonly kind: 'network'; readonly networkId: number }
  | { readonly kind: 'mailbox'; readonly networkId: number; readonly mailboxId: number }
  | { readonly kind: 'self'; readonly userId: number };

/** Unknown levels rank below all others: they can administer nobody, and any administrator can mend them. */
const rankOf = (level: string): number => {
  const known = knownLevel(level);
  return known === undefined ? 0 : levelFacts(known).rank;
};

const administers = (level: string): boolean => {
  const known = knownLevel(level);
  return known !== undefined && levelFacts(known).abilities.includes('administer');
};

/** How far a caller sees. A mailbox level without a mailbox sees only itself, not the network's own users. */
export const reachOf = (caller: Subject): Reach => {
  const known = knownLevel(caller.authLevel);
  switch (known && levelFacts(known).scope) {
    case 'system':
      return { kind: 'all' };
    case 'network':
      return { kind: 'network', networkId: caller.networkId };
    case 'mailbox':
      return caller.mailboxId === 0
        ? { kind: 'self', userId: caller.userId }
        : { kind: 'mailbox', networkId: caller.networkId, mailboxId: caller.mailboxId };
    case 'trading partner':
    case 'none':
    case undefined:
      return { kind: 'self', userId: caller.userId };
  }
};

/** True when a place lies within a reach; `self` reaches no place at all. */
export const reachesPlace = (reach: Reach, place: Place): boolean => {
  switch (reach.kind) {
    case 'all':
      return true;
    case 'network':
      return place.networkId === reach.networkId;
    case 'mailbox':
      return place.networkId === reach.networkId && place.mailboxId === reach.mailboxId;
    case 'self':
      return false;
  }
};

/** True when the caller may see that user. Everyone sees themselves. */
export const maySee = (caller: Subject, user: Subject): boolean =>
  caller.userId === user.userId || reachesPlace(reachOf(caller), user);

/** May this caller change that user? */
export const refusalToAdminister = (caller: Subject, target: Subject): string | undefined => {
  if (!administers(caller.authLevel)) return `${caller.authLevel} administers nobody`;
  if (!maySee(caller, target)) return 'the user is outside of your scope';
  if (rankOf(target.authLevel) > rankOf(caller.authLevel)) return 'the user is above your level';
  return undefined;
};

/** May this caller put a user there? */
export const refusalToPlace = (caller: Subject, place: Place): string | undefined => {
  if (!administers(caller.authLevel)) return `${caller.authLevel} administers nobody`;
  return reachesPlace(reachOf(caller), place) ? undefined : 'the network or mailbox is outside of your scope';
};

/** May this caller give that level? */
export const refusalToGive = (caller: Subject, level: string): string | undefined =>
  rankOf(level) > rankOf(caller.authLevel) ? 'the level is above your own' : undefined;

/** May this caller set that user's password, or read and replace the user's API key? */
export const refusalToHandleSecrets = (caller: Subject, target: Subject): string | undefined =>
  rankOf(caller.authLevel) < rankOf('NetworkAdmin')
    ? 'this needs NetworkAdmin or higher'
    : refusalToAdminister(caller, target);

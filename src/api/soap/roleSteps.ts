/**
 * In which order a role changes where level and place are two operations, so that the user has never more in between
 * than before or afterwards, even when the second fails.
 */
import { abilities, knownLevel } from '../../domain/authLevel.ts';
import { covers, reachOf } from '../../domain/consequence.ts';
import type { Role } from '../../domain/consequence.ts';

/** One operation of the change. */
export type RoleStep =
  | { readonly kind: 'level'; readonly authLevel: string }
  | { readonly kind: 'place'; readonly networkId: number; readonly mailboxId: number };

/** True when every ability of `between` reaches no further than that of `from` or that of `to`. */
const isWithin = (between: Role, from: Role, to: Role): boolean =>
  knownLevel(between.authLevel) !== undefined &&
  abilities.every((ability) =>
    [from, to].some((role) => covers(reachOf(role, ability), reachOf(between, ability))),
  );

/**
 * The operations that make `to` of `from`, in their order: what lowers comes first, what widens last. Where neither order
 * keeps within the two, the user is `General` in between, which allows nothing.
 */
export const roleSteps = (from: Role, to: Role): readonly RoleStep[] => {
  const { authLevel, networkId, mailboxId } = to;
  const level: RoleStep = { kind: 'level', authLevel };
  const place: RoleStep = { kind: 'place', networkId, mailboxId };
  if (from.networkId === networkId && from.mailboxId === mailboxId) return [level];
  if (from.authLevel === authLevel) return [place];
  if (isWithin({ ...from, authLevel }, from, to)) return [level, place];
  if (isWithin({ ...to, authLevel: from.authLevel }, from, to)) return [place, level];
  return [{ kind: 'level', authLevel: 'General' }, place, level];
};

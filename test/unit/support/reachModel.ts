/**
 * A second opinion on what a role reaches: spelled out as a set of single things that can be done somewhere.
 * It shares the published facts of the levels with the product, and none of its reasoning.
 */
import { knownLevel, levelFacts } from '../../../src/domain/authLevel.ts';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import type { Role } from '../../../src/domain/consequence.ts';

const networks = [1, 2] as const;
const mailboxes = [0, 11, 12] as const;

/** Two ECGrid IDs in every mailbox; a trading partner's user has the first. */
const mailboxPlaces = (networkId: number, mailboxId: number): string[] => [
  `${networkId}/${mailboxId}/first ID`,
  `${networkId}/${mailboxId}/second ID`,
];

/** All mailboxes, and what belongs to the network itself. */
const networkPlaces = (networkId: number): string[] => [
  `${networkId}/itself`,
  ...mailboxes.flatMap((mailboxId) => mailboxPlaces(networkId, mailboxId)),
];

const placesOf = (level: AuthLevel, { networkId, mailboxId }: Role): string[] => {
  switch (levelFacts(level).scope) {
    case 'system':
      return ['elsewhere', ...networks.flatMap(networkPlaces)];
    case 'network':
      return networkPlaces(networkId);
    case 'mailbox':
      return mailboxPlaces(networkId, mailboxId);
    case 'trading partner':
      return mailboxPlaces(networkId, mailboxId).slice(0, 1);
    case 'none':
      return [];
  }
};

/** Everything that somebody with this role can do, and every level that they can give. */
export const powersOf = (role: Role): ReadonlySet<string> => {
  const level = knownLevel(role.authLevel);
  if (level === undefined) return new Set();
  const { abilities, rank } = levelFacts(level);
  const gives = abilities.includes('administer')
    ? Array.from({ length: rank }, (_, i) => `give ${i + 1}`)
    : [];
  return new Set([
    ...gives,
    ...abilities.flatMap((ability) => placesOf(level, role).map((place) => `${ability} ${place}`)),
  ]);
};

/** True when whoever has `outer` can do all that `inner` allows. */
export const reachesAll = (outer: ReadonlySet<string>, inner: ReadonlySet<string>): boolean =>
  [...inner].every((power) => outer.has(power));

/**
 * What a role reaches, and in words what a change of role gives and takes. Imports no zod, so that the tree can
 * afford it.
 */
import { abilities, knownLevel, levelFacts } from './authLevel.ts';
import type { Ability, AuthLevel, LevelScope } from './authLevel.ts';
import type { User } from './user.ts';

/** A level and the place it applies to. `networkId` 0 = not told. */
export type Role = Pick<User, 'authLevel' | 'networkId' | 'mailboxId'>;

/**
 * Which way a change of role goes: `up` only gives, `down` only takes, `sideways` gives something and takes
 * something else, `crossScope` does so because the role works elsewhere afterwards, `same` does neither.
 */
export const directions = ['up', 'down', 'sideways', 'crossScope', 'same'] as const;
export type Direction = (typeof directions)[number];

/** A direction in words, as a whole sentence about the change. */
export const directionText: Readonly<Record<Direction, string>> = {
  up: 'This gives more than now and takes nothing.',
  down: 'This takes away and gives nothing.',
  sideways: 'This gives something and takes something else away.',
  crossScope: 'This works elsewhere afterwards: it gives something there and takes it away here.',
  same: 'This changes nothing about what the user can do.',
};

/** What a change of role gives and takes, a sentence each. */
export type Consequence = {
  readonly direction: Direction;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
};

/** How networks and mailboxes are named in sentences. */
export type PlaceNames = {
  readonly network: (networkId: number) => string;
  readonly mailbox: (mailboxId: number) => string;
};

const byNumber: PlaceNames = {
  network: (networkId) => (networkId === 0 ? 'the network' : `network ${networkId}`),
  mailbox: (mailboxId) => (mailboxId === 0 ? 'the mailbox' : `mailbox ${mailboxId}`),
};

/** Where a user works: a mailbox, or the network as a whole. */
export const whereText = (
  { networkId, mailboxId }: Pick<Role, 'networkId' | 'mailboxId'>,
  names: PlaceNames = byNumber,
): string => (mailboxId === 0 ? names.network(networkId) : names.mailbox(mailboxId));

/** Scopes in order: a larger number reaches further. */
export const scopeSize: Readonly<Record<LevelScope, number>> = {
  none: 0,
  'trading partner': 1,
  mailbox: 2,
  network: 3,
  system: 4,
};

const abilityText: Readonly<Record<Ability, string>> = {
  administer: 'Administer users, mailboxes and settings',
  exchange: 'Send and receive documents',
  read: 'See documents and settings',
};

/** Where one ability of a role reaches; `none` when the role does not have it. */
export type Reach = { readonly scope: LevelScope; readonly networkId: number; readonly mailboxId: number };

/** Where an ability of a role reaches. */
export const reachOf = (role: Role | undefined, ability: Ability): Reach => {
  const level = role && knownLevel(role.authLevel);
  if (!role || !level || !levelFacts(level).abilities.includes(ability)) {
    return { scope: 'none', networkId: 0, mailboxId: 0 };
  }
  return { scope: levelFacts(level).scope, networkId: role.networkId, mailboxId: role.mailboxId };
};

/** True when everything within `inner` is within `outer` too. */
export const covers = (outer: Reach, inner: Reach): boolean => {
  if (inner.scope === 'none' || outer.scope === 'system') return true;
  if (scopeSize[outer.scope] < scopeSize[inner.scope]) return false;
  if (outer.networkId !== inner.networkId) return false;
  return outer.scope === 'network' || outer.mailboxId === inner.mailboxId;
};

const placeText = (reach: Reach, names: PlaceNames): string => {
  switch (reach.scope) {
    case 'system':
      return 'across all of ECGrid';
    case 'network':
      return `across ${names.network(reach.networkId)}`;
    case 'mailbox':
      return `in ${names.mailbox(reach.mailboxId)}`;
    case 'trading partner':
      return `for one ECGrid ID in ${names.mailbox(reach.mailboxId)}`;
    case 'none':
      return '';
  }
};

/** 9 for `Root` down to 1 for `General`; 0 for a level that is unknown or not told. */
export const rankOf = (authLevel: string | undefined): number => {
  const level = authLevel === undefined ? undefined : knownLevel(authLevel);
  return level === undefined ? 0 : levelFacts(level).rank;
};

const administersAs = (role: Role | undefined): AuthLevel | undefined => {
  const level = role && knownLevel(role.authLevel);
  return level && levelFacts(level).abilities.includes('administer') ? level : undefined;
};

/** The abilities that `after` has and `before` does not cover, as sentences. */
const more = (before: Role | undefined, after: Role | undefined, names: PlaceNames): readonly string[] => {
  const sentences = abilities
    .filter((ability) => !covers(reachOf(before, ability), reachOf(after, ability)))
    .map((ability) => `${abilityText[ability]} ${placeText(reachOf(after, ability), names)}`);
  const givesUpTo = administersAs(after);
  if (givesUpTo && rankOf(givesUpTo) > rankOf(administersAs(before))) {
    sentences.push(`Give other users any AuthLevel up to ${givesUpTo}`);
  }
  return sentences;
};

const scopeOf = (role: Role): LevelScope => {
  const level = knownLevel(role.authLevel);
  return level === undefined ? 'none' : levelFacts(level).scope;
};

/** True when neither role's place lies within the other's. */
const isElsewhere = (from: Role, to: Role): boolean => {
  const scopes = [scopeOf(from), scopeOf(to)];
  if (scopes.includes('system') || scopes.includes('none')) return false;
  if (from.networkId !== to.networkId) return true;
  return !scopes.includes('network') && from.mailboxId !== to.mailboxId;
};

/**
 * What a user gains and loses when `from` becomes `to`.
 * @param from undefined for an account that does not exist yet
 */
export const consequenceOf = (
  from: Role | undefined,
  to: Role,
  names: PlaceNames = byNumber,
): Consequence => {
  const lost = [...more(to, from, names)];
  const gained = [...more(from, to, names)];
  if (from && knownLevel(from.authLevel) === undefined) {
    lost.push(
      `Whatever ${from.authLevel || 'the AuthLevel until now'} allowed, which this version does not know`,
    );
  }
  if (gained.length > 0 && lost.length > 0) {
    return { direction: from && isElsewhere(from, to) ? 'crossScope' : 'sideways', gained, lost };
  }
  if (gained.length > 0) return { direction: 'up', gained, lost };
  return { direction: lost.length > 0 ? 'down' : 'same', gained, lost };
};

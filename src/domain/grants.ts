/**
 * May this caller do that to this user? The rules that are applied before anything is sent, and in words what
 * a change of role gives and takes. Source: "A user can only perform actions at or below their assigned level";
 * the highest level that one can give is one's own. Imports no zod, so that activation can afford it.
 */
import { abilities, authLevels, knownLevel, levelFacts } from './authLevel.ts';
import type { Ability, AuthLevel, LevelScope } from './authLevel.ts';
import type { User } from './user.ts';

/** A level and the place it applies to. `networkId` 0 = not told. */
export type Role = Pick<User, 'authLevel' | 'networkId' | 'mailboxId'>;

/** The caller, as `GET /v2/users/me` tells it. */
export type Caller = Role & Pick<User, 'userId'>;

/** What a rule says about an intended write. Texts are whole sentences. */
export type Verdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'confirm'; readonly reasons: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** What the settings say about writes. */
export type GrantPolicy = { readonly allowInternalLevels: boolean };

/** What a change of role gives and takes. `up` only gives, `down` only takes, `sideways` does both. */
export type Consequence = {
  readonly direction: 'up' | 'down' | 'sideways' | 'same';
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

const scopeSize: Readonly<Record<LevelScope, number>> = {
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
type Reach = { readonly scope: LevelScope; readonly networkId: number; readonly mailboxId: number };

const reachOf = (role: Role | undefined, ability: Ability): Reach => {
  const level = role && knownLevel(role.authLevel);
  if (!role || !level || !levelFacts(level).abilities.includes(ability)) {
    return { scope: 'none', networkId: 0, mailboxId: 0 };
  }
  return { scope: levelFacts(level).scope, networkId: role.networkId, mailboxId: role.mailboxId };
};

/** True when everything within `inner` is within `outer` too. */
const covers = (outer: Reach, inner: Reach): boolean => {
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

const rankOf = (authLevel: string | undefined): number => {
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
  if (gained.length > 0) return { direction: lost.length > 0 ? 'sideways' : 'up', gained, lost };
  return { direction: lost.length > 0 ? 'down' : 'same', gained, lost };
};

const refused = (reason: string): Verdict => ({ kind: 'refused', reason });
const allowed: Verdict = { kind: 'allowed' };

/**
 * May the caller give this level to anybody? Judges the level alone, for lists of choices.
 */
export const mayGiveLevel = (caller: Caller, authLevel: string, policy: GrantPolicy): Verdict => {
  const own = knownLevel(caller.authLevel);
  const level = knownLevel(authLevel);
  if (!own)
    return refused(
      `Your own AuthLevel, ${caller.authLevel || 'which was not told'}, is unknown to this version.`,
    );
  if (!levelFacts(own).abilities.includes('administer'))
    return refused(`Your AuthLevel, ${own}, does not administer users.`);
  if (!level) return refused(`${authLevel} is unknown to this version and cannot be given.`);
  if (levelFacts(level).rank > levelFacts(own).rank) return refused(`Above your own AuthLevel, ${own}.`);
  if (levelFacts(level).internal && !policy.allowInternalLevels) {
    return refused('Internal to Loren Data; the setting ecgrid.allowInternalLevels hides it.');
  }
  return allowed;
};

/** One level in a list of choices; `problem` says why it cannot be chosen. */
export type LevelChoice = { readonly level: AuthLevel; readonly problem?: string | undefined };

/** The levels that a form offers, highest first. Internal ones appear only when the policy allows them. */
export const levelChoices = (caller: Caller, policy: GrantPolicy): readonly LevelChoice[] =>
  authLevels
    .filter((level) => policy.allowInternalLevels || !levelFacts(level).internal)
    .map((level) => {
      const verdict = mayGiveLevel(caller, level, policy);
      return verdict.kind === 'refused' ? { level, problem: verdict.reason } : { level };
    });

/** The reason why a place is out of the caller's reach; undefined when it is within, or not known. */
const outOfReach = (caller: Caller, place: Role): string | undefined => {
  const own = knownLevel(caller.authLevel);
  if (!own || levelFacts(own).scope === 'system' || caller.networkId === 0) return undefined;
  if (place.networkId !== 0 && place.networkId !== caller.networkId) {
    return `Network ${place.networkId} is out of your reach: your AuthLevel, ${own}, covers network ${caller.networkId}.`;
  }
  if (levelFacts(own).scope === 'network' || caller.mailboxId === 0) return undefined;
  if (place.mailboxId === caller.mailboxId) return undefined;
  const what = place.mailboxId === 0 ? 'The network as a whole' : `Mailbox ${place.mailboxId}`;
  return `${what} is out of your reach: your AuthLevel, ${own}, covers mailbox ${caller.mailboxId}.`;
};

/** May the caller change anything about this user at all? */
export const mayAdminister = (caller: Caller, target: User): Verdict => {
  const own = knownLevel(caller.authLevel);
  if (!own || !levelFacts(own).abilities.includes('administer')) {
    return refused(`Your AuthLevel, ${caller.authLevel || 'which was not told'}, does not administer users.`);
  }
  if (target.status === 'Terminated') return refused(`${target.login} is terminated, which is permanent.`);
  if (rankOf(target.authLevel) > levelFacts(own).rank) {
    return refused(`${target.login} is ${target.authLevel}, above your own AuthLevel, ${own}.`);
  }
  const problem = outOfReach(caller, target);
  return problem === undefined ? allowed : refused(problem);
};

/** May the caller give `to` to this user? Every gain and every change to oneself asks first. */
export const mayChangeRole = (caller: Caller, target: User, to: Role, policy: GrantPolicy): Verdict => {
  const target_ = mayAdminister(caller, target);
  if (target_.kind === 'refused') return target_;
  const level = mayGiveLevel(caller, to.authLevel, policy);
  if (level.kind === 'refused') return refused(`${to.authLevel}: ${level.reason}`);
  const problem = outOfReach(caller, to);
  if (problem !== undefined) return refused(problem);
  const reasons: string[] = [];
  const { gained } = consequenceOf(target, to);
  if (gained.length > 0) reasons.push(`${target.login} will be able to do more than now.`);
  if (target.userId === caller.userId)
    reasons.push('This is your own account: what it loses, you may be unable to give back.');
  return reasons.length > 0 ? { kind: 'confirm', reasons } : allowed;
};

/** May the caller create a user with this role? An administering or network-wide level asks first. */
export const mayAddUser = (caller: Caller, role: Role, policy: GrantPolicy): Verdict => {
  const level = mayGiveLevel(caller, role.authLevel, policy);
  if (level.kind === 'refused') return refused(`${role.authLevel}: ${level.reason}`);
  const problem = outOfReach(caller, role);
  if (problem !== undefined) return refused(problem);
  const known = knownLevel(role.authLevel);
  const facts = known && levelFacts(known);
  if (facts && (facts.abilities.includes('administer') || scopeSize[facts.scope] >= scopeSize.network)) {
    return { kind: 'confirm', reasons: [`${role.authLevel}: ${facts.description}`] };
  }
  return allowed;
};

/**
 * May this caller do that to this user? The rules that are applied before anything is sent.
 * Source: "A user can only perform actions at or below their assigned level"; the highest level that one can give
 * is one's own; passwords and API keys need NetworkAdmin or higher. Imports no zod, so that the tree can afford it.
 */
import { authLevels, knownLevel, levelFacts } from './authLevel.ts';
import type { AuthLevel } from './authLevel.ts';
import { consequenceOf, rankOf, scopeSize } from './consequence.ts';
import type { Role } from './consequence.ts';
import { userActionFacts } from './userAction.ts';
import type { UserAction } from './userAction.ts';
import type { User } from './user.ts';

/** The caller, as `GET /v2/users/me` tells it. */
export type Caller = Role & Pick<User, 'userId'>;

/**
 * What a rule says about an intended write. Texts are whole sentences. What is `needless` would change nothing, such as
 * activating somebody who is active: nobody looks for it, so lists leave it out without a word.
 */
export type Verdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'confirm'; readonly reasons: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string; readonly needless?: true };

/** True for what a list of possible actions leaves out without a word. */
export const isNeedless = (verdict: Verdict): boolean =>
  verdict.kind === 'refused' && verdict.needless === true;

type Refusal = Extract<Verdict, { kind: 'refused' }>;

/** What the settings say about writes. */
export type GrantPolicy = { readonly allowInternalLevels: boolean };

const refused = (reason: string): Refusal => ({ kind: 'refused', reason });
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
  const ended = refusedAsTerminated(target);
  if (ended) return ended;
  if (rankOf(target.authLevel) > levelFacts(own).rank) {
    return refused(`${target.login} is ${target.authLevel}, above your own AuthLevel, ${own}.`);
  }
  const problem = outOfReach(caller, target);
  return problem === undefined ? allowed : refused(problem);
};

const refusedAsTerminated = (target: User): Refusal | undefined =>
  target.status === 'Terminated' ? refused(`${target.login} is terminated, which is permanent.`) : undefined;

/** What each action does to one's own account, as a whole sentence; absent = nothing that could be regretted. */
const ownLoss: Readonly<Partial<Record<UserAction, string>>> = {
  changeRole: 'This is your own account: what it loses, you may be unable to give back.',
  moveUser: 'This is your own account: you may be unable to come back to where you are now.',
  resetSessions:
    'This is your own account: every session of yours ends, in the portal and in programs. Your API key goes on.',
  setPassword: 'This is your own account: you sign in to the portal with the new password from now on.',
  rotateApiKey:
    'This is your own API key: every other program that uses it stops at once. This extension goes on with the new one.',
  suspendUser:
    'This is your own account: your key stops at once, this extension is locked out with it, and somebody else must activate you.',
  unlockUser:
    'This is your own account: every session of yours ends, in the portal and in programs. Your API key goes on.',
  terminateUser:
    'This is your own account: your key stops at once, this extension is locked out with it, and nothing brings the account back.',
};

/** What each action does to whoever it hits, as a whole sentence; absent = nothing ends by it. */
const breaks: Readonly<Partial<Record<UserAction, string>>> = {
  resetSessions: 'Every open session ends at once: portal and programs must sign in again. API keys go on.',
  rotateApiKey:
    'The present API key stops at once: every program that uses it fails until it has the new one.',
  copyApiKey: 'Whoever has this key can do everything that its owner can.',
  unlockUser: 'The lock-out ends, and with it every open session: portal and programs must sign in again.',
  suspendUser: 'Sessions and API key stop at once, until the user is activated again.',
  activateUser: 'The user can do again what the AuthLevel allows: sign in, and use the API key.',
  terminateUser: 'The account ends for good: sessions and API key stop at once.',
};

/** What an action asks of the state that a user is in; undefined when nothing is in its way. */
const needless = (action: UserAction, { login, status, lockedOut }: User): string | undefined => {
  if (action === 'suspendUser' && status === 'Suspended') return `${login} is suspended already.`;
  if (action === 'activateUser' && status === 'Active') return `${login} is active already.`;
  if (action === 'unlockUser' && lockedOut !== true) return `${login} is not known to be locked out.`;
  return undefined;
};

/**
 * May the caller do this to this user? Judges before it is known what a role or place becomes: for these see
 * {@link mayChangeRole} and {@link mayMove}.
 */
export const mayAct = (action: UserAction, caller: Caller, target: User): Verdict => {
  const { ownAccount, needsNetworkAdmin } = userActionFacts(action);
  const isSelf = target.userId === caller.userId;
  const general =
    ownAccount && isSelf ? (refusedAsTerminated(target) ?? allowed) : mayAdminister(caller, target);
  if (general.kind === 'refused') return general;
  if (needsNetworkAdmin && rankOf(caller.authLevel) < rankOf('NetworkAdmin')) {
    return refused(`ECGrid leaves this to NetworkAdmin and higher; your AuthLevel is ${caller.authLevel}.`);
  }
  const problem = needless(action, target);
  if (problem !== undefined) return { ...refused(problem), needless: true };
  const own = isSelf ? ownLoss[action] : undefined;
  return confirmed([breaks[action], own]);
};

const confirmed = (reasons: readonly (string | undefined)[]): Verdict => {
  const given = reasons.filter((reason) => reason !== undefined);
  return given.length > 0 ? { kind: 'confirm', reasons: given } : allowed;
};

const gains = (target: User, to: Role): string | undefined =>
  consequenceOf(target, to).gained.length > 0
    ? `${target.login} will be able to do more than now.`
    : undefined;

/** May the caller give `to` to this user? Every gain and every change to oneself asks first. */
export const mayChangeRole = (caller: Caller, target: User, to: Role, policy: GrantPolicy): Verdict => {
  const general = mayAct('changeRole', caller, target);
  if (general.kind === 'refused') return general;
  const level = mayGiveLevel(caller, to.authLevel, policy);
  if (level.kind === 'refused') return refused(`${to.authLevel}: ${level.reason}`);
  const problem = outOfReach(caller, to);
  if (problem !== undefined) return refused(problem);
  return confirmed([gains(target, to), ...reasonsOf(general)]);
};

const reasonsOf = (verdict: Verdict): readonly string[] =>
  verdict.kind === 'confirm' ? verdict.reasons : [];

/** May the caller move this user to `place`? A level that reaches something there that it did not, asks first. */
export const mayMove = (
  caller: Caller,
  target: User,
  place: Pick<User, 'networkId' | 'mailboxId'>,
): Verdict => {
  const general = mayAct('moveUser', caller, target);
  if (general.kind === 'refused') return general;
  const to = { authLevel: target.authLevel, ...place };
  const problem = outOfReach(caller, to);
  if (problem !== undefined) return refused(problem);
  return confirmed([gains(target, to), ...reasonsOf(general)]);
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

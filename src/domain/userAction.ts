/**
 * Everything that can be done to a user who exists, in the order in which people look for it. Commands, menus and
 * the user's page are all made from this list. Imports nothing, so that activation can afford it.
 */

/** The names of the actions; each is a command `ecgrid.NAME`. */
export const userActions = [
  'editUser',
  'changeRole',
  'moveUser',
  'setPassword',
  'resetSessions',
  'unlockUser',
  'setMaxSessions',
  'copyApiKey',
  'rotateApiKey',
  'suspendUser',
  'activateUser',
  'sendSms',
  'updateConfig',
  'terminateUser',
] as const;
export type UserAction = (typeof userActions)[number];

/** The actions that change something at ECGrid: all but copying an API key. */
export const writeActions = [
  'editUser',
  'changeRole',
  'moveUser',
  'setPassword',
  'resetSessions',
  'unlockUser',
  'setMaxSessions',
  'rotateApiKey',
  'suspendUser',
  'activateUser',
  'sendSms',
  'updateConfig',
  'terminateUser',
] as const satisfies readonly UserAction[];
export type WriteAction = (typeof writeActions)[number];

/**
 * Whether a change can be taken back: *reversible* = what was before can be set again; *replaceable* = it can only be
 * replaced by another one, since ECGrid does not tell what was before; *final* = nothing takes it back.
 */
export type Reversibility = 'reversible' | 'replaceable' | 'final';

/** What is known of an action before anybody is named. */
export type UserActionFacts = {
  /** As menus and buttons have it. An ellipsis says that something is asked first. */
  readonly title: string;
  /** Where it stands on the page: about the person, about the access, or the end. */
  readonly group: 'person' | 'access' | 'end';
  /** True for what only changes oneself when one is the target, such as names: no lesser level is needed. */
  readonly ownAccount: boolean;
  /** True for passwords and API keys, which ECGrid leaves to `NetworkAdmin` and higher. */
  readonly needsNetworkAdmin: boolean;
  /** Undefined for what changes nothing. */
  readonly reversibility: Reversibility | undefined;
};

const facts: Readonly<Record<UserAction, UserActionFacts>> = {
  editUser: action('Edit Profile…', 'person', 'reversible', { ownAccount: true }),
  changeRole: action('Change Role…', 'access', 'reversible'),
  moveUser: action('Move to Network or Mailbox…', 'access', 'reversible'),
  setPassword: action('Set Password…', 'access', 'replaceable', { needsNetworkAdmin: true }),
  resetSessions: action('Reset Sessions…', 'access', 'final'),
  copyApiKey: action('Copy API Key…', 'access', undefined, { needsNetworkAdmin: true }),
  rotateApiKey: action('Rotate API Key…', 'access', 'replaceable', { needsNetworkAdmin: true }),
  unlockUser: action('Unlock…', 'access', 'final'),
  setMaxSessions: action('Set Maximum Sessions…', 'access', 'replaceable'),
  suspendUser: action('Suspend…', 'end', 'reversible'),
  activateUser: action('Activate…', 'end', 'reversible'),
  sendSms: action('Send SMS…', 'person', 'final'),
  updateConfig: action('Update Configuration…', 'person', 'replaceable'),
  terminateUser: action('Terminate…', 'end', 'final'),
};

function action(
  title: string,
  group: UserActionFacts['group'],
  reversibility: UserActionFacts['reversibility'],
  more: Partial<UserActionFacts> = {},
): UserActionFacts {
  return { title, group, reversibility, ownAccount: false, needsNetworkAdmin: false, ...more };
}

/** The facts about an action. */
export const userActionFacts = (name: UserAction): UserActionFacts => facts[name];

const sentences: Readonly<Record<Reversibility, string>> = {
  reversible: 'This can be undone.',
  replaceable: 'This cannot be undone, only replaced by another change.',
  final: 'This cannot be undone.',
};

/** Says whether an action can be taken back, in one sentence; `''` for what changes nothing. */
export const reversibilityText = (name: UserAction): string => {
  const { reversibility } = facts[name];
  return reversibility === undefined ? '' : sentences[reversibility];
};

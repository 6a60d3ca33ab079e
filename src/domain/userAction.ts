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
  'copyApiKey',
  'rotateApiKey',
  'sendSms',
  'updateConfig',
  'terminateUser',
] as const;
export type UserAction = (typeof userActions)[number];

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
};

const facts: Readonly<Record<UserAction, UserActionFacts>> = {
  editUser: action('Edit Profile…', 'person', { ownAccount: true }),
  changeRole: action('Change Role…', 'access'),
  moveUser: action('Move to Network or Mailbox…', 'access'),
  setPassword: action('Set Password…', 'access', { needsNetworkAdmin: true }),
  resetSessions: action('Reset Sessions…', 'access'),
  copyApiKey: action('Copy API Key…', 'access', { needsNetworkAdmin: true }),
  rotateApiKey: action('Rotate API Key…', 'access', { needsNetworkAdmin: true }),
  sendSms: action('Send SMS…', 'person'),
  updateConfig: action('Update Configuration…', 'person'),
  terminateUser: action('Terminate…', 'end'),
};

function action(
  title: string,
  group: UserActionFacts['group'],
  more: Partial<UserActionFacts> = {},
): UserActionFacts {
  return { title, group, ownAccount: false, needsNetworkAdmin: false, ...more };
}

/** The facts about an action. */
export const userActionFacts = (name: UserAction): UserActionFacts => facts[name];

/** Everything that one user can do to another: what the rules say about it, and the request that it is. */
import { authLevels } from '../../../src/domain/authLevel.ts';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import { mayAct, mayChangeRole, mayMove } from '../../../src/domain/grants.ts';
import type { Caller, GrantPolicy, Verdict } from '../../../src/domain/grants.ts';
import type { UserAction } from '../../../src/domain/userAction.ts';
import type { User } from '../../../src/domain/user.ts';
import type { Sent } from '../support/swiftCaller.ts';

export type Place = { readonly networkId: number; readonly mailboxId: number };

/** Where a target stands, seen from a caller in mailbox 1001 of network 1. */
export const places: Readonly<
  Record<'same mailbox' | 'other mailbox' | 'network itself' | 'other network', Place>
> = {
  'same mailbox': { networkId: 1, mailboxId: 1001 },
  'other mailbox': { networkId: 1, mailboxId: 1002 },
  'network itself': { networkId: 1, mailboxId: 0 },
  'other network': { networkId: 2, mailboxId: 2001 },
};

/** One thing to try on a user. */
export type Trial = {
  readonly name: string;
  readonly verdict: (caller: Caller, target: User, policy: GrantPolicy) => Verdict;
  readonly request: (userId: number) => Sent;
  /** The level that is given, where the place stays. */
  readonly gives?: AuthLevel;
  /** True when level or place are others afterwards, which has to be undone. */
  readonly changesRole: boolean;
};

const acts = (action: UserAction, request: Trial['request']): Trial => ({
  name: action,
  verdict: (caller, target) => mayAct(action, caller, target),
  request,
  changesRole: false,
});

const gives = (authLevel: AuthLevel): Trial => ({
  name: `give ${authLevel}`,
  verdict: (caller, target, policy) => mayChangeRole(caller, target, { ...target, authLevel }, policy),
  request: (userId) => ['POST', '/v2/users/role', { userId, authLevel }],
  gives: authLevel,
  changesRole: true,
});

const sends = ([where, place]: readonly [string, Place]): readonly Trial[] => [
  {
    name: `make General in the ${where}`,
    verdict: (caller, target, policy) =>
      mayChangeRole(caller, target, { authLevel: 'General', ...place }, policy),
    request: (userId) => ['POST', '/v2/users/role', { userId, authLevel: 'General', ...place }],
    changesRole: true,
  },
  {
    name: `move to the ${where}`,
    verdict: (caller, target) => mayMove(caller, target, place),
    request: (userId) => ['POST', '/v2/users/set-network-mailbox', { userId, ...place }],
    changesRole: true,
  },
];

/** Every trial; the one that nobody survives is the last. */
export const trials: readonly Trial[] = [
  acts('editUser', (userId) => ['PUT', '/v2/users', { userId, firstName: 'Tried' }]),
  acts('setPassword', (userId) => [
    'POST',
    '/v2/users/password',
    { userId, newPassword: 'Canary-Next-4713!' },
  ]),
  acts('resetSessions', (userId) => ['POST', `/v2/users/reset/${userId}`]),
  acts('copyApiKey', (userId) => ['GET', `/v2/users/key/${userId}`]),
  acts('sendSms', (userId) => ['POST', '/v2/users/send-sms', { userId, message: 'Hello' }]),
  acts('updateConfig', (userId) => ['POST', '/v2/users/update-config', { userId, notifyByEmail: true }]),
  ...authLevels.map(gives),
  ...Object.entries(places).flatMap(sends),
  acts('rotateApiKey', (userId) => ['POST', `/v2/users/key-generate/${userId}`]),
  acts('terminateUser', (userId) => ['DELETE', `/v2/users/${userId}`]),
];

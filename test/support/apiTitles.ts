/** Which endpoint of REST, and which operation of ECGridOS, does an operation on users; proved by the contract’s test. */
import type { Api, UserOperation } from '../../src/api/userService.ts';

/** What does an operation: its published title, and how the sandbox’s log tells its requests. */
export type Doer = { readonly title: string; readonly matches: (call: string) => boolean };

const rest = (title: string): Doer => {
  const pattern = new RegExp(`^${title.replace('{id}', '\\d+')}$`);
  return { title, matches: (call) => pattern.test(call) };
};

const ecgridos = (title: string): Doer => ({
  title,
  matches: (call) => title.split(', ').some((operation) => call.endsWith(` ${operation}`)),
});

const only = (operation: string): Readonly<Record<Api, Doer | undefined>> => ({
  rest: undefined,
  ecgridos: ecgridos(operation),
});

const by = (endpoint: string, operation: string): Readonly<Record<Api, Doer | undefined>> => ({
  rest: rest(endpoint),
  ecgridos: ecgridos(operation),
});

/** The request that does the operation itself; what is read before or afterwards is not told. */
export const titles: Readonly<Record<UserOperation, Readonly<Record<Api, Doer | undefined>>>> = {
  get: by('GET /v2/users/{id}', 'UserInfo'),
  me: by('GET /v2/users/me', 'WhoAmI'),
  byName: by('POST /v2/users/by-name', 'UserListEx'),
  list: by('POST /v2/users/list', 'UserListEx'),
  create: by('POST /v2/users', 'UserAdd, UserAddEx'),
  update: by('PUT /v2/users', 'UserUpdate'),
  setRole: by('POST /v2/users/role', 'UserSetAuthLevel'),
  setNetworkMailbox: by('POST /v2/users/set-network-mailbox', 'UserSetNetworkMailbox'),
  setPassword: by('POST /v2/users/password', 'UserPassword'),
  generatePassword: by('POST /v2/users/generate-password', 'GeneratePassword'),
  getKey: by('GET /v2/users/key/{id}', 'UserGetAPIKey'),
  generateKey: by('POST /v2/users/key-generate/{id}', 'GenerateAPIKey'),
  reset: by('POST /v2/users/reset/{id}', 'UserReset'),
  terminate: by('DELETE /v2/users/{id}', 'UserTerminate'),
  sendSms: by('POST /v2/users/send-sms', 'UserSendSMS'),
  updateConfig: by('POST /v2/users/update-config', 'UserUpdate'),
  suspend: only('UserSuspend'),
  activate: only('UserActivate'),
  unlock: only('UserReset'),
  setMaxSessions: only('UserSetMaxSessions'),
  details: only('UserInfo'),
  listDetails: only('UserListEx'),
  listLockedOut: only('UserListLockedOutEx'),
};

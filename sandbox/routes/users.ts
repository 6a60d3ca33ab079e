/** Reading users: one, oneself, by login, and in pages. */
import { filterLevel, filterStatus } from '../checks.ts';
import { spellUser, spellUserList } from '../dialect.ts';
import { accessDenied, invalidParameter } from '../envelope.ts';
import { optionalInteger, optionalString, page, pathId, requiredString, type Fields } from '../fields.ts';
import type { Mailbox } from '../networkStore.ts';
import { maySee, reachOf, type Reach } from '../permissions.ts';
import type { UserFilter } from '../userStore.ts';
import { existingUser, refuseIf, type Call, type Endpoint, type World } from './endpoint.ts';

/** `GET /v2/users/{id}`: one user within the caller's reach. */
const getUser = (world: World) => (call: Call) => {
  const user = existingUser(world, pathId(call.id));
  refuseIf(maySee(call.caller, user) ? undefined : 'the user is outside of your scope');
  return spellUser(world.dialect(), user);
};

/** `POST /v2/users/by-name`: the users with a login, in any letter case, that the caller may see; may be none. */
const usersByName = (world: World) => (call: Call) =>
  world.users
    .findByLogin(requiredString(call.body, 'login'))
    .filter((user) => maySee(call.caller, user))
    .map((user) => spellUser(world.dialect(), user));

/** An id to filter by; 0 stands for "all that you may see", as an absent field does. */
const filterId = (body: Fields, name: string): number | undefined => {
  const id = optionalInteger(body, name);
  return id === 0 ? undefined : id;
};

/** The filters of a list. */
const askedFilter = (body: Fields): UserFilter => {
  const authLevel = optionalString(body, 'authLevel');
  const status = optionalString(body, 'status');
  return {
    networkId: filterId(body, 'networkId'),
    mailboxId: filterId(body, 'mailboxId'),
    authLevel: authLevel === undefined ? undefined : filterLevel(authLevel),
    status: status === undefined ? undefined : filterStatus(status),
  };
};

/** True when a filter names a network or mailbox that the caller cannot see. */
const isForeign = (
  reach: Reach,
  { networkId, mailboxId }: UserFilter,
  mailbox: Mailbox | undefined,
): boolean => {
  switch (reach.kind) {
    case 'all':
    case 'self':
      return false;
    case 'network':
      return (
        (networkId !== undefined && networkId !== reach.networkId) ||
        (mailboxId !== undefined && mailbox?.networkId !== reach.networkId)
      );
    case 'mailbox':
      return (
        (networkId !== undefined && networkId !== reach.networkId) ||
        (mailboxId !== undefined && mailboxId !== reach.mailboxId)
      );
  }
};

/** Refuses a mailbox that is not of the network that is asked for, and any place that is out of reach. */
const checkPlace = (world: World, reach: Reach, asked: UserFilter): void => {
  const { networkId, mailboxId } = asked;
  const mailbox = mailboxId === undefined ? undefined : world.networks.mailbox(mailboxId);
  refuseIf(isForeign(reach, asked, mailbox) ? 'the network or mailbox is outside of your scope' : undefined);
  if (mailbox !== undefined && networkId !== undefined && mailbox.networkId !== networkId) {
    throw invalidParameter('mailboxId', 'not a mailbox of the network');
  }
};

/** A reach as a filter of the database. */
const reachFilter = (reach: Reach): UserFilter => {
  switch (reach.kind) {
    case 'all':
      return {};
    case 'network':
      return { networkId: reach.networkId };
    case 'mailbox':
      return { networkId: reach.networkId, mailboxId: reach.mailboxId };
    case 'self':
      throw accessDenied('your level lists no users');
  }
};

/** `POST /v2/users/list`: one page of the users within the caller's reach that match all filters, by userId. */
const listUsers = (world: World) => (call: Call) => {
  const reach = reachOf(call.caller);
  const asked = askedFilter(call.body);
  const wanted = page(call.body);
  const within = reachFilter(reach);
  checkPlace(world, reach, asked);
  const filter: UserFilter = {
    ...asked,
    networkId: asked.networkId ?? within.networkId,
    mailboxId: asked.mailboxId ?? within.mailboxId,
  };
  return spellUserList(world.dialect(), world.users.list(filter, wanted), wanted, () =>
    world.users.count(filter),
  );
};

/** The four endpoints that read users. */
export const userEndpoints = (world: World): readonly Endpoint[] => [
  {
    method: 'GET',
    path: '/v2/users/me',
    access: 'caller',
    run: ({ caller }) => spellUser(world.dialect(), caller),
  },
  { method: 'GET', path: '/v2/users/:id', access: 'caller', run: getUser(world) },
  { method: 'POST', path: '/v2/users/by-name', access: 'caller', run: usersByName(world) },
  { method: 'POST', path: '/v2/users/list', access: 'caller', run: listUsers(world) },
];

/** Reading users: one, oneself, by login, and in pages. */
import { filterLevel, filterStatus } from '../checks.ts';
import { spellUser, spellUserList } from '../dialect.ts';
import { optionalInteger, optionalString, page, pathId, requiredString, type Fields } from '../fields.ts';
import { filterId, filterWithin, visibleUser, visibleUsersCalled } from '../userReach.ts';
import type { UserFilter } from '../userStore.ts';
import type { Call, Endpoint, World } from './endpoint.ts';

/** `GET /v2/users/{id}`: one user within the caller's reach. */
const getUser =
  (world: World) =>
  ({ id, caller }: Call) =>
    spellUser(world.dialect(), visibleUser(world, caller, pathId(id)));

/** `POST /v2/users/by-name`: the users with a login, in any letter case, that the caller may see; may be none. */
const usersByName =
  (world: World) =>
  ({ body, caller }: Call) =>
    visibleUsersCalled(world, caller, requiredString(body, 'login')).map((user) =>
      spellUser(world.dialect(), user),
    );

/** The filters of a list. */
const askedFilter = (body: Fields): UserFilter => {
  const authLevel = optionalString(body, 'authLevel');
  const status = optionalString(body, 'status');
  return {
    networkId: filterId(optionalInteger(body, 'networkId')),
    mailboxId: filterId(optionalInteger(body, 'mailboxId')),
    authLevel: authLevel === undefined ? undefined : filterLevel(authLevel),
    status: status === undefined ? undefined : filterStatus(status),
  };
};

/** `POST /v2/users/list`: one page of the users within the caller's reach that match all filters, by userId. */
const listUsers =
  (world: World) =>
  ({ body, caller }: Call) => {
    const asked = askedFilter(body);
    const wanted = page(body);
    const filter = filterWithin(world, caller, asked);
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

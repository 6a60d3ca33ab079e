/** The rule that no network or mailbox is left without an active administrator by accident. */
import { itemsOf, largestPage } from '../api/paging.ts';
import type { UserService } from '../api/userService.ts';
import {
  administeredPlace,
  administeredPlaceText,
  administers,
  isSamePlace,
} from '../domain/administrators.ts';
import type { AdministeredPlace } from '../domain/administrators.ts';
import type { Role } from '../domain/consequence.ts';
import type { User, UserId } from '../domain/user.ts';

/** A user who is about to change, and what the role is afterwards; undefined when the account ends or is suspended. */
export type Leaving = { readonly user: User; readonly roleAfter: Role | undefined };

/** The place that this change takes its administrator from; undefined when it takes none. */
const placeLeft = ({ user, roleAfter }: Leaving): AdministeredPlace | undefined => {
  const place = administeredPlace(user);
  return place && !administers(roleAfter, place) ? place : undefined;
};

/** True when this change takes the administrator from a network or mailbox, so that it must be asked who else there is. */
export const leavesPlace = (leaving: Leaving): boolean => placeLeft(leaving) !== undefined;

/** True when somebody who stays administers the place: `POST /v2/users/list` until one is found. */
const hasAnother = async (
  users: UserService,
  place: AdministeredPlace,
  leaving: ReadonlySet<UserId>,
  signal?: AbortSignal,
): Promise<boolean> => {
  const { authLevel, networkId, mailboxId } = place;
  const filter = { networkId, ...(mailboxId === 0 ? {} : { mailboxId }), authLevel, status: 'Active' };
  const everyone = itemsOf(
    {
      fetchPage: (page, pageSignal) => users.list(filter, page, pageSignal),
      idOf: ({ userId }: User) => userId,
      recordsPerPage: largestPage,
    },
    () => undefined,
    signal,
  );
  for await (const user of everyone) {
    const own = administeredPlace(user);
    // A service that ignores the filter must not count others in.
    if (own && isSamePlace(own, place) && !leaving.has(user.userId)) return true;
  }
  return false;
};

/**
 * Finds out who of these would be the last active administrator to leave a network or mailbox, all of them
 * taken together.
 * @returns a sentence per user that needs an override; empty when every place keeps an administrator
 * @throws {EcgridError} when the administrators could not be listed; nothing may be written then
 */
export const lastAdministrators = async (
  users: UserService,
  leaving: readonly Leaving[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<UserId, string>> => {
  const places: AdministeredPlace[] = [];
  const going = leaving.flatMap((change) => {
    const place = placeLeft(change);
    if (!place) return [];
    if (!places.some((other) => isSamePlace(other, place))) places.push(place);
    return [{ user: change.user, place }];
  });
  const ids = new Set(going.map(({ user }) => user.userId));
  const last = new Map<UserId, string>();
  for (const place of places) {
    if (await hasAnother(users, place, ids, signal)) continue;
    const here = going.filter((one) => isSamePlace(one.place, place));
    for (const { user } of here) {
      last.set(
        user.userId,
        here.length === 1
          ? `${user.login} is the last active ${place.authLevel} of ${administeredPlaceText(place)}.`
          : `${user.login} is one of the last ${here.length} active ${place.authLevel}s of ${administeredPlaceText(place)}, who all go.`,
      );
    }
  }
  return last;
};

/** Which users a caller may list: the reach of its level, and the network and mailbox that it asks for. */
import { accessDenied, invalidParameter } from './envelope.ts';
import type { Mailbox } from './networkStore.ts';
import { maySee, reachOf, type Reach } from './permissions.ts';
import { existingUser, refuseIf, type World } from './routes/endpoint.ts';
import type { UserRecord } from './userRecord.ts';
import type { UserFilter } from './userStore.ts';

/** An id to filter by; 0 stands for "all that you may see", as an absent one does. */
export const filterId = (id: number | undefined): number | undefined => (id === 0 ? undefined : id);

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

/**
 * A filter, limited to what the caller may see.
 * @throws {ApiFailure} 403 for a level that lists nobody and for places out of reach, 400 for a mailbox of another network
 */
export const filterWithin = (world: World, caller: UserRecord, asked: UserFilter): UserFilter => {
  const reach = reachOf(caller);
  const within = reachFilter(reach);
  checkPlace(world, reach, asked);
  return {
    ...asked,
    networkId: asked.networkId ?? within.networkId,
    mailboxId: asked.mailboxId ?? within.mailboxId,
  };
};

/** One user within the caller's reach, or 404, or 403. */
export const visibleUser = (world: World, caller: UserRecord, userId: number): UserRecord => {
  const user = existingUser(world, userId);
  refuseIf(maySee(caller, user) ? undefined : 'the user is outside of your scope');
  return user;
};

/** The users with a login, in any letter case, that the caller may see: at most one per network; may be none. */
export const visibleUsersCalled = (world: World, caller: UserRecord, login: string): readonly UserRecord[] =>
  world.users.findByLogin(login).filter((user) => maySee(caller, user));

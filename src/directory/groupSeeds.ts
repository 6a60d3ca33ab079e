/** Which groups there may be, before anybody has been seen in them. */
import { authLevels } from '../domain/authLevel.ts';
import { filterOfGroup, mailboxKey, tidyFilter } from '../domain/grouping.ts';
import type { GroupBy } from '../domain/grouping.ts';
import { statuses } from '../domain/status.ts';
import type { UserFilter } from '../domain/user.ts';
import type { PlaceList, Places } from './places.ts';

/** What of the users is shown, and how it is grouped. */
export type DirectoryView = { readonly groupBy: GroupBy; readonly filter: UserFilter };

/** True for the groupings whose groups are those that {@link Places} knows. */
export const isByPlace = (by: GroupBy): boolean => by === 'network' || by === 'mailbox';

const loaded = <Item>(list: PlaceList<Item> | undefined): readonly Item[] =>
  list?.kind === 'loaded' ? list.places : [];

/** The networks that the users of a filter can be in. A mailbox is asked for in its own network alone. */
const networkIds = ({ networkId, mailboxId }: UserFilter, places: Places | undefined): readonly number[] => {
  if (networkId !== undefined) return [networkId];
  if (mailboxId === undefined) return loaded(places?.networks()).map((network) => network.networkId);
  const known = places?.networkOf(mailboxId);
  return known === undefined ? [] : [known];
};

const mailboxKeys = ({ networkId, mailboxId }: UserFilter, places: Places | undefined): readonly string[] =>
  loaded(places?.mailboxes())
    .filter((mailbox) => mailbox.networkId > 0)
    .filter((mailbox) => networkId === undefined || mailbox.networkId === networkId)
    .filter((mailbox) => mailboxId === undefined || mailbox.mailboxId === mailboxId)
    .map(mailboxKey);

/** The keys of the groups that ECGrid can be asked for and that can have users who pass the filter. */
export const knownGroups = ({ groupBy, filter }: DirectoryView, places?: Places): readonly string[] => {
  const tidy = tidyFilter(filter);
  switch (groupBy) {
    case 'level':
      return tidy.authLevel === undefined ? authLevels : [tidy.authLevel];
    case 'status':
      return tidy.status === undefined ? statuses : [tidy.status];
    case 'network':
      return networkIds(tidy, places).map(String);
    case 'mailbox':
      return mailboxKeys(tidy, places);
  }
};

/**
 * What ECGrid is asked for the users of a group who pass the filter.
 * @returns undefined when it cannot be asked for them
 */
export const askedFor = ({ groupBy, filter }: DirectoryView, key: string): UserFilter | undefined => {
  const ofGroup = filterOfGroup(groupBy, key);
  return ofGroup && { ...tidyFilter(filter), ...ofGroup };
};

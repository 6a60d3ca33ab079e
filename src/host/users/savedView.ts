/** How the users of a profile were last shown, for the next start. */
import type { Memento } from 'vscode';
import * as z from 'zod/mini';
import { isFiltering, tidyFilter } from '../../domain/grouping.ts';
import type { UserFilter } from '../../domain/user.ts';
import type { DirectoryView } from '../../directory/groupSeeds.ts';
import { readGroupBy } from './groupBySetting.ts';

/** The key in the global state: a filter for each profile that has one, by the profile's ID. */
export const filterKey = 'ecgrid.filter';

const text = z.catch(z._default(z.string(), ''), '');
const id = z.catch(z._default(z.int().check(z.nonnegative()), 0), 0);
const SavedFilter = z.pipe(
  z.object({ status: text, authLevel: text, networkId: id, mailboxId: id }),
  z.transform((filter): UserFilter => tidyFilter(filter)),
);
const SavedFilters = z.catch(z.record(z.string(), z.catch(SavedFilter, {})), {});

const savedFilters = (memento: Memento): Map<string, UserFilter> =>
  new Map(Object.entries(SavedFilters.parse(memento.get(filterKey) ?? {})));

/** Keeps the filter of a profile for the next start. */
export const saveFilter = async (memento: Memento, profileId: string, filter: UserFilter): Promise<void> => {
  const filters = savedFilters(memento);
  if (isFiltering(filter)) filters.set(profileId, tidyFilter(filter));
  else filters.delete(profileId);
  await memento.update(filterKey, Object.fromEntries(filters));
};

/** The view that a session of a profile begins with. */
export const savedView = (memento: Memento, profileId: string): DirectoryView => ({
  groupBy: readGroupBy(),
  filter: savedFilters(memento).get(profileId) ?? {},
});

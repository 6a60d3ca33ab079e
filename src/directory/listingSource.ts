/** Where the listings of a directory come from: the cursors over the pages of a filter, and what is made of them. */
import { tidyFilter } from '../domain/grouping.ts';
import type { User, UserFilter, UserId } from '../domain/user.ts';
import { PageCursor } from '../api/paging.ts';
import type { FetchPage, PageRequest } from '../api/paging.ts';
import type { ReadList } from '../api/reader.ts';
import type { DirectoryView } from './groupSeeds.ts';
import { Listing } from './listing.ts';
import type { Everyone, ListingContext } from './listing.ts';

/** Fetches one page of the users that match a filter: `UserService.list`. */
export type ListUsers = (
  filter: UserFilter,
  page: PageRequest,
  signal?: AbortSignal,
) => Promise<ReadList<User>>;

export type ListingSourceOptions = Pick<ListingContext, 'latest' | 'places'> & {
  readonly listUsers: ListUsers;
  /** Users a page, 1 to 500. */
  readonly pageSize: number;
};

const idOf = (user: User): UserId => user.userId;

/** Makes listings; asks nothing by itself. */
export class ListingSource {
  readonly #options: ListingSourceOptions;

  constructor(options: ListingSourceOptions) {
    this.#options = options;
  }

  /** The listing of all users that pass a filter; its first page is kept as it comes. */
  everyone(filter: UserFilter): Everyone {
    let firstList: ReadList<User> | undefined;
    const cursor = this.#cursor(tidyFilter(filter), (list) => (firstList ??= list));
    return { cursor, firstList: () => firstList };
  }

  /** A view of everyone, with nobody in it yet. */
  listing(everyone: Everyone, view: DirectoryView): Listing {
    const { latest, places } = this.#options;
    return new Listing(view, everyone, { cursorFor: (filter) => this.#cursor(filter), latest, places });
  }

  #cursor(filter: UserFilter, onPage?: (list: ReadList<User>) => void): PageCursor<User> {
    const { listUsers, pageSize } = this.#options;
    const fetchPage: FetchPage<User> = async (page, signal) => {
      const list = await listUsers(filter, page, signal);
      onPage?.(list);
      return list;
    };
    return new PageCursor({ fetchPage, idOf, recordsPerPage: pageSize });
  }
}

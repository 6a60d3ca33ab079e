/** Directories on the real client and a real sandbox, with doors that hold requests up where a test says so. */
import type { TestContext } from 'node:test';
import * as z from 'zod/mini';
import type { EcgridClient } from '../../../src/api/client.ts';
import { Directory } from '../../../src/directory/directory.ts';
import type { DirectoryChange } from '../../../src/directory/group.ts';
import type { ListUsers } from '../../../src/directory/listingSource.ts';
import type { DirectoryView } from '../../../src/directory/groupSeeds.ts';
import { Places } from '../../../src/directory/places.ts';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import { authLevels } from '../../../src/domain/authLevel.ts';
import type { UserFilter } from '../../../src/domain/user.ts';
import type { SandboxOptions } from '../../../sandbox/server.ts';
import { openEcgrid } from './ecgrid.ts';
import type { Arrived, Ecgrid } from './ecgrid.ts';

/** Holds up what waits at it until it is opened. */
export type Door = { readonly pass: () => Promise<void>; readonly open: () => void };

/** A door that is closed at first. */
export const aDoor = (): Door => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return {
    pass: async () => {
      await promise;
    },
    open: () => resolve(undefined),
  };
};

export type DirectorySetting = SandboxOptions & {
  readonly pageSize?: number;
  readonly concurrency?: number;
  readonly level?: AuthLevel;
  readonly view?: Partial<DirectoryView>;
  /** True for a directory that knows the names of networks and mailboxes. */
  readonly named?: boolean;
  /** Wraps the requests of the client. */
  readonly around?: (list: ListUsers, ecgrid: Ecgrid) => ListUsers;
};

export type Opened = Ecgrid & {
  readonly directory: Directory;
  readonly places: Places;
  /** What the directory has told since the last look. */
  readonly changes: () => readonly DirectoryChange[];
  /** The ids of all users that the caller can see, in one unfiltered listing. */
  readonly everybody: () => Promise<readonly number[]>;
};

/** The places of a client. */
export const placesOf = ({ networks }: EcgridClient): Places =>
  new Places({
    listNetworks: (page, signal) => networks.listNetworks({}, page, signal),
    listMailboxes: (page, signal) => networks.listMailboxes({}, page, signal),
  });

/** Opens a directory as Root, who sees everybody, unless told. */
export const openDirectory = async (t: TestContext, setting: DirectorySetting = {}): Promise<Opened> => {
  const { pageSize = 500, concurrency, level = 'Root', view = {}, named, around, ...options } = setting;
  const ecgrid = await openEcgrid(t, options);
  const client = ecgrid.client(level);
  const { users } = client;
  const places = placesOf(client);
  const list: ListUsers = (filter, page, signal) => users.list(filter, page, signal);
  const directory = new Directory({
    listUsers: around ? around(list, ecgrid) : list,
    pageSize,
    view,
    ...(named === true ? { places } : {}),
    ...(concurrency === undefined ? {} : { concurrency }),
  });
  t.after(() => directory.dispose());
  let told: DirectoryChange[] = [];
  directory.onDidChange((change) => told.push(change));
  return {
    ...ecgrid,
    directory,
    places,
    changes: () => {
      const before = told;
      told = [];
      return before;
    },
    everybody: async () => {
      const { items } = await users.list({}, { pageNo: 1, recordsPerPage: 500 });
      return items.map(({ userId }) => userId).sort((a, b) => a - b);
    },
  };
};

/** The ids of all users that are shown, in ascending order. */
export const shown = (directory: Directory): readonly number[] =>
  directory
    .users()
    .map(({ userId }) => userId)
    .sort((a, b) => a - b);

/** Presses "Load more…" wherever it is offered until it is offered nowhere; fails when that takes too long. */
export const loadEverything = async (directory: Directory): Promise<void> => {
  for (let round = 0; round < 100; round += 1) {
    const open = directory.groups().filter(({ load }) => load.kind !== 'loaded' || !load.complete);
    if (open.length === 0) return;
    await Promise.all(open.map(({ key }) => directory.loadMore(key)));
  }
  throw new Error('there is no end to "Load more…"');
};

/** The levels that requests were filtered by; `''` for those without a filter. */
export const levelsAsked = (filters: readonly UserFilter[]): readonly string[] =>
  filters.map(({ authLevel = '' }) => authLevel);

/** The nine levels, and the one that the sandbox has besides. */
export const levelsThere: readonly string[] = [...authLevels, 'AuditUser'];

/** The filters that users were asked for, without the pages. */
export const filtersAsked = (requests: readonly Arrived[]): readonly unknown[] =>
  requests
    .filter(({ call }) => call === 'POST /v2/users/list')
    .map(({ body }) => UserFilterAsked.parse(body));

const UserFilterAsked = z.object({
  status: z.optional(z.string()),
  authLevel: z.optional(z.string()),
  networkId: z.optional(z.int()),
  mailboxId: z.optional(z.int()),
});

/** Every group as `key: users`, in order. */
export const groupsShown = (directory: Directory): readonly string[] =>
  directory.groups().map(({ key, users }) => `${key}: ${users.length}`);

/** Directories on the real client and a real sandbox, with doors that hold requests up where a test says so. */
import type { TestContext } from 'node:test';
import { Directory } from '../../../src/directory/directory.ts';
import type { DirectoryChange, ListUsers } from '../../../src/directory/directory.ts';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import { authLevels } from '../../../src/domain/authLevel.ts';
import type { UserFilter } from '../../../src/domain/user.ts';
import type { SandboxOptions } from '../../../sandbox/server.ts';
import { openEcgrid } from './ecgrid.ts';
import type { Ecgrid } from './ecgrid.ts';

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
  /** Wraps the requests of the client. */
  readonly around?: (list: ListUsers, ecgrid: Ecgrid) => ListUsers;
};

export type Opened = Ecgrid & {
  readonly directory: Directory;
  /** What the directory has told since the last look. */
  readonly changes: () => readonly DirectoryChange[];
  /** The ids of all users that the caller can see, in one unfiltered listing. */
  readonly everybody: () => Promise<readonly number[]>;
};

/** Opens a directory as Root, who sees everybody, unless told. */
export const openDirectory = async (t: TestContext, setting: DirectorySetting = {}): Promise<Opened> => {
  const { pageSize = 500, concurrency, level = 'Root', around, ...options } = setting;
  const ecgrid = await openEcgrid(t, options);
  const { users } = ecgrid.client(level);
  const list: ListUsers = (filter, page, signal) => users.list(filter, page, signal);
  const directory = new Directory({
    listUsers: around ? around(list, ecgrid) : list,
    pageSize,
    ...(concurrency === undefined ? {} : { concurrency }),
  });
  t.after(() => directory.dispose());
  let told: DirectoryChange[] = [];
  directory.onDidChange((change) => told.push(change));
  return {
    ...ecgrid,
    directory,
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
    await Promise.all(open.map(({ authLevel }) => directory.loadMore(authLevel)));
  }
  throw new Error('there is no end to "Load more…"');
};

/** The levels that requests were filtered by; `''` for those without a filter. */
export const levelsAsked = (filters: readonly UserFilter[]): readonly string[] =>
  filters.map(({ authLevel = '' }) => authLevel);

/** The nine levels, and the one that the sandbox has besides. */
export const levelsThere: readonly string[] = [...authLevels, 'AuditUser'];

/** How the groups of a listing are loaded: those that come first by themselves, a few at a time, the others when asked. */
import type { DirectoryChange, Group } from './group.ts';
import { isByPlace } from './groupSeeds.ts';
import type { Listing } from './listing.ts';
import type { Places } from './places.ts';

export type GroupLoadingOptions = {
  /** The listing that is shown now; another one’s groups are loaded no further. */
  readonly shown: () => Listing | undefined;
  readonly changed: (change: DirectoryChange) => void;
  /** Groups by network and mailbox are known by these alone. */
  readonly places: Places | undefined;
  /** How many groups are loaded at once. */
  readonly concurrency: number;
  /** Ends every request. */
  readonly ended: AbortSignal;
};

/** Loads groups. */
export class GroupLoading {
  readonly #options: GroupLoadingOptions;

  constructor(options: GroupLoadingOptions) {
    this.#options = options;
  }

  /** The directory is larger than a page: the first page of the groups that come first. */
  async loadAll(listing: Listing, overtaken?: AbortSignal): Promise<void> {
    const { changed, concurrency } = this.#options;
    if (listing.complete || !(await this.#knowsGroups(listing))) return;
    const waiting = [...listing.openAll()];
    changed('all');
    const work = async (): Promise<void> => {
      for (let group = waiting.shift(); group; group = waiting.shift()) {
        if (overtaken?.aborted === true) return;
        // Somebody may have asked for more of it meanwhile.
        if (group.load.kind !== 'idle' && group.load.kind !== 'loading') continue;
        await this.load(listing, group);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  }

  /** Loads a group's next page. A user that was in another group until now has been moved meanwhile. */
  async load(listing: Listing, group: Group): Promise<void> {
    const { shown, changed, ended } = this.#options;
    if (listing !== shown()) return;
    const moved = await listing.loadGroup(group, ended);
    if (listing === shown()) changed(moved ? 'all' : { key: group.key });
  }

  /** @returns false when another listing has taken the place of this one meanwhile */
  async #knowsGroups(listing: Listing): Promise<boolean> {
    const { places, shown, changed } = this.#options;
    if (!isByPlace(listing.view.groupBy) || !places) return true;
    changed('all');
    await places.load();
    return listing === shown();
  }
}

/** The users that one filter lets through, divided into the groups of one grouping. */
import { compareGroups, groupKey, passes, sameFilter } from '../domain/grouping.ts';
import type { User, UserFilter, UserId } from '../domain/user.ts';
import { noNames } from '../domain/userText.ts';
import type { Page, PageCursor } from '../api/paging.ts';
import type { ReadList, UnreadableRecord } from '../api/reader.ts';
import { Group } from './group.ts';
import type { GroupState } from './group.ts';
import { askedFor, knownGroups } from './groupSeeds.ts';
import type { DirectoryView } from './groupSeeds.ts';
import type { Places } from './places.ts';

/** The listing of all users that pass the filter, and its first page as it came. */
export type Everyone = {
  readonly cursor: PageCursor<User>;
  readonly firstList: () => ReadList<User> | undefined;
};

/** What a listing needs of its directory. */
export type ListingContext = {
  readonly cursorFor: (filter: UserFilter) => PageCursor<User>;
  /** What is known of a user by now. */
  readonly latest: (user: User) => User;
  readonly places: Places | undefined;
};

/** The most groups that are loaded without being asked for. */
export const mostEager = 12;

/** One view of the users. A user is in one group at most. */
export class Listing {
  readonly view: DirectoryView;
  readonly everyone: Everyone;
  readonly #context: ListingContext;
  readonly #ended = new AbortController();
  readonly #groups = new Map<string, Group>();
  readonly #groupOf = new Map<UserId, Group>();
  /** Groups that are loaded when somebody opens them, and shown until then although nobody is in them. */
  readonly #onDemand = new Set<string>();
  #unreadable: readonly UnreadableRecord[] = [];
  #sorted: readonly Group[] | undefined;
  /** The one group that there can be, where the filter says so: its pages are those of everyone. */
  #only: Group | undefined;

  constructor(view: DirectoryView, everyone: Everyone, context: ListingContext) {
    this.view = view;
    this.everyone = everyone;
    this.#context = context;
  }

  /** True when all users that pass the filter are known. */
  get complete(): boolean {
    return this.everyone.cursor.done || (this.#only?.load.kind === 'loaded' && this.#only.done);
  }

  /** Aborted when another listing has taken the place of this one. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  end(): void {
    this.#ended.abort();
  }

  groups(): readonly GroupState[] {
    return this.#order()
      .filter((group) => this.#isShown(group))
      .map((group) => this.#stateOf(group));
  }

  group(key: string): GroupState | undefined {
    const group = this.#groups.get(key);
    return group && this.#stateOf(group);
  }

  find(userId: UserId): User | undefined {
    return this.#groupOf.get(userId)?.get(userId);
  }

  unreadable(): readonly UnreadableRecord[] {
    const inGroups = [...this.#groups.values()].flatMap((group) => group.unreadable);
    // The first page and a group's own first page may name the same record.
    const all = [...this.#unreadable, ...inGroups].map((record) => [record.identity, record] as const);
    return [...new Map(all).values()];
  }

  /** Names have arrived, or changed: the order of the groups may be another. */
  reorder(): void {
    this.#sorted = undefined;
  }

  /** Puts a user where it belongs, and nowhere else. @returns false when the filter hides it */
  place(user: User): boolean {
    if (!passes(this.view.filter, user)) {
      this.#drop(user.userId);
      return false;
    }
    const group = this.#open(groupKey(this.view.groupBy, user));
    this.#settle(user.userId, group);
    group.put(user);
    return true;
  }

  /** Takes over a page of everyone. */
  takePage({ items, unreadable, last }: Page<User>): void {
    for (const user of items) this.place(this.#context.latest(user));
    this.#unreadable = [...this.#unreadable, ...unreadable];
    if (!last) return;
    for (const group of this.#groups.values()) group.finish();
    this.#onDemand.clear();
  }

  /** The same users in another grouping. What was known stays known. */
  regrouped(groupBy: DirectoryView['groupBy']): Listing {
    const other = new Listing({ ...this.view, groupBy }, this.everyone, this.#context);
    for (const group of this.#groups.values()) for (const user of group.users()) other.place(user);
    other.#unreadable = this.unreadable();
    return other;
  }

  /**
   * Opens every group that there may be.
   * @returns those that are to be loaded now, in the order in which they are shown; the others wait to be opened
   */
  openAll(): readonly Group[] {
    for (const key of knownGroups(this.view, this.#context.places)) this.#open(key);
    const waiting = this.#order().filter((group) => !group.done);
    const eager = waiting.slice(0, mostEager);
    for (const { key } of eager) this.#onDemand.delete(key);
    return eager;
  }

  /** The group itself, to be loaded. */
  toLoad(key: string): Group | undefined {
    return this.#groups.get(key);
  }

  /** Loads a group's next page. @returns true when one of its users was in another group until now */
  async loadGroup(group: Group, ended: AbortSignal): Promise<boolean> {
    const users = await group.loadNext(AbortSignal.any([this.signal, ended]));
    return users.map(({ userId }) => this.#settle(userId, group)).includes(true);
  }

  /** Notes where a user is from now on. @returns true when it was elsewhere */
  #settle(userId: UserId, group: Group): boolean {
    const former = this.#groupOf.get(userId);
    this.#groupOf.set(userId, group);
    if (former === undefined || former === group) return false;
    former.remove(userId);
    return true;
  }

  #drop(userId: UserId): void {
    const former = this.#groupOf.get(userId);
    if (former === undefined) return;
    this.#groupOf.delete(userId);
    former.remove(userId);
    this.everyone.cursor.forget(userId);
  }

  #open(key: string): Group {
    const existing = this.#groups.get(key);
    if (existing) return existing;
    const { latest } = this.#context;
    const { groupBy, filter } = this.view;
    const asked = this.everyone.cursor.done ? undefined : askedFor(this.view, key);
    const cursor = asked && this.#context.cursorFor(asked);
    const belongs = (user: User): boolean => groupKey(groupBy, user) === key && passes(filter, user);
    const group = new Group({ key, cursor, latest, belongs });
    this.#groups.set(key, group);
    this.#sorted = undefined;
    if (cursor) this.#begin(group, cursor, asked);
    return group;
  }

  /** A group that is the whole listing needs no request for what the first page has told. */
  #begin(group: Group, cursor: PageCursor<User>, asked: UserFilter): void {
    const firstList = sameFilter(asked, this.view.filter) ? this.everyone.firstList() : undefined;
    if (firstList === undefined) {
      this.#onDemand.add(group.key);
      return;
    }
    this.#only = group;
    for (const { userId } of group.take(cursor.accept(firstList))) this.#settle(userId, group);
  }

  #order(): readonly Group[] {
    const compare = compareGroups(this.view.groupBy, this.#context.places ?? noNames);
    this.#sorted ??= [...this.#groups.values()].sort((a, b) => compare(a.key, b.key));
    return this.#sorted;
  }

  #isShown({ key, size, load }: Group): boolean {
    const goesOn = load.kind === 'loaded' && !load.complete;
    return size > 0 || load.kind === 'failed' || goesOn || this.#onDemand.has(key);
  }

  #stateOf(group: Group): GroupState {
    const cannotBeAsked = askedFor(this.view, group.key) === undefined;
    const partial = cannotBeAsked && !this.everyone.cursor.done;
    return { by: this.view.groupBy, key: group.key, users: group.users(), load: group.load, partial };
  }
}

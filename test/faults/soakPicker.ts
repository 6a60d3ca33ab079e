/** What the soak does next, and to whom. */
import type { User } from '../../src/domain/user.ts';
import type { JournalEntry } from '../../src/journal/record.ts';
import { anyDeed, undoing } from './soakDeeds.ts';
import { actOn, create } from './soakStep.ts';
import type { Stepped } from './soakStep.ts';
import type { SoakCaller, SoakWorld } from './soakWorld.ts';

/** Something that is ready to be done. */
export type Task = () => Promise<Stepped>;

/** Picks what is done next: nobody is picked who is in somebody’s hands, or of whom nobody knows. */
export class Picker {
  readonly #world: SoakWorld;
  readonly #busy = new Set<number>();
  /** Users of whom ECGrid may still do what nobody waited for. */
  readonly unsettled = new Set<string>();
  #count = 0;

  constructor(world: SoakWorld) {
    this.#world = world;
  }

  /** Tasks of one caller, each on somebody else. */
  tasks(caller: SoakCaller, undoable: JournalEntry[]): readonly Task[] {
    const { random } = this.#world;
    const size = random.chance(0.5) ? 1 : 2 + random.below(7);
    return Array.from({ length: size }, () => this.#task(caller, undoable)).filter(
      (task) => task !== undefined,
    );
  }

  /** Everybody is free again. */
  release(): void {
    this.#busy.clear();
  }

  #task(caller: SoakCaller, undoable: JournalEntry[]): Task | undefined {
    const world = this.#world;
    this.#count += 1;
    const run = String(this.#count);
    if (world.random.chance(0.1)) return () => create(world, caller, run);
    const entry = undoable.pop();
    const user = entry ? caller.directory.find(entry.begun.target.userId ?? 0) : this.#anybody(caller);
    if (!user || !this.#isFree(user)) return undefined;
    this.#busy.add(user.userId);
    const deed = entry ? undoing(entry, caller) : anyDeed(world, caller, user, this.#count);
    return async () => actOn(world, caller, await this.#looked(caller, user), deed, run);
  }

  #anybody({ directory }: SoakCaller): User | undefined {
    const users = directory.users().filter((user) => this.#isFree(user));
    // Those who are terminated can only be refused: one try in ten is enough.
    const alive = users.filter(({ status }) => status !== 'Terminated');
    const { random } = this.#world;
    const from = random.chance(0.9) ? alive : users;
    return from.length > 0 ? random.pick(from) : undefined;
  }

  #isFree({ userId, login }: User): boolean {
    return !this.#busy.has(userId) && !this.unsettled.has(login) && !this.#world.isCaller(userId);
  }

  /** Most look at the user before they act, as a form does; the others act on what the tree shows. */
  async #looked({ users, directory, signal }: SoakCaller, user: User): Promise<User> {
    if (this.#world.random.chance(0.2)) return user;
    const now = await users.get(user.userId, signal).catch(() => user);
    directory.apply(now);
    return now;
  }
}

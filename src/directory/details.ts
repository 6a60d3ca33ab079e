/** What ECGridOS alone tells of a user, for whoever looks at one: asked once, and kept for a while. */
import { isEcgridError } from '../api/ecgridError.ts';
import type { User, UserId } from '../domain/user.ts';

export type DetailsOptions = {
  /** {@link UserService.details}; undefined where the profile does without ECGridOS. */
  readonly read: ((userId: UserId, signal: AbortSignal) => Promise<User>) | undefined;
  /** How many users are kept; those who were asked for first are forgotten first. */
  readonly most?: number;
};

/** One request, and who waits for it. */
type Reading = {
  readonly answer: Promise<User | undefined>;
  readonly stop: AbortController;
  readonly waiting: Set<AbortSignal>;
};

/** The details of the users of one session. Never in the way: what cannot be read is not there. */
export class Details {
  readonly #options: DetailsOptions;
  readonly #readings = new Map<UserId, Reading>();
  readonly #ended = new AbortController();
  /** True once ECGridOS could not be found: nobody shall wait for that at every user. */
  #isAbsent = false;

  constructor(options: DetailsOptions) {
    this.#options = options;
  }

  /**
   * A user with details. A request under way is shared, and ended when nobody waits for it any more.
   * @returns undefined when they cannot be read, or are no longer wanted
   */
  of(userId: UserId, signal: AbortSignal): Promise<User | undefined> {
    const { read } = this.#options;
    if (!read || this.#isAbsent || signal.aborted || this.#ended.signal.aborted)
      return Promise.resolve(undefined);
    const reading = this.#readings.get(userId) ?? this.#begin(userId, read);
    return this.#wait(userId, reading, signal);
  }

  /** Forgets a user, of whom something newer is known; an answer under way is not waited for. */
  forget(userId: UserId): void {
    this.#drop(userId, this.#readings.get(userId)?.stop);
  }

  /** Forgets everybody, and that ECGridOS could not be found. */
  clear(): void {
    for (const userId of [...this.#readings.keys()]) this.forget(userId);
    this.#isAbsent = false;
  }

  /** Ends every request. */
  dispose(): void {
    this.#ended.abort();
    this.clear();
  }

  #begin(userId: UserId, read: NonNullable<DetailsOptions['read']>): Reading {
    const stop = new AbortController();
    const answer = read(userId, stop.signal).then(
      (user) => (stop.signal.aborted ? undefined : user),
      (error: unknown) => {
        if (stop.signal.aborted) return undefined;
        this.#drop(userId, stop);
        this.#isAbsent = isEcgridError(error) && ['notEcgrid', 'unreachable'].includes(error.kind);
        return undefined;
      },
    );
    const reading = { answer, stop, waiting: new Set<AbortSignal>() };
    this.#readings.set(userId, reading);
    this.#makeRoom();
    return reading;
  }

  /** Ends a reading; one that has taken its place stays. */
  #drop(userId: UserId, stop: AbortController | undefined): void {
    stop?.abort();
    if (this.#readings.get(userId)?.stop === stop) this.#readings.delete(userId);
  }

  #makeRoom(): void {
    const { most = 2000 } = this.#options;
    const [oldest] = this.#readings.keys();
    if (this.#readings.size > most && oldest !== undefined) this.#readings.delete(oldest);
  }

  #wait(userId: UserId, { answer, stop, waiting }: Reading, signal: AbortSignal): Promise<User | undefined> {
    waiting.add(signal);
    return new Promise((resolve) => {
      const leave = (): void => {
        waiting.delete(signal);
        if (waiting.size === 0) this.#drop(userId, stop);
        resolve(undefined);
      };
      signal.addEventListener('abort', leave, { once: true });
      void answer.then((user) => {
        waiting.delete(signal);
        signal.removeEventListener('abort', leave);
        resolve(user);
      });
    });
  }
}

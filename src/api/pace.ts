/**
 * How fast a service may be asked: a bound on what is under way at once, and a rate that is learned when it refuses
 * (429). All requests with one key share one pace, so that none is refused for another’s sake again and again.
 */
import { EventEmitter } from 'node:events';

/** How things stand: nothing is held back, nothing is sent for a while, or requests wait for their turn. */
export type PaceState =
  | { readonly kind: 'free' }
  /** `seconds` from now on, whole ones. */
  | { readonly kind: 'paused'; readonly seconds: number }
  | { readonly kind: 'slowed'; readonly perSecond: number };

/** What an attempt has told: `refused` = too many requests, with the seconds that are to be waited for, if told. */
export type PaceAnswer = 'answered' | 'unanswered' | { readonly refused: number | undefined };

/** The right to send one request, which is given back when the attempt has ended; the second time changes nothing. */
export type Turn = (answer: PaceAnswer) => void;

/** What gives requests their turn, and tells how things stand: {@link Pace}. */
export type Pacing = {
  /** How things stand now. */
  readonly state: PaceState;
  /** Calls `listener` when things stand otherwise. @returns ends that */
  readonly onDidChange: (listener: (state: PaceState) => void) => () => void;
  /** Waits for a turn, first come, first served. Rejects with the signal’s reason when it is aborted meanwhile. */
  readonly turn: (signal?: AbortSignal) => Promise<Turn>;
};

/** How many requests are under way at once; a polite limit. */
export const mostUnderWay = 8;

const second = 1000;
/** One request a second is not what was too many: somebody else uses the same key. */
const fewest = 1;
/** After a refusal, this part of what was sent in the second before; after the first, no fewer than may be under way. */
const slower = 0.75;
/** With each second of good answers a tenth more is tried, and one. */
const faster = (perSecond: number): number => perSecond * 1.1 + 1;
/** A rate that is so many times the one that was refused is no limit any more. */
const forgotten = 4;

/** What pace goes by. */
export type PaceClock = {
  /** Milliseconds; never goes back. */
  readonly now: () => number;
  /** Calls `wake` once, in so many milliseconds, unless the process `mayEnd` before and does. @returns forgets about it */
  readonly after: (milliseconds: number, wake: () => void, mayEnd: boolean) => () => void;
};

const systemClock: PaceClock = {
  now: () => performance.now(),
  after: (milliseconds, wake, mayEnd) => {
    const timer = setTimeout(wake, milliseconds);
    if (mayEnd) timer.unref();
    return () => clearTimeout(timer);
  },
};

type Waiting = { readonly take: () => void };

/** Gives requests their turn. */
export class Pace implements Pacing {
  readonly #clock: PaceClock;
  readonly #events = new EventEmitter<{ change: [PaceState] }>();
  readonly #waiting: Waiting[] = [];
  #forget = (): void => undefined;
  #underWay = 0;
  /** When requests of the last second began; all times are milliseconds of the clock. */
  #begun: readonly number[] = [];
  #perSecond = Infinity;
  #refusedRate = Infinity;
  /** When the rate was learned, or last raised. */
  #changedAt = 0;
  #slowedAt = -Infinity;
  #notBefore = -Infinity;
  #pausedUntil = -Infinity;
  #told: PaceState = { kind: 'free' };

  constructor(clock: PaceClock = systemClock) {
    this.#clock = clock;
  }

  get state(): PaceState {
    const left = this.#pausedUntil - this.#clock.now();
    if (left > 0) return { kind: 'paused', seconds: Math.ceil(left / second) };
    if (this.#waiting.length > 0 && this.#perSecond !== Infinity)
      return { kind: 'slowed', perSecond: Math.max(1, Math.round(this.#perSecond)) };
    return { kind: 'free' };
  }

  onDidChange(listener: (state: PaceState) => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  async turn(signal?: AbortSignal): Promise<Turn> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const waiting: Waiting = { take: () => resolve(undefined) };
    const leave = (): void => {
      const place = this.#waiting.indexOf(waiting);
      // It has its turn already.
      if (place < 0) return;
      this.#waiting.splice(place, 1);
      reject(signal?.reason);
      this.#go();
    };
    this.#waiting.push(waiting);
    signal?.addEventListener('abort', leave);
    this.#go();
    await promise.finally(() => signal?.removeEventListener('abort', leave));
    return this.#turnFrom(this.#clock.now());
  }

  #turnFrom(began: number): Turn {
    let ended = false;
    return (answer) => {
      if (ended) return;
      ended = true;
      this.#underWay -= 1;
      if (answer === 'answered') this.#hurry(began);
      else if (answer !== 'unanswered') this.#slowDown(began, answer.refused);
      this.#go();
    };
  }

  /** Lets go whoever may; a timer comes back for the next. */
  #go(): void {
    this.#forget();
    const now = this.#clock.now();
    while (this.#underWay < mostUnderWay && this.#notBefore <= now) {
      const next = this.#waiting.shift();
      if (!next) break;
      this.#underWay += 1;
      this.#begun = [...this.#begun.filter((time) => time > now - second), now];
      this.#notBefore = now + second / this.#perSecond;
      next.take();
    }
    this.#comeBack(now);
    this.#tell();
  }

  /** When the next may go; in a pause every second besides, to tell how long it lasts. */
  #comeBack(now: number): void {
    const isPaused = this.#pausedUntil > now;
    if (this.#notBefore <= now || (this.#waiting.length === 0 && !isPaused)) return;
    const left = this.#notBefore - now;
    const untilThen = isPaused ? Math.min(left, left % second || second) : left;
    // A process need not go on for a pause that nobody waits for.
    this.#forget = this.#clock.after(untilThen, () => this.#go(), this.#waiting.length === 0);
  }

  /** Those that were on their way when the rate was learned tell nothing new about it. */
  #slowDown(began: number, seconds: number | undefined): void {
    const now = this.#clock.now();
    if (seconds !== undefined && seconds > 0) {
      this.#pausedUntil = Math.max(this.#pausedUntil, now + seconds * second);
      this.#notBefore = Math.max(this.#notBefore, this.#pausedUntil);
    }
    const rate = this.#begun.filter((time) => time > now - second).length;
    if (began < this.#slowedAt || rate <= fewest) return;
    const isFirst = this.#perSecond === Infinity;
    this.#refusedRate = Math.min(this.#perSecond, rate);
    this.#perSecond = Math.max(isFirst ? mostUnderWay : fewest, this.#refusedRate * slower);
    [this.#slowedAt, this.#changedAt] = [now, now];
  }

  #hurry(began: number): void {
    const now = this.#clock.now();
    if (this.#perSecond === Infinity || began < this.#slowedAt || now - this.#changedAt < second) return;
    this.#changedAt = now;
    this.#perSecond = faster(this.#perSecond);
    if (this.#perSecond > Math.max(mostUnderWay, this.#refusedRate) * forgotten) this.#perSecond = Infinity;
  }

  #tell(): void {
    const { state } = this;
    if (JSON.stringify(state) === JSON.stringify(this.#told)) return;
    this.#told = state;
    this.#events.emit('change', state);
  }
}

/** The turns of one request: one for each attempt. Disposed of, it gives back one that no attempt has ended. */
export class Turns implements Disposable {
  readonly #pace: Pacing;
  #turn: Turn | undefined;

  constructor(pace: Pacing) {
    this.#pace = pace;
  }

  /** Waits for the next turn. */
  async next(signal?: AbortSignal): Promise<void> {
    this.#turn = await this.#pace.turn(signal);
  }

  /** Tells how the attempt has ended; only the first time counts. */
  end(answer: PaceAnswer): void {
    this.#turn?.(answer);
  }

  [Symbol.dispose](): void {
    this.end('unanswered');
  }
}

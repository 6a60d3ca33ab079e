/** Time that passes when a test says so. */
import { setImmediate } from 'node:timers/promises';
import type { PaceClock } from '../../../src/api/pace.ts';

/** A clock whose hands are moved by hand. */
export class Clock implements PaceClock {
  #now = 0;
  readonly #alarms = new Map<() => void, number>();

  /** Milliseconds since it was made. */
  readonly now = (): number => this.#now;

  readonly after = (milliseconds: number, wake: () => void): (() => void) => {
    this.#alarms.set(wake, this.#now + milliseconds);
    return () => this.#alarms.delete(wake);
  };

  /** Lets time pass, millisecond by millisecond; what comes of it has happened when it resolves. */
  async pass(milliseconds: number): Promise<void> {
    for (let count = 0; count < milliseconds; count += 1) {
      this.#now += 1;
      this.#wake();
      await setImmediate();
    }
  }

  #wake(): void {
    for (const [wake, time] of [...this.#alarms])
      if (time <= this.#now) {
        this.#alarms.delete(wake);
        wake();
      }
  }
}

/** Time that passes when a test says so, for what waits by a clock and by timers. */
import type { TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';

/** A clock, and its hands. */
export type Clock = {
  /** Milliseconds since the test began. */
  readonly now: () => number;
  /** Lets time pass, millisecond by millisecond; whatever a timer sets off has happened when it resolves. */
  readonly pass: (milliseconds: number) => Promise<void>;
};

/** Stops the time of a test; timers fire when its clock says so. */
export const openClock = (t: TestContext): Clock => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  const pass = async (milliseconds: number): Promise<void> => {
    for (let count = 0; count < milliseconds; count += 1) {
      now += 1;
      t.mock.timers.tick(1);
      await setImmediate();
    }
  };
  return { now: () => now, pass };
};

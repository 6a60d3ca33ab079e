/** Pauses that nobody has to wait for: they end at once, and how long they were to be is noted. */
import type { TestContext } from 'node:test';

/** Cuts short every pause in a range of milliseconds until the test ends. @returns them, in their order */
export const skipPauses = (t: TestContext, from: number, to: number): readonly number[] => {
  const pauses: number[] = [];
  const real = globalThis.setTimeout;
  t.after(() => {
    globalThis.setTimeout = real;
  });
  globalThis.setTimeout = new Proxy(real, {
    apply: (target, self, [callback, pause = 0, ...rest]: Parameters<typeof setTimeout>): unknown => {
      const isMeant = pause >= from && pause <= to;
      if (isMeant) pauses.push(pause);
      return Reflect.apply(target, self, [callback, isMeant ? 0 : pause, ...rest]);
    },
  });
  return pauses;
};

/**
 * Chance that can be repeated: the same seed always gives the same numbers, on every machine.
 * Each purpose draws from a stream of its own, so that one more draw for one of them never shifts another.
 */

/** A stream of repeatable random choices. */
export type Random = {
  /** A number from 0 up to, but not including, 1. */
  readonly next: () => number;
  /** An integer from 0 to `limit` - 1. */
  readonly below: (limit: number) => number;
  /** True with the given probability, 0 to 1. */
  readonly chance: (probability: number) => boolean;
  /**
   * One of the given things.
   * @throws {RangeError} when there is none
   */
  readonly pick: <T>(from: readonly T[]) => T;
};

/** FNV-1a: a seed and the name of a purpose become one 32-bit state. */
const startingState = (seed: number, purpose: string): number => {
  let state = 0x811c9dc5;
  for (const character of `${seed}/${purpose}`) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return state >>> 0;
};

/**
 * Opens the stream of a seed for a purpose (mulberry32).
 * @param purpose any text; different purposes give unrelated streams
 */
export const createRandom = (seed: number, purpose: string): Random => {
  let state = startingState(seed, purpose);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (from) => {
      const chosen = from[below(from.length)];
      if (chosen === undefined) throw new RangeError('There is nothing to choose from.');
      return chosen;
    },
  };
};

/** A repeatable text in the shape of a version 4 UUID, as ECGrid's API keys are. */
export const repeatableUuid = (random: Random): string => {
  const word = (): string => random.below(0x1_0000_0000).toString(16).padStart(8, '0');
  const digits = word() + word() + word() + word();
  const variant = '89ab'.charAt(random.below(4));
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    variant + digits.slice(17, 20),
    digits.slice(20),
  ].join('-');
};

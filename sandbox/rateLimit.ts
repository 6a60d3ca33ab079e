/** A token bucket per key: bursts of one second's worth, then the steady rate. */
import { ApiFailure } from './envelope.ts';

type Bucket = { tokens: number; filledAt: number };

/** Refuses callers who ask too often. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /**
   * @param perSecond requests per second and key; Infinity switches the limit off
   * @param now milliseconds that never run backwards
   */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /**
   * Takes one token of a key's bucket.
   * @throws {ApiFailure} 429 `RateLimitExceeded` with whole seconds of `Retry-After` when none is left
   */
  take(key: string): void {
    if (this.#perSecond === Infinity) return;
    const capacity = Math.max(1, this.#perSecond);
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, filledAt: now };
    const tokens = Math.min(capacity, bucket.tokens + ((now - bucket.filledAt) / 1000) * this.#perSecond);
    const left = tokens >= 1 ? tokens - 1 : tokens;
    this.#buckets.set(key, { tokens: left, filledAt: now });
    if (tokens >= 1) return;
    throw new ApiFailure('RateLimitExceeded', `More than ${this.#perSecond} requests per second.`, {
      retryAfter: Math.max(1, Math.ceil((1 - tokens) / this.#perSecond)),
    });
  }
}

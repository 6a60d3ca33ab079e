/** How far a request has come, over all its attempts: whether a cancelled write may have been carried out. */
import { failedBeforeSending } from './failures.ts';
import type { Progress } from './failures.ts';

/** Follows the attempts at one request. */
export class SendProgress {
  #reached: Progress = 'notSent';
  #attempts = 0;

  /** What is known so far. */
  get reached(): Progress {
    return this.#reached;
  }

  /** Makes one more attempt. @param send is told its number, from 1 */
  async during(send: (attempt: number) => Promise<Response>): Promise<Response> {
    const before = this.#reached;
    this.#attempts += 1;
    this.#reached = 'underWay';
    try {
      const response = await send(this.#attempts);
      this.#reached = 'answered';
      return response;
    } catch (error) {
      if (failedBeforeSending(error)) this.#reached = before;
      throw error;
    }
  }
}

/** Looks for a login on the service while somebody types it: once for each text, and when the typing pauses. */
import { isCancelled } from '../api/ecgridError.ts';
import type { ReadList } from '../api/reader.ts';
import type { User } from '../domain/user.ts';

/** How the search for one text stands; `none` = it is not looked for. */
export type LookupState =
  | { readonly kind: 'none' | 'waiting' }
  | { readonly kind: 'found'; readonly users: readonly User[] }
  | { readonly kind: 'failed'; readonly error: unknown };

export type LoginLookupOptions = {
  /** {@link Users.byName}. */
  readonly byName: (login: string, signal: AbortSignal) => Promise<ReadList<User>>;
  /** Called when the state of the text last typed has changed. */
  readonly onChange: () => void;
  /** How long the typing has to pause, in milliseconds. */
  readonly pause?: number;
};

/** One search at a time: the next text ends the one before. */
export class LoginLookup {
  readonly #options: LoginLookupOptions;
  readonly #answers = new Map<string, LookupState>();
  #text = '';
  #timer: NodeJS.Timeout | undefined;
  #underWay = new AbortController();

  constructor(options: LoginLookupOptions) {
    this.#options = options;
  }

  /** The state of the text last typed. */
  get state(): LookupState {
    return this.#answers.get(this.#text) ?? { kind: this.#text === '' ? 'none' : 'waiting' };
  }

  /** Tells what has been typed. A login has no spaces, so that a text with spaces is not looked for. */
  type(typed: string): void {
    const text = typed.trim();
    if (text === this.#text) return;
    this.#stop();
    this.#text = /\s/u.test(text) ? '' : text;
    if (this.state.kind === 'waiting') this.#askLater();
  }

  /** Looks for the text again after a failure. */
  retry(): void {
    if (this.state.kind !== 'failed') return;
    this.#answers.delete(this.#text);
    void this.#ask(this.#text);
    this.#options.onChange();
  }

  /** Ends the search under way. */
  dispose(): void {
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#underWay.abort();
  }

  #askLater(): void {
    this.#timer = setTimeout(() => void this.#ask(this.#text), this.#options.pause ?? 300);
  }

  async #ask(text: string): Promise<void> {
    this.#underWay = new AbortController();
    const answer = await this.#options.byName(text, this.#underWay.signal).then(
      ({ items }): LookupState => ({ kind: 'found', users: items }),
      (error: unknown): LookupState => ({ kind: 'failed', error }),
    );
    // What was ended did not fail: it is asked for when the text is typed again.
    if (answer.kind === 'failed' && isCancelled(answer.error)) return;
    this.#answers.set(text, answer);
    if (text === this.#text) this.#options.onChange();
  }
}

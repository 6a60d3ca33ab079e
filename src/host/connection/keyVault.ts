/** API keys in VS Code's SecretStorage, each bound to one profile and one origin. */
import type { Disposable, SecretStorage } from 'vscode';
import type { Credential } from './openSessions.ts';
import type { Profile } from './profile.ts';

/** SecretStorage did not keep a key. Nothing falls back to plain text. */
export class KeyNotKept extends Error {
  constructor(reason: string) {
    super(
      `VS Code could not keep the API key (${reason}). It is used until this window closes, then asked for again.`,
    );
    this.name = 'KeyNotKept';
  }
}

/** SecretStorage still has a key that was to be removed. */
export class KeyNotForgotten extends Error {
  constructor(profile: Profile, reason: string) {
    super(`VS Code could not remove the API key of ${profile.name} (${reason}).`);
    this.name = 'KeyNotForgotten';
  }
}

/** What SecretStorage did not do. */
export type KeyProblem = KeyNotKept | KeyNotForgotten;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'no reason given');

/** A changed origin makes another name, so it never receives another origin's key. */
const nameOf = (profile: Profile): string => `ecgrid.key:${profile.id}:${profile.origin}`;

/** Stores and finds keys. */
export class KeyVault {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  /** The key of a profile; undefined when there is none, or SecretStorage cannot tell. */
  async read(profile: Profile): Promise<string | undefined> {
    try {
      return await this.#secrets.get(nameOf(profile));
    } catch {
      return undefined;
    }
  }

  /**
   * Keeps a key, and reads it back: on some desktops storing fails without a word.
   * @returns what went wrong; an older key is gone then, for it would be used at the next start instead
   */
  async store(profile: Profile, key: string): Promise<KeyNotKept | undefined> {
    let reason = 'it could not be read back';
    try {
      await this.#secrets.store(nameOf(profile), key);
      if ((await this.read(profile)) === key) return undefined;
    } catch (error) {
      reason = reasonOf(error);
    }
    await this.#forget(profile);
    return new KeyNotKept(reason);
  }

  /**
   * Keeps what has signed in to a profile: a key. Of a login nothing is kept, and a key of before would never be used again.
   * @returns what went wrong
   */
  async keep(profile: Profile, credential: Credential): Promise<KeyProblem | undefined> {
    if (typeof credential === 'string') return this.store(profile, credential);
    if ((await this.read(profile)) === undefined) return undefined;
    return this.#forget(profile);
  }

  /**
   * Forgets a key.
   * @throws {KeyNotForgotten}
   */
  async forget(profile: Profile): Promise<void> {
    const problem = await this.#forget(profile);
    if (problem) throw problem;
  }

  /** Calls `listener` when the key of a profile changes, in this window or another. */
  onDidChange(isWatched: () => Profile | undefined, listener: () => void): Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      const profile = isWatched();
      if (profile && key === nameOf(profile)) listener();
    });
  }

  async #forget(profile: Profile): Promise<KeyNotForgotten | undefined> {
    try {
      await this.#secrets.delete(nameOf(profile));
      return undefined;
    } catch (error) {
      return new KeyNotForgotten(profile, reasonOf(error));
    }
  }
}

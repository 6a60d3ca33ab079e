/** Signed in or not, as whom, and everything that follows from it. One at a time; profiles can follow. */
import * as vscode from 'vscode';
import { KeyNotForgotten, KeyNotKept } from './keyVault.ts';
import type { KeyVault } from './keyVault.ts';
import type { Profile, ProfileStore } from './profile.ts';
import type { Session } from './session.ts';

/** Where the connection stands. */
export type ConnectionState =
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'connecting'; readonly profile: Profile }
  | { readonly kind: 'signedIn'; readonly session: Session }
  | { readonly kind: 'keyMissing'; readonly profile: Profile }
  | { readonly kind: 'failed'; readonly profile: Profile; readonly error: unknown };

/** Opens a session for a profile and key: {@link openSession}, loaded on first use. */
export type OpenSession = (
  profile: Profile,
  key: string,
  token?: vscode.CancellationToken,
) => Promise<Session>;

/** The one connection of a window. */
export class Connection implements vscode.Disposable {
  readonly #profiles: ProfileStore;
  readonly #keys: KeyVault;
  readonly #open: OpenSession;
  readonly #changed = new vscode.EventEmitter<ConnectionState>();
  readonly #watch: vscode.Disposable;
  #state: ConnectionState = { kind: 'signedOut' };
  #attempt: Promise<void> | undefined;
  #keyInUse: string | undefined;
  #keyIsKept = true;

  /** Fires after every change of state. */
  readonly onDidChange = this.#changed.event;

  constructor(profiles: ProfileStore, keys: KeyVault, open: OpenSession) {
    this.#profiles = profiles;
    this.#keys = keys;
    this.#open = open;
    const active = profiles.active();
    if (active) this.#state = { kind: 'connecting', profile: active };
    this.#tellViews();
    this.#watch = keys.onDidChange(
      () => this.#profileInUse(),
      () => void this.#followKey(),
    );
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The session, when signed in. */
  get session(): Session | undefined {
    return this.#state.kind === 'signedIn' ? this.#state.session : undefined;
  }

  /** Resolves when no attempt to connect is under way; begins the one with the profile of last time. */
  async settled(): Promise<void> {
    while (this.#state.kind === 'connecting') await (this.#attempt ?? this.reconnect());
  }

  /** Connects again with the active profile and its stored key. Failures become the state. */
  reconnect(): Promise<void> {
    return this.#attempt ?? this.#restart();
  }

  /**
   * Proves a key, then keeps it and signs in.
   * @returns the session, and what went wrong with keeping this key or removing the former one
   * @throws {EcgridError} when the key is not accepted; nothing is stored then
   */
  async signIn(
    profile: Profile,
    key: string,
    token?: vscode.CancellationToken,
  ): Promise<{ readonly session: Session; readonly problem: KeyNotKept | KeyNotForgotten | undefined }> {
    const session = await this.#open(profile, key, token);
    this.#keyInUse = key;
    const notKept = await this.#keep(profile, key);
    this.#keyIsKept = notKept === undefined;
    const previous = this.#profiles.active();
    await this.#profiles.activate(profile);
    this.#become({ kind: 'signedIn', session });
    const notForgotten =
      previous && previous.id !== profile.id ? await this.#tryDiscard(previous) : undefined;
    return { session, problem: notKept ?? notForgotten };
  }

  /** Forgets the key and the profile. */
  async signOut(): Promise<void> {
    const profile = this.#profiles.active();
    this.#become({ kind: 'signedOut' });
    this.#keyInUse = undefined;
    if (profile) await this.#discard(profile);
  }

  dispose(): void {
    this.#watch.dispose();
    this.session?.directory.dispose();
    this.#changed.dispose();
  }

  /** In this order: a key that vanishes under an active profile would be asked for again. */
  async #discard(profile: Profile): Promise<void> {
    await this.#profiles.remove(profile);
    await this.#keys.forget(profile);
  }

  async #tryDiscard(profile: Profile): Promise<KeyNotForgotten | undefined> {
    try {
      await this.#discard(profile);
      return undefined;
    } catch (error) {
      if (error instanceof KeyNotForgotten) return error;
      throw error;
    }
  }

  /** Begins a new attempt; one that is under way is overtaken, and its answer dropped. */
  #restart(): Promise<void> {
    const attempt = this.#reconnect().finally(() => {
      if (this.#attempt === attempt) this.#attempt = undefined;
    });
    this.#attempt = attempt;
    return attempt;
  }

  async #reconnect(): Promise<void> {
    const profile = this.#profiles.active();
    if (!profile) {
      this.#become({ kind: 'signedOut' });
      return;
    }
    const connecting: ConnectionState = { kind: 'connecting', profile };
    this.#become(connecting);
    const key = await this.#keys.read(profile);
    // A sign-in, a sign-out or a newer attempt may have been quicker: what comes late must not replace it.
    if (this.#state !== connecting) return;
    if (key === undefined) {
      this.#become({ kind: 'keyMissing', profile });
      return;
    }
    try {
      this.#keyInUse = key;
      this.#keyIsKept = true;
      const session = await this.#open(profile, key);
      if (this.#state === connecting) this.#become({ kind: 'signedIn', session });
      else session.directory.dispose();
    } catch (error) {
      if (this.#state === connecting) this.#become({ kind: 'failed', profile, error });
    }
  }

  async #keep(profile: Profile, key: string): Promise<KeyNotKept | undefined> {
    try {
      await this.#keys.store(profile, key);
      return undefined;
    } catch (error) {
      if (error instanceof KeyNotKept) return error;
      throw error;
    }
  }

  /** A key changed in SecretStorage, perhaps by another window: follow it, unless it is the one in use. */
  async #followKey(): Promise<void> {
    const profile = this.#profileInUse();
    const key = profile && (await this.#keys.read(profile));
    // A key that could not be kept is in use all the same: there is nothing to follow.
    if (!profile || key === this.#keyInUse || (key === undefined && !this.#keyIsKept)) return;
    await this.#restart();
  }

  /** The profile that this window works with, whatever another window has made of the list since. */
  #profileInUse(): Profile | undefined {
    switch (this.#state.kind) {
      case 'signedOut':
        return undefined;
      case 'signedIn':
        return this.#state.session.profile;
      default:
        return this.#state.profile;
    }
  }

  #become(state: ConnectionState): void {
    this.session?.directory.dispose();
    this.#state = state;
    this.#tellViews();
    this.#changed.fire(state);
  }

  /** Welcome views and menus depend on where the connection stands. */
  #tellViews(): void {
    void vscode.commands.executeCommand('setContext', 'ecgrid.connection', this.#state.kind);
  }
}

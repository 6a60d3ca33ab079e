/** Signed in or not, as whom, and everything that follows from it. One at a time, of several profiles. */
import * as vscode from 'vscode';
import type { ApiChoice } from '../../api/userService.ts';
import type { KeyProblem, KeyVault } from './keyVault.ts';
import { profileOf, tellViews } from './connectionState.ts';
import type { ConnectionState } from './connectionState.ts';
import { OpenSessions } from './openSessions.ts';
import type { Credential, OpenSession } from './openSessions.ts';
import type { Profile, ProfileStore } from './profile.ts';
import type { Session } from './session.ts';

/** The key in a credential; undefined for a login. */
const keyIn = (credential: Credential): string | undefined =>
  typeof credential === 'string' ? credential : undefined;

/**
 * The one connection of a window. It stays with its own profile, whatever other windows do with theirs: the
 * profile that is stored as active is only what the next window begins with.
 */
export class Connection implements vscode.Disposable {
  readonly #profiles: ProfileStore;
  readonly #keys: KeyVault;
  readonly #sessions: OpenSessions;
  readonly #changed = new vscode.EventEmitter<ConnectionState>();
  readonly #captioned = new vscode.EventEmitter<void>();
  readonly #watch: vscode.Disposable;
  #state: ConnectionState = { kind: 'signedOut' };
  #attempt: Promise<void> | undefined;
  #keyInUse: string | undefined;
  #keyIsKept = true;

  /** Fires after every change of state. */
  readonly onDidChange = this.#changed.event;

  /**
   * Fires when a profile got another name, or the caller another AuthLevel. The session goes on: `profile.name` and
   * `me` tell the new ones by themselves.
   */
  readonly onDidChangeCaption = this.#captioned.event;

  constructor(profiles: ProfileStore, keys: KeyVault, open: OpenSession) {
    this.#profiles = profiles;
    this.#keys = keys;
    this.#sessions = new OpenSessions(open);
    const active = profiles.active();
    if (active) this.#state = { kind: 'connecting', profile: profiles.live(active) };
    tellViews(this.#state);
    this.#watch = keys.onDidChange(
      () => this.profile,
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

  /** The profile that this window works with; undefined when signed out. */
  get profile(): Profile | undefined {
    return profileOf(this.#state);
  }

  /** Resolves when no attempt to connect is under way; begins the one with the profile of last time. */
  async settled(): Promise<void> {
    while (this.#state.kind === 'connecting') await (this.#attempt ?? this.reconnect());
  }

  /** Connects again with the same profile and its stored key. Failures become the state. */
  reconnect(): Promise<void> {
    return this.#attempt ?? this.#restart();
  }

  /**
   * Proves a key, then keeps it and signs in; or a login and its password, which are not kept. Other profiles and their
   * keys stay.
   * @returns the session, and what went wrong with keeping the key, or with forgetting the one that a login replaces
   * @throws {EcgridError} when the key or password is not accepted; nothing is stored then
   */
  async signIn(
    profile: Profile,
    credential: Credential,
    token?: vscode.CancellationToken,
  ): Promise<{ readonly session: Session; readonly problem: KeyProblem | undefined }> {
    const session = await this.#sessions.open(this.#profiles.live(profile), credential, token);
    const problem = await this.#keep(profile, credential);
    // Whatever came in between is overtaken, so this is said again: what is stored and shown belongs together.
    this.#use(keyIn(credential), problem === undefined);
    const stored = this.#profiles.activate(profile);
    this.#become({ kind: 'signedIn', session });
    await stored;
    return { session, problem };
  }

  /** Ends the session and connects with another profile and its stored key. Failures become the state. */
  async switchTo(profile: Profile): Promise<void> {
    const attempt = this.#restart(this.#profiles.live(profile));
    await this.#profiles.activate(profile);
    await attempt;
  }

  /**
   * Uses and keeps the key that has replaced the one of a session; the service accepts the old one no more.
   * @returns what went wrong with keeping it; the session uses it all the same
   */
  async replaceKey(session: Session, key: string): Promise<KeyProblem | undefined> {
    session.setKey(key);
    if (this.session !== session) return this.#keys.store(session.profile, key);
    const problem = await this.#keep(session.profile, key);
    if (this.session === session) this.#use(key, problem === undefined);
    return problem;
  }

  /**
   * Ends the session and forgets its key on this machine. The profile stays in the list.
   * @throws {KeyNotForgotten}
   */
  async signOut(): Promise<void> {
    const { profile } = this;
    if (profile) await this.#leave(profile, this.#profiles.deactivate(profile));
  }

  /**
   * Forgets a profile and its key; the one in use is signed out.
   * @throws {KeyNotForgotten}
   */
  removeProfile(profile: Profile): Promise<void> {
    return this.#leave(profile, this.#profiles.remove(profile));
  }

  /**
   * Gives a profile another name. The key stays: it belongs to id and origin.
   * @throws {Error} when another profile has that name
   */
  async renameProfile(profile: Profile, name: string): Promise<void> {
    await this.#profiles.rename(profile, name);
    this.#captioned.fire();
  }

  /** Makes a profile use other APIs. The session in use ends, and connects again with its stored key. */
  async chooseApis(profile: Profile, apis: ApiChoice): Promise<void> {
    await this.#profiles.chooseApis(profile, apis);
    if (this.profile?.id === profile.id) await this.#restart(this.#profiles.live({ ...profile, apis }));
  }

  /** Ends every session, also those that are being opened or closed. Resolves when ECGrid has been told. */
  close(): Promise<void> {
    return this.#sessions.end();
  }

  dispose(): void {
    this.#watch.dispose();
    void this.close();
    this.#changed.dispose();
    this.#captioned.dispose();
  }

  /** The list first: a key that vanishes under an active profile would be asked for again. */
  async #leave(profile: Profile, listed: Promise<void>): Promise<void> {
    if (this.profile?.id === profile.id) {
      this.#use(undefined, true);
      this.#become({ kind: 'signedOut' });
    }
    await listed;
    await this.#keys.forget(profile);
  }

  /** Begins a new attempt; one that is under way is overtaken, and its answer dropped. */
  #restart(profile = this.profile ?? this.#profiles.active()): Promise<void> {
    const attempt = this.#reconnect(profile).finally(() => {
      if (this.#attempt === attempt) this.#attempt = undefined;
    });
    this.#attempt = attempt;
    return attempt;
  }

  async #reconnect(profile: Profile | undefined): Promise<void> {
    if (!profile) {
      this.#become({ kind: 'signedOut' });
      return;
    }
    const connecting: ConnectionState = { kind: 'connecting', profile };
    this.#become(connecting);
    // A password is kept nowhere, so it is asked for again.
    const key = profile.login === undefined ? await this.#keys.read(profile) : undefined;
    // A sign-in, a sign-out or a newer attempt may have been quicker: what comes late must not replace it.
    if (this.#state !== connecting) return;
    this.#use(key, true);
    if (key === undefined) {
      this.#become({ kind: 'keyMissing', profile });
      return;
    }
    try {
      const session = await this.#sessions.open(profile, key);
      if (this.#state === connecting) this.#become({ kind: 'signedIn', session });
      else await this.#sessions.close(session);
    } catch (error) {
      if (this.#state === connecting) this.#become({ kind: 'failed', profile, error });
    }
  }

  /** Remembers the key in use, so that its own echo from SecretStorage is not followed. */
  #use(key: string | undefined, isKept: boolean): void {
    this.#keyInUse = key;
    this.#keyIsKept = isKept;
  }

  #keep(profile: Profile, credential: Credential): Promise<KeyProblem | undefined> {
    this.#use(keyIn(credential), false);
    return this.#keys.keep(profile, credential);
  }

  /** A key changed in SecretStorage, perhaps by another window: follow it, unless it is the one in use. */
  async #followKey(): Promise<void> {
    const { profile } = this;
    // A login has no key: whatever is kept is of another window, or of before.
    if (!profile || profile.login !== undefined) return;
    const key = await this.#keys.read(profile);
    // Meanwhile another profile may be in use, whose key was read later than this one.
    if (profile.id !== this.profile?.id || key === this.#keyInUse) return;
    // A key that could not be kept is in use all the same: there is nothing to follow.
    if (key === undefined && !this.#keyIsKept) return;
    await this.#restart();
  }

  #become(state: ConnectionState): void {
    if (this.session) void this.#sessions.close(this.session);
    this.#state = state;
    if (state.kind === 'signedIn') this.#followCaller(state.session);
    tellViews(this.#state);
    this.#changed.fire(state);
  }

  /** Somebody, perhaps in this window, may give the caller another AuthLevel. */
  #followCaller(session: Session): void {
    let { authLevel } = session.me;
    session.directory.onDidChange(() => {
      if (session.me.authLevel === authLevel) return;
      ({ authLevel } = session.me);
      this.#captioned.fire();
    });
  }
}

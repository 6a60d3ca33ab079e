/** Profiles: which ECGrid, under which name. Never holds a key. */
import type { Memento } from 'vscode';

/** What a profile is used for; production is marked wherever a write is confirmed. */
export type Environment = 'production' | 'test' | 'sandbox';

/** One way to sign in. The key is kept apart, under the profile's id and origin. */
export type Profile = {
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  /** Scheme, host and port, e.g. `https://rest.ecgrid.io`. */
  readonly origin: string;
};

const listKey = 'ecgrid.profiles';
const activeKey = 'ecgrid.activeProfile';

const isEnvironment = (value: unknown): value is Environment =>
  value === 'production' || value === 'test' || value === 'sandbox';

const isProfile = (value: unknown): value is Profile =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'name' in value &&
  typeof value.name === 'string' &&
  'origin' in value &&
  typeof value.origin === 'string' &&
  'environment' in value &&
  isEnvironment(value.environment);

/** The list of profiles and which of them is in use, in VS Code's global state. */
export class ProfileStore {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** All profiles; what cannot be read is left out. */
  all(): readonly Profile[] {
    const stored: unknown = this.#memento.get(listKey);
    return Array.isArray(stored) ? stored.filter(isProfile) : [];
  }

  /** The profile in use; undefined when signed out. */
  active(): Profile | undefined {
    const id: unknown = this.#memento.get(activeKey);
    return this.all().find((profile) => profile.id === id);
  }

  /** Adds or replaces a profile and makes it the one in use. */
  async activate(profile: Profile): Promise<void> {
    const others = this.all().filter(({ id }) => id !== profile.id);
    await this.#memento.update(listKey, [...others, profile]);
    await this.#memento.update(activeKey, profile.id);
  }

  /** Removes a profile. */
  async remove(profile: Profile): Promise<void> {
    await this.#memento.update(
      listKey,
      this.all().filter(({ id }) => id !== profile.id),
    );
    if (this.#memento.get(activeKey) === profile.id) await this.#memento.update(activeKey, undefined);
  }
}

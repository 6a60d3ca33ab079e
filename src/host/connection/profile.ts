/** Profiles: which ECGrid, under which name, by which of its APIs. Never holds a key or a password. */
import type { Memento } from 'vscode';
import type { ApiChoice } from '../../api/userService.ts';
import { acceptedOrigin } from '../../domain/origin.ts';

/** What a profile is used for; production is marked wherever a write is confirmed. */
export type Environment = 'production' | 'test' | 'sandbox';

/** One way to sign in. Its key is kept apart, under the profile's id and origin; a password is kept nowhere. */
export type Profile = {
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  /** Scheme, host and port, e.g. `https://rest.ecgrid.io`. */
  readonly origin: string;
  /** Which of ECGrid’s APIs answer; ECGridOS alone where there is a `login`. */
  readonly apis: ApiChoice;
  /** Whose password is asked for at every start. Absent = an API key is used, and kept. */
  readonly login?: string;
};

const onlyTexts: Readonly<Record<ApiChoice, string | undefined>> = {
  both: undefined,
  rest: 'REST only',
  ecgridos: 'ECGridOS only',
};

/** What is to be known of the APIs of a profile: `ECGridOS only`; undefined where both answer. */
export const apisText = ({ apis }: Profile): string | undefined => onlyTexts[apis];

/** Synced between machines where the user has that switched on. */
const listKey = 'ecgrid.profiles';
const activeKey = 'ecgrid.activeProfile';

const isEnvironment = (value: unknown): value is Environment =>
  value === 'production' || value === 'test' || value === 'sandbox';

/** True for the choices of APIs that a profile can have. */
export const isApiChoice = (value: unknown): value is ApiChoice =>
  value === 'both' || value === 'rest' || value === 'ecgridos';

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** False for an address that the client would not send a key to, and for another spelling of one that it would. */
const isOrigin = (value: unknown): value is string => {
  const accepted = acceptedOrigin(isText(value) ? value : '');
  return 'origin' in accepted && accepted.origin === value;
};

/** The profile in a value of any origin, without whatever else it carries; none where it cannot be read. */
const readProfile = (value: unknown): readonly Profile[] => {
  const fields: Readonly<Record<string, unknown>> = typeof value === 'object' ? { ...value } : {};
  const { id, name, environment, origin, apis, login } = fields;
  if (!(isText(id) && isText(name) && isEnvironment(environment) && isOrigin(origin))) return [];
  const profile = { id, name, environment, origin };
  // Profiles of an earlier version do not say which APIs they use.
  if (!isText(login)) return [{ ...profile, apis: isApiChoice(apis) ? apis : 'both' }];
  return [{ ...profile, apis: 'ecgridos', login }];
};

/** The list of profiles and which of them is in use, in VS Code's global state. */
export class ProfileStore {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** All profiles, by what other windows and machines made of the list; what cannot be read is left out. */
  all(): readonly Profile[] {
    const stored: unknown = this.#memento.get(listKey);
    const read = Array.isArray(stored) ? stored.flatMap(readProfile) : [];
    return read.filter((profile, index) => read.findIndex(({ id }) => id === profile.id) === index);
  }

  /** The profile to begin with; undefined when signed out. */
  active(): Profile | undefined {
    const id: unknown = this.#memento.get(activeKey);
    return this.all().find((profile) => profile.id === id);
  }

  /** The same profile under the name that it has at any time: it can be renamed while a session runs. */
  live(profile: Profile): Profile {
    const now = (): Profile | undefined => this.all().find(({ id }) => id === profile.id);
    const { name } = profile;
    return {
      ...profile,
      get name() {
        return now()?.name ?? name;
      },
    };
  }

  /** True when another profile has this name already, in any letter case. */
  hasName(name: string, except?: Profile): boolean {
    const folded = name.trim().toLowerCase();
    return this.all().some((other) => other.id !== except?.id && other.name.toLowerCase() === folded);
  }

  /** Adds or replaces a profile and makes it the one to begin with. Both at once: nothing comes in between. */
  async activate({ id, name, environment, origin, apis, login }: Profile): Promise<void> {
    const profile = { id, name, environment, origin, apis, ...(login === undefined ? {} : { login }) };
    const all = this.all();
    const list = all.some((other) => other.id === id)
      ? all.map((other) => (other.id === id ? profile : other))
      : [...all, profile];
    await Promise.all([this.#memento.update(listKey, list), this.#memento.update(activeKey, id)]);
  }

  /**
   * Gives a profile another name; one that is not there any more stays away.
   * @throws {Error} when another profile has that name
   */
  async rename(profile: Profile, name: string): Promise<void> {
    if (this.hasName(name, profile)) throw new Error('Two profiles must not have the same name.');
    await this.#change(profile, { name });
  }

  /** Makes a profile use other APIs; one that is not there any more stays away. */
  async chooseApis(profile: Profile, apis: ApiChoice): Promise<void> {
    await this.#change(profile, { apis });
  }

  /** Begins with no profile next time, when this was the one. */
  async deactivate({ id }: Profile): Promise<void> {
    if (this.#memento.get(activeKey) === id) await this.#memento.update(activeKey, undefined);
  }

  /** Removes a profile. */
  async remove(profile: Profile): Promise<void> {
    await this.#memento.update(
      listKey,
      this.all().filter(({ id }) => id !== profile.id),
    );
    await this.deactivate(profile);
  }

  async #change({ id }: Profile, change: Partial<Profile>): Promise<void> {
    const list = this.all().map((other) => (other.id === id ? { ...other, ...change } : other));
    await this.#memento.update(listKey, list);
  }
}

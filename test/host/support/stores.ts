/** VS Code gives a Memento and a SecretStorage to extensions alone, so the tests bring their own, in memory. */
import * as vscode from 'vscode';

/** What was written, in order: `update KEY`, `store NAME`, `delete NAME`. */
export type Journal = string[];

/** A Memento that keeps its values in memory, as JSON like the real one. */
export class MemoryMemento implements vscode.Memento {
  readonly #journal: Journal;
  readonly #texts = new Map<string, string>();

  constructor(journal: Journal = []) {
    this.#journal = journal;
  }

  keys(): readonly string[] {
    return [...this.#texts.keys()];
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- VS Code's own signature
  get<T>(key: string): T | undefined;
  get<T>(key: string, fallback: T): T;
  get(key: string, fallback?: unknown): unknown {
    const text = this.#texts.get(key);
    const value: unknown = text === undefined ? fallback : JSON.parse(text);
    return value;
  }

  update(key: string, value: unknown): Promise<void> {
    this.#journal.push(`update ${key}`);
    if (value === undefined) this.#texts.delete(key);
    else this.#texts.set(key, JSON.stringify(value));
    return Promise.resolve();
  }

  /** All that is stored, as one text. */
  get text(): string {
    return [...this.#texts].flat().join('\n');
  }
}

/** A Memento that tells a new value at once, and that it is written only when {@link finish} is called. */
export class SlowMemento extends MemoryMemento {
  readonly #written = Promise.withResolvers<undefined>();

  finish(): void {
    this.#written.resolve(undefined);
  }

  override async update(key: string, value: unknown): Promise<void> {
    await super.update(key, value);
    await this.#written.promise;
  }
}

/** A SecretStorage in memory that tells of every change, as the real one does in all windows. */
export class MemorySecrets implements vscode.SecretStorage {
  readonly #journal: Journal;
  readonly #changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  protected readonly values = new Map<string, string>();

  readonly onDidChange = this.#changed.event;

  constructor(journal: Journal = []) {
    this.#journal = journal;
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.values.keys()]);
  }

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.values.get(key));
  }

  store(key: string, value: string): Promise<void> {
    this.#journal.push(`store ${key}`);
    this.values.set(key, value);
    this.#changed.fire({ key });
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.#journal.push(`delete ${key}`);
    this.values.delete(key);
    this.#changed.fire({ key });
    return Promise.resolve();
  }
}

/** A password store that is locked for good: nothing can be stored, read or deleted. */
export class FailingSecrets extends MemorySecrets {
  override get(): Promise<string | undefined> {
    return Promise.reject(new Error('The keyring is locked.'));
  }

  override store(): Promise<void> {
    return Promise.reject(new Error('The keyring is locked.'));
  }

  override delete(): Promise<void> {
    return Promise.reject(new Error('The keyring is locked.'));
  }
}

/** A password store that works until it is broken; what is in it can be read and deleted even then. */
export class BreakableSecrets extends MemorySecrets {
  isBroken = false;

  override store(key: string, value: string): Promise<void> {
    return this.isBroken ? Promise.reject(new Error('The keyring is full.')) : super.store(key, value);
  }
}

/** A password store that says yes and keeps nothing, as happens on some desktops. */
export class ForgetfulSecrets extends MemorySecrets {
  override store(): Promise<void> {
    return Promise.resolve();
  }
}

/** A password store whose first read waits until {@link unlock} is called: the desktop is asking for its password. */
export class LockedSecrets extends MemorySecrets {
  #unlocked = Promise.withResolvers<undefined>();
  #isLocked = true;

  unlock(): void {
    this.#unlocked.resolve(undefined);
  }

  /** Makes the next read wait again. */
  lock(): void {
    this.#unlocked = Promise.withResolvers();
    this.#isLocked = true;
  }

  override async get(key: string): Promise<string | undefined> {
    const value = this.values.get(key);
    if (this.#isLocked) {
      this.#isLocked = false;
      await this.#unlocked.promise;
    }
    return value;
  }
}

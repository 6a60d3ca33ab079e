/** The journal of one window: records writes, tells what is recorded, and which entries were left open. */
import { linesOf, readLine } from './chain.ts';
import { JournalFiles } from './journalFiles.ts';
import { entriesOf } from './record.ts';
import type { Begun, Ended, JournalCaller, JournalEntry, JournalProfile, JournalRecord } from './record.ts';
import { verifyJournal } from './verify.ts';
import type { JournalCheck } from './verify.ts';

/** What is recorded of a write before it is sent; the journal adds the rest. */
export type WriteFacts = Omit<Begun, 'kind' | 'id' | 'time' | 'writer' | 'profile' | 'caller'>;

/** What is recorded when it is known what became of it. */
export type EndFacts = Omit<Ended, 'kind' | 'id' | 'time'>;

/** An entry that is open. */
export type OpenEntry = {
  readonly id: string;
  /** Completes it. Never throws: what cannot be written now is found out at the next start. */
  readonly end: (facts: EndFacts) => Promise<void>;
};

/** Records the writes of one profile. */
export type Recorder = {
  /** @throws {Error} when it could not be recorded; nothing may be sent then */
  readonly begin: (facts: WriteFacts) => Promise<OpenEntry>;
};

/** The entries of one month, as people look at them. */
export type JournalMonth = {
  /** Those that began in it, oldest first. */
  readonly entries: readonly JournalEntry[];
  /** Those of all months after it: they tell what has been undone. */
  readonly later: readonly JournalEntry[];
  /** How many lines of it are torn, or not understood by this version. */
  readonly unreadable: number;
};

/** What the journal needs of the machine it runs on. */
export type JournalOptions = {
  /** Absolute path of the folder that holds the files. */
  readonly folder: string;
  /** Told the hash of every line that was written, to be remembered elsewhere. */
  readonly remember?: (hash: string) => void;
  /** Told when an entry could not be completed. */
  readonly onFailure?: (error: unknown) => void;
  readonly now?: () => Date;
};

/** An entry of a process that lives may be under way for so long at most; milliseconds. */
const longestWrite = 30 * 60_000;

/** A journal. */
export class Journal {
  readonly #files: JournalFiles;
  readonly #options: JournalOptions;
  readonly #listeners = new Set<() => void>();
  readonly #writer = { id: crypto.randomUUID(), process: process.pid };

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#files = new JournalFiles(options.folder);
  }

  /** Absolute path of the folder that holds the files; there once something was written. */
  get folder(): string {
    return this.#files.folder;
  }

  /** Records writes of a profile; `caller` tells whose key is in use at that time. */
  recorder(profile: JournalProfile, caller: () => JournalCaller): Recorder {
    return {
      begin: async (facts) => {
        const id = crypto.randomUUID();
        const { id: profileId, name, origin, environment } = profile;
        const { userId, login, authLevel } = caller();
        await this.#append({
          kind: 'begun',
          id,
          time: this.#time(),
          writer: this.#writer,
          profile: { id: profileId, name, origin, environment },
          caller: { userId, login, authLevel },
          ...facts,
        });
        return { id, end: (end) => this.#end(id, end) };
      },
    };
  }

  /** Calls `listener` whenever this window has written a line. @returns ends that */
  onDidAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The files, oldest first. @throws {Error} of the file system */
  names(): Promise<readonly string[]> {
    return this.#files.names();
  }

  /**
   * The entries that began in some files, oldest first. One that was completed in the month after is complete.
   * @param names e.g. one month; all unless told
   * @throws {Error} of the file system
   */
  async entries(names?: readonly string[]): Promise<readonly JournalEntry[]> {
    const all = await this.names();
    const wanted = names ?? all;
    const next = all[all.indexOf(wanted.at(-1) ?? '') + 1];
    const own = await Promise.all(wanted.map((name) => this.#read(name)));
    const later = next === undefined ? [] : (await this.#read(next)).records;
    return entriesOf([
      ...own.flatMap(({ records }) => records),
      ...later.filter(({ kind }) => kind === 'ended'),
    ]);
  }

  /**
   * One month, and what came after it.
   * @param name one of {@link names}; a month without a file has no entries
   * @throws {Error} of the file system
   */
  async month(name: string): Promise<JournalMonth> {
    const names = (await this.names()).filter((one) => one >= name);
    const read = await Promise.all(names.map((one) => this.#read(one)));
    const own = names[0] === name ? read[0] : undefined;
    const ids = new Set(own?.records.map(({ id }) => id));
    const all = entriesOf(read.flatMap(({ records }) => records));
    return {
      entries: all.filter(({ begun }) => ids.has(begun.id)),
      later: all.filter(({ begun }) => !ids.has(begun.id)),
      unreadable: own?.unreadable ?? 0,
    };
  }

  /**
   * The entries of a profile of which nobody will tell any more what became of them: the process that sent them has
   * ended, or they are too old to be under way.
   * @throws {Error} of the file system
   */
  async abandoned({ id, origin }: Pick<JournalProfile, 'id' | 'origin'>): Promise<readonly JournalEntry[]> {
    return (await this.entries()).filter(
      ({ begun, ended }) =>
        !ended && begun.profile.id === id && begun.profile.origin === origin && !this.isUnderWay(begun),
    );
  }

  /**
   * Completes an abandoned entry, unless another window has done so meanwhile.
   * @returns false when it was complete already
   * @throws {Error} of the file system
   */
  async settle({ begun }: JournalEntry, facts: EndFacts): Promise<boolean> {
    const isComplete = async (): Promise<boolean> => {
      return (await this.entries()).some((entry) => entry.begun.id === begun.id && entry.ended !== undefined);
    };
    return this.#append({ kind: 'ended', id: begun.id, time: this.#time(), ...facts }, isComplete);
  }

  /** True while the process that sent a write may still be waiting for the answer. */
  isUnderWay({ writer, time }: Pick<Begun, 'writer' | 'time'>): boolean {
    if (writer.id === this.#writer.id) return true;
    const age = (this.#options.now?.() ?? new Date()).getTime() - Date.parse(time);
    return age < longestWrite && writer.process !== process.pid && lives(writer.process);
  }

  /** Checks the whole journal. @throws {Error} of the file system */
  async verify(remembered?: string): Promise<JournalCheck> {
    const texts = [];
    for (const name of await this.names()) texts.push({ name, text: await this.#files.read(name) });
    return verifyJournal(texts, remembered);
  }

  #time(): string {
    return (this.#options.now?.() ?? new Date()).toISOString();
  }

  async #append(record: JournalRecord, unless?: () => Promise<boolean>): Promise<boolean> {
    const hash = await this.#files.append(record, unless);
    if (hash === undefined) return false;
    this.#options.remember?.(hash);
    for (const listener of this.#listeners) listener();
    return true;
  }

  async #end(id: string, facts: EndFacts): Promise<void> {
    try {
      await this.#append({ kind: 'ended', id, time: this.#time(), ...facts });
    } catch (error) {
      this.#options.onFailure?.(error);
    }
  }

  async #read(name: string): Promise<{ records: readonly JournalRecord[]; unreadable: number }> {
    const lines = linesOf(await this.#files.read(name));
    const records = lines.flatMap((line) => readLine(line)?.record ?? []);
    return { records, unreadable: lines.length - records.length };
  }
}

/** True when there is a process with this number, whoever owns it. */
const lives = (id: number): boolean => {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/**
 * The files of the journal: JSON lines, one file a month by the clock of the machine. Windows that write at once take
 * turns through a lock; a line that was torn when a process ended stays where it is, and the next one begins on a line
 * of its own.
 */
import fs from 'node:fs';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { lineOf, linesOf, noHash, readLine } from './chain.ts';
import type { JournalRecord } from './record.ts';

const fileName = /^journal-\d{4}-\d{2}\.jsonl$/;

/** `journal-2026-11.jsonl`, by the month of an ISO 8601 time. */
export const fileOf = (time: string): string => `journal-${time.slice(0, 7)}.jsonl`;

/** Where the chain stands: the newest line, and how much of its file there was then. */
type Head = { readonly file: string; readonly bytes: number; readonly hash: string };

/** A lock that nobody has renewed for so long was left behind by a process that ended; milliseconds. */
const staleAfter = 4000;
/** Waiting for other windows: some eight seconds in all, so that a lock can go stale meanwhile. */
const patience = { retries: 90, factor: 1.2, minTimeout: 5, maxTimeout: 100 } as const;

/** The folder of a journal. */
export class JournalFiles {
  readonly folder: string;
  #head: Head | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param folder absolute path; made when the first line is written */
  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Appends a record, and returns when it is on the disk.
   * @param unless looks at what is there first; true = nothing is appended. The lock is held meanwhile.
   * @returns the hash of the line; undefined when nothing was appended
   * @throws {Error} of the file system; nothing was appended, or a torn line
   */
  append(record: JournalRecord, unless?: () => Promise<boolean>): Promise<string | undefined> {
    const appended = this.#turn.then(() => this.#locked(() => this.#append(record, unless)));
    this.#turn = appended.catch(() => undefined);
    return appended;
  }

  /** The names of the files, oldest first; none when nothing was ever written. @throws {Error} of the file system */
  async names(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(noneYet);
    return names.filter((name) => fileName.test(name)).sort();
  }

  /** The text of a file. @throws {Error} of the file system */
  read(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8');
  }

  async #locked<Result>(work: () => Promise<Result>): Promise<Result> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    // The folder is what is locked, since a file may not be there yet. A lock that is lost is not worth a crash:
    // the chain shows whether lines have crossed.
    const release = await lock(this.folder, {
      fs,
      stale: staleAfter,
      retries: patience,
      onCompromised: () => undefined,
    });
    try {
      return await work();
    } finally {
      await release().catch(() => undefined);
    }
  }

  async #append(record: JournalRecord, unless?: () => Promise<boolean>): Promise<string | undefined> {
    if (await unless?.()) return undefined;
    const name = await this.#fileFor(record.time);
    const file = await open(join(this.folder, name), 'a+', 0o600);
    try {
      const { size } = await file.stat();
      const previous = await this.#previous(name, size);
      const { line, hash } = lineOf(record, previous);
      const isTorn = size > 0 && !(await endsWithBreak(file, size));
      const text = `${isTorn ? '\n' : ''}${line}\n`;
      await file.appendFile(text);
      await file.datasync();
      this.#head = { file: name, bytes: size + Buffer.byteLength(text), hash };
      return hash;
    } finally {
      await file.close();
    }
  }

  /** The file of the month, or a newer one that is there: a clock that was set back must not break the chain. */
  async #fileFor(time: string): Promise<string> {
    const [own, newest = own] = [fileOf(time), (await this.names()).at(-1)];
    return newest > own ? newest : own;
  }

  /** The hash of the newest line: as remembered while nobody else has written, else read again. */
  async #previous(name: string, size: number): Promise<string> {
    if (this.#head?.file === name && this.#head.bytes === size) return this.#head.hash;
    const earlier = (await this.names()).filter((other) => other <= name).reverse();
    for (const other of earlier) {
      const hash = linesOf(await this.read(other))
        .map(readLine)
        .findLast((line) => line !== undefined)?.hash;
      if (hash !== undefined) return hash;
    }
    return noHash;
  }
}

const noneYet = (error: unknown): string[] => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
};

const endsWithBreak = async (file: fs.promises.FileHandle, size: number): Promise<boolean> => {
  const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: size - 1 });
  return buffer.toString() === '\n';
};

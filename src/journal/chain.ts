/**
 * The lines of the journal and the chain that binds them: every line names the hash of the one before it and ends
 * with its own, so that a line that is changed, moved or taken out later does not fit any more.
 */
import { createHash } from 'node:crypto';
import { JournalRecord } from './record.ts';

/** What the first line of all names as the hash before it. */
export const noHash = '0'.repeat(64);

const end = /,"hash":"([0-9a-f]{64})"\}$/;
const start = /^\{"previous":"([0-9a-f]{64})",/;

/** SHA-256 of a text, in hexadecimal digits. */
const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** A line as it stands in the file. */
export type ChainLine = {
  /** The hash that it names as that of the line before. */
  readonly previous: string;
  readonly hash: string;
  /** False when the line is not what its own hash stands for. */
  readonly intact: boolean;
  /** What it says; undefined when this version does not understand it. */
  readonly record: JournalRecord | undefined;
};

/** Makes the line of a record, without the line break. */
export const lineOf = (record: JournalRecord, previous: string): { line: string; hash: string } => {
  const body = JSON.stringify({ previous, ...record }).slice(0, -1);
  const hash = hashOf(body);
  return { line: `${body},"hash":"${hash}"}`, hash };
};

/** Reads a line; undefined when it is none, such as one that was torn while it was written. */
export const readLine = (line: string): ChainLine | undefined => {
  const hash = end.exec(line)?.[1];
  const previous = start.exec(line)?.[1];
  const value = parsed(line);
  if (hash === undefined || previous === undefined || value === undefined) return undefined;
  const record = JournalRecord.safeParse(value);
  return {
    previous,
    hash,
    intact: hashOf(line.replace(end, '')) === hash,
    record: record.success ? record.data : undefined,
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The lines of a text; what follows the last line break is one too, unless it is empty. */
export const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

/** Whether the journal is as it was written: every line what its hash stands for, in its place, and none missing. */
import { linesOf, noHash, readLine } from './chain.ts';

/** A file of the journal with its text. */
export type JournalText = { readonly name: string; readonly text: string };

/** Something that does not fit. */
export type JournalProblem = {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** One sentence. */
  readonly message: string;
};

/** What was found. */
export type JournalCheck = {
  readonly lines: number;
  readonly files: number;
  /** Lines that were torn when a process ended in the middle of writing; no sign of tampering. */
  readonly torn: number;
  readonly problems: readonly JournalProblem[];
};

/**
 * Checks the chain over all files.
 * @param texts oldest first
 * @param remembered the hash of a line that was written once, kept elsewhere: it must still be there
 */
export const verifyJournal = (texts: readonly JournalText[], remembered?: string): JournalCheck => {
  const problems: JournalProblem[] = [];
  const hashes = new Set<string>();
  let previous = noHash;
  let lines = 0;
  let torn = 0;
  for (const { name: file, text } of texts) {
    linesOf(text).forEach((raw, index) => {
      lines += 1;
      const line = readLine(raw);
      if (!line) {
        torn += 1;
        return;
      }
      const report = (message: string): void => void problems.push({ file, line: index + 1, message });
      if (!line.intact) report('This line was changed after it was written.');
      if (line.previous !== previous) report(gapText(hashes.has(line.previous), lines === 1));
      if (line.intact && !line.record) report('This version does not understand this line.');
      hashes.add(line.hash);
      previous = line.hash;
    });
  }
  if (remembered !== undefined && !hashes.has(remembered)) {
    const file = texts.at(-1)?.name ?? '';
    problems.push({ file, line: lines, message: 'Lines are missing that were written once.' });
  }
  return { lines, files: texts.length, torn, problems };
};

const gapText = (isKnown: boolean, isFirst: boolean): string => {
  if (isFirst) return 'What was written before this line is missing.';
  return isKnown
    ? 'This line does not follow the one before it: lines were moved or written twice.'
    : 'A line before this one was taken out or replaced.';
};

/**
 * How often each character of a source has run, whatever it ran in: the source itself, or any bundle made of it.
 *
 * Bundles differ from each other and from the sources, so their counts are carried back to the sources first, character
 * by character. There they can be added up, and one look at the source's own syntax tells what they mean.
 */
import { eachMapping, type EachMapping, type TraceMap } from '@jridgewell/trace-mapping';
import type { ScriptCoverage } from './folder.ts';

/** How often each character (UTF-16 unit) of a text has run. */
export type Hits = Uint32Array<ArrayBuffer>;

/** The counts of V8, which come as ranges inside ranges, for each character of the text that ran. */
export const hitsOf = (script: ScriptCoverage, length: number): Hits => {
  const hits: Hits = new Uint32Array(length);
  const ranges = script.functions.flatMap((one) => one.ranges);
  // The innermost range counts, so it is written last.
  ranges.sort((a, b) => b.endOffset - b.startOffset - (a.endOffset - a.startOffset));
  for (const { startOffset, endOffset, count } of ranges) hits.fill(count, startOffset, endOffset);
  return hits;
};

/** Adds what another run has hit. */
export const addHits = (sum: Hits, more: Hits): void => {
  for (const [index, count] of more.entries()) sum[index] = (sum[index] ?? 0) + count;
};

/** A place in a bundle and the place in a source that it was made of; lines from 1, columns from 0. */
type Mapping = Extract<EachMapping, { readonly originalLine: number }>;

const samePlace = (one: Mapping, other: Mapping | undefined): boolean =>
  one.source === other?.source &&
  one.originalLine === other.originalLine &&
  one.originalColumn === other.originalColumn;

const mappingsOf = (map: TraceMap): readonly Mapping[] => {
  const found: Mapping[] = [];
  eachMapping(map, (mapping) => {
    if (mapping.source === null) return;
    // esbuild begins every line with a mapping; where it has none, with the one before, which says nothing about it.
    if (mapping.generatedColumn === 0 && samePlace(mapping, found.at(-1))) return;
    found.push(mapping);
  });
  return found;
};

/** Where each line of a text begins. */
const lineStarts = (text: string): readonly number[] => [
  0,
  ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1),
];

/** Where the code begins that a mapping is about: esbuild's begin with the blanks before it. */
const codeAt = (text: string, offset: number): number => {
  const blank = /\s*/y;
  blank.lastIndex = offset;
  return offset + (blank.exec(text)?.[0].length ?? 0);
};

/** One place of a source, and how often what was made of it has run. */
type Mapped = { readonly offset: number; readonly line: number; readonly count: number };

const spread = (mapped: readonly Mapped[], starts: readonly number[], length: number): Hits => {
  const hits: Hits = new Uint32Array(length);
  for (const [index, { offset, line, count }] of mapped.entries()) {
    const next = mapped[index + 1]?.offset ?? length;
    // Not into the next line: what the bundle left out, such as a function that nothing calls, has not run.
    const end = Math.min(next, starts[line] ?? length);
    // Of several pieces made of one place, the one that ran most.
    hits.fill(Math.max(count, hits[offset] ?? 0), offset, Math.max(end, offset + 1));
  }
  return hits;
};

/** A bundle that ran: its text, and its source map. */
export type Bundle = { readonly text: string; readonly map: TraceMap };

/**
 * The hits of a bundle, carried back to the sources it was made of.
 *
 * @param textOf the text of a source by its name in the map; undefined for a source that is of no interest
 */
export const sourceHits = (
  { text, map }: Bundle,
  script: ScriptCoverage,
  textOf: (source: string) => string | undefined,
): ReadonlyMap<string, Hits> => {
  const generated = hitsOf(script, text.length);
  const generatedStarts = lineStarts(text);
  const bySource = Map.groupBy(mappingsOf(map), ({ source }) => source ?? '');
  const result = new Map<string, Hits>();
  for (const [source, mappings] of bySource) {
    const original = textOf(source);
    if (original === undefined) continue;
    const starts = lineStarts(original);
    const mapped = mappings.map(({ originalLine, originalColumn, generatedLine, generatedColumn }) => ({
      offset: (starts[originalLine - 1] ?? 0) + originalColumn,
      line: originalLine,
      count: generated[codeAt(text, (generatedStarts[generatedLine - 1] ?? 0) + generatedColumn)] ?? 0,
    }));
    mapped.sort((a, b) => a.offset - b.offset);
    result.set(source, spread(mapped, starts, original.length));
  }
  return result;
};

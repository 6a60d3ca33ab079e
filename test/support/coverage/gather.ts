/** Gathers what the processes of a test run have left about the sources. */
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TraceMap } from '@jridgewell/trace-mapping';
import * as z from 'zod/mini';
import { projectRoot } from '../paths.ts';
import { rawCoverageFolder, type ScriptCoverage } from './folder.ts';
import { addHits, hitsOf, sourceHits, type Bundle, type Hits } from './hits.ts';

const Range = z.object({ startOffset: z.int(), endOffset: z.int(), count: z.int() });
const Scripts = z.array(
  z.object({ url: z.string(), functions: z.array(z.object({ ranges: z.array(Range) })) }),
);

/** A source of the product, e.g. `src/domain/user.ts`, and what ran of it. */
export type Source = {
  readonly name: string;
  /** As Node runs it: types are blanks, so that every offset is that of the file. */
  readonly text: string;
  readonly hits: Hits;
};

const nameOf = (file: string): string => relative(projectRoot, file).split(sep).join('/');

const readSources = (): ReadonlyMap<string, Source> => {
  const files = globSync('src/**/*.ts', { cwd: projectRoot }).toSorted();
  const sources = files.map((file): Source => {
    const text = stripTypeScriptTypes(readFileSync(join(projectRoot, file), 'utf8'));
    return { name: nameOf(join(projectRoot, file)), text, hits: new Uint32Array(text.length) };
  });
  return new Map(sources.map((source) => [source.name, source]));
};

const mapComment =
  /\n\/\/# sourceMappingURL=(?:data:application\/json;base64,(?<inline>\S+)|(?<file>\S+))\s*$/;

/** A bundle with its map; undefined when it has none, since it holds nothing of ours then. */
const readBundle = (path: string): Bundle | undefined => {
  const text = readFileSync(path, 'utf8');
  const { inline, file } = mapComment.exec(text)?.groups ?? {};
  const map =
    inline === undefined
      ? file && readFileSync(join(dirname(path), file), 'utf8')
      : Buffer.from(inline, 'base64').toString();
  return map ? { text, map: new TraceMap(map) } : undefined;
};

const rawScripts = (layer: string): readonly ScriptCoverage[] =>
  globSync('*.json', { cwd: rawCoverageFolder(layer) }).flatMap((file) =>
    z.parse(Scripts, JSON.parse(readFileSync(join(rawCoverageFolder(layer), file), 'utf8'))),
  );

/** All sources of the product, with what has run of them in some layers; those that never ran too. */
export const gatherSources = (layers: readonly string[]): readonly Source[] => {
  const sources = readSources();
  const bundles = new Map<string, Bundle | undefined>();
  for (const script of layers.flatMap(rawScripts)) {
    const path = fileURLToPath(script.url);
    const direct = sources.get(nameOf(path));
    if (direct) {
      addHits(direct.hits, hitsOf(script, direct.text.length));
      continue;
    }
    if (!bundles.has(path)) bundles.set(path, readBundle(path));
    const bundle = bundles.get(path);
    if (!bundle) continue;
    const named = (source: string): Source | undefined => sources.get(nameOf(resolve(dirname(path), source)));
    for (const [source, hits] of sourceHits(bundle, script, (one) => named(one)?.text)) {
      const known = named(source);
      if (known) addHits(known.hits, hits);
    }
  }
  return [...sources.values()];
};

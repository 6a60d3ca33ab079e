/** What the sources' own syntax makes of the hits: lines and branches that ran, and those that did not. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'acorn';
import { convert } from 'ast-v8-to-istanbul';
import coverageLibrary, { type CoverageMap, type Totals } from 'istanbul-lib-coverage';
import reportLibrary from 'istanbul-lib-report';
import reports from 'istanbul-reports';
import { projectRoot } from '../paths.ts';
import { coverageReportFolder } from './folder.ts';
import type { Source } from './gather.ts';
import type { Hits } from './hits.ts';

/** Hits as V8 would tell them, so that the library can read them: one range for each stretch of equal counts. */
const asRanges = (hits: Hits) => {
  const ranges: { startOffset: number; endOffset: number; count: number }[] = [];
  for (const [offset, count] of hits.entries()) {
    const last = ranges.at(-1);
    if (last?.count === count) last.endOffset = offset + 1;
    else ranges.push({ startOffset: offset, endOffset: offset + 1, count });
  }
  return ranges;
};

/** What ran of the sources, as the reports of Istanbul want it. */
export const coverageOf = async (sources: readonly Source[]): Promise<CoverageMap> => {
  const coverage = coverageLibrary.createCoverageMap();
  for (const { name, text, hits } of sources) {
    const url = pathToFileURL(join(projectRoot, name)).href;
    const functions = asRanges(hits).map((range) => ({
      functionName: '',
      isBlockCoverage: true,
      ranges: [range],
    }));
    const ast = parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
    coverage.merge(await convert({ code: text, ast, coverage: { url, functions } }));
  }
  return coverage;
};

/** Writes the report: pages for people, and figures for programs. */
export const writeReport = (coverageMap: CoverageMap): void => {
  const context = reportLibrary.createContext({ dir: coverageReportFolder, coverageMap });
  for (const kind of ['html', 'json', 'json-summary'] as const) reports.create(kind).execute(context);
};

/** How many percent have to run, of all sources together. */
const gate = { lines: 95, branches: 90 } as const;

/** Says what stays below the gate; empty when nothing does. */
export const belowGate = (coverage: CoverageMap): readonly string[] => {
  const summary = coverage.getCoverageSummary();
  return (['lines', 'branches'] as const)
    .filter((kind) => summary[kind].pct < gate[kind])
    .map((kind) => `Only ${summary[kind].pct} % of the ${kind} ran; it has to be ${gate[kind]} %.`);
};

const share = ({ covered, total, pct }: Totals): string => `${pct} % (${covered} of ${total})`;

/** Figures for people, such as `97.1 % (34 of 35)`. */
type Figures = { readonly lines: string; readonly branches: string };

/** The figures of all sources together, and the ten in which most did not run. */
export const summaryOf = (
  coverage: CoverageMap,
): { overall: Figures; worst: readonly (Figures & { file: string })[] } => {
  const sources = coverage.files().map((file) => {
    const { lines, branches } = coverage.fileCoverageFor(file).toSummary();
    const missing = lines.total - lines.covered + branches.total - branches.covered;
    return { file, missing, lines: share(lines), branches: share(branches) };
  });
  const worst = sources
    .toSorted((a, b) => b.missing - a.missing)
    .slice(0, 10)
    .map(({ file, lines, branches }) => ({ file, lines, branches }));
  const { lines, branches } = coverage.getCoverageSummary();
  return { overall: { lines: share(lines), branches: share(branches) }, worst };
};

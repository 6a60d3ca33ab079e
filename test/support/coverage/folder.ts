/** Where coverage is collected, and whether it is. */
import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot, resultsFolder } from '../paths.ts';

/** Names the folder that every process of a test run leaves its coverage in; not set, nothing is collected. */
export const coverageVariable = 'ECGRID_COVERAGE';

/** Names the one file that a process is to leave; without it the process makes up a name in the folder. */
export const coverageFileVariable = 'ECGRID_COVERAGE_FILE';

/** Where the report goes. */
export const coverageReportFolder = join(resultsFolder, 'coverage');

/** Where the raw data of a layer goes, until the report has been made of it. */
export const rawCoverageFolder = (layer: string): string => join(resultsFolder, 'coverage-raw', layer);

/** A file that nobody else writes, in the folder that the environment names; undefined when nothing is collected. */
export const newCoverageFile = (env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const folder = env[coverageVariable];
  return folder === undefined ? undefined : join(folder, `${randomUUID()}.json`);
};

/** The arguments under which Node collects coverage from the first line on; none when nothing is collected. */
export const collectorArguments = (): readonly string[] =>
  newCoverageFile() === undefined
    ? []
    : ['--import', pathToFileURL(join(import.meta.dirname, 'collect.ts')).href];

/** Where the code under test is, as V8 names it: the sources themselves and the bundles made of them. */
const codeUnderTest = ['src', 'dist'].map((folder) => `${pathToFileURL(join(projectRoot, folder)).href}/`);

/** What V8 tells of one script; offsets are UTF-16 units of the text that ran. */
export type ScriptCoverage = {
  readonly url: string;
  readonly functions: readonly {
    readonly ranges: readonly {
      readonly startOffset: number;
      readonly endOffset: number;
      readonly count: number;
    }[];
  }[];
};

/** Leaves what concerns the code under test; all at once, so that whoever waits for the file finds all of it. */
export const leaveCoverage = (file: string, scripts: readonly ScriptCoverage[]): void => {
  const ours = scripts.filter(({ url }) => codeUnderTest.some((folder) => url.startsWith(folder)));
  const unfinished = `${file}.part`;
  writeFileSync(unfinished, JSON.stringify(ours));
  renameSync(unfinished, file);
};

import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';

const countsSchema = z.object({ passed: z.number(), failed: z.number(), skipped: z.number() });

/** How the tests of a layer ended. */
export type TestCounts = Readonly<z.infer<typeof countsSchema>>;

/** The environment variable that tells a test host where to leave its counts. */
export const countsVariable = 'ECGRID_TEST_COUNTS';

/** Leaves counts for another process. */
export async function writeCounts(path: string, counts: TestCounts): Promise<void> {
  await writeFile(path, JSON.stringify(counts));
}

/** Reads what {@link writeCounts} left; undefined when nothing was left. */
export async function readCounts(path: string): Promise<TestCounts | undefined> {
  try {
    return z.parse(countsSchema, JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The sandbox that the test run has started outside of the extension host. */
import * as z from 'zod/mini';
import { judgeOf } from '../../support/judge.ts';
import type { Judge } from '../../support/judge.ts';

const Keys = z.looseObject({
  NetworkAdmin: z.string(),
  NetworkUser: z.string(),
  MailboxAdmin: z.string(),
  TPUser: z.string(),
});

/** Where a sandbox is, and one key per level. */
export type TestSandbox = {
  readonly url: string;
  readonly keys: z.infer<typeof Keys>;
  readonly judge: Judge;
};

const fromEnvironment = (): TestSandbox => {
  const url = z.url().parse(process.env['ECGRID_TEST_URL']);
  const keys = Keys.parse(JSON.parse(process.env['ECGRID_TEST_KEYS'] ?? '{}'));
  return { url, keys, judge: judgeOf(url) };
};

/** The sandbox of this run; all test files share it. */
export const testSandbox: TestSandbox = fromEnvironment();

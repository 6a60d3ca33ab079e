/** The accessibility rules of axe, on the webview in sight. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import * as z from 'zod/mini';

const Result = z.object({ passes: z.number(), violations: z.array(z.string()) });

/** How many rules were met, and what breaks one: the rule and the element. */
export type AxeResult = z.infer<typeof Result>;

const ask = `axe.run(document).then(({ passes, violations }) => ({
  passes: passes.length,
  violations: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)),
}))`;

/** Looks at the document of the webview in sight, two frames deep; there must be one webview only. */
export const runAxe = async (page: Page): Promise<AxeResult> => {
  const frame = page.frames().find((one) => one.parentFrame()?.parentFrame() instanceof Object);
  if (!frame) throw new Error('No webview is in sight.');
  await frame.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return Result.parse(await frame.evaluate<unknown>(ask));
};

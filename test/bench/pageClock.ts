/** Measures in the page itself: from what a person does to the frame that shows what came of it. */
import type { Page } from 'playwright-core';
import * as z from 'zod/mini';

/**
 * Conditions are JavaScript, since they are asked for in the page at every frame. The longest task counts from
 * `arm` on; browsers tell of those beyond 50 ms alone.
 */
const script = `
  window.bench = {
    tasks: [],
    arm(type, condition) {
      this.tasks = [];
      this.done = new Promise((resolve) => {
        const begin = ({ timeStamp }) => {
          const painted = () => resolve(performance.now() - timeStamp);
          const look = () => requestAnimationFrame(condition() ? painted : look);
          look();
        };
        window.addEventListener(type, begin, { capture: true, once: true });
      });
    },
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.bench.tasks.push(duration);
  }).observe({ type: 'longtask' });
`;

/** Tasks shorter than this are not told by browsers. */
export const shortestTask = 50;

/** What was measured: milliseconds until it was shown, and the longest time for which the window stood still. */
export type Gesture = { readonly milliseconds: number; readonly longestTask: number };

const Figures = z.tuple([z.number(), z.array(z.number())]);

/** Must be called once for every page before {@link measured}. */
export const installClock = async (page: Page): Promise<void> => {
  await page.evaluate(`(() => { ${script} })()`);
};

/** Two frames and a task later: reports of long tasks have come. */
const settle = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 100))))`;

/**
 * Measures one gesture.
 * @param type the event in the page that it begins with: `click`, `keydown`, `input`, `wheel`
 * @param condition JavaScript that is true once the result is there
 */
export const measured = async (
  page: Page,
  type: string,
  condition: string,
  gesture: () => Promise<unknown>,
): Promise<Gesture> => {
  await page.evaluate(settle);
  await page.evaluate(`window.bench.arm(${JSON.stringify(type)}, () => ${condition})`);
  await gesture();
  const told = await page.evaluate<unknown>(
    `window.bench.done.then(async (time) => { await ${settle}; return [time, window.bench.tasks]; })`,
  );
  const [milliseconds, tasks] = Figures.parse(told);
  return { milliseconds, longestTask: Math.max(shortestTask, ...tasks) };
};

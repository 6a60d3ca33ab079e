/** Measuring: the same thing several times, and what stands in the middle. */
import type { Figures } from './row.ts';

/** How often everything is measured: five times, or as often as `ECGRID_BENCH_RUNS` says, for a quick look. */
export const rounds = Math.max(1, Number(process.env['ECGRID_BENCH_RUNS'] ?? 5));

/** The median, and the ends. @throws {RangeError} without values */
export const figuresOf = (values: readonly number[]): Figures => {
  const sorted = values.toSorted((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (least === undefined || most === undefined || median === undefined) throw new RangeError('no values');
  return { median, least, most };
};

/** Milliseconds that something takes. */
export const timed = async (work: () => Promise<unknown> | undefined): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/**
 * Measures several things in turn, so that whatever else the machine does hits all of them alike.
 * @param names what to measure; each is run once before it counts
 */
export const inTurn = async <Name extends string>(
  works: Readonly<Record<Name, () => Promise<unknown>>>,
  times = rounds,
): Promise<Readonly<Record<Name, Figures>>> => {
  const entries = Object.entries<() => Promise<unknown>>(works);
  const taken = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  for (const [, work] of entries) await work();
  for (let round = 0; round < times; round += 1)
    for (const [name, work] of entries) taken.get(name)?.push(await timed(work));
  const figures = entries.map(([name]) => [name, figuresOf(taken.get(name) ?? [])]);
  return Object.fromEntries(figures) as Record<Name, Figures>;
};

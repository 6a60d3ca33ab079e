/** What the extension host has left of 200 refreshes and as many selections, and what it does when nobody does anything. */
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { listenToPeer, openBenchScene } from './host.ts';
import type { Reports } from './host.ts';
import { figuresOf } from './measure.ts';
import type { Bench, Row } from './row.ts';

const times = 200;
/** How long nothing is done, to see what the host does by itself. */
const rest = 10_000;

/** What the peer tells; CPU and time in milliseconds, before and after it has looked. */
const Facts = z.object({
  heapUsed: z.number(),
  rss: z.number(),
  cpuBefore: z.number(),
  cpuAfter: z.number(),
  timeBefore: z.number(),
  timeAfter: z.number(),
  handles: z.number(),
  emitters: z.number(),
  signals: z.number(),
});
type Facts = z.infer<typeof Facts>;

const press = async ({ workbench }: Scene, reports: Reports, key: string): Promise<unknown> => {
  const report = reports.next();
  await workbench.page.keyboard.press(key);
  return report;
};

const probe = async (scene: Scene, reports: Reports): Promise<Facts> =>
  Facts.parse(await press(scene, reports, 'Control+Alt+F6'));

const refresh = (scene: Scene, reports: Reports): Promise<unknown> => press(scene, reports, 'Control+Alt+F7');

/** Goes down and up through the rows, each of which is selected. */
const select = async ({ workbench }: Scene): Promise<void> => {
  await workbench.page.locator('.sidebar .monaco-list').first().focus();
  for (let count = 0; count < times; count += 1)
    await workbench.page.keyboard.press(count % 50 < 25 ? 'ArrowDown' : 'ArrowUp');
};

const rowsOf = (before: Facts, after: Facts, selected: Facts, rested: Facts): readonly Row[] => {
  const row = (what: string, unit: Row['unit'], value: number, against?: number): Row => ({
    ...{ what, unit, ours: figuresOf([value]) },
    ...(against === undefined ? {} : { against: { what: 'before', figure: against } }),
  });
  const each = (from: number, to: number): number => Math.round((to - from) / times);
  return [
    row(`heap of the extension host after ${times} refreshes`, 'B', after.heapUsed, before.heapUsed),
    row('growth of the heap for each refresh', 'B', each(before.heapUsed, after.heapUsed)),
    row(`heap after ${times} selections as well`, 'B', selected.heapUsed, before.heapUsed),
    row('memory of the process', 'B', selected.rss, before.rss),
    row('CPU for each refresh of 60 users', 'ms', (after.cpuBefore - before.cpuAfter) / times),
    row('CPU for each selection', 'ms', (selected.cpuBefore - after.cpuAfter) / times),
    row(
      'CPU for each second in which nothing is done',
      'ms',
      (rested.cpuBefore - selected.cpuAfter) / ((rested.timeBefore - selected.timeAfter) / 1000),
    ),
    row('open handles', '', rested.handles, before.handles),
    row('event emitters of Node', '', rested.emitters, before.emitters),
    row('signals for cancelling', '', rested.signals, before.signals),
  ];
};

/** The bench. */
export const idle: Bench = {
  name: 'idle',
  run: async () => {
    await using reports = await listenToPeer();
    await using scene = await openBenchScene({
      settings: {
        'benchPeer.url': reports.url,
        'benchPeer.command': 'ecgrid.refreshUsers',
        'benchPeer.times': times,
      },
    });
    await signIn(scene, 'NetOps');
    await scene.workbench.expand('MailboxUser');
    // The first refreshes compile and fill caches once and for all.
    await refresh(scene, reports);
    await select(scene);
    const before = await probe(scene, reports);
    await refresh(scene, reports);
    const after = await probe(scene, reports);
    await select(scene);
    const selected = await probe(scene, reports);
    await wait(rest);
    return rowsOf(before, after, selected, await probe(scene, reports));
  },
};

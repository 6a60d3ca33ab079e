/** Opening groups of the tree, against a tree that holds nothing but its rows; and the window with 100,000 users. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { openBenchScene } from './host.ts';
import { figuresOf, rounds } from './measure.ts';
import { installClock } from './pageClock.ts';
import type { Bench, Row } from './row.ts';
import { fillDatabase } from './sizedGroups.ts';
import { collapseRow, expandRow, loadEverybody } from './treeGestures.ts';

const groups = { MailboxAdmin: 100, MailboxUser: 500, TPUser: 1000, General: 5000 } as const;
const sizes = Object.values(groups);

/** VS Code keeps the rows below a group that has been open; in another grouping and back they are asked for again. */
const forgetRows = async ({ workbench }: Scene): Promise<void> => {
  for (const [grouping, group] of [
    ['Status', /^Active,/],
    ['AuthLevel', /^General,/],
  ] as const) {
    await workbench.runCommand('ECGrid: Group Users By…');
    await workbench.quickInput.pick(grouping);
    await workbench.treeItem(group).waitFor();
  }
};

type Taken = Readonly<Record<'ours' | 'bare', Map<number, number[]>>>;

const noneTaken = (): Map<number, number[]> => new Map(sizes.map((size) => [size, []]));

/** Opens every group of both trees once. */
const round = async (scene: Scene, taken: Taken): Promise<void> => {
  const { workbench } = scene;
  await workbench.openView('ECGrid');
  await forgetRows(scene);
  for (const [level, size] of Object.entries(groups)) {
    const { milliseconds } = await expandRow(scene, new RegExp(`^${level},`));
    taken.ours.get(size)?.push(milliseconds);
    await collapseRow(scene, new RegExp(`^${level},`));
  }
  await workbench.openView('Bench');
  await workbench.page.keyboard.press('Control+Alt+F1');
  for (const size of sizes) {
    const { milliseconds } = await expandRow(scene, `Group ${size}`);
    taken.bare.get(size)?.push(milliseconds);
    await collapseRow(scene, `Group ${size}`);
  }
};

const rowOf = (size: number, { ours, bare }: Taken): Row => {
  // The first time pays for what is loaded on first use.
  const [own, other] = [ours, bare].map((times) => figuresOf(times.get(size)?.slice(1) ?? []));
  if (!own || !other) throw new RangeError('nothing was measured');
  const ranges = size > 1000 ? ' (ours: ranges of 500)' : '';
  return {
    what: `expand a group of ${size.toLocaleString('en')}${ranges}`,
    unit: 'ms',
    ours: own,
    against: { what: 'the same rows, ready-made', figure: other.median },
    ...(size === 500 ? { budget: { kind: 'most', value: 1.25 } as const } : {}),
  };
};

/** The bench. */
export const tree: Bench = {
  name: 'tree',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ecgrid-bench-'));
    try {
      const databaseFile = join(folder, 'users.db');
      await fillDatabase(databaseFile, groups);
      await using scene = await openBenchScene({
        sandbox: { databaseFile },
        settings: { 'benchPeer.groups': sizes },
      });
      await signIn(scene, 'NetOps');
      await loadEverybody(scene);
      await installClock(scene.workbench.page);
      const taken: Taken = { ours: noneTaken(), bare: noneTaken() };
      for (let count = 0; count <= rounds; count += 1) await round(scene, taken);
      return sizes.map((size) => rowOf(size, taken));
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

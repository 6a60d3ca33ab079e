/** How long the window stands still with 100,000 users loaded, and how soon a search answers. */
import type { Scene } from '../support/scene.ts';
import { signIn } from '../support/scene.ts';
import { openBenchScene } from './host.ts';
import { figuresOf, rounds } from './measure.ts';
import { installClock, measured } from './pageClock.ts';
import type { Gesture } from './pageClock.ts';
import type { Bench, Row } from './row.ts';
import { collapseRow, expandRow, findByKey, findInTree, loadEverybody, scrollTree } from './treeGestures.ts';

const users = 100_000;
const mostBlocked = 100;
/** About as many as the largest AuthLevel of the sandbox has. */
const bareGroup = 45_000;
/** As many as a range of ours has. */
const bareRange = 500;

/** What is done, with the product and without; the bare tree has nothing like some of it. */
type Deed = {
  readonly what: string;
  readonly ours: (scene: Scene) => Promise<Gesture>;
  readonly bare?: (scene: Scene) => Promise<Gesture>;
};

const range = /^\d+ users from/;

const filter = async ({ workbench }: Scene): Promise<Gesture> => {
  const { page, quickInput } = workbench;
  await workbench.runCommand('ECGrid: Filter Users…');
  await quickInput.pick('Status');
  await quickInput.pick('Suspended');
  await quickInput.entry('Show users').waitFor();
  const shown = `document.querySelector('.sidebar')?.textContent.includes('Only Suspended') === true`;
  return measured(page, 'click', shown, () => quickInput.pick('Show users'));
};

const deeds: readonly Deed[] = [
  {
    what: 'expand the largest group (ours: ranges of 500)',
    ours: (scene) => expandRow(scene, /^MailboxUser,/),
    bare: (scene) => expandRow(scene, `Group ${bareGroup}`),
  },
  {
    what: 'expand a range of 500',
    ours: (scene) => expandRow(scene, range, 3),
    bare: async (scene) => {
      // From here on both trees show about as many rows.
      await collapseRow(scene, `Group ${bareGroup}`);
      return expandRow(scene, `Group ${bareRange}`);
    },
  },
  {
    what: 'find in the open rows',
    ours: (scene) => findInTree(scene, 'an'),
    bare: (scene) => findInTree(scene, 'er1'),
  },
  { what: 'scroll', ours: scrollTree, bare: scrollTree },
  {
    what: 'find one of all by the keyboard',
    ours: (scene) => findByKey(scene, 'Control+Alt+F5', 'networkadmin'),
    bare: (scene) => findByKey(scene, 'Control+Alt+F4', 'user99999'),
  },
  { what: 'filter by status', ours: filter },
];

type Times = { readonly ours: Gesture[]; readonly bare: Gesture[] };

const rowsOf = ({ what }: Deed, { ours, bare }: Times): readonly Row[] => {
  const row = (name: string, field: keyof Gesture, budget?: Row['budget']): Row => ({
    ...{ what: `${what}, ${users.toLocaleString('en')} loaded: ${name}`, unit: 'ms' },
    ours: figuresOf(ours.map((gesture) => gesture[field])),
    ...(bare.length === 0
      ? {}
      : { against: { what: 'bare', figure: figuresOf(bare.map((gesture) => gesture[field])).median } }),
    ...(budget ? { budget } : {}),
  });
  return [
    row('until it is shown', 'milliseconds'),
    row('longest block, 50 = none', 'longestTask', { kind: 'absolute', value: mostBlocked }),
  ];
};

/** Opens a scene in which everybody is loaded, for one round: what has been open once is quicker. */
const openRound = async (): Promise<Scene> => {
  const scene = await openBenchScene({
    sandbox: { users },
    settings: { 'benchPeer.groups': [bareRange, bareGroup] },
  });
  await signIn(scene, 'NetOps');
  await loadEverybody(scene);
  await installClock(scene.workbench.page);
  return scene;
};

/** The bench. */
export const blocks: Bench = {
  name: 'blocks',
  run: async () => {
    const taken = new Map<Deed, Times>(deeds.map((deed) => [deed, { ours: [], bare: [] }]));
    for (let count = 0; count < rounds; count += 1) {
      await using scene = await openRound();
      for (const deed of deeds) taken.get(deed)?.ours.push(await deed.ours(scene));
      await scene.workbench.openView('Bench');
      for (const deed of deeds) if (deed.bare) taken.get(deed)?.bare.push(await deed.bare(scene));
    }
    return [...taken].flatMap(([deed, times]) => rowsOf(deed, times));
  },
};

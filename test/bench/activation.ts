/** Activation as the extension host reports it, against the least extension; and how soon signing in sends something. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Workbench } from '../support/workbench.ts';
import { openWorkbench } from '../support/workbench.ts';
import * as z from 'zod/mini';
import { answerUpToKey } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { openBenchScene } from './host.ts';
import { figuresOf, rounds } from './measure.ts';
import type { Bench } from './row.ts';

/** Milliseconds that an extension took to be loaded and activated, as “Show Running Extensions” tells. */
const reported = async (workbench: Workbench, name: string): Promise<number> => {
  await workbench.runCommand('Developer: Show Running Extensions');
  const row = workbench.page.locator('.runtime-extensions-editor .monaco-list-row').filter({ hasText: name });
  const text = await row.locator('.activation-time').textContent();
  const milliseconds = /(\d+)\s*ms/.exec(text ?? '')?.[1];
  if (milliseconds === undefined)
    throw new Error(`VS Code does not tell when ${name} was activated: ${text}`);
  return Number(milliseconds);
};

/**
 * Resolves when the window has answered at once for three seconds: starting it takes all that the machine has, which is
 * nothing that an extension could be blamed for.
 */
const calm = `new Promise((resolve) => {
  let [last, quick] = [performance.now(), 0];
  const look = () => {
    const now = performance.now();
    quick = now - last < 60 ? quick + 1 : 0;
    last = now;
    if (quick < 60) setTimeout(look, 50);
    else resolve();
  };
  look();
})`;

/** A window of its own, and so an extension host of its own. */
const inNewWindow = async <Result>(
  { server, folder }: Scene,
  use: (workbench: Workbench) => Promise<Result>,
): Promise<Result> => {
  // High enough for all rows of a list: those out of sight do not exist.
  await using workbench = await openWorkbench({ server, folder, viewport: { width: 1280, height: 3000 } });
  await workbench.page.evaluate(calm);
  return await use(workbench);
};

const activated = (scene: Scene, whose: 'ours' | 'hello'): Promise<number> =>
  inNewWindow(scene, async (workbench) => {
    if (whose === 'ours') {
      await workbench.openView('ECGrid');
      await workbench.page.getByRole('button', { name: 'Sign In…' }).waitFor();
      return reported(workbench, 'ECGrid User Administration');
    }
    await workbench.openView('Hello');
    await workbench.treeItem('Hello from the bench').waitFor();
    return reported(workbench, 'Bench Hello');
  });

const Log = z.object({ requests: z.array(z.object({ time: z.string() })) });

/** When the first request since the log was cleared arrived. */
const firstArrival = async ({ sandbox }: Scene): Promise<number> => {
  const giveUp = performance.now() + 60_000;
  while (performance.now() < giveUp) {
    const response = await fetch(`${sandbox.url}/__log`);
    const [first] = Log.parse(await response.json()).requests;
    if (first) return Date.parse(first.time);
    await wait(20);
  }
  throw new Error('No request has arrived.');
};

const noteEnter = `addEventListener('keydown', ({ key }) => {
  if (key === 'Enter') window.benchEntered = Date.now();
}, { capture: true })`;

/** From the Enter key that ends the last question to the first request, by the clock of this machine. */
const untilFirstRequest = (
  scene: Scene,
  prepare: (workbench: Workbench) => Promise<string>,
): Promise<number> =>
  inNewWindow(scene, async (workbench) => {
    const answer = await prepare(workbench);
    await workbench.page.evaluate(noteEnter);
    await scene.judge.clearLog();
    await workbench.quickInput.submit(answer);
    const arrived = await firstArrival(scene);
    return arrived - z.number().parse(await workbench.page.evaluate('window.benchEntered'));
  });

const signIn = (scene: Scene): Promise<number> =>
  untilFirstRequest(scene, async (workbench) => {
    await workbench.runCommand('ECGrid: Sign In…');
    await answerUpToKey({ ...scene, workbench });
    return scene.sandbox.apiKeys.NetworkAdmin;
  });

const bareFetch = (scene: Scene): Promise<number> =>
  untilFirstRequest(scene, async (workbench) => {
    await workbench.runCommand('Bench: Ask');
    await workbench.quickInput.input.waitFor();
    return `${scene.sandbox.url}/v2/auth/version`;
  });

/** The bench. */
export const activation: Bench = {
  name: 'activation',
  run: async () => {
    // A modal editor would hide the last rows of the list of extensions.
    await using scene = await openBenchScene({ settings: { 'workbench.editor.useModal': 'off' } });
    const [ours, hello, keyed, fetched]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (let count = 0; count < rounds; count += 1) {
      ours.push(await activated(scene, 'ours'));
      hello.push(await activated(scene, 'hello'));
      keyed.push(await signIn(scene));
      fetched.push(await bareFetch(scene));
    }
    return [
      {
        ...{ what: 'activation, as the extension host reports it', unit: 'ms', ours: figuresOf(ours) },
        against: { what: 'the least extension with a view', figure: figuresOf(hello).median },
        budget: { kind: 'most', value: 3 },
      },
      {
        ...{ what: 'key entered → first request, in a new window', unit: 'ms', ours: figuresOf(keyed) },
        against: { what: 'a bare fetch', figure: figuresOf(fetched).median },
      },
    ];
  },
};

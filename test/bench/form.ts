/** From the command to the first field that can be typed into, against a bare webview with one field. */
import { openWorkbench } from '../support/workbench.ts';
import type { Workbench } from '../support/workbench.ts';
import * as z from 'zod/mini';
import { signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { openBenchScene } from './host.ts';
import { figuresOf, rounds } from './measure.ts';
import type { Bench, Figures, Row } from './row.ts';

/** In every frame below the window: notes when its first field takes the focus. Both clocks are the machine's. */
const watchField = `(() => {
  if (window === top) {
    addEventListener('keydown', ({ timeStamp }) => {
      window.benchPressed = performance.timeOrigin + timeStamp;
    }, { capture: true });
    return;
  }
  const isReady = (field) =>
    field.getClientRects().length > 0 && (field.localName === 'input' || field.shadowRoot?.querySelector('input'));
  const look = () => {
    const field = document.querySelector('input, vscode-text-field');
    if (field && isReady(field)) {
      field.focus();
      if (document.activeElement === field) {
        window.benchUsable = performance.timeOrigin + performance.now();
        return;
      }
    }
    setTimeout(look, 1);
  };
  look();
})()`;

const usable = `new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('The page has no field that takes the focus.')), 60_000);
  const look = () => (window.benchUsable === undefined ? setTimeout(look, 5) : resolve(window.benchUsable));
  look();
})`;

const keys = { ours: 'Control+Alt+F3', bare: 'Control+Alt+F2' } as const;
type Whose = keyof typeof keys;

/** Milliseconds from the key that opens a page until its first field can be typed into; closes it again. */
const open = async ({ page, webview }: Workbench, whose: Whose): Promise<number> => {
  await page.keyboard.press(keys[whose]);
  const ready = z.number().parse(await webview.locator('body').evaluate(usable));
  const pressed = z.number().parse(await page.evaluate('window.benchPressed'));
  await page.keyboard.press('Control+Alt+F10');
  await page.locator('iframe.webview').waitFor({ state: 'detached' });
  return ready - pressed;
};

type Times = Readonly<Record<'cold' | 'warm', number[]>>;

/** One window of its own for each: the first page is the cold one, the others are warm. */
const round = async (scene: Scene, whose: Whose, { cold, warm }: Times): Promise<void> => {
  await using workbench = await openWorkbench({ server: scene.server, folder: scene.folder });
  await workbench.page.addInitScript(watchField);
  await workbench.page.evaluate(watchField);
  // In both windows alike everything is active and signed in before the key is pressed.
  await workbench.openView('Bench');
  await workbench.treeItem('Group 1').waitFor();
  await workbench.openView('ECGrid');
  await signIn({ ...scene, workbench }, 'NetworkAdmin', { name: crypto.randomUUID() });
  await workbench.treeItem('MailboxUser').waitFor();
  cold.push(await open(workbench, whose));
  for (let count = 0; count < 3; count += 1) warm.push(await open(workbench, whose));
};

/** The bench. */
export const form: Bench = {
  name: 'form',
  run: async () => {
    await using scene = await openBenchScene({ settings: { 'benchPeer.groups': [1] } });
    const taken = { ours: { cold: [], warm: [] }, bare: { cold: [], warm: [] } } satisfies Record<
      Whose,
      Times
    >;
    for (let count = 0; count < rounds; count += 1)
      for (const whose of ['ours', 'bare'] as const) await round(scene, whose, taken[whose]);
    const row = (temperature: keyof Times): Row => {
      const [ours, bare]: readonly Figures[] = [taken.ours, taken.bare].map((times) =>
        figuresOf(times[temperature]),
      );
      if (!ours || !bare) throw new RangeError('nothing was measured');
      return {
        ...{ what: `Add User → first field can be typed into, ${temperature}`, unit: 'ms', ours },
        against: { what: 'a bare webview', figure: bare.median },
        budget: { kind: 'most', value: 1.3 },
      };
    };
    return [row('cold'), row('warm')];
  },
};

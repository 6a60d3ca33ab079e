import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import * as z from 'zod/mini';
import { openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { UserForm } from '../support/userForm.ts';
import { themes } from '../support/workbench.ts';
import type { Theme } from '../support/workbench.ts';

const Result = z.object({ passes: z.number(), violations: z.array(z.string()) });
const ask = `axe.run(document).then(({ passes, violations }) => ({
  passes: passes.length,
  violations: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)),
}))`;

let scene: Scene;
let form: UserForm;
let axe: string;
before(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  scene = await openScene({ viewport: { width: 1280, height: 1250 } });
  await signIn(scene);
  await scene.workbench.expand('TPUser');
  form = new UserForm(scene.workbench);
});
after(() => scene.close());

/** The document of the form, two frames deep. */
const formFrame = (): Frame => {
  const frame = scene.workbench.page
    .frames()
    .find((one) => one.parentFrame()?.parentFrame() instanceof Object);
  assert.ok(frame);
  return frame;
};

const check = async (): Promise<void> => {
  await formFrame().evaluate(axe);
  const { passes, violations } = Result.parse(await formFrame().evaluate<unknown>(ask));
  assert.ok(passes > 10, 'axe has looked at something');
  assert.deepEqual(violations, []);
};

for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[]) {
  test(`axe finds nothing in either form in the theme ${themes[theme].label}`, async () => {
    const { workbench } = scene;
    await workbench.setTheme(theme);
    await workbench.runCommand('ECGrid: Add User');
    await form.ready();
    await form.button('Create User').click();
    await form.frame.getByText('Enter the login.').waitFor();
    await check();
    await workbench.runCommand('View: Close All Editors');
    await workbench.contextMenu('tpuser', 'Change Role…');
    await form.ready();
    await form.level('MailboxAdmin').click();
    await form.frame.getByText('Gained').waitFor();
    await check();
    await workbench.runCommand('View: Close All Editors');
  });
}

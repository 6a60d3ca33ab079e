/** What must be true of the journal and the trees when the soak is over. */
import assert from 'node:assert/strict';
import { asShown } from './rules.ts';
import type { Step, StepOutcome } from './soakStep.ts';
import type { SoakWorld } from './soakWorld.ts';

/** Fails unless the journal has what the steps told. */
export const assertJournal = async (
  { journal, failures }: SoakWorld,
  steps: readonly Step[],
): Promise<void> => {
  assert.deepEqual(failures, []);
  const check = await journal.verify();
  assert.deepEqual([check.problems, check.torn], [[], 0]);
  const entries = new Map((await journal.entries()).map((entry) => [entry.begun.run, entry]));
  assert.equal(check.lines, entries.size * 2, 'every entry is complete');
  const recorded: Readonly<Record<StepOutcome, readonly (string | undefined)[]>> = {
    done: ['done answer'],
    found: ['done looking'],
    changed: [undefined],
    refusedByRules: [undefined],
    refused: ['refused answer', 'failed answer', 'failed looking'],
    notSent: [undefined, 'failed answer'],
    unknown: ['unknown answer', 'unknown looking'],
    unsettled: ['unknown answer', 'unknown looking'],
  };
  for (const { run, outcome, login, entry } of steps) {
    const found = entries.get(run);
    const said = found?.ended && `${found.ended.outcome} ${found.ended.settledBy}`;
    assert.ok(recorded[outcome].includes(said), `${run}: ${outcome} was recorded as ${said}`);
    if (found) assert.equal(found.begun.target.login, login);
    if (entry !== undefined) assert.equal(found?.begun.id, entry);
    entries.delete(run);
  }
  assert.equal(entries.size, 0, 'nothing else was recorded');
};

/** Fails unless every tree, loaded again, shows what the database has. */
export const assertTrees = async (world: SoakWorld): Promise<void> => {
  await world.fault();
  for (const { directory, told } of world.callers) {
    await directory.refresh();
    assert.equal(directory.complete, true);
    for (const user of directory.users())
      assert.deepEqual(asShown(user), asShown(await world.truth(user.userId)));
    const [somebody] = directory.users();
    const before = told();
    if (somebody) directory.apply(somebody);
    assert.equal(told(), before + 1, 'every change is told once');
    directory.dispose();
  }
};

/** A process that writes into a journal: `node writer.ts FOLDER ENTRIES`; with `hang` it says so and never completes. */
import { Journal } from '../../../src/journal/journal.ts';
import type { WriteFacts } from '../../../src/journal/journal.ts';
import { beganAs, testProfile } from '../support/journals.ts';

const [folder = '', count = '0', mode = ''] = process.argv.slice(2);
const { caller, operation, target, changes, before, after } = beganAs();
const facts: WriteFacts = { operation, target, changes, before, after };
const recorder = new Journal({ folder }).recorder(testProfile, () => caller);

for (let n = 0; n < Number(count); n += 1) {
  const entry = await recorder.begin({ ...facts, changes: [`${process.pid} ${n}`] });
  if (mode === 'hang') {
    process.stdout.write('open\n');
    // Something that keeps the process alive until it is ended from outside.
    setInterval(() => undefined, 1000);
    await new Promise(() => undefined);
  }
  await entry.end({ outcome: 'done', settledBy: 'answer', attempts: 1 });
}

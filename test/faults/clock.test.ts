/** A clock that is set back, over the end of a month too, takes nothing from the journal and raises no alarm. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { Journal } from '../../src/journal/journal.ts';
import type { WriteFacts } from '../../src/journal/journal.ts';
import { aUser } from '../unit/support/builders.ts';
import { newFolder, recorderOf, testProfile } from '../unit/support/journals.ts';

const write = (login: string): WriteFacts => ({
  operation: 'changeRole',
  target: { userId: 17, login, name: 'Jane Doe', networkId: 1 },
  changes: ['AuthLevel: MailboxUser → General'],
  before: { authLevel: 'MailboxUser' },
  after: { authLevel: 'General' },
});

const done = { outcome: 'done', settledBy: 'answer', attempts: 1 } as const;

/** A journal that records one write at each of some times, each in a window of its own or all in one. */
const recordAt = async (t: TestContext, times: readonly string[], isOneWindow: boolean): Promise<Journal> => {
  const folder = await newFolder(t);
  let time = '';
  const open = (): Journal => new Journal({ folder, now: () => new Date(time) });
  let journal = open();
  for (time of times) {
    if (!isOneWindow) journal = open();
    const entry = await recorderOf(journal, aUser()).begin(write(time));
    await entry.end(done);
  }
  return journal;
};

const back = ['2026-11-30T23:59:00.000Z', '2026-12-01T00:00:30.000Z', '2026-11-30T23:59:59.000Z'];
const backAndForth = [
  ...back,
  '2026-12-01T00:01:00.000Z',
  '2026-10-15T00:00:00.000Z',
  '2027-01-01T00:00:00.000Z',
];

for (const isOneWindow of [true, false]) {
  const where = isOneWindow ? 'in one window' : 'in a window of its own each';
  for (const [name, times] of [
    ['back into the month before', back],
    ['back and forth', backAndForth],
  ] as const) {
    test(`set ${name}, ${where}`, async (t) => {
      const journal = await recordAt(t, times, isOneWindow);
      const { lines, problems, torn } = await journal.verify();
      assert.deepEqual([lines, problems, torn], [times.length * 2, [], 0]);
      const entries = await journal.entries();
      assert.deepEqual(
        entries.map(({ begun, ended }) => [begun.target.login, begun.time, ended?.outcome]),
        times.map((time) => [time, time, 'done']),
      );
      assert.deepEqual(await journal.abandoned(testProfile), []);
    });
  }
}

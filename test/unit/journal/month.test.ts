/** One month of the journal as people look at it, and how they learn of what is written meanwhile. */
import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { Journal } from '../../../src/journal/journal.ts';
import type { Recorder } from '../../../src/journal/journal.ts';
import { aUser } from '../support/builders.ts';
import { beganAs, newFolder, recorderOf } from '../support/journals.ts';

const november = 'journal-2026-11.jsonl';
const december = 'journal-2026-12.jsonl';

type Desk = {
  readonly journal: Journal;
  readonly recorder: Recorder;
  readonly setTime: (time: string) => void;
  /** Records a write of a user, carried out at once. */
  readonly write: (login: string, undoes?: string) => Promise<string>;
};

const openDesk = async (t: TestContext): Promise<Desk> => {
  let now = '2026-11-30T23:59:00.000Z';
  const journal = new Journal({ folder: await newFolder(t), now: () => new Date(now) });
  const recorder = recorderOf(journal, aUser());
  return {
    journal,
    recorder,
    setTime: (time) => {
      now = time;
    },
    write: async (login, undoes) => {
      const { operation, target, changes, before, after } = beganAs();
      const facts = { operation, target: { ...target, login }, changes, before, after, undoes };
      const entry = await recorder.begin(facts);
      await entry.end({ outcome: 'done', settledBy: 'answer', attempts: 1 });
      return entry.id;
    },
  };
};

const logins = (entries: Awaited<ReturnType<Journal['entries']>>): readonly string[] =>
  entries.map(({ begun }) => begun.target.login);

describe('a month', () => {
  test('has what began in it, complete although it ended later, and tells what came after', async (t) => {
    const { journal, recorder, setTime, write } = await openDesk(t);
    const first = await write('first');
    const { operation, target, changes, before, after } = beganAs();
    const open = await recorder.begin({ operation, target, changes, before, after });
    setTime('2026-12-01T00:01:00.000Z');
    await open.end({ outcome: 'unknown', settledBy: 'answer', attempts: 1 });
    await write('second', first);
    const shown = await journal.month(november);
    assert.deepEqual(logins(shown.entries), ['first', 'jdoe']);
    assert.equal(shown.entries[1]?.ended?.outcome, 'unknown');
    assert.deepEqual(logins(shown.later), ['second']);
    assert.equal(shown.later[0]?.begun.undoes, first);
    const last = await journal.month(december);
    assert.deepEqual([logins(last.entries), logins(last.later)], [['second'], []]);
  });

  test('tells how many of its lines cannot be read, and shows the others', async (t) => {
    const { journal, setTime, write } = await openDesk(t);
    await write('first');
    await appendFile(join(journal.folder, november), '{"previous":"torn\nnonsense\n');
    await write('second');
    setTime('2026-12-01T00:01:00.000Z');
    await write('third');
    const shown = await journal.month(november);
    assert.deepEqual([logins(shown.entries), shown.unreadable], [['first', 'second'], 2]);
    assert.equal((await journal.month(december)).unreadable, 0);
  });

  test('without a file has nothing', async (t) => {
    const { journal, write } = await openDesk(t);
    assert.deepEqual(await journal.month(november), { entries: [], later: [], unreadable: 0 });
    await write('first');
    const earlier = await journal.month('journal-2026-10.jsonl');
    assert.deepEqual([logins(earlier.entries), logins(earlier.later)], [[], ['first']]);
  });
});

test('whoever listens is told of every line that this window writes, until it listens no more', async (t) => {
  const { journal, write } = await openDesk(t);
  let lines = 0;
  const end = journal.onDidAppend(() => (lines += 1));
  await write('first');
  assert.equal(lines, 2);
  const other = new Journal({ folder: journal.folder });
  await recorderOf(other, aUser()).begin(beganAs());
  assert.equal(lines, 2, 'another window writes for itself');
  end();
  await write('second');
  assert.equal(lines, 2);
});

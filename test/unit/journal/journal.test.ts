/** The journal on a real disk: one file a month, several processes, torn lines, entries that were left open. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Journal } from '../../../src/journal/journal.ts';
import type { Recorder, WriteFacts } from '../../../src/journal/journal.ts';
import { beganAs, newFolder, testProfile } from '../support/journals.ts';

const { caller, operation, target, changes, before, after } = beganAs();
const facts: WriteFacts = { operation, target, changes, before, after };
const ok = { outcome: 'done', settledBy: 'answer', attempts: 1 } as const;
const writer = join(import.meta.dirname, 'writer.ts');

const recorderOf = (journal: Journal): Recorder => journal.recorder(testProfile, () => caller);

const recordOne = async (journal: Journal): Promise<string> => {
  const entry = await recorderOf(journal).begin(facts);
  await entry.end(ok);
  return entry.id;
};

/** A journal whose clock stands at a time of the test's own. */
const at = (folder: string, time: string): Journal => new Journal({ folder, now: () => new Date(time) });

describe('an entry', () => {
  test('is on the disk before the write is sent, and complete when it has ended', async (t) => {
    const journal = new Journal({ folder: await newFolder(t) });
    const open = await recorderOf(journal).begin({ ...facts, reason: 'Because', run: 'a run' });
    const [begun, ...none] = await journal.entries();
    assert.deepEqual(none, []);
    assert.equal(begun?.ended, undefined);
    assert.deepEqual(
      { ...begun?.begun, time: '', writer: '' },
      { ...beganAs({ id: open.id, reason: 'Because', run: 'a run' }), time: '', writer: '' },
    );
    await open.end({ ...ok, message: 'Found.' });
    const [ended] = await journal.entries();
    assert.deepEqual(
      { ...ended?.ended, time: '' },
      { kind: 'ended', id: open.id, time: '', ...ok, message: 'Found.' },
    );
  });

  test('goes to the file of its month, and may be completed in the next one', async (t) => {
    const folder = await newFolder(t);
    let now = '2026-11-30T23:59:59.000Z';
    const journal = new Journal({ folder, now: () => new Date(now) });
    const open = await recorderOf(journal).begin(facts);
    now = '2026-12-01T00:00:01.000Z';
    await open.end(ok);
    await recordOne(journal);
    assert.deepEqual(await journal.names(), ['journal-2026-11.jsonl', 'journal-2026-12.jsonl']);
    const november = await journal.entries(['journal-2026-11.jsonl']);
    assert.deepEqual(
      november.map(({ begun, ended }) => [begun.id, ended?.outcome]),
      [[open.id, 'done']],
    );
    assert.equal((await journal.entries(['journal-2026-12.jsonl'])).length, 1);
    assert.deepEqual(await journal.verify(), { lines: 4, files: 2, torn: 0, problems: [] });
  });

  test('cannot be begun where nothing can be written, and says so when it cannot be completed', async (t) => {
    const folder = await newFolder(t);
    const failures: unknown[] = [];
    const journal = new Journal({ folder, onFailure: (error) => failures.push(error) });
    const open = await recorderOf(journal).begin(facts);
    const [name = ''] = await journal.names();
    // A folder in the place of the file: not even root can write a line into it.
    await rename(join(folder, name), join(folder, 'away'));
    await mkdir(join(folder, name));
    await open.end(ok);
    assert.equal(failures.length, 1);
    await assert.rejects(recorderOf(journal).begin(facts));
  });

  test('can be read and written by its owner alone', { skip: process.platform === 'win32' }, async (t) => {
    const folder = join(await newFolder(t), 'journal');
    await recordOne(new Journal({ folder }));
    const [name = ''] = await readdir(folder);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600);
  });
});

describe('several windows', () => {
  test('that write at once take turns: no line is torn, lost or out of the chain', async (t) => {
    const folder = await newFolder(t);
    const run = promisify(execFile);
    await Promise.all([1, 2, 3].map(() => run(process.execPath, [writer, folder, '15'])));
    const journal = new Journal({ folder });
    assert.deepEqual(await journal.verify(), { lines: 90, files: 1, torn: 0, problems: [] });
    const entries = await journal.entries();
    assert.equal(new Set(entries.map(({ begun }) => begun.changes.join())).size, 45);
    assert.ok(entries.every(({ ended }) => ended?.outcome === 'done'));
  });

  test('of one process do too, and remember the newest line', async (t) => {
    const folder = await newFolder(t);
    let head = '';
    const windows = [1, 2].map(() => new Journal({ folder, remember: (hash) => (head = hash) }));
    await Promise.all(windows.flatMap((journal) => Array.from({ length: 20 }, () => recordOne(journal))));
    const [journal] = windows;
    assert.ok(journal);
    assert.deepEqual(await journal.verify(head), { lines: 80, files: 1, torn: 0, problems: [] });
    const [name = ''] = await journal.names();
    const file = join(folder, name);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, `${lines.slice(0, -1).join('\n')}\n`);
    assert.deepEqual(
      (await journal.verify(head)).problems.map(({ message }) => message),
      ['Lines are missing that were written once.'],
    );
  });
});

test('a line that was torn stays alone: what follows it can be read, and the chain goes on', async (t) => {
  const folder = await newFolder(t);
  await recordOne(new Journal({ folder }));
  const [name = ''] = await readdir(folder);
  await appendFile(join(folder, name), '{"previous":"00');
  const id = await recordOne(new Journal({ folder }));
  const journal = new Journal({ folder });
  assert.deepEqual(await journal.verify(), { lines: 5, files: 1, torn: 1, problems: [] });
  assert.equal((await journal.entries()).at(-1)?.begun.id, id);
});

test('a journal that was never written has nothing in it', async (t) => {
  const journal = new Journal({ folder: join(await newFolder(t), 'not', 'there') });
  assert.deepEqual(
    [await journal.names(), await journal.entries(), await journal.abandoned(testProfile)],
    [[], [], []],
  );
  assert.deepEqual(await journal.verify(), { lines: 0, files: 0, torn: 0, problems: [] });
});

describe('an entry that was left open', () => {
  test('is abandoned when its process has ended, and not before', async (t) => {
    const folder = await newFolder(t);
    const child = spawn(process.execPath, [writer, folder, '1', 'hang'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const journal = new Journal({ folder });
    assert.deepEqual(await journal.abandoned(testProfile), []);
    child.kill('SIGKILL');
    await ended;
    const [entry, ...none] = await journal.abandoned(testProfile);
    assert.deepEqual([entry?.begun.writer.process, none], [child.pid, []]);
    assert.ok(entry);

    assert.equal(await journal.settle(entry, { outcome: 'done', settledBy: 'laterStart' }), true);
    assert.deepEqual(await journal.abandoned(testProfile), []);
    // Another window that has found the same entry comes too late.
    assert.equal(
      await new Journal({ folder }).settle(entry, { outcome: 'failed', settledBy: 'laterStart' }),
      false,
    );
    assert.deepEqual(
      (await journal.entries()).map((one) => one.ended?.outcome),
      ['done'],
    );
  });

  test('is looked at under its own profile and address alone', async (t) => {
    const folder = await newFolder(t);
    await recorderOf(at(folder, '2026-11-22T10:00:00Z')).begin(facts);
    const later = at(folder, '2026-11-22T11:00:00Z');
    assert.equal((await later.abandoned(testProfile)).length, 1);
    assert.equal((await later.abandoned({ ...testProfile, id: 'profile-2' })).length, 0);
    assert.equal((await later.abandoned({ ...testProfile, origin: 'https://rest.ecgrid.io' })).length, 0);
  });

  test('is found however many months ago it was begun', async (t) => {
    const folder = await newFolder(t);
    await recorderOf(at(folder, '2026-08-22T10:00:00Z')).begin(facts);
    for (const month of ['09', '10', '11']) await recordOne(at(folder, `2026-${month}-22T10:00:00Z`));
    const journal = at(folder, '2026-11-22T11:00:00Z');
    const [entry, ...none] = await journal.abandoned(testProfile);
    assert.ok(entry);
    assert.deepEqual([entry.begun.time, none], ['2026-08-22T10:00:00.000Z', []]);
    assert.equal(await journal.settle(entry, { outcome: 'unknown', settledBy: 'laterStart' }), true);
    assert.deepEqual(await journal.abandoned(testProfile), []);
  });

  test('counts as abandoned after half an hour, whatever process has its number now', async (t) => {
    const folder = await newFolder(t);
    const parent = { ...beganAs().writer, process: process.ppid };
    await recorderOf(at(folder, '2026-11-22T10:00:00Z')).begin(facts);
    const [name = ''] = await readdir(folder);
    const file = join(folder, name);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(`"process":${process.pid}`, `"process":${parent.process}`));
    const openAt = async (time: string): Promise<number> =>
      (await at(folder, time).abandoned(testProfile)).length;
    assert.deepEqual([await openAt('2026-11-22T10:29:00Z'), await openAt('2026-11-22T10:31:00Z')], [0, 1]);
  });
});

/** Operations whose process ends before it knows what became of them, and what a later start finds out. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { isEcgridError } from '../../src/api/ecgridError.ts';
import type { EcgridError } from '../../src/api/ecgridError.ts';
import { Journal } from '../../src/journal/journal.ts';
import type { Recorder } from '../../src/journal/journal.ts';
import type { JournalEntry } from '../../src/journal/record.ts';
import { settlementOf } from '../../src/operations/settle.ts';
import type { Settlement } from '../../src/operations/settle.ts';
import { openDesk } from '../unit/operations/writeCases.ts';
import type { Desk } from '../unit/operations/writeCases.ts';
import { aNewUser } from '../unit/support/builders.ts';
import { newFolder, recorderOf, testProfile } from '../unit/support/journals.ts';
import { operations } from './operations.ts';
import type { Operation, OperationName, Prepared } from './operations.ts';

/** What is true when somebody looks again. */
export const truths = [
  'it was carried out',
  'it was not carried out',
  'it was not carried out, and somebody else has changed the same',
  'the user is not there any more',
  'the user is out of one’s reach',
  'ECGrid is down',
] as const;
export type Truth = (typeof truths)[number];

/** Somebody else does to the user what would tell that the operation had not the last word. */
const changeTheSame = async (desk: Desk, { name }: Operation, login: string, userId = 0): Promise<void> => {
  const root = desk.client('Root').users;
  const changes: Readonly<Partial<Record<OperationName, () => Promise<unknown>>>> = {
    addUser: () => root.create(aNewUser({ login, email: 'other@example.com' })),
    editUser: () => root.update(userId, { firstName: 'Somebody' }),
    changeRole: () => root.setRole(userId, 'General'),
    moveUser: () => root.setNetworkMailbox(userId, { mailboxId: 0 }),
    updateConfig: () => root.updateConfig(userId, { cellPhone: '+1 555 0155' }),
    undo: () => root.setRole(userId, 'General'),
  };
  await changes[name]?.();
};

/** The status of a user has no third value that REST v2.6 could set; what is blind is blind in any case. */
const sameCanBeChanged: readonly OperationName[] = [
  'addUser',
  'editUser',
  'changeRole',
  'moveUser',
  'updateConfig',
  'undo',
];

/** Whether a truth means anything for an operation. */
export const isMeant = (truth: Truth, { name }: Operation): boolean => {
  if (truth === 'it was not carried out, and somebody else has changed the same')
    return sameCanBeChanged.includes(name);
  const isOfAUser = truth === 'the user is not there any more' || truth === 'the user is out of one’s reach';
  return !isOfAUser || name !== 'addUser';
};

/** Begins entries, and ends before any is completed. */
const endsTooSoon = (recorder: Recorder): Recorder => ({
  begin: async (facts) => ({ ...(await recorder.begin(facts)), end: () => Promise.resolve() }),
});

/** Makes true what somebody will find. */
const arrange = async (truth: Truth, desk: Desk, operation: Operation, login: string, prepared: Prepared) => {
  const { userId } = prepared;
  if (truth === 'it was not carried out, and somebody else has changed the same')
    await changeTheSame(desk, operation, login, userId);
  if (truth === 'the user is not there any more') await desk.fault({ name: 'notFound', method: 'GET' });
  if (truth === 'the user is out of one’s reach') {
    const root = desk.client('Root').users;
    await root.setNetworkMailbox(userId ?? 0, { networkId: 2, mailboxId: 0 });
  }
  if (truth === 'ECGrid is down') await desk.fault({ name: 'error503' });
};

/** What a later start finds. */
export type Recovered = {
  readonly entry: JournalEntry;
  /** The finding so many milliseconds after the entry began; undefined = look again later. */
  readonly after: (milliseconds: number) => Promise<Settlement | EcgridError | undefined>;
  /** Completes the entry in the journal with a finding. @returns the entry as it is then, and what is open still */
  readonly complete: (settlement: Settlement) => Promise<{
    readonly entry: JournalEntry | undefined;
    readonly open: number;
    readonly problems: number;
  }>;
  /** How many requests that change something have arrived since the process ended. */
  readonly writes: () => Promise<number>;
};

/** Sends an operation whose process ends, and starts again. */
export const recover = async (t: TestContext, truth: Truth, operation: Operation): Promise<Recovered> => {
  const desk = await openDesk(t);
  const { users, context, aSubject } = desk;
  const me = await users.me();
  const folder = await newFolder(t);
  const ended = new Journal({ folder });
  const login = 'recovered';
  const through = { users, recorder: recorderOf(ended, me) };
  const prepared = await operation.prepare({ login, aSubject, users, context, me, through, journal: ended });
  const [method, path] = prepared.call.split(' ');
  const isDone = truth === 'it was carried out';
  await desk.fault({ name: isDone ? 'dropAfterCommit' : 'dropBeforeCommit', method, path });
  await prepared.send({ users, recorder: endsTooSoon(through.recorder) }).catch(() => undefined);
  await desk.fault();
  await arrange(truth, desk, operation, login, prepared);

  const journal = new Journal({ folder });
  const open = await journal.abandoned(testProfile);
  const [entry] = open;
  assert.ok(entry && open.length === 1, 'one entry was left open');
  await desk.arrived();
  const begun = Date.parse(entry.begun.time);
  return {
    entry,
    after: (milliseconds) =>
      settlementOf(users, entry, new Date(begun + milliseconds)).catch((error: unknown) => {
        assert.ok(isEcgridError(error), String(error));
        return error;
      }),
    complete: async ({ end }) => {
      assert.equal(await journal.settle(entry, end), true);
      return {
        entry: (await journal.entries()).find(({ begun: { id } }) => id === entry.begun.id),
        open: (await journal.abandoned(testProfile)).length,
        problems: (await journal.verify()).problems.length,
      };
    },
    writes: async () =>
      (await desk.arrived()).filter(({ call }) => !call.startsWith('GET') && !call.endsWith('/by-name'))
        .length,
  };
};

/** What a later start says, in one or two words: a minute after the entry began, and at once. */
export const wordsOf = async ({ after }: Recovered): Promise<string> => {
  const words: string[] = [];
  for (const milliseconds of [0, 60_000]) {
    const found = await after(milliseconds);
    words.push(isEcgridError(found) ? 'stays open' : (found?.end.outcome ?? 'look later'));
  }
  const [atOnce = '', later = ''] = words;
  return atOnce === 'look later' ? `${later} (after a minute)` : later;
};

/** Runs one row of the table. @returns a word for each operation that the truth means something for */
export const recoveryRow = async (
  t: TestContext,
  truth: Truth,
): Promise<ReadonlyMap<OperationName, string>> => {
  const row = new Map<OperationName, string>();
  for (const operation of operations.filter((one) => isMeant(truth, one)))
    row.set(operation.name, await wordsOf(await recover(t, truth, operation)));
  return row;
};

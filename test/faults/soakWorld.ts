/** Where the soak takes place: a sandbox with faults by chance, callers with a tree each, one journal. */
import type { TestContext } from 'node:test';
import { createRandom } from '../../sandbox/random.ts';
import type { Random } from '../../sandbox/random.ts';
import { createClient } from '../../src/api/client.ts';
import type { EcgridClient } from '../../src/api/client.ts';
import { Directory } from '../../src/directory/directory.ts';
import type { AuthLevel } from '../../src/domain/authLevel.ts';
import type { User } from '../../src/domain/user.ts';
import { Journal } from '../../src/journal/journal.ts';
import type { Through } from '../../src/operations/record.ts';
import type { WriteContext } from '../../src/operations/userWrite.ts';
import type { Json } from '../unit/sandbox/harness.ts';
import { openEcgrid, quick } from '../unit/support/ecgrid.ts';
import type { Ecgrid } from '../unit/support/ecgrid.ts';
import { newFolder, recorderOf } from '../unit/support/journals.ts';

/** What goes wrong, and how often. Milliseconds are far above, or far below, what the client waits. */
const chances: readonly Json[] = [
  { name: 'error500BeforeCommit', probability: 0.02 },
  { name: 'error500AfterCommit', probability: 0.02 },
  { name: 'dropBeforeCommit', probability: 0.02 },
  { name: 'dropAfterCommit', probability: 0.02 },
  { name: 'error503', probability: 0.02 },
  { name: 'htmlBody', probability: 0.01 },
  { name: 'truncatedJson', probability: 0.02 },
  { name: 'emptyBody', probability: 0.01 },
  { name: 'malformedRecord', probability: 0.01 },
  { name: 'rateLimited', probability: 0.05, retryAfter: 0 },
  { name: 'rateLimitedWithoutRetryAfter', probability: 0.02 },
  { name: 'unsuccessful200', probability: 0.01 },
  { name: 'redirect', probability: 0.005, location: '/' },
  { name: 'unauthorized', probability: 0.002 },
  { name: 'forbidden', probability: 0.01 },
  // Not to the look-up of a login: whether somebody was created could not be told in any other way.
  { name: 'notFound', probability: 0.005, method: 'GET' },
  { name: 'notFound', probability: 0.005, method: 'PUT' },
  { name: 'notFound', probability: 0.005, path: '/v2/users/role' },
  { name: 'latency', probability: 0.02, delayMs: 3 },
  { name: 'latency', probability: 0.003, delayMs: 600_000 },
  { name: 'slowBody', probability: 0.003, delayMs: 600_000 },
];

/** Somebody who signs in, with a client, a tree and what a write goes through. */
export type SoakCaller = {
  readonly me: User;
  readonly users: EcgridClient['users'];
  readonly context: WriteContext;
  readonly through: Through;
  readonly directory: Directory;
  /** What has been told about this one's tree. */
  readonly told: () => number;
  /** One signal for all that this one does, as a window has one. */
  readonly signal: AbortSignal;
};

export type SoakWorld = Ecgrid & {
  readonly random: Random;
  readonly journal: Journal;
  readonly callers: readonly SoakCaller[];
  /** A mailbox of a network. */
  readonly mailboxOf: (networkId: number) => number;
  /** Who must not be changed: the callers themselves. */
  readonly isCaller: (userId: number) => boolean;
  /** What could not be written into the journal. */
  readonly failures: readonly unknown[];
  /** How often each fault has struck since the last call; forgets the requests. */
  readonly struck: () => Promise<ReadonlyMap<string, number>>;
};

const levels: readonly AuthLevel[] = ['Root', 'NetOps', 'NetworkAdmin', 'NetworkAdmin', 'MailboxAdmin'];

const openCaller = async (ecgrid: Ecgrid, journal: Journal, level: AuthLevel): Promise<SoakCaller> => {
  const options = { origin: ecgrid.url, apiKey: ecgrid.apiKeys[level], ...quick };
  const { users } = createClient({ ...options, timeout: 1000 });
  // A list that is late is no fault of the soak.
  const { users: patient } = createClient(options);
  const me = await patient.me();
  const directory = new Directory({
    listUsers: (filter, page, signal) => patient.list(filter, page, signal),
    pageSize: 500,
  });
  let told = 0;
  directory.onDidChange(() => (told += 1));
  await directory.load();
  return {
    me,
    users,
    directory,
    context: { caller: me, policy: { allowInternalLevels: true } },
    through: { users, recorder: recorderOf(journal, me) },
    told: () => told,
    signal: new AbortController().signal,
  };
};

/** Opens a sandbox of sixty users, and five windows on it. */
export const openSoak = async (t: TestContext, seed: number): Promise<SoakWorld> => {
  const ecgrid = await openEcgrid(t, { users: 60, seed });
  const failures: unknown[] = [];
  const journal = new Journal({
    folder: await newFolder(t),
    onFailure: (error) => failures.push(error),
  });
  const callers: SoakCaller[] = [];
  for (const level of levels) callers.push(await openCaller(ecgrid, journal, level));
  const random = createRandom(seed, 'soak');
  const { items: mailboxes } = await ecgrid
    .client('Root')
    .networks.listMailboxes({}, { pageNo: 1, recordsPerPage: 500 });
  const mailboxOf = (networkId: number): number => {
    const own = mailboxes.filter((mailbox) => mailbox.networkId === networkId);
    return random.pick([0, ...own.map(({ mailboxId }) => mailboxId)]);
  };
  const ids = new Set(callers.map(({ me }) => me.userId));
  await ecgrid.fault(...chances);
  const struck = async (): Promise<ReadonlyMap<string, number>> => {
    const counts = new Map<string, number>();
    for (const { faults } of await ecgrid.arrived())
      for (const name of Array.isArray(faults) ? faults : [])
        counts.set(String(name), (counts.get(String(name)) ?? 0) + 1);
    return counts;
  };
  return {
    ...ecgrid,
    random,
    journal,
    callers,
    failures,
    mailboxOf,
    isCaller: (userId) => ids.has(userId),
    struck,
  };
};

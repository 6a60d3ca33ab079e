/** 500 changes of role in one run, journal and reading again included: against the limits in force, and one by one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryOut } from '../../src/operations/carryOut.ts';
import { runJobs, writesAtOnce } from '../../src/operations/run.ts';
import type { Job, JobReport } from '../../src/operations/run.ts';
import { roleWrite } from '../../src/operations/writes/role.ts';
import type { User } from '../../src/domain/user.ts';
import { deskOf, policy } from './desk.ts';
import type { Desk } from './desk.ts';
import { figuresOf, rounds, timed } from './measure.ts';
import type { Bench, Row } from './row.ts';
import { startService } from './service.ts';

const users = 500;
const latency = 40;
/** Each change is two requests: reading again, and the write. */
const requests = users * 2;
/** A limit that the run would exceed: four at once with 40 ms each are 100 requests a second. */
const perSecond = 50;
/** One by one takes long; as many are measured, and the rest is reckoned. */
const fewUsers = 50;

/** The sandbox makes more than a third of its users such, so that there are enough for every run. */
const levelBefore = 'MailboxUser';
const usersFor = (runs: number): number => 3 * users * (runs + 1);

const targetsOf = async ({ through }: Desk): Promise<readonly User[]> => {
  const filter = { status: 'Active', authLevel: levelBefore };
  const { items } = await through.users.list(filter, { pageNo: 1, recordsPerPage: users });
  if (items.length < users) throw new Error('The sandbox has too few users for a run.');
  return items;
};

const jobsFor = ({ through, me }: Desk, targets: readonly User[]): readonly Job[] => {
  const write = roleWrite({ caller: me, policy }, { authLevel: 'General', scope: {} });
  return targets.map((user) => ({
    id: String(user.userId),
    carryOut: async () => ({ state: (await carryOut(through, write, user)).kind, notes: [] }),
  }));
};

/** Milliseconds that a run takes, and how many of its jobs were not done. */
const runOnce = async (desk: Desk): Promise<{ readonly taken: number; readonly notDone: number }> => {
  const ends = new Map<string, JobReport['state']>();
  const jobs = jobsFor(desk, await targetsOf(desk));
  const taken = await timed(() =>
    runJobs(jobs, ({ id, state }) => void ends.set(id, state), new AbortController().signal),
  );
  return { taken, notDone: [...ends.values()].filter((state) => state !== 'done').length };
};

const oneByOne = async (desk: Desk): Promise<number> => {
  const targets = (await targetsOf(desk)).slice(0, fewUsers);
  const taken = await timed(async () => {
    for (const job of jobsFor(desk, targets)) await job.carryOut();
  });
  return (taken * users) / targets.length;
};

const withoutLimit = async (folder: string): Promise<readonly Row[]> => {
  await using service = await startService(usersFor(rounds), latency);
  const desk = await deskOf(service, folder);
  const taken: number[] = [];
  for (let count = 0; count < rounds; count += 1) taken.push((await runOnce(desk)).taken);
  const row = {
    what: `${users} changes of role, ${latency} ms`,
    unit: 'ms',
    ours: figuresOf(taken),
  } as const;
  return [
    { ...row, against: { what: 'one by one', figure: await oneByOne(desk) } },
    {
      ...row,
      against: { what: `limit, ${writesAtOnce} at once`, figure: (requests * latency) / writesAtOnce },
    },
  ];
};

const withLimit = async (folder: string): Promise<readonly Row[]> => {
  await using service = await startService(usersFor(rounds), latency, '--rate-limit', `${perSecond}/s`);
  const desk = await deskOf(service, folder);
  const runs: Awaited<ReturnType<typeof runOnce>>[] = [];
  for (let count = 0; count < rounds; count += 1) runs.push(await runOnce(desk));
  const what = `${users} changes of role, ${latency} ms, at most ${perSecond} requests a second`;
  return [
    {
      ...{ what, unit: 'ms', ours: figuresOf(runs.map(({ taken }) => taken)) },
      // The first second's worth may come at once.
      against: { what: 'the limit', figure: ((requests - perSecond) / perSecond) * 1000 },
    },
    { what: `${what}: not done`, unit: '', ours: figuresOf(runs.map(({ notDone }) => notDone)) },
  ];
};

/** The bench. */
export const bulk: Bench = {
  name: 'bulk',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ecgrid-bench-'));
    try {
      return [...(await withoutLimit(folder)), ...(await withLimit(folder))];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

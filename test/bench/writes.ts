/** Creating a user and setting a role, journal and reading again included, against two bare requests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from '../../src/journal/journal.ts';
import { addUser } from '../../src/operations/addUser.ts';
import { carryOut } from '../../src/operations/carryOut.ts';
import type { Through } from '../../src/operations/record.ts';
import { runJobs, writesAtOnce } from '../../src/operations/run.ts';
import { roleWrite } from '../../src/operations/writes/role.ts';
import type { User } from '../../src/domain/user.ts';
import { figuresOf, inTurn, timed } from './measure.ts';
import { createAndSetRole } from './peers.ts';
import type { Bench, Row } from './row.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

/** What every write goes through. */
const deskOf = async (service: Service, folder: string): Promise<{ through: Through; me: User }> => {
  const { users } = service.client();
  const me = await users.me();
  const profile = { id: 'bench', name: 'Bench', origin: service.url, environment: 'sandbox' };
  return { me, through: { users, recorder: new Journal({ folder }).recorder(profile, () => me) } };
};

const policy = { allowInternalLevels: false };
let made = 0;
const nextLogin = (): string => `bench.${(made += 1)}`;

const single = async (latency: number, folder: string): Promise<readonly Row[]> => {
  await using service = await startService(60, latency);
  const { through, me } = await deskOf(service, folder);
  const write = roleWrite({ caller: me, policy }, { authLevel: 'MailboxUser', scope: {} });
  const addAndSetRole = async (): Promise<void> => {
    const login = nextLogin();
    const { user } = await addUser(
      through,
      {
        ...{
          login,
          email: `${login}@example.com`,
          password: 'Bench-4711-Pass!',
          firstName: 'Ben',
          lastName: 'Bench',
        },
        ...{ networkId: 1, mailboxId: 1001, authLevel: 'General' },
      },
      me,
    );
    await carryOut(through, write, user);
  };
  const figures = await inTurn({ ours: addAndSetRole, peer: () => createAndSetRole(service, nextLogin()) });
  return [
    {
      what: `add a user and set a role, ${latency} ms (one more request: read again)`,
      unit: 'ms',
      ours: figures.ours,
      against: { what: 'two fetches', figure: figures.peer.median },
    },
  ];
};

const bulkUsers = 500;

const bulk = async (folder: string): Promise<readonly Row[]> => {
  const latency = 40;
  await using service = await startService(1000, latency);
  const { through, me } = await deskOf(service, folder);
  const { items } = await through.users.list(
    { authLevel: 'MailboxUser', status: 'Active' },
    { pageNo: 1, recordsPerPage: 500 },
  );
  const targets = items.slice(0, bulkUsers);
  const taken: number[] = [];
  for (const authLevel of ['TPUser', 'General', 'TPUser'] as const) {
    const write = roleWrite({ caller: me, policy }, { authLevel, scope: {} });
    const seen = await Promise.all(targets.map(({ userId }) => through.users.get(userId)));
    const jobs = seen.map((user) => ({
      id: String(user.userId),
      carryOut: async () => {
        const attempted = await carryOut(through, write, user);
        return { state: attempted.kind, notes: [] };
      },
    }));
    taken.push(await timed(() => runJobs(jobs, () => undefined, new AbortController().signal)));
  }
  // Two requests each: reading again, and the write.
  const oneByOne = targets.length * 2 * latency;
  const what = `${targets.length} changes of role at once, ${latency} ms`;
  const ours = figuresOf(taken);
  return [
    { what, unit: 'ms', ours, against: { what: 'one by one at best', figure: oneByOne } },
    {
      what,
      unit: 'ms',
      ours,
      against: { what: `limit, ${writesAtOnce} at once`, figure: oneByOne / writesAtOnce },
    },
  ];
};

/** The bench. */
export const writes: Bench = {
  name: 'writes',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ecgrid-bench-'));
    try {
      return [...(await single(0, folder)), ...(await single(40, folder)), ...(await bulk(folder))];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

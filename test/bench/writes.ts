/** Creating a user and setting a role, journal and reading again included, against two bare requests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser } from '../../src/operations/addUser.ts';
import { carryOut } from '../../src/operations/carryOut.ts';
import { roleWrite } from '../../src/operations/writes/role.ts';
import { deskOf, policy } from './desk.ts';
import { inTurn } from './measure.ts';
import { createAndSetRole } from './peers.ts';
import type { Bench, Row } from './row.ts';
import { startService } from './service.ts';

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

/** The bench. */
export const writes: Bench = {
  name: 'writes',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ecgrid-bench-'));
    try {
      return [...(await single(0, folder)), ...(await single(40, folder))];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** A run over fifty real users: what arrives, what the database says, and that a retry sends what failed alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { User } from '../../../src/domain/user.ts';
import { carryOut } from '../../../src/operations/carryOut.ts';
import { isLeftOver, isRetryable, runJobs } from '../../../src/operations/run.ts';
import type { Job, JobReport, JobState } from '../../../src/operations/run.ts';
import type { UserWrite } from '../../../src/operations/userWrite.ts';
import { terminateWrite } from '../../../src/operations/writes/account.ts';
import { roleWrite } from '../../../src/operations/writes/role.ts';
import { aNewUser, numbers } from '../support/builders.ts';
import { openDesk } from './writeCases.ts';
import type { Desk } from './writeCases.ts';

/** Failed, or never sent. */
const isTriedAgain = (state: JobState): boolean => isRetryable(state) || isLeftOver(state);

const manyUsers = async ({ client, arrived }: Desk, count: number): Promise<readonly User[]> => {
  const { users } = client('Root');
  const made: User[] = [];
  for (const n of numbers(count))
    made.push(await users.create(aNewUser({ login: `u${n}`, email: `u${n}@example.com` })));
  await arrived();
  return made;
};

const jobOf =
  ({ through }: Desk, write: UserWrite) =>
  (user: User): Job => ({
    id: String(user.userId),
    carryOut: async () => {
      const attempted = await carryOut(through, write, user);
      return { state: attempted.kind, notes: [] };
    },
  });

/** Runs jobs and returns the last report of each. */
const finals = async (jobs: readonly Job[]): Promise<ReadonlyMap<string, JobReport>> => {
  const last = new Map<string, JobReport>();
  await runJobs(jobs, (report) => last.set(report.id, report), new AbortController().signal);
  return last;
};

const idsIn = (reports: ReadonlyMap<string, JobReport>, state: string): readonly string[] =>
  [...reports.values()].filter((report) => report.state === state).map(({ id }) => id);

const writesIn = async ({ arrived }: Desk): Promise<readonly string[]> =>
  (await arrived()).map(({ call }) => call).filter((call) => call.startsWith('DELETE'));

test('fifty users are terminated, three of them fail, and a second run sends these three alone', async (t) => {
  const desk = await openDesk(t);
  const targets = await manyUsers(desk, 50);
  const failing = [targets[7], targets[23], targets[49]].map((user) => String(user?.userId));
  await desk.fault(
    ...failing.map((id) => ({ name: 'error500BeforeCommit', method: 'DELETE', path: `/v2/users/${id}` })),
  );
  const jobs = targets.map(jobOf(desk, terminateWrite(desk.context)));

  const first = await finals(jobs);

  const sent = await writesIn(desk);
  assert.deepEqual(sent.toSorted(), targets.map(({ userId }) => `DELETE /v2/users/${userId}`).toSorted());
  assert.deepEqual([...idsIn(first, 'failed')].sort(), failing.toSorted());
  assert.equal(idsIn(first, 'done').length, 47);
  for (const { userId } of targets) {
    const { status } = await desk.truth(userId);
    assert.equal(status, failing.includes(String(userId)) ? 'Active' : 'Terminated');
  }

  await desk.fault();
  const again = await finals(jobs.filter(({ id }) => isRetryable(first.get(id)?.state ?? 'ready')));
  assert.deepEqual(
    (await writesIn(desk)).toSorted(),
    failing.map((id) => `DELETE /v2/users/${id}`).toSorted(),
  );
  assert.deepEqual([...idsIn(again, 'done')].sort(), failing.toSorted());
});

test('users whose answer is lost for good are unknown, and are not sent again', async (t) => {
  const desk = await openDesk(t);
  const targets = await manyUsers(desk, 6);
  const [lost] = targets;
  assert.ok(lost);
  // The reading before the write passes; from the write on, nothing is heard of this user.
  const path = `/v2/users/${lost.userId}`;
  const job = jobOf(desk, terminateWrite(desk.context));
  const others = await finals(targets.slice(1).map(job));
  assert.equal(idsIn(others, 'done').length, 5);
  await desk.arrived();
  const write = terminateWrite(desk.context);
  await desk.fault(
    { name: 'dropAfterCommit', method: 'DELETE', path },
    { name: 'error503', method: 'GET', path },
  );
  const blind: Job = {
    id: String(lost.userId),
    carryOut: async () => {
      await write.send(desk.users, lost);
      return { state: 'done', notes: [] };
    },
  };
  const reports = await finals([blind]);
  assert.deepEqual(idsIn(reports, 'unknown'), [String(lost.userId)]);
  assert.equal(isRetryable('unknown'), false);
  assert.deepEqual(await writesIn(desk), [`DELETE ${path}`]);
  assert.equal((await desk.truth(lost.userId))['status'], 'Terminated');
});

test('a key that is replaced in the middle of a run stops it: what follows is not even asked', async (t) => {
  const desk = await openDesk(t);
  const targets = await manyUsers(desk, 30);
  await desk.fault({ name: 'unauthorized' });
  const reports = await finals(
    targets.map(jobOf(desk, roleWrite(desk.context, { authLevel: 'General', scope: {} }))),
  );
  assert.deepEqual([idsIn(reports, 'failed').length, idsIn(reports, 'cancelled').length], [4, 26]);
  assert.equal((await desk.arrived()).length, 4);
  await desk.fault();
  const cancelled = targets.filter(({ userId }) =>
    isTriedAgain(reports.get(String(userId))?.state ?? 'ready'),
  );
  const job = jobOf(desk, roleWrite(desk.context, { authLevel: 'General', scope: {} }));
  assert.equal(idsIn(await finals(cancelled.map(job)), 'done').length, 30);
});

test('somebody who was changed meanwhile is passed over, the others go on', async (t) => {
  const desk = await openDesk(t);
  const targets = await manyUsers(desk, 8);
  const [first, second] = targets;
  assert.ok(first && second);
  const root = desk.client('Root').users;
  await root.update(first.userId, { lastName: 'Smith' });
  await root.terminate(second.userId);
  const job = jobOf(desk, roleWrite(desk.context, { authLevel: 'TPUser', scope: {} }));
  const reports = await finals(targets.map(job));
  assert.deepEqual(idsIn(reports, 'changed'), [String(first.userId)]);
  assert.deepEqual(idsIn(reports, 'refused'), [String(second.userId)]);
  assert.equal(idsIn(reports, 'done').length, 6);
});

/** Runs a row of the matrix: every operation under one fault, each with a user and a caller of its own. */
import type { TestContext } from 'node:test';
import { newPassword, openDesk } from '../unit/operations/writeCases.ts';
import type { Json } from '../unit/sandbox/harness.ts';
import { messageCanary } from '../unit/support/calls.ts';
import { openCell } from './cell.ts';
import type { Observed } from './cell.ts';
import { operations } from './operations.ts';
import type { Operation, OperationName } from './operations.ts';
import type { Row } from './row.ts';

/** Every request that changes something, in the words of a fault. */
const everyWrite: readonly Json[] = [
  { method: 'PUT' },
  { method: 'DELETE' },
  { method: 'POST', path: '/v2/users' },
  { method: 'POST', path: '/v2/users/role' },
  { method: 'POST', path: '/v2/users/set-network-mailbox' },
  { method: 'POST', path: '/v2/users/password' },
  { method: 'POST', path: '/v2/users/reset/*' },
  { method: 'POST', path: '/v2/users/key-generate/*' },
  { method: 'POST', path: '/v2/users/send-sms' },
  { method: 'POST', path: '/v2/users/update-config' },
];

const onWrites = (faults: readonly Json[]): readonly Json[] =>
  faults.flatMap((fault) => everyWrite.map((where) => ({ ...fault, ...where })));

/** What was seen of each operation; operations for which a row means nothing are not there. */
export type RowSeen = ReadonlyMap<OperationName, Observed>;

/** Runs one row. */
export const runRow = async (t: TestContext, row: Row): Promise<RowSeen> => {
  const desk = await openDesk(t);
  const secrets = { newPassword, message: messageCanary };
  const ready: [Operation, () => Promise<Observed>][] = [];
  for (const operation of operations) {
    if (row.course(operation)) ready.push([operation, await openCell(t, desk, row, operation, secrets)]);
  }
  const faults = onWrites(row.faults ?? []);
  await desk.fault(...faults);
  const seen = new Map<OperationName, Observed>();
  const look = async ([{ name }, carryOut]: (typeof ready)[number]): Promise<void> => {
    seen.set(name, await carryOut());
  };
  if (row.atOnce === true) await Promise.all(ready.map(look));
  else
    for (const one of ready) {
      // Anew each time, since some strike but once.
      await desk.fault(...faults);
      await look(one);
    }
  return seen;
};

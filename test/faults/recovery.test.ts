/** Whatever was under way when VS Code ended is completed at a later start, by what is true then; nothing is sent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isEcgridError } from '../../src/api/ecgridError.ts';
import type { User } from '../../src/domain/user.ts';
import type { UserConfig } from '../../src/domain/userConfig.ts';
import type { JournalOutcome } from '../../src/journal/record.ts';
import { carryOut } from '../../src/operations/carryOut.ts';
import { configWrite } from '../../src/operations/writes/profile.ts';
import { aNewUser } from '../unit/support/builders.ts';
import { operationOf, operations } from './operations.ts';
import type { Beginning, Operation, OperationName } from './operations.ts';
import { isMeant, recover, truths, wordsOf } from './recovery.ts';
import type { Truth } from './recovery.ts';
import { committed, tableOf } from './table.ts';

/** An entry may be completed from here on as not done; milliseconds after it began. */
const aMinute = 60_000;

/** What ECGrid never tells: not even a record shows it. */
const isBlind = ({ name }: Operation): boolean =>
  ['setPassword', 'resetSessions', 'rotateApiKey', 'sendSms'].includes(name);

/** By the rules alone: `open` = it cannot be asked now, and stays as it is. */
const expectedOf = (truth: Truth, operation: Operation): JournalOutcome | 'open' => {
  if (isBlind(operation)) return 'unknown';
  switch (truth) {
    case 'it was carried out':
      return 'done';
    case 'it was not carried out':
      return 'failed';
    case 'it was not carried out, and somebody else has changed the same':
      // A login that another user has was not given to this one.
      return operation.name === 'addUser' ? 'failed' : 'unknown';
    case 'the user is not there any more':
    case 'the user is out of one’s reach':
      return 'unknown';
    case 'ECGrid is down':
      return 'open';
  }
};

const table = truths.map((truth) => [truth, new Map<OperationName, string>()] as const);

for (const [index, truth] of truths.entries()) {
  describe(`when ${truth}`, () => {
    for (const operation of operations.filter((one) => isMeant(truth, one))) {
      const expected = expectedOf(truth, operation);
      test(`${operation.name}: ${expected}`, async (t) => {
        const recovered = await recover(t, truth, operation);
        const { after, complete, writes, entry } = recovered;
        table[index]?.[1].set(operation.name, await wordsOf(recovered));
        const early = await after(aMinute - 1);
        const found = await after(aMinute);
        if (expected === 'open') {
          assert.ok(isEcgridError(early) && isEcgridError(found));
          assert.equal(await writes(), 0);
          return;
        }
        assert.ok(found && !isEcgridError(found));
        const { end, user } = found;
        assert.deepEqual([end.outcome, end.settledBy], [expected, 'laterStart']);
        assert.match(end.message ?? '', /^VS Code ended before the answer came.*\.$/);
        // Only what may still come to pass is waited for.
        if (expected === 'failed') assert.equal(early, undefined);
        else assert.deepEqual(early, found);
        if (expected === 'done') {
          assert.equal(user?.login, entry.begun.target.login);
          assert.equal(end.userId, entry.begun.target.userId === undefined ? user.userId : undefined);
        }
        const completed = await complete(found);
        assert.equal(completed.entry?.ended?.outcome, expected);
        assert.deepEqual([completed.open, completed.problems], [0, 0]);
        assert.equal(await writes(), 0);
      });
    }
  });
}

test('the table is what the run gives: npm run faults', async () => {
  assert.equal(await committed('recovery'), await tableOf(table));
});

/** A configuration, sent to a user who was made in a certain way. */
const configuring = (config: UserConfig, aTarget: (beginning: Beginning) => Promise<User>): Operation => ({
  ...operationOf('updateConfig'),
  prepare: async (beginning) => {
    const user = await aTarget(beginning);
    return {
      call: 'POST /v2/users/update-config',
      userId: user.userId,
      send: (through, circumstances) =>
        carryOut(through, configWrite(beginning.context, config), user, circumstances),
    };
  },
});

describe('a configuration', () => {
  test('with a cell phone where there was none, which somebody else has set to another, is unknown', async (t) => {
    const operation = configuring({ cellPhone: '+1 555 0199' }, ({ users, login }) =>
      users.create(aNewUser({ login })),
    );
    const { after } = await recover(
      t,
      'it was not carried out, and somebody else has changed the same',
      operation,
    );
    const found = await after(aMinute);
    assert.ok(found && !isEcgridError(found));
    assert.equal(found.end.outcome, 'unknown');
  });

  test('with a cell phone that was on file already is unknown, whatever the rest of it was', async (t) => {
    const operation = configuring({ cellPhone: '+1 555 0100', notifyByEmail: true }, async (beginning) => {
      const { user } = await beginning.aSubject(beginning.login);
      return user;
    });
    for (const truth of ['it was carried out', 'it was not carried out'] as const) {
      const { after } = await recover(t, truth, operation);
      const found = await after(aMinute);
      assert.ok(found && !isEcgridError(found));
      assert.equal(found.end.outcome, 'unknown');
    }
  });
});

test('an entry from the future, since the clock was set back, is not waited for', async (t) => {
  const { after } = await recover(t, 'it was not carried out', operationOf('addUser'));
  const found = await after(-1);
  assert.ok(found && !isEcgridError(found));
  assert.equal(found.end.outcome, 'failed');
});

/** What may be done to users is remembered, and never for somebody whom the rules judge otherwise. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { authLevels } from '../../src/domain/authLevel.ts';
import { mayAct } from '../../src/domain/grants.ts';
import { statuses } from '../../src/domain/status.ts';
import { possibleActionsFor } from '../../src/host/users/possibleActions.ts';
import { aUser } from '../unit/support/builders.ts';

const level = fc.constantFrom(...authLevels, '', 'Emperor', 'X General');
const anybody = fc
  .record({
    userId: fc.integer({ min: 1, max: 4 }),
    authLevel: level,
    status: fc.constantFrom(...statuses, '', 'Active X'),
    networkId: fc.nat({ max: 2 }),
    mailboxId: fc.nat({ max: 2 }),
    lockedOut: fc.constantFrom(true, false, undefined),
  })
  .map(aUser);

describe('what may be done to users', () => {
  it('is not mixed up by words of the service’s own, whatever stands beside what', () => {
    const me = aUser({ userId: 1, authLevel: 'Root' });
    const possible = possibleActionsFor(1, (action, target) => mayAct(action, me, target));
    const known = possible(aUser({ userId: 2, status: 'Active X', authLevel: 'General' }));
    const unknown = possible(aUser({ userId: 2, status: 'Active', authLevel: 'X General' }));
    assert.notEqual(known, unknown);
  });

  it('is the same for each as if nobody had been judged before', () => {
    fc.assert(
      fc.property(anybody, fc.array(anybody, { minLength: 2, maxLength: 40 }), (me, users) => {
        const judge = (): ReturnType<typeof possibleActionsFor> =>
          possibleActionsFor(me.userId, (action, target) => mayAct(action, me, target));
        const remembering = judge();
        for (const user of users) assert.equal(remembering(user), judge()(user));
      }),
      { numRuns: 1000 },
    );
  });
});

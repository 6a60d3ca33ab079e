/** Changes of role, moves and new users: properties over all callers, roles and places. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { authLevels } from '../../../src/domain/authLevel.ts';
import type { Role } from '../../../src/domain/consequence.ts';
import { mayAddUser, mayChangeRole, mayMove } from '../../../src/domain/grants.ts';
import type { Verdict } from '../../../src/domain/grants.ts';
import { level, role } from '../support/arbitraries.ts';
import { aCaller, aUser } from '../support/builders.ts';
import { powersOf, reachesAll } from '../support/reachModel.ts';

type Roles = { readonly caller: Role; readonly target: Role; readonly to: Role };

/** True when the caller’s level covers the place. A mailbox level without a mailbox is judged by its network. */
const covers = (caller: Role, place: Role): boolean => {
  switch (caller.authLevel) {
    case 'Root':
    case 'TechOps':
    case 'NetOps':
      return true;
    case 'NetworkAdmin':
      return place.networkId === caller.networkId;
    case 'MailboxAdmin':
      return (
        place.networkId === caller.networkId &&
        (caller.mailboxId === 0 || place.mailboxId === caller.mailboxId)
      );
    default:
      return false;
  }
};

const isHigher = (a: Role, b: Role): boolean => {
  const [first, second] = [a, b].map(({ authLevel }) => authLevels.findIndex((one) => one === authLevel));
  return (first ?? 0) < (second ?? 0);
};

/** May the role be changed from `target` to `to`, as far as levels and places go? */
const isFair = ({ caller, target, to }: Roles): boolean =>
  covers(caller, target) && covers(caller, to) && !isHigher(target, caller) && !isHigher(to, caller);

const gains = ({ target, to }: Roles): boolean => !reachesAll(powersOf(target), powersOf(to));

const internal: readonly string[] = ['Root', 'TechOps', 'NetOps'];

/** Fails unless the verdict is what it should be. */
const expectVerdict = (verdict: Verdict, fair: boolean, asks: boolean): void => {
  const permitted = asks ? 'confirm' : 'allowed';
  assert.equal(verdict.kind, fair ? permitted : 'refused', JSON.stringify(verdict));
};

const roles = fc.record({ caller: role, target: role, to: role });
const runs = { numRuns: 5000 };

describe('for any caller, target and role', () => {
  test('a change of role is permitted within reach and rank, and asks about every gain', () => {
    fc.assert(
      fc.property(roles, fc.boolean(), (all, allowInternalLevels) => {
        const target = aUser({ ...all.target, userId: 17 });
        const caller = aCaller(all.caller.authLevel, all.caller);
        const fair = isFair(all) && (allowInternalLevels || !internal.includes(all.to.authLevel));
        expectVerdict(mayChangeRole(caller, target, all.to, { allowInternalLevels }), fair, gains(all));
      }),
      runs,
    );
  });

  test('a move is permitted within reach, whatever the setting says, and asks about every gain', () => {
    fc.assert(
      fc.property(roles, ({ caller, target, to: { networkId, mailboxId } }) => {
        const to = { authLevel: target.authLevel, networkId, mailboxId };
        const fair = isFair({ caller, target, to });
        const verdict = mayMove(aCaller(caller.authLevel, caller), aUser({ ...target, userId: 17 }), to);
        expectVerdict(verdict, fair, gains({ caller, target, to }));
      }),
      runs,
    );
  });

  test('one’s own role and place are never changed without being asked', () => {
    fc.assert(
      fc.property(roles, ({ caller, to }) => {
        const me = aUser({ ...caller, userId: 1 });
        for (const verdict of [
          mayChangeRole(aCaller(caller.authLevel, caller), me, to, { allowInternalLevels: true }),
          mayMove(aCaller(caller.authLevel, caller), me, to),
        ]) {
          assert.notEqual(verdict.kind, 'allowed');
          if (verdict.kind === 'confirm')
            assert.match(verdict.reasons.join('\n'), /This is your own account/);
        }
      }),
      runs,
    );
  });

  test('nothing at all is permitted on a terminated user', () => {
    fc.assert(
      fc.property(roles, ({ caller: { authLevel, ...place }, target, to }) => {
        const caller = aCaller(authLevel, place);
        const ended = aUser({ ...target, status: 'Terminated' });
        assert.equal(mayMove(caller, ended, to).kind, 'refused');
        assert.equal(mayChangeRole(caller, ended, to, { allowInternalLevels: true }).kind, 'refused');
      }),
    );
  });

  test('a user may be added with what a role may be changed to', () => {
    fc.assert(
      fc.property(role, role, level, fc.boolean(), (caller, to, authLevel, allowInternalLevels) => {
        const given = { ...to, authLevel };
        const open = allowInternalLevels || !internal.includes(authLevel);
        const fair = open && covers(caller, given) && !isHigher(given, caller);
        const mighty = [...internal, 'NetworkAdmin', 'NetworkUser', 'MailboxAdmin'].includes(authLevel);
        const verdict = mayAddUser(aCaller(caller.authLevel, caller), given, { allowInternalLevels });
        expectVerdict(verdict, fair, mighty);
      }),
      runs,
    );
  });
});

/** Who may do what to whom: refused, confirmed or allowed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authLevels, levelFacts } from '../../../src/domain/authLevel.ts';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import { consequenceOf } from '../../../src/domain/consequence.ts';
import {
  levelChoices,
  mayAddUser,
  mayAdminister,
  mayChangeRole,
  mayGiveLevel,
} from '../../../src/domain/grants.ts';
import type { Verdict } from '../../../src/domain/grants.ts';
import { aCaller, aRole, aUser } from '../support/builders.ts';

const open = { allowInternalLevels: true };
const closed = { allowInternalLevels: false };
const administrators: readonly AuthLevel[] = ['Root', 'TechOps', 'NetOps', 'NetworkAdmin', 'MailboxAdmin'];

const reasonOf = (verdict: Verdict): string => {
  assert.equal(verdict.kind, 'refused');
  return verdict.reason;
};

const reasonsOf = (verdict: Verdict): readonly string[] => {
  assert.equal(verdict.kind, 'confirm');
  return verdict.reasons;
};

/** Why this caller must not give this level, by the published rules alone. */
const expectedRefusal = (
  caller: AuthLevel,
  given: AuthLevel,
  internalAllowed: boolean,
): RegExp | undefined => {
  if (!administrators.includes(caller)) return /does not administer users/;
  if (authLevels.indexOf(given) < authLevels.indexOf(caller)) return /Above your own AuthLevel/;
  if (authLevels.indexOf(given) < 3 && !internalAllowed) return /Internal to Loren Data/;
  return undefined;
};

for (const policy of [open, closed]) {
  describe(`giving levels, internal ones ${policy.allowInternalLevels ? 'allowed' : 'not allowed'}`, () => {
    for (const callerLevel of authLevels) {
      test(`as ${callerLevel}`, () => {
        for (const given of authLevels) {
          const verdict = mayGiveLevel(aCaller(callerLevel), given, policy);
          const expected = expectedRefusal(callerLevel, given, policy.allowInternalLevels);
          if (expected) assert.match(reasonOf(verdict), expected, given);
          else assert.equal(verdict.kind, 'allowed', given);
        }
      });

      test(`as ${callerLevel}: the list of choices says the same`, () => {
        const choices = levelChoices(aCaller(callerLevel), policy);
        assert.deepEqual(
          choices.map(({ level }) => level),
          policy.allowInternalLevels ? authLevels : authLevels.slice(3),
        );
        for (const { level, problem } of choices) {
          const expected = expectedRefusal(callerLevel, level, policy.allowInternalLevels);
          assert.equal(problem !== undefined, expected !== undefined, level);
        }
      });
    }
  });
}

describe('changing roles, every caller and every pair of levels in one mailbox', () => {
  for (const callerLevel of authLevels) {
    test(`as ${callerLevel}`, () => {
      const rank = authLevels.indexOf(callerLevel);
      for (const from of authLevels) {
        for (const given of authLevels) {
          const target = aUser({ authLevel: from });
          const verdict = mayChangeRole(aCaller(callerLevel), target, aRole(given), open);
          const outOfRange = authLevels.indexOf(from) < rank || authLevels.indexOf(given) < rank;
          const gains = consequenceOf(target, aRole(given)).gained.length > 0;
          const permitted = gains ? 'confirm' : 'allowed';
          const expected = !administrators.includes(callerLevel) || outOfRange ? 'refused' : permitted;
          assert.equal(verdict.kind, expected, `${from} to ${given}`);
        }
      }
    });
  }
});

describe('a caller that is not understood', () => {
  test('may do nothing, and is told why', () => {
    for (const [level, reason] of [
      ['AuditUser', /AuditUser/],
      ['', /which was not told/],
    ] as const) {
      const caller = aCaller(level);
      assert.match(reasonOf(mayGiveLevel(caller, 'General', open)), reason);
      assert.match(reasonOf(mayAdminister(caller, aUser())), reason);
      assert.equal(mayAddUser(caller, aRole('General'), open).kind, 'refused');
      assert.ok(levelChoices(caller, open).every(({ problem }) => problem !== undefined));
    }
  });

  test('a level never heard of cannot be given', () => {
    assert.match(reasonOf(mayGiveLevel(aCaller('Root'), 'NoChange', open)), /NoChange is unknown/);
    assert.equal(mayAddUser(aCaller('Root'), aRole('AuditUser'), open).kind, 'refused');
  });
});

describe('the user that is to be changed', () => {
  test('must not be terminated', () => {
    const reason = reasonOf(mayAdminister(aCaller('Root'), aUser({ status: 'Terminated' })));
    assert.equal(reason, 'jdoe is terminated, which is permanent.');
    assert.equal(mayAdminister(aCaller('Root'), aUser({ status: 'Suspended' })).kind, 'allowed');
  });

  test('must not be above the caller', () => {
    const reason = reasonOf(mayAdminister(aCaller('MailboxAdmin'), aUser({ authLevel: 'NetworkUser' })));
    assert.match(reason, /jdoe is NetworkUser, above your own AuthLevel, MailboxAdmin/);
  });

  test('may have a level never heard of: any administrator can mend that', () => {
    assert.equal(mayAdminister(aCaller('MailboxAdmin'), aUser({ authLevel: 'AuditUser' })).kind, 'allowed');
  });

  test('must be in the caller’s mailbox or network', () => {
    const here = aCaller('MailboxAdmin');
    assert.match(
      reasonOf(mayAdminister(here, aUser({ mailboxId: 1002 }))),
      /Mailbox 1002 is out of your reach/,
    );
    assert.match(
      reasonOf(mayAdminister(here, aUser({ mailboxId: 0 }))),
      /network as a whole is out of your reach/,
    );
    const network = aCaller('NetworkAdmin', { mailboxId: 0 });
    assert.equal(mayAdminister(network, aUser({ mailboxId: 1002 })).kind, 'allowed');
    assert.match(reasonOf(mayAdminister(network, aUser({ networkId: 2 }))), /Network 2 is out of your reach/);
    assert.equal(mayAdminister(aCaller('NetOps'), aUser({ networkId: 2, mailboxId: 9 })).kind, 'allowed');
  });

  test('is left to the service to judge where the place was not told', () => {
    assert.equal(mayAdminister(aCaller('NetworkAdmin'), aUser({ networkId: 0 })).kind, 'allowed');
    assert.equal(
      mayAdminister(aCaller('NetworkAdmin', { networkId: 0 }), aUser({ networkId: 2 })).kind,
      'allowed',
    );
  });

  test('that is the caller asks first, whatever is lost', () => {
    const me = aUser({ userId: 1, authLevel: 'NetworkAdmin' });
    const reasons = reasonsOf(mayChangeRole(aCaller('NetworkAdmin'), me, aRole('General'), closed));
    assert.deepEqual(reasons.length, 1);
    assert.match(reasons.join(), /your own account/);
    assert.equal(
      mayChangeRole(aCaller('NetworkAdmin'), { ...me, userId: 2 }, aRole('General'), closed).kind,
      'allowed',
    );
  });
});

describe('the place of a new role', () => {
  test('must be within reach, for a change as for a new user', () => {
    const here = aCaller('MailboxAdmin');
    for (const place of [aRole('General', 1, 1002), aRole('General', 2, 1001), aRole('General', 1, 0)]) {
      assert.match(reasonOf(mayChangeRole(here, aUser(), place, closed)), /out of your reach/);
      assert.match(reasonOf(mayAddUser(here, place, closed)), /out of your reach/);
    }
  });

  test('in another mailbox is a gain, so it asks', () => {
    const verdict = mayChangeRole(aCaller('NetworkAdmin'), aUser(), aRole('MailboxUser', 1, 1002), closed);
    assert.match(reasonsOf(verdict).join(), /jdoe will be able to do more than now/);
  });
});

test('a change of role names the level that is refused', () => {
  const verdict = mayChangeRole(aCaller('MailboxAdmin'), aUser(), aRole('NetworkAdmin'), open);
  assert.equal(reasonOf(verdict), 'NetworkAdmin: Above your own AuthLevel, MailboxAdmin.');
});

describe('adding a user', () => {
  test('asks for levels that administer or read a whole network, and for no others', () => {
    for (const level of authLevels) {
      const { kind } = mayAddUser(aCaller('Root'), aRole(level), open);
      const mighty = administrators.includes(level) || level === 'NetworkUser';
      assert.equal(kind, mighty ? 'confirm' : 'allowed', level);
    }
  });

  test('says what the level allows', () => {
    const reasons = reasonsOf(mayAddUser(aCaller('NetworkAdmin'), aRole('MailboxAdmin'), closed));
    assert.deepEqual(reasons, [`MailboxAdmin: ${levelFacts('MailboxAdmin').description}`]);
  });

  test('names the level that is refused', () => {
    assert.match(reasonOf(mayAddUser(aCaller('MailboxAdmin'), aRole('Root'), open)), /^Root: Above your own/);
  });
});

/** Every action by every caller on every target, against a table that is written down apart from the rules. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authLevels } from '../../../src/domain/authLevel.ts';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import { isNeedless, mayAct } from '../../../src/domain/grants.ts';
import type { User } from '../../../src/domain/user.ts';
import type { Verdict } from '../../../src/domain/grants.ts';
import { userActionFacts, userActions } from '../../../src/domain/userAction.ts';
import type { UserAction } from '../../../src/domain/userAction.ts';
import { aCaller, aUser } from '../support/builders.ts';

/** Where a target stands, seen from a caller in mailbox 1001 of network 1. */
const standings = {
  sameMailbox: { networkId: 1, mailboxId: 1001 },
  otherMailbox: { networkId: 1, mailboxId: 1002 },
  networkItself: { networkId: 1, mailboxId: 0 },
  otherNetwork: { networkId: 2, mailboxId: 2001 },
  otherNetworkItself: { networkId: 2, mailboxId: 0 },
} as const;
type Standing = keyof typeof standings;

const everywhere: readonly Standing[] = [
  'sameMailbox',
  'otherMailbox',
  'networkItself',
  'otherNetwork',
  'otherNetworkItself',
];

/** Where each level that administers at all does so. */
const domains: Readonly<Partial<Record<AuthLevel, readonly Standing[]>>> = {
  Root: everywhere,
  TechOps: everywhere,
  NetOps: everywhere,
  NetworkAdmin: ['sameMailbox', 'otherMailbox', 'networkItself'],
  MailboxAdmin: ['sameMailbox'],
};

const secrets: readonly UserAction[] = ['setPassword', 'copyApiKey', 'rotateApiKey'];
const handlers: readonly AuthLevel[] = ['Root', 'TechOps', 'NetOps', 'NetworkAdmin'];
/** What ends something, or hands it out, is asked about whoever it hits. */
const grave: readonly UserAction[] = [
  'resetSessions',
  'unlockUser',
  'copyApiKey',
  'rotateApiKey',
  'suspendUser',
  'activateUser',
  'terminateUser',
];
/** What can be regretted on one’s own account. */
const regrettable: readonly UserAction[] = [
  'changeRole',
  'moveUser',
  'resetSessions',
  'setPassword',
  'rotateApiKey',
  'unlockUser',
  'suspendUser',
  'terminateUser',
];
/** The state in which an action has something to change. */
const needed: Readonly<Partial<Record<UserAction, Partial<User>>>> = {
  activateUser: { status: 'Suspended' },
  unlockUser: { lockedOut: true },
};

const isAbove = (a: AuthLevel, b: AuthLevel): boolean => authLevels.indexOf(a) < authLevels.indexOf(b);

type Case = {
  readonly action: UserAction;
  readonly caller: AuthLevel;
  readonly target: AuthLevel;
  readonly standing: Standing;
  readonly terminated: boolean;
  readonly self: boolean;
};

/** Every reason there is to refuse; empty when there is none. */
const objections = ({ action, caller, target, standing, terminated, self }: Case): readonly RegExp[] => {
  const ended = terminated ? [/^jdoe is terminated, which is permanent\.$/] : [];
  if (action === 'editUser' && self) return ended;
  const domain = domains[caller];
  return [
    ...ended,
    ...(domain ? [] : [/does not administer users\.$/]),
    ...(isAbove(target, caller) ? [/^jdoe is \w+, above your own AuthLevel, \w+\.$/] : []),
    ...(domain && !domain.includes(standing) ? [/is out of your reach: your AuthLevel, \w+, covers/] : []),
    ...(secrets.includes(action) && !handlers.includes(caller)
      ? [/^ECGrid leaves this to NetworkAdmin and higher; your AuthLevel is MailboxAdmin\.$/]
      : []),
  ];
};

const verdictOf = ({ action, caller, target, standing, terminated, self }: Case): Verdict =>
  mayAct(
    action,
    aCaller(caller),
    aUser({
      userId: self ? 1 : 17,
      authLevel: target,
      ...standings[standing],
      ...needed[action],
      ...(terminated ? { status: 'Terminated' } : {}),
    }),
  );

const judge = (one: Case): void => {
  const verdict = verdictOf(one);
  const what = JSON.stringify(one);
  const against = objections(one);
  if (against.length > 0) {
    assert.equal(verdict.kind, 'refused', what);
    assert.ok(
      against.some((reason) => reason.test(verdict.reason)),
      `${what}: ${verdict.reason}`,
    );
    return;
  }
  const own = one.self && regrettable.includes(one.action);
  const asked = Number(grave.includes(one.action)) + Number(own);
  assert.equal(verdict.kind, asked > 0 ? 'confirm' : 'allowed', what);
  const reasons = verdict.kind === 'confirm' ? verdict.reasons : [];
  assert.equal(reasons.length, asked, what);
  assert.equal(
    reasons.some((reason) => reason.startsWith('This is your own ')),
    own,
    what,
  );
  assert.ok(reasons.every((reason) => /^[A-Z].+\.$/s.test(reason)));
};

describe('may a caller act', () => {
  for (const action of userActions) {
    test(`${action}, on others: nine callers, nine targets, five places, terminated or not`, () => {
      for (const caller of authLevels)
        for (const target of authLevels)
          for (const standing of everywhere)
            for (const terminated of [false, true])
              judge({ action, caller, target, standing, terminated, self: false });
    });

    test(`${action}, on oneself`, () => {
      for (const caller of authLevels)
        for (const terminated of [false, true])
          judge({ action, caller, target: caller, standing: 'sameMailbox', terminated, self: true });
    });
  }

  test('no password and no key of anybody above is in reach of anybody', () => {
    for (const action of secrets)
      for (const caller of authLevels)
        for (const target of authLevels.filter((one) => isAbove(one, caller))) {
          const standing = 'sameMailbox';
          const { kind } = verdictOf({ action, caller, target, standing, terminated: false, self: false });
          assert.equal(kind, 'refused', `${action}: ${caller} on ${target}`);
        }
  });

  test('what would change nothing is refused with that reason, and marked as needless', () => {
    const caller = aCaller('NetworkAdmin');
    const cases = [
      ['suspendUser', { status: 'Suspended' }, 'jdoe is suspended already.'],
      ['activateUser', { status: 'Active' }, 'jdoe is active already.'],
      ['unlockUser', { lockedOut: false }, 'jdoe is not known to be locked out.'],
      ['unlockUser', {}, 'jdoe is not known to be locked out.'],
    ] as const;
    for (const [action, state, reason] of cases) {
      const verdict = mayAct(action, caller, aUser(state));
      assert.deepEqual(verdict, { kind: 'refused', reason, needless: true });
      assert.ok(isNeedless(verdict));
    }
    assert.ok(!isNeedless(mayAct('suspendUser', caller, aUser({ authLevel: 'Root' }))));
    assert.ok(!isNeedless(mayAct('suspendUser', caller, aUser())));
    for (const status of ['Development', 'Preproduction', '']) {
      assert.equal(mayAct('suspendUser', caller, aUser({ status })).kind, 'confirm', status);
      assert.equal(mayAct('activateUser', caller, aUser({ status })).kind, 'confirm', status);
    }
  });

  test('a caller whose mailbox was not told is left to the service to judge', () => {
    const caller = aCaller('MailboxAdmin', { mailboxId: 0 });
    assert.equal(mayAct('editUser', caller, aUser({ mailboxId: 1002 })).kind, 'allowed');
    assert.equal(mayAct('editUser', caller, aUser({ networkId: 2 })).kind, 'refused');
  });
});

describe('the facts about the actions', () => {
  test('say the same as the table', () => {
    for (const action of userActions) {
      const facts = userActionFacts(action);
      assert.equal(facts.needsNetworkAdmin, secrets.includes(action), action);
      assert.equal(facts.ownAccount, action === 'editUser', action);
      assert.match(facts.title, /^[A-Z].*…$/, action);
    }
  });
});

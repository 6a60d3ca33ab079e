/** A role whose level and place change one after the other: never more in between, and told when only a part was done. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import fc from 'fast-check';
import { createClient } from '../../../../src/api/client.ts';
import { setRole } from '../../../../src/api/reconcile.ts';
import { roleSteps } from '../../../../src/api/soap/roleSteps.ts';
import type { UserService } from '../../../../src/api/userService.ts';
import { abilities } from '../../../../src/domain/authLevel.ts';
import { covers, reachOf } from '../../../../src/domain/consequence.ts';
import type { Role } from '../../../../src/domain/consequence.ts';
import { createUser } from '../../sandbox/harness.ts';
import { role } from '../../support/arbitraries.ts';
import { aRole } from '../../support/builders.ts';
import { failureOf, openEcgrid, quick } from '../../support/ecgrid.ts';
import type { Ecgrid } from '../../support/ecgrid.ts';
import { openRawServer } from '../../support/rawServer.ts';
import { operationIn, soapFault, soapResult } from '../../support/soapAnswers.ts';

/** The role after each step. */
const roles = (from: Role, to: Role): readonly Role[] => {
  let now = from;
  return roleSteps(from, to).map((step) => {
    now =
      step.kind === 'level'
        ? { ...now, authLevel: step.authLevel }
        : { ...now, networkId: step.networkId, mailboxId: step.mailboxId };
    return now;
  });
};

describe('the steps of a change of role', () => {
  test('end where they should, and reach no further on the way than before or afterwards', () => {
    fc.assert(
      fc.property(role, role, (from, to) => {
        const all = roles(from, to);
        assert.deepEqual({ ...all.at(-1) }, { ...to });
        for (const between of all)
          for (const ability of abilities)
            assert.ok([from, to].some((end) => covers(reachOf(end, ability), reachOf(between, ability))));
      }),
    );
  });

  test('lower first, widen last, and pass through nothing where neither is enough', () => {
    const kinds = (from: Role, to: Role): readonly string[] =>
      roleSteps(from, to).map((step) => (step.kind === 'level' ? step.authLevel : 'place'));
    assert.deepEqual(kinds(aRole('MailboxAdmin', 1, 11), aRole('General', 1, 12)), ['General', 'place']);
    assert.deepEqual(kinds(aRole('TPUser', 1, 11), aRole('MailboxAdmin', 1, 12)), ['place', 'MailboxAdmin']);
    assert.deepEqual(kinds(aRole('MailboxUser', 1, 11), aRole('NetworkUser', 2, 0)), [
      'General',
      'place',
      'NetworkUser',
    ]);
    assert.deepEqual(kinds(aRole('TPUser', 1, 11), aRole('General', 1, 11)), ['General']);
    assert.deepEqual(kinds(aRole('TPUser', 1, 11), aRole('TPUser', 1, 11)), ['TPUser']);
    assert.deepEqual(kinds(aRole('TPUser', 1, 11), aRole('TPUser', 2, 11)), ['place']);
    assert.deepEqual(kinds(aRole('Wizard', 1, 11), aRole('TPUser', 1, 12)), ['General', 'place', 'TPUser']);
    assert.deepEqual(kinds(aRole('General', 1, 11), aRole('Wizard', 1, 12)), ['place', 'Wizard']);
  });
});

/** A client of ECGridOS, and a MailboxAdmin of mailbox 1001. */
const open = async (t: TestContext) => {
  const ecgrid: Ecgrid = await openEcgrid(t);
  const subject = await createUser(ecgrid, 'NetworkAdmin', {
    login: 'subject',
    mailboxId: 1001,
    authLevel: 'MailboxAdmin',
  });
  await ecgrid.arrived();
  return { ...ecgrid, subject, users: ecgrid.client('NetworkAdmin', { apis: 'ecgridos' }).users };
};

describe('a change of role that stops half the way', () => {
  test('says what was done, and is known', async (t) => {
    const { users, subject, truth, fault } = await open(t);
    await fault({ operation: 'UserSetNetworkMailbox', name: 'forbidden' });
    const error = await failureOf(users.setRole(subject, 'General', { networkId: 1, mailboxId: 1002 }));
    assert.deepEqual([error.kind, error.outcome], ['forbidden', 'refused']);
    assert.match(
      error.message,
      /Only a part of the change was done before that: the AuthLevel is General\.$/,
    );
    const { authLevel, mailboxId } = await truth(subject);
    assert.deepEqual([authLevel, mailboxId], ['General', 1001]);
  });

  test('names the place where that came first', async (t) => {
    const { users, subject, fault } = await open(t);
    await users.setRole(subject, 'TPUser');
    await fault({ operation: 'UserSetAuthLevel', name: 'forbidden' });
    const error = await failureOf(users.setRole(subject, 'MailboxAdmin', { mailboxId: 1002 }));
    assert.match(error.message, /the user is in mailbox 1002\.$/);
  });

  test('was refused, not unsent, where the second operation never left', async (t) => {
    const { users, subject } = await open(t);
    const controller = new AbortController();
    const stopping = users.watching(({ path }) => {
      if (path.endsWith('UserSetAuthLevel')) setImmediate(() => controller.abort());
    });
    const error = await failureOf(
      stopping.setRole(subject, 'General', { mailboxId: 1002 }, controller.signal),
    );
    assert.deepEqual([error.kind, error.outcome === 'notSent'], ['cancelled', false]);
  });

  test('with a lost answer is unknown; looking finds it done, or tells what the role is now', async (t) => {
    const { users, subject, fault } = await open(t);
    const before = await users.get(subject);
    const to = { networkId: 1, mailboxId: 1002 };
    await fault({ operation: 'UserSetNetworkMailbox', name: 'dropBeforeCommit' });
    const unknown = await failureOf(users.setRole(subject, 'General', to));
    assert.deepEqual([unknown.kind, unknown.outcome], ['unreachable', 'unknown']);
    await fault();
    await users.setRole(subject, 'MailboxAdmin');
    await fault({ operation: 'UserSetNetworkMailbox', name: 'dropBeforeCommit' });
    const looked = await failureOf(setRole(users, before, 'General', to));
    assert.deepEqual([looked.outcome, looked.looked], ['refused', true]);
    assert.match(
      looked.message,
      /subject was read again: the role is now General in mailbox 1001, which is not what was asked for\.$/,
    );
    await fault({ operation: 'UserSetAuthLevel', name: 'dropAfterCommit' });
    const { user, found } = await setRole(users, await users.get(subject), 'MailboxUser', to);
    assert.deepEqual([user.authLevel, user.mailboxId, found], ['MailboxUser', 1002, true]);
  });

  test('whose first operation is refused has changed nothing, and says no more', async (t) => {
    const { users, subject, fault } = await open(t);
    await fault({ operation: 'UserSetAuthLevel', name: 'forbidden' });
    const error = await failureOf(users.setRole(subject, 'General', { mailboxId: 1002 }));
    assert.doesNotMatch(error.message, /part/);
  });
});

describe('the reading around a write', () => {
  test('that fails before it leaves nothing sent', async (t) => {
    const { users, subject, fault, arrived } = await open(t);
    for (const call of [
      () => users.update(subject, { firstName: 'A' }),
      () => users.setRole(subject, 'TPUser', { mailboxId: 1002 }),
      () => users.setNetworkMailbox(subject, { mailboxId: 1002 }),
      () => users.updateConfig(subject, { phone: '1' }),
    ]) {
      await fault({ operation: 'UserInfo', name: 'xmlWrongNamespace' });
      const error = await failureOf(call());
      assert.deepEqual([error.kind, error.outcome], ['notEcgrid', 'notSent']);
      assert.deepEqual(
        (await arrived()).map((one) => one.call),
        ['POST /v4.1/prod/ECGridOS.asmx UserInfo'],
      );
    }
  });

  test('that fails after it leaves it unknown, not refused', async (t) => {
    const jdoe = '<UserID>17</UserID><LoginName>jdoe</LoginName>';
    for (const [call, write] of [
      [(users: UserService) => users.setRole(17, 'TPUser'), 'UserSetAuthLevel'],
      [(users: UserService) => users.update(17, { firstName: 'Ann' }), 'UserUpdate'],
      [(users: UserService) => users.setNetworkMailbox(17, { mailboxId: 2 }), 'UserSetNetworkMailbox'],
    ] as const) {
      let written = false;
      const { url, received } = await openRawServer(t, (body) => {
        const operation = operationIn(body);
        if (operation === 'UserInfo')
          return written ? soapFault('Client', 'No.', 'Authorization') : soapResult('UserInfo', jdoe);
        written = true;
        return soapResult(operation, 'true');
      });
      const { users } = createClient({ origin: url, apiKey: 'k', ...quick, apis: 'ecgridos' });
      const error = await failureOf(call(users));
      assert.deepEqual([error.kind, error.outcome], ['forbidden', 'unknown']);
      assert.deepEqual(received.map(operationIn), ['UserInfo', write, 'UserInfo']);
    }
  });
});

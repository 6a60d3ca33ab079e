/** No network or mailbox is left without an active administrator unnoticed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import type { Role } from '../../../src/domain/consequence.ts';
import type { Status } from '../../../src/domain/status.ts';
import type { User } from '../../../src/domain/user.ts';
import { lastAdministrators } from '../../../src/operations/lastAdministrator.ts';
import type { Leaving } from '../../../src/operations/lastAdministrator.ts';
import { aNewUser, numbers } from '../support/builders.ts';
import { nameDatabaseFile } from '../support/databaseFile.ts';
import { failureOf, openEcgrid } from '../support/ecgrid.ts';
import type { Ecgrid } from '../support/ecgrid.ts';

type Staff = Ecgrid & {
  readonly users: ReturnType<Ecgrid['client']>['users'];
  readonly add: (login: string, more: Partial<Role> & { authLevel: AuthLevel }) => Promise<User>;
  readonly setStatus: (user: User, status: Status) => void;
  /** The owners of the announced keys: each the only administrator of its place at first. */
  readonly networkAdmin: User;
  readonly mailboxAdmin: User;
};

const openStaff = async (t: TestContext): Promise<Staff> => {
  const { databaseFile, setStatus, remove } = nameDatabaseFile();
  const ecgrid = await openEcgrid(t, { users: 9, databaseFile });
  // After the sandbox, which closes first.
  t.after(remove);
  const { users } = ecgrid.client('Root');
  const staff = {
    ...ecgrid,
    users,
    add: (login: string, more: Partial<Role> & { authLevel: AuthLevel }) =>
      users.create(aNewUser({ login, email: `${login}@example.com`, ...more })),
    setStatus: ({ userId }: User, status: Status) => setStatus(userId, status),
    networkAdmin: await ecgrid.client('NetworkAdmin').users.me(),
    mailboxAdmin: await ecgrid.client('MailboxAdmin').users.me(),
  };
  await ecgrid.arrived();
  return staff;
};

const becomes = (user: User, more: Partial<Role>): Leaving => ({
  user,
  roleAfter: { authLevel: user.authLevel, networkId: user.networkId, mailboxId: user.mailboxId, ...more },
});
const ends = (user: User): Leaving => ({ user, roleAfter: undefined });

/** The sentences by login. */
const sentences = async (staff: Staff, ...leaving: readonly Leaving[]): Promise<readonly string[]> => [
  ...(await lastAdministrators(staff.users, leaving)).values(),
];

const lastOfNetwork = 'networkadmin is the last active NetworkAdmin of network 1.';
const lastOfMailbox = 'mailboxadmin is the last active MailboxAdmin of mailbox 1001.';

describe('the only administrator', () => {
  test('of a network or mailbox is named when it is demoted, moved away or terminated', async (t) => {
    const staff = await openStaff(t);
    const { networkAdmin, mailboxAdmin } = staff;
    for (const leaving of [
      becomes(networkAdmin, { authLevel: 'NetworkUser' }),
      becomes(networkAdmin, { authLevel: 'MailboxAdmin', mailboxId: 1001 }),
      becomes(networkAdmin, { networkId: 2 }),
      ends(networkAdmin),
    ]) {
      assert.deepEqual(await sentences(staff, leaving), [lastOfNetwork]);
    }
    for (const leaving of [
      becomes(mailboxAdmin, { authLevel: 'MailboxUser' }),
      becomes(mailboxAdmin, { authLevel: 'NetworkUser' }),
      becomes(mailboxAdmin, { mailboxId: 1002 }),
      becomes(mailboxAdmin, { networkId: 2 }),
      ends(mailboxAdmin),
    ]) {
      assert.deepEqual(await sentences(staff, leaving), [lastOfMailbox]);
    }
  });

  test('goes on administering when it is promoted, or moved within its network: nobody is asked', async (t) => {
    const staff = await openStaff(t);
    const { networkAdmin, mailboxAdmin } = staff;
    assert.deepEqual(
      await sentences(
        staff,
        becomes(networkAdmin, { authLevel: 'NetOps' }),
        becomes(networkAdmin, { mailboxId: 1002 }),
        becomes(mailboxAdmin, { authLevel: 'NetworkAdmin', mailboxId: 0 }),
        becomes(mailboxAdmin, { authLevel: 'Root', networkId: 2 }),
        becomes(mailboxAdmin, {}),
      ),
      [],
    );
    assert.deepEqual(await staff.arrived(), []);
  });

  test('of an account that administers nothing, or is not active, is nobody', async (t) => {
    const staff = await openStaff(t);
    for (const level of ['Root', 'NetworkUser', 'MailboxUser', 'General'] as const)
      assert.deepEqual(await sentences(staff, ends(await staff.client(level).users.me())), []);
    assert.deepEqual(await sentences(staff, ends({ ...staff.networkAdmin, status: 'Suspended' })), []);
  });
});

describe('another administrator', () => {
  test('of the same place who stays is enough, and is asked for once, by filters', async (t) => {
    const staff = await openStaff(t);
    const { add, networkAdmin, mailboxAdmin } = staff;
    await add('second', { authLevel: 'NetworkAdmin', mailboxId: 0 });
    await add('other', { authLevel: 'MailboxAdmin' });
    await staff.arrived();
    assert.deepEqual(await sentences(staff, ends(networkAdmin), ends(mailboxAdmin)), []);
    const page = { status: 'Active', pageNo: 1, recordsPerPage: 500 };
    assert.deepEqual(
      (await staff.arrived()).map(({ call, body }) => [call, body]),
      [
        ['POST /v2/users/list', { networkId: 1, authLevel: 'NetworkAdmin', ...page }],
        ['POST /v2/users/list', { networkId: 1, mailboxId: 1001, authLevel: 'MailboxAdmin', ...page }],
      ],
    );
  });

  test('of another network or mailbox does not count, nor one of another level', async (t) => {
    const staff = await openStaff(t);
    await staff.add('elsewhere', { authLevel: 'NetworkAdmin', networkId: 2, mailboxId: 0 });
    await staff.add('next.door', { authLevel: 'MailboxAdmin', mailboxId: 1002 });
    await staff.add('of.network', { authLevel: 'MailboxAdmin', mailboxId: 0 });
    assert.deepEqual(await sentences(staff, ends(staff.networkAdmin), ends(staff.mailboxAdmin)), [
      lastOfNetwork,
      lastOfMailbox,
    ]);
  });

  test('does not count unless active', async (t) => {
    const staff = await openStaff(t);
    const second = await staff.add('second', { authLevel: 'NetworkAdmin', mailboxId: 0 });
    for (const status of ['Suspended', 'Development', 'Preproduction', 'Terminated'] as const) {
      staff.setStatus(second, status);
      assert.deepEqual(await sentences(staff, ends(staff.networkAdmin)), [lastOfNetwork], status);
    }
    staff.setStatus(second, 'Active');
    assert.deepEqual(await sentences(staff, ends(staff.networkAdmin)), []);
  });

  test('counts in a mailbox of the network too, for a NetworkAdmin is one wherever it sits', async (t) => {
    const staff = await openStaff(t);
    await staff.add('second', { authLevel: 'NetworkAdmin', mailboxId: 1002 });
    assert.deepEqual(await sentences(staff, ends(staff.networkAdmin)), []);
  });

  test('is found beyond the first page', async (t) => {
    const staff = await openStaff(t);
    const many = await Promise.all(
      numbers(500).map((n) => staff.add(`admin.${n}`, { authLevel: 'NetworkAdmin', mailboxId: 0 })),
    );
    const everybody = [staff.networkAdmin, ...many].sort((a, b) => a.userId - b.userId);
    const leaving = everybody.slice(0, 500).map(ends);
    assert.deepEqual(await sentences(staff, ...leaving), []);
    const all = await sentences(staff, ...everybody.map(ends));
    assert.equal(all.length, 501);
    assert.equal(
      all[0],
      'networkadmin is one of the last 501 active NetworkAdmins of network 1, who all go.',
    );
  });
});

describe('several who go together', () => {
  test('are all named when nobody stays, and none when one does', async (t) => {
    const staff = await openStaff(t);
    const second = await staff.add('second', { authLevel: 'MailboxAdmin' });
    const third = await staff.add('third', { authLevel: 'MailboxAdmin', mailboxId: 1002 });
    const first = staff.mailboxAdmin;
    const named = await lastAdministrators(staff.users, [
      ends(first),
      becomes(second, { authLevel: 'TPUser' }),
      ends(third),
    ]);
    assert.deepEqual(
      [...named],
      [
        [first.userId, 'mailboxadmin is one of the last 2 active MailboxAdmins of mailbox 1001, who all go.'],
        [second.userId, 'second is one of the last 2 active MailboxAdmins of mailbox 1001, who all go.'],
        [third.userId, 'third is the last active MailboxAdmin of mailbox 1002.'],
      ],
    );
    const stays = becomes(second, { authLevel: 'NetworkAdmin', mailboxId: 0 });
    assert.deepEqual(await sentences(staff, ends(first), stays), []);
  });

  test('cost one listing a place, whatever their number', async (t) => {
    const staff = await openStaff(t);
    const others = await Promise.all(
      numbers(5).map((n) => staff.add(`admin.${n}`, { authLevel: 'MailboxAdmin' })),
    );
    await staff.arrived();
    assert.equal((await sentences(staff, ends(staff.networkAdmin), ...others.map(ends))).length, 1);
    assert.equal(await staff.count(), 2);
  });
});

describe('a service that is not as it should be', () => {
  test('that ignores filters counts nobody in who administers something else, or is not active', async (t) => {
    const staff = await openStaff(t);
    const second = await staff.add('second', { authLevel: 'NetworkAdmin', mailboxId: 0 });
    await staff.add('elsewhere', { authLevel: 'NetworkAdmin', networkId: 2, mailboxId: 0 });
    await staff.add('next.door', { authLevel: 'MailboxAdmin', mailboxId: 1002 });
    staff.setStatus(second, 'Suspended');
    await staff.fault({ name: 'ignoreFilters' });
    assert.deepEqual(await sentences(staff, ends(staff.networkAdmin), ends(staff.mailboxAdmin)), [
      lastOfNetwork,
      lastOfMailbox,
    ]);
    staff.setStatus(second, 'Active');
    assert.deepEqual(await sentences(staff, ends(staff.networkAdmin)), []);
  });

  test('that sends a record which nobody can read does not make it an administrator', async (t) => {
    const staff = await openStaff(t);
    await staff.add('second', { authLevel: 'NetworkAdmin', mailboxId: 0 });
    await staff.fault({ name: 'malformedRecord' });
    assert.deepEqual(await sentences(staff, ends(staff.networkAdmin)), [lastOfNetwork]);
    // With a third, one who can be read is left.
    await staff.fault();
    await staff.add('third', { authLevel: 'NetworkAdmin', mailboxId: 0 });
    await staff.fault({ name: 'malformedRecord' });
    assert.deepEqual(await sentences(staff, ends(staff.networkAdmin)), []);
  });

  test('that does not list fails the question: nobody may go on as if all were well', async (t) => {
    const staff = await openStaff(t);
    for (const name of ['error503', 'forbidden', 'dropBeforeCommit', 'truncatedJson']) {
      await staff.fault({ name, path: '/v2/users/list' });
      const leaving = [ends(staff.networkAdmin), ends(staff.mailboxAdmin)];
      await failureOf(lastAdministrators(staff.users, leaving));
    }
    const cancelled = lastAdministrators(staff.users, [ends(staff.networkAdmin)], AbortSignal.abort());
    assert.equal((await failureOf(cancelled)).kind, 'cancelled');
  });
});

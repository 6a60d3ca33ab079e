/** What is made of the results of ECGridOS: users with odd fields, lists with odd users, and answers that say nothing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { createClient } from '../../../../src/api/client.ts';
import { PageCursor } from '../../../../src/api/paging.ts';
import type { UserService } from '../../../../src/api/userService.ts';
import { lastLoginOf } from '../../../../src/domain/lastLogin.ts';
import { aNewUser } from '../../support/builders.ts';
import { failureOf, openEcgrid, quick } from '../../support/ecgrid.ts';
import { openRawServer } from '../../support/rawServer.ts';
import { operationIn, soapFault, soapResult } from '../../support/soapAnswers.ts';

type Results = Readonly<Record<string, string>>;

/** Users of a service that answers each operation with what stands here. */
const answering = async (
  t: TestContext,
  results: Results,
): Promise<{ users: UserService; received: readonly string[] }> => {
  const { url, received } = await openRawServer(t, (body) => {
    const operation = operationIn(body);
    const result = results[operation];
    return result === undefined ? soapFault('Client', 'No.', 'Authorization') : soapResult(operation, result);
  });
  return { users: createClient({ origin: url, apiKey: 'k', ...quick, apis: 'ecgridos' }).users, received };
};

const page = { pageNo: 1, recordsPerPage: 25 };
const jdoe = '<UserID>17</UserID><LoginName>jdoe</LoginName>';
const record = (fields: string): string => `<UserIDInfo>${fields}</UserIDInfo>`;

describe('a user', () => {
  test('has numbers, truth values and times with their zone', async (t) => {
    const { users } = await answering(t, {
      UserInfo: `<UserID> 17 </UserID><LoginName>jdoe</LoginName><EMail>a@b</EMail><TimeZoneOffset>-5.5</TimeZoneOffset><NetworkID>1</NetworkID><MailboxID>0</MailboxID><AuthLevel>mailboxadmin</AuthLevel><Created>2024-01-02T03:04:05</Created><Modified>2024-01-02T03:04:05.678</Modified><LastLogin>2024-01-02T03:04:05+02:00</LastLogin><Status>Active</Status><LockedOut>1</LockedOut><OpenSessions>2</OpenSessions><RecoveryQuestion>Which?</RecoveryQuestion>`,
    });
    assert.deepEqual(JSON.parse(JSON.stringify(await users.get(17))), {
      userId: 17,
      login: 'jdoe',
      email: 'a@b',
      networkId: 1,
      mailboxId: 0,
      authLevel: 'MailboxAdmin',
      status: 'Active',
      created: '2024-01-02T03:04:05Z',
      modified: '2024-01-02T03:04:05.678Z',
      timeZoneOffset: -5.5,
      lastLogin: '2024-01-02T03:04:05+02:00',
      openSessions: 2,
      lockedOut: true,
    });
  });

  test('who has never signed in is told from one of whom it is not known', async (t) => {
    for (const [lastLogin, kind] of [
      ['<LastLogin>0001-01-01T00:00:00</LastLogin>', 'never'],
      ['<LastLogin>2024-05-06T07:08:09</LastLogin>', 'at'],
      ['<LastLogin xsi:nil="true"/>', 'unknown'],
      ['<LastLogin/>', 'unknown'],
      ['', 'unknown'],
    ] as const) {
      const { users } = await answering(t, { UserInfo: jdoe + lastLogin });
      const known = lastLoginOf(await users.details(17));
      assert.equal(known.kind, kind, lastLogin);
      if (known.kind === 'at') assert.equal(known.time.toISOString(), '2024-05-06T07:08:09.000Z');
    }
  });

  test('keeps its place where a field is of another type, and has the first of two', async (t) => {
    const odd =
      '<NetworkID>one</NetworkID><LockedOut>maybe</LockedOut><OpenSessions>1e</OpenSessions><FirstName>a<b/></FirstName><LastName>A</LastName><LastName>B</LastName><__proto__>x</__proto__>';
    const { users } = await answering(t, { UserInfo: jdoe + odd });
    const { networkId, lockedOut, openSessions, firstName, lastName } = await users.get(17);
    assert.deepEqual(
      [networkId, lockedOut, openSessions, firstName, lastName],
      [0, undefined, undefined, undefined, 'A'],
    );
  });

  test('that is none is no answer of ECGrid', async (t) => {
    for (const nothing of ['', 'jdoe', '<UserID>seventeen</UserID><LoginName>a</LoginName>']) {
      const { users } = await answering(t, { UserInfo: nothing });
      assert.equal((await failureOf(users.get(17))).kind, 'notEcgrid', nothing);
    }
  });
});

describe('a list', () => {
  test('is all there on the first page, filtered here, with those that cannot be read beside the others', async (t) => {
    const one = record(`${jdoe}<AuthLevel>General</AuthLevel><Status>Active</Status>`);
    const other = record(
      '<UserID>18</UserID><LoginName>b</LoginName><AuthLevel>TPUser</AuthLevel><Status>Suspended</Status>',
    );
    const bad =
      '<UserIDInfo><UserID>x</UserID></UserIDInfo><UserIDInfo xsi:nil="true"/><UserIDInfo><UserID>19</UserID></UserIDInfo>';
    const { users, received } = await answering(t, { UserListEx: one + bad + other });
    const all = await users.list({}, page);
    assert.deepEqual(
      all.items.map(({ userId }) => userId),
      [17, 18],
    );
    assert.deepEqual(
      all.unreadable.map(({ name }) => name),
      ['record 2', 'record 3', 'userId 19'],
    );
    assert.deepEqual([all.totalRecords, all.recordsPerPage], [5, undefined]);
    const levels = await users.list({ authLevel: 'tpuser' }, page);
    assert.deepEqual([levels.items.map(({ userId }) => userId), levels.totalRecords], [[18], 4]);
    const both = await users.list({ authLevel: 'General', status: 'suspended' }, page);
    assert.deepEqual([both.items, both.totalRecords], [[], 3]);
    assert.equal(received.length, 3);
    assert.deepEqual((await users.list({}, { ...page, pageNo: 2 })).items, []);
    assert.equal(received.length, 3);
    assert.match(received[0] ?? '', /<NetworkID>0<\/NetworkID><MailboxID>0<\/MailboxID><Name><\/Name>/);
  });

  test('larger than a page is complete with the first, also when a user is in it twice', async (t) => {
    const many = Array.from({ length: 60 }, (_, index) =>
      record(`<UserID>${index + 1}</UserID><LoginName>u</LoginName>`),
    );
    for (const rows of [many, [...many, ...many.slice(0, 1)]]) {
      const { users } = await answering(t, { UserListEx: rows.join('') });
      const cursor = new PageCursor({
        fetchPage: (which) => users.list({}, which),
        idOf: ({ userId }) => userId,
        recordsPerPage: 25,
      });
      assert.equal((await cursor.next()).items.length, rows.length);
      assert.equal((await cursor.next()).items.length, 0);
      assert.equal(cursor.done, true);
    }
  });

  test('may be empty or absent, and is no list when it is a text', async (t) => {
    const { users } = await answering(t, { UserListEx: '\n' });
    assert.deepEqual((await users.listDetails({ networkId: 1 })).items, []);
    const other = await answering(t, { UserListEx: 'garbage' });
    assert.equal((await failureOf(other.users.listDetails({}))).kind, 'notEcgrid');
  });

  test('by login is empty where nobody is found, and fails for any other reason', async (t) => {
    const { url } = await openRawServer(t, () => soapFault('Client', 'None.', 'ObjectNotFound'));
    const { users } = createClient({ origin: url, apiKey: 'k', ...quick, apis: 'ecgridos' });
    assert.deepEqual((await users.byName('a')).items, []);
    assert.equal((await failureOf((await answering(t, {})).users.byName('a'))).kind, 'forbidden');
  });

  test('of those who are locked out is what the service says', async (t) => {
    const { client, arrived } = await openEcgrid(t);
    const { users } = client('Root', { apis: 'ecgridos' });
    const locked = await users.listLockedOut({});
    const everybody = await users.listDetails({});
    const expected = everybody.items.filter(({ lockedOut }) => lockedOut).map(({ userId }) => userId);
    assert.deepEqual(
      locked.items.map(({ userId }) => userId),
      expected,
    );
    assert.ok(expected.length > 0 && expected.length < everybody.items.length);
    const [first] = expected;
    await users.unlock(first ?? 0);
    assert.equal((await users.details(first ?? 0)).lockedOut, false);
    await users.listLockedOut({ networkId: 1, mailboxId: 1001 });
    assert.equal((await arrived()).at(-1)?.call, 'POST /v4.1/prod/ECGridOS.asmx UserListLockedOutEx');
  });
});

describe('an answer of no', () => {
  test('is a refusal in clear words, for every write', async (t) => {
    const no = Object.fromEntries(
      [
        'UserUpdate',
        'UserSetAuthLevel',
        'UserSetNetworkMailbox',
        'UserSetMaxSessions',
        'UserPassword',
        'UserActivate',
        'UserSuspend',
        'UserTerminate',
        'UserReset',
        'UserSendSMS',
      ].map((name) => [name, ' false ']),
    );
    const { users } = await answering(t, { ...no, UserInfo: jdoe });
    for (const call of [
      () => users.update(17, { firstName: 'a' }),
      () => users.updateConfig(17, { phone: '1' }),
      () => users.setRole(17, 'General'),
      () => users.setNetworkMailbox(17, { mailboxId: 1 }),
      () => users.setMaxSessions(17, 1),
      () => users.setPassword(17, 'p'),
      () => users.activate(17),
      () => users.suspend(17),
      () => users.terminate(17),
      () => users.reset(17),
      () => users.unlock(17),
      () => users.sendSms(17, 't'),
    ]) {
      const error = await failureOf(call());
      assert.deepEqual(
        [error.kind, error.outcome, error.message],
        ['server', 'refused', 'ECGrid answered that it was not done.'],
      );
    }
  });

  test('is neither yes nor no where it is anything else, or missing', async (t) => {
    for (const answer of ['', 'perhaps', '<a/>']) {
      const { users } = await answering(t, { UserSuspend: answer });
      const error = await failureOf(users.suspend(17));
      assert.deepEqual([error.kind, error.outcome], ['notEcgrid', 'unknown']);
    }
    await (await answering(t, { UserSuspend: '1' })).users.suspend(17);
  });

  test('is no text where a key or a password was asked for', async (t) => {
    const { users } = await answering(t, { UserGetAPIKey: '', GenerateAPIKey: '<a/>' });
    assert.equal((await failureOf(users.getKey(17))).kind, 'notEcgrid');
    assert.equal((await failureOf(users.generateKey(17))).kind, 'notEcgrid');
  });
});

describe('a new user', () => {
  test('may have been created where there is no number in the answer, or where it cannot be read', async (t) => {
    for (const number of ['0', '-1', '1.5', 'x', '']) {
      const { users } = await answering(t, { UserAddEx: number });
      const error = await failureOf(users.create(aNewUser()));
      assert.deepEqual([error.kind, error.outcome], ['notEcgrid', 'unknown'], number);
    }
    const { users } = await answering(t, { UserAddEx: '17' });
    const unread = await failureOf(users.create(aNewUser()));
    assert.deepEqual([unread.kind, unread.outcome], ['forbidden', 'unknown']);
  });
});

describe('oneself', () => {
  test('is read with what the session does not tell', async (t) => {
    const { users } = await answering(t, {
      WhoAmI: `${jdoe}<TimeOut>20</TimeOut><SessionID>s</SessionID>`,
      UserInfo: `${jdoe}<Status>Active</Status>`,
    });
    const me = await users.me();
    assert.deepEqual([me.status, me.timeOut, JSON.stringify(me).includes('"s"')], ['Active', 20, false]);
  });

  test('is the session alone where it tells the status, or where reading is refused', async (t) => {
    const { users, received } = await answering(t, { WhoAmI: `${jdoe}<Status>Active</Status>` });
    assert.deepEqual([(await users.me()).status, received.length], ['Active', 1]);
    const refused = await answering(t, { WhoAmI: jdoe });
    assert.deepEqual([(await refused.users.me()).status, refused.received.length], ['', 2]);
    const broken = await answering(t, { WhoAmI: jdoe, UserInfo: '' });
    assert.equal((await failureOf(broken.users.me())).kind, 'notEcgrid');
  });
});

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { operationNames } from '../../../sandbox/ecgridos/table.ts';
import { samplePassword } from '../../../sandbox/secrets.ts';
import { dataOf, object, objects, type Json } from './harness.ts';
import { added, bothVersions, openSoap, refused, usersIn, type Call, type SoapBench } from './soapHarness.ts';

/** An ISO time of REST as ECGridOS writes it; null is a time that never was. */
const withoutZone = (iso: unknown): string =>
  typeof iso === 'string' ? iso.replace(/(\.\d*?)0*Z$/, '$1').replace(/\.$/, '') : '0001-01-01T00:00:00';

/** What ECGridOS has to tell of a user, from what REST tells of it. */
const expected = (user: Json): Json => ({
  UserID: user['userId'],
  LoginName: user['login'],
  FirstName: user['firstName'],
  LastName: user['lastName'],
  Company: user['company'] ?? undefined,
  EMail: user['email'] ?? undefined,
  Phone: user['phone'] ?? undefined,
  CellPhone: user['cellPhone'] ?? undefined,
  CellCarrier: user['cellCarrier'] ?? 'Undefined',
  TimeZoneOffset: user['timeZoneOffset'],
  NetworkID: user['networkId'],
  MailboxID: user['mailboxId'],
  AuthLevel: user['authLevel'],
  Created: withoutZone(user['created']),
  Modified: withoutZone(user['modified']),
  LastLogin: withoutZone(user['lastLogin']),
  Status: user['status'],
  LockedOut: user['lockoutStatus'],
  OpenSessions: user['openSessions'],
});

/** What REST tells as well: the recovery question is not among it. */
const told = (user: Json): Json =>
  Object.fromEntries(Object.keys(expected({})).map((name) => [name, user[name]]));

const restUsers = async (bench: SoapBench): Promise<readonly Json[]> =>
  objects(await dataOf(bench.as('Root').post('/v2/users/list', { recordsPerPage: 500 })));

const agrees = async (bench: SoapBench, actual: unknown, userId: unknown): Promise<void> => {
  const user = object(await dataOf(bench.as('Root').get(`/v2/users/${String(userId)}`)));
  assert.deepEqual(told(object(actual)), expected(user));
};

const called = new Set<string>();

for (const version of bothVersions) {
  suite(`ECGridOS by SOAP ${version}`, () => {
    const open = async (t: Parameters<typeof openSoap>[0]) => {
      const bench = await openSoap(t);
      const root = await bench.callerAs('Root', version);
      const call: Call = (operation, args) => {
        called.add(operation);
        return root(operation, args);
      };
      return { bench, call };
    };

    test('users are told as REST tells them: all, some, one', async (t) => {
      const { bench, call } = await open(t);
      const users = await restUsers(bench);
      const all = usersIn(await call('UserListEx', { NetworkID: 0, MailboxID: 0, Name: '' }));
      assert.deepEqual(all.map(told), users.map(expected));
      const mine = usersIn(await call('UserList'));
      assert.deepEqual(
        mine.map(told),
        users.filter(({ networkId }) => networkId === 1).map(expected),
        'UserList is about the session’s network',
      );
      const found = usersIn(await call('UserListEx', { NetworkID: 1, MailboxID: 1001, Name: 'SAMPLE' }));
      assert.deepEqual(
        found.map(({ LastName }) => LastName),
        ['MailboxAdmin', 'MailboxUser', 'TPUser', 'General'],
      );
      const locked = users.filter(({ lockoutStatus }) => lockoutStatus === true).map(expected);
      assert.ok(locked.length > 0);
      assert.deepEqual(usersIn(await call('UserListLockedOut')).map(told), locked);
      const lockedEx = await call('UserListLockedOutEx', { NetworkID: 0, MailboxID: 0 });
      assert.deepEqual(usersIn(lockedEx).map(told), locked);
      const [user] = users;
      await agrees(bench, await call('UserInfo', { UserID: user?.['userId'] }), user?.['userId']);
      const { userId } = await bench.owner('General');
      await agrees(bench, await call('UserInfobyLogin', { LoginName: 'GENERAL' }), userId);
      assert.ok(
        users.some(({ lastLogin }) => lastLogin === null),
        'some have never logged in',
      );
    });

    test('a name matches any part of login, first and last name, whatever the letter case', async (t) => {
      const { call } = await open(t);
      const named = async (Name: string): Promise<unknown[]> =>
        usersIn(await call('UserListEx', { NetworkID: 0, MailboxID: 0, Name })).map(
          ({ LoginName }) => LoginName,
        );
      assert.deepEqual(await named('YAEL.C'), ['yael.cohen']);
      assert.deepEqual(await named('כהן'), ['yael.cohen']);
      assert.deepEqual(await named('bLACKW'), ['shared.login']);
      assert.deepEqual(await named('%'), []);
    });

    test('WhoAmI, Version, Login and Logout', async (t) => {
      const { bench, call } = await open(t);
      assert.equal(await call('Version'), '4.1');
      const SessionID = await call('Login', { LoginName: 'general', Password: samplePassword });
      const me = object(await call('WhoAmI', { SessionID }));
      const truth = await bench.owner('General');
      assert.deepEqual(
        [me['SessionID'], me['UserID'], me['LoginName'], me['AuthLevel'], me['MailboxID'], me['ip']],
        [SessionID, truth['userId'], 'general', 'General', 1001, '127.0.0.1'],
      );
      assert.deepEqual(
        [me['OpenSessions'], me['LastLogin'], me['TimeOut'], me['EMail']],
        [truth['openSessions'], withoutZone(truth['lastLogin']), truth['timeOut'], truth['email']],
      );
      assert.equal(await call('Logout', { SessionID }), 1);
      await refused(call('WhoAmI', { SessionID }), 'Authentication');
      assert.equal(await call('Logout'), 0, 'an API key has no session to close');
    });

    test('what is written by SOAP is what REST reads', async (t) => {
      const { bench, call } = await open(t);
      const here = await call('UserAdd', {
        MailboxID: 0,
        LoginName: 'by.add',
        Password: 'Str0ng!Passw0rd',
        EMail: 'add@example.com',
        CellCarrier: 'NoChange',
        AuthLevel: 'NetworkUser',
      });
      const plain = await bench.truth(here);
      assert.deepEqual(
        [plain['networkId'], plain['mailboxId'], plain['authLevel'], plain['cellCarrier'], plain['status']],
        [1, 0, 'NetworkUser', null, 'Active'],
      );
      const UserID = await added(call, 'jane.doe', { NetworkID: 2, MailboxID: 2001 });
      const changes = { FirstName: 'Janet', Company: '', Phone: '7', CellCarrier: 'NoChange' };
      assert.equal(await call('UserUpdate', { UserID, ...changes, AuthLevel: 'NoChange' }), true);
      const after = await bench.truth(UserID);
      assert.deepEqual(
        ['firstName', 'lastName', 'company', 'phone', 'cellCarrier', 'authLevel', 'networkId'].map(
          (name) => after[name],
        ),
        ['Janet', 'Doe', null, '7', 'Verizon', 'MailboxUser', 2],
      );
      await call('UserUpdate', { UserID, CellCarrier: 'Undefined', AuthLevel: 'General' });
      await call('UserSetNetworkMailbox', { UserID, NetworkID: 1, MailboxID: 1002 });
      await agrees(bench, await call('UserInfo', { UserID }), UserID);
      await call('UserSetAuthLevel', { UserID, AuthLevel: 'MailboxAdmin' });
      assert.equal(await call('UserSetMaxSessions', { UserID, MaxSessions: 5 }), true);
      const { authLevel, cellCarrier, mailboxId, maxSessions } = await bench.truth(UserID);
      assert.deepEqual([authLevel, cellCarrier, mailboxId, maxSessions], ['MailboxAdmin', null, 1002, 5]);
      await refused(call('UserSendSMS', { UserID, Text: 'Hello' }), 'InvalidParameter');
      await call('UserUpdate', { UserID, CellCarrier: 'ATT', AuthLevel: 'NoChange' });
      assert.equal(await call('UserSendSMS', { UserID, Text: 'Hello' }), true);
    });

    test('suspended users are shut out until they are activated; termination is for good', async (t) => {
      const { bench, call } = await open(t);
      const UserID = await added(call, 'jane.doe');
      const SessionID = await call('UserGetAPIKey', { UserID });
      const status = async (): Promise<unknown> => (await bench.truth(UserID))['status'];
      await call('UserSuspend', { UserID });
      assert.equal(await status(), 'Suspended');
      await refused(call('WhoAmI', { SessionID }), 'Authentication');
      await call('UserActivate', { UserID });
      assert.equal(await status(), 'Active');
      assert.equal(object(await call('WhoAmI', { SessionID }))['UserID'], UserID);
      const key = await call('GenerateAPIKey', { UserID });
      await refused(call('WhoAmI', { SessionID }), 'Authentication');
      await call('WhoAmI', { SessionID: key });
      await call('UserTerminate', { UserID });
      assert.equal(await status(), 'Terminated');
      await refused(call('WhoAmI', { SessionID: key }), 'Authentication');
      await refused(call('UserActivate', { UserID }), 'InvalidParameter');
    });

    test('passwords are made and set; a reset lets a locked-out user in again', async (t) => {
      const { bench, call } = await open(t);
      const UserID = await added(call, 'jane.doe');
      const Password = await call('GeneratePassword', { Length: 20 });
      assert.equal(String(Password).length, 20);
      await refused(call('GeneratePassword', { Length: 7 }), 'InvalidParameter');
      await call('UserPassword', { UserID, Password });
      const login = (password: unknown) => call('Login', { LoginName: 'jane.doe', Password: password });
      await login(Password);
      for (let time = 0; time < 3; time += 1) await refused(login('wr0ng!Password'), 'Authentication');
      await refused(login(Password), 'Authentication');
      assert.equal((await bench.truth(UserID))['lockedOut'], true);
      await call('UserReset', { UserID });
      const { lockedOut, failedLogins, openSessions } = await bench.truth(UserID);
      assert.deepEqual([lockedOut, failedLogins, openSessions], [false, 0, 0]);
      await login(Password);
    });
  });
}

// Runs after the suites above, in which the calls are noted.
test('every operation of the table was called, and the WSDL has no other', async (t) => {
  assert.deepEqual([...called].toSorted(), operationNames.toSorted());
  const bench = await openSoap(t);
  for (const query of ['?WSDL', '?wsdl']) {
    const text = await (await fetch(`${bench.url}/v4.1/prod/ECGridOS.asmx${query}`)).text();
    const described = [...text.matchAll(/soapAction="https:\/\/os\.ecgrid\.io\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(described, [...operationNames, ...operationNames]);
    assert.ok(text.includes(`location="${bench.url}/v4.1/prod/ECGridOS.asmx"`));
  }
  const page = await fetch(`${bench.url}/v4.1/prod/ECGridOS.asmx`);
  assert.equal(page.status, 404);
});

test('a user of a level or carrier that is not published is told as far as it can be', async (t) => {
  const bench = await openSoap(t);
  const call = await bench.callerAs('Root');
  const audit = object(await call('UserInfobyLogin', { LoginName: 'audit.reader' }));
  assert.equal(audit['AuthLevel'], 'AuditUser');
  const { userId } = await bench.owner('General');
  await dataOf(bench.as('Root').post('/v2/users/update-config', { userId, cellCarrier: 'Pigeon' }));
  assert.equal(object(await call('UserInfo', { UserID: userId }))['CellCarrier'], 'Undefined');
});

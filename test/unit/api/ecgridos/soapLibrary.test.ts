/** Our client before the server of an independent SOAP library, which reads what we write by the service’s description. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { listen } from 'soap';
import { wsdlText } from '../../../../sandbox/ecgridos/wsdl.ts';
import { createClient } from '../../../../src/api/client.ts';
import { aNewUser } from '../../support/builders.ts';
import { failureOf, quick } from '../../support/ecgrid.ts';

const path = '/v4.1/prod/ECGridOS.asmx';
const name = '<b>O’Neil & "Söhne" ]]> 😀 שלום</b>';

/** What the library made of a request. */
type Received = { readonly operation: string; readonly args: unknown };

const record = {
  UserID: 17,
  LoginName: 'jdoe',
  FirstName: name,
  AuthLevel: 'MailboxUser',
  LockedOut: true,
  LastLogin: '2024-05-06T07:08:09',
};

/** Starts the library’s own server. */
const open = async (
  t: TestContext,
): Promise<{ readonly url: string; readonly received: readonly Received[] }> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const url = `http://127.0.0.1:${address.port}`;
  const received: Received[] = [];
  const operation =
    (called: string, result: unknown) =>
    (args: unknown): unknown => {
      received.push({ operation: called, args });
      return { [`${called}Result`]: result };
    };
  const operations = {
    UserInfo: operation('UserInfo', record),
    UserListEx: operation('UserListEx', { UserIDInfo: [record, { ...record, UserID: 18 }] }),
    UserAddEx: operation('UserAddEx', 17),
    UserSuspend: operation('UserSuspend', true),
    UserUpdate: operation('UserUpdate', true),
    UserGetAPIKey: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- It is how the library is told of a fault.
      throw {
        Fault: {
          faultcode: 'soap:Client',
          faultstring: 'Not <you> & yours',
          detail: { ECGridOSSOAPErrorCode: 'Authorization' },
        },
      };
    },
  };
  const ports = { ECGridOSSoap: operations, ECGridOSSoap12: operations };
  listen(server, path, { ECGridOS: ports }, wsdlText(url + path));
  return { url, received };
};

test('an independent server understands every request, and its answers are understood', async (t) => {
  const { url, received } = await open(t);
  const { users } = createClient({ origin: url, apiKey: 'k<&>', ...quick, apis: 'ecgridos' });
  const user = await users.get(17);
  assert.deepEqual(
    [user.userId, user.firstName, user.lockedOut, user.lastLogin],
    [17, name, true, '2024-05-06T07:08:09Z'],
  );
  const { items } = await users.list({ networkId: 1 }, { pageNo: 1, recordsPerPage: 25 });
  assert.deepEqual(
    items.map(({ userId }) => userId),
    [17, 18],
  );
  assert.equal((await users.create(aNewUser({ firstName: name }))).userId, 17);
  await users.suspend(17);
  await users.update(17, { lastName: name });
  const error = await failureOf(users.getKey(17));
  assert.deepEqual([error.kind, error.outcome, error.errorCode], ['forbidden', 'refused', 'Authorization']);
  assert.match(error.message, /“Not <you> & yours”$/);
  const argsOf = (operation: string): unknown => received.find((one) => one.operation === operation)?.args;
  assert.deepEqual(argsOf('UserInfo'), { SessionID: 'k<&>', UserID: 17 });
  assert.deepEqual(argsOf('UserListEx'), { SessionID: 'k<&>', NetworkID: 1, MailboxID: 0, Name: '' });
  assert.deepEqual(argsOf('UserAddEx'), {
    SessionID: 'k<&>',
    NetworkID: 1,
    MailboxID: 1001,
    LoginName: 'new.hire',
    Password: 'Canary-Pass-4711',
    FirstName: name,
    LastName: 'Hire',
    EMail: 'new.hire@example.com',
    CellCarrier: 'Undefined',
    AuthLevel: 'MailboxUser',
  });
  assert.deepEqual(argsOf('UserUpdate'), {
    SessionID: 'k<&>',
    UserID: 17,
    FirstName: name,
    LastName: name,
    CellCarrier: 'NoChange',
    AuthLevel: 'NoChange',
  });
});

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { authLevels, type AuthLevel } from '../../../src/domain/authLevel.ts';
import { createUser, newUser, openBench, type Reply } from './harness.ts';
import { envelopeOf, faultIn, headersOf, openSoap, type RawAnswer, type SoapBench } from './soapHarness.ts';

const words: Readonly<Record<string, string>> = {
  InvalidAPIKey: 'Authentication',
  AccessDenied: 'Authorization',
  ObjectNotFound: 'ObjectNotFound',
  InvalidParameter: 'InvalidParameter',
  DuplicateObject: 'InvalidParameter',
};

const verdictOfRest = async (reply: Promise<Reply>): Promise<string> => {
  const { success, errorCode } = await reply;
  return success === true ? 'done' : (words[String(errorCode)] ?? 'SystemError');
};

const verdictOfSoap = ({ status, ...answer }: RawAnswer): string =>
  status === 200 ? 'done' : faultIn(answer).word;

const places = [
  { networkId: 1, mailboxId: 1001 },
  { networkId: 1, mailboxId: 1002 },
  { networkId: 2, mailboxId: 2001 },
] as const;

/** Every level near the callers, and some of them further away. */
const targetsAt = (place: (typeof places)[number]): readonly AuthLevel[] =>
  place === places[0] ? authLevels : ['Root', 'NetworkAdmin', 'General'];

type Soap = (operation: string, inner: string) => Promise<string>;

const soapAs = (bench: SoapBench, level: AuthLevel): Soap => {
  const key = `<SessionID>${bench.apiKeys[level]}</SessionID>`;
  return async (operation, inner) =>
    verdictOfSoap(await bench.post(envelopeOf(operation, key + inner), headersOf(operation)));
};

for (const level of authLevels) {
  suite(`ECGridOS allows a ${level} what REST allows`, () => {
    test('upon users of every level and place', async (t) => {
      // Two worlds of the same seed, so that what one call changes does not hide what the other one would meet.
      const [rest, bench] = [await openBench(t, { users: 9 }), await openSoap(t, { users: 9 })];
      const [caller, soap] = [rest.as(level), soapAs(bench, level)];
      for (const [index, place] of places.entries()) {
        for (const authLevel of targetsAt(place)) {
          const more = { login: `target.${authLevel}.${index}`, authLevel, ...place };
          const userId = await createUser(rest, 'Root', more);
          assert.equal(await createUser(bench, 'Root', more), userId);
          const user = `<UserID>${userId}</UserID>`;
          const home = `<NetworkID>${place.networkId}</NetworkID><MailboxID>${place.mailboxId}</MailboxID>`;
          const untouched = '<CellCarrier>NoChange</CellCarrier><AuthLevel>NoChange</AuthLevel>';
          const newPassword = 'An0ther!Secret';
          for (const [operation, inner, reply] of [
            ['UserInfo', user, caller.get(`/v2/users/${userId}`)],
            [
              'UserUpdate',
              `${user}<FirstName>X</FirstName>${untouched}`,
              caller.put('/v2/users', { userId, firstName: 'X' }),
            ],
            [
              'UserSetNetworkMailbox',
              user + home,
              caller.post('/v2/users/set-network-mailbox', { userId, ...place }),
            ],
            [
              'UserSetAuthLevel',
              `${user}<AuthLevel>${authLevel}</AuthLevel>`,
              caller.post('/v2/users/role', { userId, authLevel }),
            ],
            ['UserReset', user, caller.post(`/v2/users/reset/${userId}`)],
            [
              'UserSendSMS',
              `${user}<Text>Hi</Text>`,
              caller.post('/v2/users/send-sms', { userId, message: 'Hi' }),
            ],
            [
              'UserPassword',
              `${user}<Password>${newPassword}</Password>`,
              caller.post('/v2/users/password', { userId, newPassword }),
            ],
            ['UserGetAPIKey', user, caller.get(`/v2/users/key/${userId}`)],
            ['GenerateAPIKey', user, caller.post(`/v2/users/key-generate/${userId}`)],
          ] as const) {
            assert.equal(
              await soap(operation, inner),
              await verdictOfRest(reply),
              `${operation} ${more.login}`,
            );
          }
          // What REST does not have follows the rule of what changes a user there.
          const mayChange = await verdictOfRest(
            caller.post('/v2/users/update-config', { userId, phone: '1' }),
          );
          for (const [operation, inner] of [
            ['UserSuspend', user],
            ['UserActivate', user],
            ['UserSetMaxSessions', `${user}<MaxSessions>2</MaxSessions>`],
            ['UserUpdate', `${user}<Phone>1</Phone>${untouched}`],
          ] as const) {
            assert.equal(await soap(operation, inner), mayChange, `${operation} ${more.login}`);
          }
          const deleted = await verdictOfRest(caller.delete(`/v2/users/${userId}`));
          assert.equal(await soap('UserTerminate', user), deleted, `UserTerminate ${more.login}`);
        }
      }
    });

    test('adding users, giving levels and listing', async (t) => {
      const [rest, bench] = [await openBench(t), await openSoap(t)];
      const [caller, soap] = [rest.as(level), soapAs(bench, level)];
      for (const [index, place] of [...places, { networkId: 0, mailboxId: 0 }].entries()) {
        const home = `<NetworkID>${place.networkId}</NetworkID><MailboxID>${place.mailboxId}</MailboxID>`;
        for (const authLevel of authLevels) {
          const login = `new.${authLevel}.${index}`;
          const inner = `${home}<LoginName>${login}</LoginName><Password>Str0ng!Passw0rd</Password><EMail>a@b.example</EMail><CellCarrier>NoChange</CellCarrier><AuthLevel>${authLevel}</AuthLevel>`;
          const reply = caller.post('/v2/users', newUser({ login, authLevel, ...place }));
          assert.equal(await soap('UserAddEx', inner), await verdictOfRest(reply), login);
        }
        const list = caller.post('/v2/users/list', place);
        assert.equal(await soap('UserListEx', home), await verdictOfRest(list), `list ${index}`);
        assert.equal(await soap('UserListLockedOutEx', home), await verdictOfRest(list), `locked ${index}`);
      }
      const all = await verdictOfRest(caller.post('/v2/users/list', {}));
      assert.deepEqual([await soap('UserList', ''), await soap('UserListLockedOut', '')], [all, all]);
      const again =
        '<MailboxID>0</MailboxID><LoginName>ROOT</LoginName><Password>Str0ng!Passw0rd</Password><EMail>a@b.example</EMail><CellCarrier>NoChange</CellCarrier><AuthLevel>General</AuthLevel>';
      const reply = caller.post('/v2/users', newUser({ login: 'ROOT', authLevel: 'General', mailboxId: 0 }));
      assert.equal(await soap('UserAdd', again), await verdictOfRest(reply), 'a login that is taken');
    });
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplePassword } from '../../../sandbox/secrets.ts';
import { exchange, object } from './harness.ts';
import {
  added,
  envelopeOf,
  faultIn,
  headersOf,
  ns,
  openSoap,
  refused,
  versions,
  bothVersions,
  type RawAnswer,
  type SoapBench,
} from './soapHarness.ts';

const faultOf = (answer: RawAnswer): readonly unknown[] => {
  const { code, word } = faultIn(answer);
  return [answer.status, code, word];
};

test('whatever differs from the WSDL is refused as InvalidParameter, and names what', async (t) => {
  const bench = await openSoap(t);
  const key = `<SessionID>${bench.apiKeys.Root}</SessionID>`;
  const sound = `${key}<UserID>10001</UserID>`;
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ['a missing number', 'UserInfo', key, /UserID \(required\)/],
    ['a missing word', 'UserSetAuthLevel', sound, /AuthLevel \(required\)/],
    ['another order', 'UserInfo', `<UserID>10001</UserID>${key}`, /SessionID .*place/],
    ['an element twice', 'UserInfo', `${sound}<UserID>10001</UserID>`, /UserID .*twice/],
    ['an unknown element', 'UserInfo', `${sound}<Page>1</Page>`, /Page \(unknown/],
    ['another letter case', 'UserInfo', `${key}<UserId>10001</UserId>`, /UserId \(unknown/],
    ['no number', 'UserInfo', `${key}<UserID>12a</UserID>`, /UserID \(a whole number/],
    ['an empty number', 'UserInfo', `${key}<UserID/>`, /UserID \(a whole number/],
    ['a fraction', 'UserInfo', `${key}<UserID>1.5</UserID>`, /UserID \(a whole number/],
    ['a number too large', 'UserInfo', `${key}<UserID>2147483648</UserID>`, /UserID \(a whole number/],
    ['a short too large', 'UserSetMaxSessions', `${sound}<MaxSessions>32768</MaxSessions>`, /MaxSessions \(/],
    ['an unknown word', 'UserSetAuthLevel', `${sound}<AuthLevel>Boss</AuthLevel>`, /AuthLevel \(a word/],
    [
      'a word in another case',
      'UserSetAuthLevel',
      `${sound}<AuthLevel>root</AuthLevel>`,
      /AuthLevel \(a word/,
    ],
    [
      'no change where there must be one',
      'UserSetAuthLevel',
      `${sound}<AuthLevel>NoChange</AuthLevel>`,
      /authLevel/,
    ],
    ['an attribute', 'UserInfo', `${key}<UserID a="1">10001</UserID>`, /UserID \(an attribute/],
    ['elements in a value', 'UserInfo', `${key}<UserID><b>1</b></UserID>`, /UserID \(elements/],
    ['text between', 'UserInfo', `${sound}x`, /UserInfo \(text/],
    ['an unknown operation', 'UserFire', sound, /UserFire \(no operation/],
    ['no namespace', 'UserInfo', `${key}<UserID xmlns="">10001</UserID>`, /UserID \(not in the namespace/],
  ];
  for (const [what, operation, inner, message] of cases) {
    for (const version of bothVersions) {
      const answer = await bench.write(operation, inner, version);
      const code = version === '1.1' ? 'soap:Client' : 'soap:Sender';
      assert.deepEqual(faultOf(answer), [500, code, 'InvalidParameter'], what);
      assert.match(faultIn(answer).reason, message, what);
    }
  }
  assert.equal((await bench.write('UserInfo', sound)).status, 200);
});

test('a message in the wrong shape, namespace, type or action is refused', async (t) => {
  const bench = await openSoap(t);
  const right = headersOf('Version');
  const body = envelopeOf('Version', '');
  const { envelope } = versions['1.1'];
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>, number])[] = [
    ['another action', body, headersOf('WhoAmI'), 500],
    ['the action of a guide page', body, { ...right, soapaction: '"http://www.ecgridos.net/Version"' }, 500],
    ['no action', body, { 'content-type': 'text/xml' }, 500],
    ['another action in SOAP 1.2', envelopeOf('Version', '', '1.2'), headersOf('WhoAmI', '1.2'), 500],
    ['the envelope of SOAP 1.2', envelopeOf('Version', '', '1.2'), right, 500],
    ['the namespace of a guide page', body.replace(ns, 'http://www.ecgridos.net/'), right, 500],
    ['no XML', '{"Version":{}}', right, 500],
    ['tags that do not match', body.replace('</soap:Body>', ''), right, 500],
    ['a document type', body.replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>'), right, 500],
    ['a character that XML has no place for', body.replace('</Version>', '&#x1;</Version>'), right, 500],
    ['two operations', body.replace('</soap:Body>', `<Version xmlns="${ns}"/></soap:Body>`), right, 500],
    ['no Body', `<soap:Envelope xmlns:soap="${envelope}"/>`, right, 500],
    ['another type', body, { ...right, 'content-type': 'application/json' }, 415],
    ['another encoding', body, { ...right, 'content-type': 'text/xml; charset=utf-16' }, 415],
  ];
  for (const [what, text, headers, status] of cases) {
    const answer = await bench.post(text, headers);
    assert.deepEqual([answer.status, faultIn(answer).word], [status, 'InvalidParameter'], what);
  }
});

test('other prefixes, a Header, comments and sections are as good', async (t) => {
  const bench = await openSoap(t);
  const text = `<?xml version="1.0"?>
    <e:Envelope xmlns:e="${versions['1.2'].envelope}" xmlns:q="${ns}">
      <e:Header><Anything xmlns="urn:x">1</Anything></e:Header>
      <e:Body>
        <q:UserInfobyLogin><!-- who -->
          <q:SessionID><![CDATA[${bench.apiKeys.Root}]]></q:SessionID>
          <q:LoginName>gen<![CDATA[er]]>al</q:LoginName>
        </q:UserInfobyLogin>
      </e:Body>
    </e:Envelope>`;
  const answer = await bench.post(text, { 'content-type': 'application/soap+xml' });
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/soap\+xml/);
  assert.match(answer.text, /<LoginName>general<\/LoginName>/);
  assert.ok(answer.text.includes(versions['1.2'].envelope));
});

const everyWord = async (bench: SoapBench): Promise<readonly string[]> => {
  const { Root, General, NetworkAdmin } = bench.apiKeys;
  const userInfo = (key: string, userId: unknown): Promise<RawAnswer> =>
    bench.write('UserInfo', `<SessionID>${key}</SessionID><UserID>${String(userId)}</UserID>`);
  const { userId } = await bench.owner('Root');
  const answers = [
    await userInfo('made-up', userId),
    await userInfo(General, userId),
    await userInfo(Root, 1),
    await userInfo(NetworkAdmin, 'x'),
  ];
  await bench.fault({ name: 'error500BeforeCommit', times: 1 });
  return [...answers, await userInfo(Root, userId)].map((answer) => faultIn(answer).word);
};

test('faults carry a word, and in the guide dialect a number', async (t) => {
  const bench = await openSoap(t);
  const words = ['Authentication', 'Authorization', 'ObjectNotFound', 'InvalidParameter', 'SystemError'];
  assert.deepEqual(await everyWord(bench), words);
  await exchange(`${bench.url}/__dialect`, 'POST', { dialect: 'guide' });
  assert.deepEqual(await everyWord(bench), ['101', '102', '103', '104', '105']);
});

test('three sessions are open at a time, or as many as a user may have; all are counted', async (t) => {
  const bench = await openSoap(t);
  const call = await bench.callerAs('Root');
  const UserID = await added(call, 'jane.doe');
  const login = () => call('Login', { LoginName: 'JANE.DOE', Password: 'Str0ng!Passw0rd' });
  const open = [await login(), await login(), await login()];
  await refused(login(), 'Authorization');
  assert.deepEqual(await bench.sessions(), { opened: 3, closed: 0, open: 3 });
  assert.equal((await bench.truth(UserID))['openSessions'], 3);
  await call('Logout', { SessionID: open[0] });
  await refused(call('Logout', { SessionID: open[0] }), 'Authentication');
  open[0] = await login();
  assert.deepEqual(await bench.sessions(), { opened: 4, closed: 1, open: 3 });
  assert.equal(object(await call('WhoAmI', { SessionID: open[0] }))['SessionEventID'], 4);
  await call('UserSetMaxSessions', { UserID, MaxSessions: 4 });
  open.push(await login());
  await refused(login(), 'Authorization');
  await call('UserReset', { UserID });
  await refused(call('WhoAmI', { SessionID: open[1] }), 'Authentication');
  assert.deepEqual(await bench.sessions(), { opened: 5, closed: 5, open: 0 });
  await login();
  await call('UserTerminate', { UserID });
  await refused(login(), 'Authentication');
  assert.deepEqual(await bench.sessions(), { opened: 6, closed: 6, open: 0 });
});

test('a session of one API is none of the other', async (t) => {
  const bench = await openSoap(t);
  const call = await bench.callerAs('Root');
  const SessionID = await call('Login', { LoginName: 'general', Password: samplePassword });
  const bearer = bench.calling({ authorization: `Bearer ${String(SessionID)}` });
  assert.equal((await bearer.get('/v2/users/me')).status, 401);
  const body = { login: 'general', password: samplePassword };
  const { data } = await bench.calling({}).post('/v2/auth/login', body);
  await refused(call('WhoAmI', { SessionID: object(data)['token'] }), 'Authentication');
});

test('three failed logins in a row lock out; one that succeeds forgets them', async (t) => {
  const bench = await openSoap(t);
  const call = await bench.callerAs('Root');
  const truth = async (): Promise<readonly unknown[]> => {
    const { lockedOut, failedLogins } = await bench.owner('General');
    return [lockedOut, failedLogins];
  };
  const login = (Password: string) => call('Login', { LoginName: 'general', Password });
  await login(samplePassword);
  await refused(login('wrong'), 'Authentication');
  await refused(login('wrong'), 'Authentication');
  assert.deepEqual(await truth(), [false, 2]);
  await login(samplePassword);
  assert.deepEqual(await truth(), [false, 0]);
  for (let time = 0; time < 3; time += 1) await refused(login('wrong'), 'Authentication');
  assert.deepEqual(await truth(), [true, 3]);
  const wrong = await refused(login('wrong'), 'Authentication');
  const locked = await refused(login(samplePassword), 'Authentication');
  assert.deepEqual(locked, wrong, 'the reason is not told');
  const { userId: UserID } = await bench.owner('General');
  await call('UserPassword', { UserID, Password: 'An0ther!Secret' });
  await login('An0ther!Secret');
});

test('whoever knows the answer to their own question sets their own password', async (t) => {
  const bench = await openSoap(t);
  const call = await bench.callerAs('Root');
  const UserID = await added(call, 'jane.doe');
  const SessionID = await call('UserGetAPIKey', { UserID });
  const set = (CurrentRecoveryAnswer: string | undefined) =>
    call('UserPassword', { SessionID, UserID, CurrentRecoveryAnswer, Password: 'An0ther!Secret' });
  await refused(set(undefined), 'Authorization');
  await refused(set('Another'), 'Authorization');
  assert.equal(await set('that one'), true);
  await call('Login', { LoginName: 'jane.doe', Password: 'An0ther!Secret' });
  assert.equal(object(await call('UserInfo', { UserID }))['RecoveryQuestion'], 'Which?');
});

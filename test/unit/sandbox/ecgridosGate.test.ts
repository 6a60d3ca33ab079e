import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authLevels } from '../../../src/domain/authLevel.ts';
import { dataOf, object } from './harness.ts';
import { added, openSoap, refused } from './soapHarness.ts';

test('the log names the operation and the caller, and keeps no secret', async (t) => {
  const bench = await openSoap(t);
  const call = await bench.callerAs('Root');
  const UserID = await added(call, 'jane.doe', {
    Password: 'S3cret!-Password',
    RecoveryAnswer: 'S3cret!-answer',
  });
  const Password = 'S3cret!-again';
  await call('UserPassword', { UserID, CurrentRecoveryAnswer: 'S3cret!-answer', Password });
  await call('UserSendSMS', { UserID, Text: 'S3cret!-text' });
  const session = await call('Login', { LoginName: 'jane.doe', Password });
  await call('Logout', { SessionID: session });
  await bench.write('UserInfo', '<Sessionid>S3cret!-misspelt</Sessionid><UserID>S3cret</UserID>');
  await bench.write('Nothing', '<Anything>S3cret!-unknown</Anything>');
  await bench.post('<S3cret!-broken', {});
  const log = await bench.log();
  const text = JSON.stringify(log);
  for (const secret of ['S3cret!', String(session), ...Object.values(bench.apiKeys)]) {
    assert.ok(!text.includes(secret), secret);
  }
  const sms = log.find(({ operation }) => operation === 'UserSendSMS');
  assert.deepEqual(
    [sms?.['method'], sms?.['path'], sms?.['status'], sms?.['caller'], sms?.['body']],
    ['POST', '/v4.1/prod/ECGridOS.asmx', 200, 'root', { SessionID: '***', UserID, Text: '***' }],
  );
  assert.deepEqual(
    log.slice(-3).map(({ operation, status }) => [operation, status]),
    [
      ['UserInfo', 500],
      [undefined, 500],
      [undefined, 415],
    ],
  );
  assert.equal(log.at(-1)?.['body'], '(not XML: 15 characters)');
});

test('faults of the service are chosen by operation, and told as SOAP faults', async (t) => {
  const bench = await openSoap(t);
  const call = await bench.callerAs('Root');
  const UserID = await added(call, 'jane.doe');
  const status = async (): Promise<unknown> => (await bench.truth(UserID))['status'];
  await bench.fault({ name: 'error500BeforeCommit', operation: 'UserSuspend' });
  await call('UserActivate', { UserID });
  await refused(call('UserSuspend', { UserID }), 'SystemError');
  assert.equal(await status(), 'Active');
  await dataOf(bench.as('Root').get('/v2/users/me'));
  await bench.fault({ name: 'error500AfterCommit', operation: 'UserSuspend' });
  assert.equal((await refused(call('UserSuspend', { UserID }), 'SystemError')).code, 'soap:Server');
  assert.equal(await status(), 'Suspended');
  await bench.fault({ name: 'rateLimited', path: '/v4.1/*', retryAfter: 7 });
  const limited = await bench.write('Version', '');
  assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '7']);
  for (const [name, word] of [
    ['unauthorized', 'Authentication'],
    ['forbidden', 'Authorization'],
    ['notFound', 'ObjectNotFound'],
    ['unsuccessful200', 'SystemError'],
    ['error503', 'SystemError'],
  ] as const) {
    await bench.fault({ name });
    await refused(call('Version'), word);
  }
  await bench.fault({ name: 'malformedRecord' });
  const spoiled = await bench.write(
    'UserInfo',
    `<SessionID>${bench.apiKeys.Root}</SessionID><UserID>10001</UserID>`,
  );
  assert.match(spoiled.text, /<UserID>not-a-number<\/UserID>/);
  await bench.fault({ name: 'htmlBody', status: 200 });
  assert.match((await bench.write('Version', '')).text, /<html>/);
  await bench.fault({ name: 'truncatedJson' });
  assert.match((await bench.write('Version', '')).text, /^<\?xml.*[^>]$/s);
  await bench.fault({ name: 'dropAfterCommit', operation: 'UserActivate' });
  await assert.rejects(
    bench.write('UserActivate', `<SessionID>${bench.apiKeys.Root}</SessionID><UserID>${UserID}</UserID>`),
  );
  assert.equal(await status(), 'Active');
});

test('the rate limit counts by SessionID', async (t) => {
  const bench = await openSoap(t, { ratePerSecond: 0.1 });
  const who = (level: 'Root' | 'General') =>
    bench.write('WhoAmI', `<SessionID>${bench.apiKeys[level]}</SessionID>`);
  assert.deepEqual([(await who('Root')).status, (await who('General')).status], [200, 200]);
  const third = await who('Root');
  assert.equal(third.status, 429);
  assert.ok(Number(third.headers.get('retry-after')) >= 1);
});

test('the announced keys serve both APIs', async (t) => {
  const bench = await openSoap(t);
  for (const level of authLevels) {
    const me = object(await (await bench.callerAs(level))('WhoAmI'));
    assert.deepEqual([me['AuthLevel'], me['SessionEventID']], [level, 0]);
  }
  assert.deepEqual(await bench.sessions(), { opened: 0, closed: 0, open: 0 });
});

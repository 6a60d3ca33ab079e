/** What faults of ECGridOS mean: by word, by number, by nothing at all; what is sent again, and what is never quoted. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { createClient } from '../../../../src/api/client.ts';
import type { EcgridErrorKind, Outcome } from '../../../../src/api/ecgridError.ts';
import type { Attempt } from '../../../../src/api/http.ts';
import type { UserService } from '../../../../src/api/userService.ts';
import { aNewUser } from '../../support/builders.ts';
import { messageCanary, passwordCanary } from '../../support/calls.ts';
import { everythingIn, failureOf, openEcgrid, quick } from '../../support/ecgrid.ts';
import { openRawServer, openSilentServer } from '../../support/rawServer.ts';
import type { RawAnswer } from '../../support/rawServer.ts';
import { soapFault, soapResult } from '../../support/soapAnswers.ts';

const key = 'canary-key<&"0815';

const before = async (
  t: TestContext,
  answer: (body: string) => RawAnswer,
): Promise<{ users: UserService; received: readonly string[] }> => {
  const { url, received } = await openRawServer(t, answer);
  return { users: createClient({ origin: url, apiKey: key, ...quick, apis: 'ecgridos' }).users, received };
};

/** What is expected of a read and of a write: kind, outcome, requests that arrive. */
type Expected = readonly [EcgridErrorKind, Outcome, number];
const no = (kind: EcgridErrorKind): readonly [Expected, Expected] => [
  [kind, 'refused', 1],
  [kind, 'refused', 1],
];
const brokenDown: readonly [Expected, Expected] = [
  ['server', 'refused', 3],
  ['server', 'unknown', 1],
];

describe('a fault', () => {
  const cases: readonly (readonly [RawAnswer, readonly [Expected, Expected]])[] = [
    [soapFault('Client', 'No.', 'Authentication'), no('invalidKey')],
    [soapFault('Client', 'No.', 'authorization'), no('forbidden')],
    [soapFault('Client', 'No.', ' ObjectNotFound '), no('notFound')],
    [soapFault('Client', 'Access denied', 'InvalidParameter'), no('invalidParameter')],
    [soapFault('Server', 'No.', 'InvalidParameter'), no('invalidParameter')],
    [soapFault('Client', 'No.', 'SystemError'), brokenDown],
    [soapFault('Server', 'Not found', '17'), brokenDown],
    [soapFault('Server', 'It broke.'), brokenDown],
    [soapFault('', 'It broke.'), brokenDown],
    [soapFault('Client', 'Invalid API key', '17'), no('invalidKey')],
    [soapFault('Client', 'The session has expired', '17'), no('invalidKey')],
    [soapFault('Client', 'Invalid session', '17'), no('invalidKey')],
    [soapFault('Client', 'Authentication failed', '17'), no('invalidKey')],
    [soapFault('Client', 'You are not authorized', '17'), no('forbidden')],
    [soapFault('Client', 'Access is denied', '17'), no('forbidden')],
    [soapFault('Client', 'You have no permission', '17'), no('forbidden')],
    [soapFault('Client', 'This is not allowed', '17'), no('forbidden')],
    [soapFault('Client', 'User not found', '17'), no('notFound')],
    [soapFault('Client', 'It does not exist', '17'), no('notFound')],
    [soapFault('Client', 'There is no such user', '17'), no('notFound')],
    [soapFault('CLIENT', 'Something else', '17'), no('invalidParameter')],
    [soapFault('Client', 'Something else'), no('invalidParameter')],
    [
      soapFault('Client', 'Slow down', '17', 429),
      [
        ['rateLimited', 'refused', 3],
        ['rateLimited', 'refused', 3],
      ],
    ],
    [soapFault('Server', 'Slow down', undefined, 503), brokenDown],
    [soapFault('Client', 'Gone', 'ObjectNotFound', 503), no('notFound')],
    [{ status: 500, body: '<html>Bad</html>' }, brokenDown],
    [{ status: 500, body: String(soapResult('UserInfo', '').body) }, brokenDown],
    [{ status: 403, body: 'Forbidden by a proxy' }, no('forbidden')],
    [
      { status: 429 },
      [
        ['rateLimited', 'refused', 3],
        ['rateLimited', 'refused', 3],
      ],
    ],
    [
      { status: 302, headers: { location: '/elsewhere' } },
      [
        ['notEcgrid', 'refused', 1],
        ['notEcgrid', 'unknown', 1],
      ],
    ],
    [{ status: 200, body: String(soapFault('Client', 'No.', 'Authorization').body) }, no('forbidden')],
    [
      { status: 200, body: String(soapFault('Server', 'No.', 'SystemError').body) },
      [
        ['server', 'refused', 1],
        ['server', 'unknown', 1],
      ],
    ],
  ];
  for (const [answer, [read, write]] of cases) {
    const told = /<soap:Fault>.*<\/soap:Fault>/.exec(String(answer.body))?.[0] ?? String(answer.body);
    test(`${answer.status} ${told.replaceAll(/<[^>]+>/g, ' ')}: ${read[0]}`, async (t) => {
      const { users, received } = await before(t, () => answer);
      const reading = await failureOf(users.get(17));
      assert.deepEqual([reading.kind, reading.outcome, received.length], read);
      const writing = await failureOf(users.suspend(17));
      assert.deepEqual([writing.kind, writing.outcome, received.length - read[2]], write);
      assert.match(writing.message, /^[A-Z].+[.)”]$/);
    });
  }

  test('names the field that its words speak of as the product does', async (t) => {
    for (const [words, parameter] of [
      ['LoginName has a space', 'login'],
      ['EMail is missing', 'email'],
      ['NetworkID and MailboxID do not fit', 'networkId'],
      ['The world is wrong', undefined],
    ] as const) {
      const { users } = await before(t, () => soapFault('Client', words, 'InvalidParameter'));
      const error = await failureOf(users.create(aNewUser()));
      assert.deepEqual(
        [error.parameter, error.errorCode, error.status],
        [parameter, 'InvalidParameter', 500],
      );
    }
  });

  test('about a login that is taken is a duplicate, by word or number, where a login was sent', async (t) => {
    for (const [words, kind] of [
      ['Duplicate login', 'duplicate'],
      ['The login exists in network 1.', 'duplicate'],
      ['The login is already in use', 'duplicate'],
      ['This login is\ntaken', 'duplicate'],
      ['No network 99 exists', 'invalidParameter'],
    ] as const) {
      for (const code of ['InvalidParameter', '4']) {
        const { users } = await before(t, () => soapFault('Client', words, code));
        const error = await failureOf(users.create(aNewUser()));
        assert.deepEqual([error.kind, error.outcome], [kind, 'refused'], words);
        if (kind === 'duplicate') assert.equal(error.parameter, 'login');
        assert.equal((await failureOf(users.suspend(17))).kind, 'invalidParameter');
      }
    }
  });

  test('is found however deep its code is, and without one', async (t) => {
    const { users } = await before(t, () =>
      soapFault('Client', 'No.', '<a/><b><ECGridOSSOAPErrorCode>Authorization</ECGridOSSOAPErrorCode></b>'),
    );
    assert.equal((await failureOf(users.get(1))).kind, 'invalidParameter');
    const bare = await before(t, () => {
      const { body, ...rest } = soapFault('Client', 'No.');
      return {
        ...rest,
        body: String(body).replace(
          '<detail></detail>',
          '<detail><x><ECGridOSSOAPErrorCode>Authorization</ECGridOSSOAPErrorCode></x></detail>',
        ),
      };
    });
    assert.equal((await failureOf(bare.users.get(1))).kind, 'forbidden');
    const without = await before(t, () => {
      const { body, ...rest } = soapFault('Client', ' ');
      return { ...rest, body: String(body).replace('<detail></detail>', '') };
    });
    const error = await failureOf(without.users.get(1));
    assert.deepEqual([error.kind, error.message], ['invalidParameter', 'ECGrid does not accept a value.']);
  });

  test('never repeats a secret, as it was or as it was written', async (t) => {
    const { users, received } = await before(t, (body) =>
      soapFault('Client', body.replaceAll('&', '&amp;').replaceAll('<', '&lt;'), 'InvalidParameter'),
    );
    for (const error of [
      await failureOf(users.setPassword(1, passwordCanary)),
      await failureOf(users.sendSms(1, `${messageCanary} <&>`)),
      await failureOf(users.create(aNewUser({ login: 'x', email: 'a@b', firstName: '' }))),
    ]) {
      assert.match(error.message, /•••/);
      for (const secret of [key, 'canary-key', passwordCanary, messageCanary])
        assert.equal(everythingIn(error).includes(secret), false, secret);
    }
    assert.ok(received[0]?.includes(passwordCanary), 'the canary was not even sent');
    assert.ok(received[0]?.includes('canary-key&lt;&amp;&quot;0815'), 'the key was not even sent');
  });
});

describe('on the way to ECGridOS', () => {
  test('the log names the operation, and holds neither key nor body', async (t) => {
    const { client, fault, apiKeys } = await openEcgrid(t);
    const attempts: Attempt[] = [];
    const { users } = client('NetworkAdmin', { apis: 'ecgridos', onAttempt: (one) => attempts.push(one) });
    const watched: Attempt[] = [];
    await fault({ name: 'error503', times: 2 });
    await users.byName('jdoe');
    await users.watching((one) => watched.push(one)).create(aNewUser());
    assert.deepEqual(
      attempts.map(({ method, path, status, attempt, effect }) => [method, path, status, attempt, effect]),
      [
        ['POST', 'ECGridOS.asmx UserListEx', 503, 1, 'read'],
        ['POST', 'ECGridOS.asmx UserListEx', 503, 2, 'read'],
        ['POST', 'ECGridOS.asmx UserListEx', 200, 3, 'read'],
        ['POST', 'ECGridOS.asmx UserAddEx', 200, 1, 'write'],
        ['POST', 'ECGridOS.asmx UserInfo', 200, 1, 'read'],
      ],
    );
    assert.deepEqual(watched, attempts.slice(3));
    for (const secret of [apiKeys.NetworkAdmin, passwordCanary, 'jdoe', 'new.hire'])
      assert.equal(JSON.stringify(attempts).includes(secret), false);
  });

  test('a write whose answer is lost is sent once, a read three times', async (t) => {
    const { client, fault, count } = await openEcgrid(t);
    const { users } = client('NetworkAdmin', { apis: 'ecgridos' });
    for (const name of ['dropBeforeCommit', 'dropAfterCommit']) {
      await fault({ name });
      const write = await failureOf(users.suspend(10_020));
      assert.deepEqual([write.kind, write.outcome, await count()], ['unreachable', 'unknown', 1]);
      const read = await failureOf(users.get(10_020));
      assert.deepEqual([read.kind, read.outcome, await count()], ['unreachable', 'refused', 3]);
    }
  });

  test('a time-out and a cancellation leave a write unknown', async (t) => {
    const { client, fault } = await openEcgrid(t);
    await fault({ name: 'latency', delayMs: 60_000 });
    const slow = await failureOf(client('Root', { apis: 'ecgridos', timeout: 200 }).users.terminate(10_020));
    assert.deepEqual([slow.kind, slow.outcome], ['timeout', 'unknown']);
    const controller = new AbortController();
    const origin = await openSilentServer(t, () => controller.abort());
    const { users } = createClient({ origin, apiKey: 'k', ...quick, apis: 'ecgridos' });
    const cancelled = await failureOf(users.terminate(1, controller.signal));
    assert.deepEqual([cancelled.kind, cancelled.outcome], ['cancelled', 'unknown']);
    const late = await failureOf(users.terminate(1, AbortSignal.abort()));
    assert.deepEqual([late.kind, late.outcome], ['cancelled', 'notSent']);
  });

  test('what is sent is SOAP 1.1, its parameters in the published order', async (t) => {
    const { users, received } = await before(t, () => soapFault('Client', 'No.', 'Authorization'));
    await failureOf(users.create(aNewUser({ firstName: 'a<b' })));
    assert.equal(
      received[0],
      '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><UserAddEx xmlns="https://os.ecgrid.io/"><SessionID>canary-key&lt;&amp;&quot;0815</SessionID><NetworkID>1</NetworkID><MailboxID>1001</MailboxID><LoginName>new.hire</LoginName><Password>Canary-Pass-4711</Password><FirstName>a&lt;b</FirstName><LastName>Hire</LastName><EMail>new.hire@example.com</EMail><CellCarrier>Undefined</CellCarrier><AuthLevel>MailboxUser</AuthLevel></UserAddEx></soap:Body></soap:Envelope>',
    );
  });
});

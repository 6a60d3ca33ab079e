/** What ECGrid refuses for a reason: which field it objects to, in whose words, and never with a secret. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import type { NewUser } from '../../../src/domain/user.ts';
import { EcgridError, isCancelled, isEcgridError } from '../../../src/api/ecgridError.ts';
import { aNewUser } from '../support/builders.ts';
import { messageCanary, passwordCanary, writes } from '../support/calls.ts';
import { everythingIn, failureOf, openEcgrid, quick } from '../support/ecgrid.ts';
import { openRawServer } from '../support/rawServer.ts';

describe('a value that ECGrid does not accept', () => {
  const cases: readonly (readonly [keyof NewUser, Partial<NewUser>])[] = [
    ['login', { login: 'two words' }],
    ['password', { password: 'weak' }],
    ['email', { email: 'none' }],
    ['networkId', { networkId: 99 }],
    ['mailboxId', { mailboxId: 2001 }],
  ];
  for (const [parameter, wrong] of cases) {
    test(`is named: ${parameter}`, async (t) => {
      const { client, count } = await openEcgrid(t);
      const error = await failureOf(client('Root').users.create(aNewUser(wrong)));
      assert.deepEqual(
        [error.kind, error.outcome, error.status, error.parameter],
        ['invalidParameter', 'refused', 400, parameter],
      );
      assert.match(
        error.message,
        new RegExp(`^ECGrid does not accept the value of ${parameter}\\. It says: “`),
      );
      assert.equal(error.errorCode, 'InvalidParameter');
      assert.equal(await count(), 1);
    });
  }

  test('is named as the product does, and the first where the service names several', async (t) => {
    for (const [message, parameter] of [
      ['Invalid parameter: loginName', 'login'],
      ['MailboxID is not in networkId', 'mailboxId'],
      ['Something is wrong', undefined],
    ] as const) {
      const body = { success: false, errorCode: 'InvalidParameter', message };
      const { url } = await openRawServer(t, () => ({ status: 400, body }));
      const error = await failureOf(createClient({ origin: url, apiKey: 'k' }).users.create(aNewUser()));
      assert.equal(error.parameter, parameter, message);
    }
  });

  test('is not named where the request has no such field', async (t) => {
    const { client } = await openEcgrid(t);
    const error = await failureOf(client().users.sendSms(10_006, 'text'));
    assert.deepEqual([error.kind, error.parameter], ['invalidParameter', undefined]);
    assert.match(error.message, /^ECGrid does not accept a value\. It says: “Invalid parameter: cell/);
  });
});

test('a login that is taken is a duplicate, at the field login', async (t) => {
  const { client, count } = await openEcgrid(t);
  const error = await failureOf(client().users.create(aNewUser({ login: 'networkadmin' })));
  assert.deepEqual([error.kind, error.outcome, error.parameter], ['duplicate', 'refused', 'login']);
  assert.match(error.nextStep, /another login/);
  assert.equal(await count(), 1);
});

test('a key that is unknown, and a level that is too low, are told apart', async (t) => {
  const { client } = await openEcgrid(t);
  const wrongKey = await failureOf(client('Root', { apiKey: 'canary-key' }).users.me());
  assert.deepEqual([wrongKey.kind, wrongKey.status], ['invalidKey', 401]);
  assert.equal(everythingIn(wrongKey).includes('canary-key'), false);
  const tooLow = await failureOf(
    client('MailboxAdmin').users.create(aNewUser({ authLevel: 'NetworkAdmin' })),
  );
  assert.deepEqual([tooLow.kind, tooLow.outcome], ['forbidden', 'refused']);
  assert.equal((await failureOf(client('NetworkAdmin').users.get(77))).kind, 'notFound');
});

describe('an address that is not safe', () => {
  test('is refused before anything is sent', () => {
    for (const origin of ['http://rest.ecgrid.io', 'ftp://localhost', 'nonsense', 'https://me:secret@host']) {
      assert.throws(
        () => createClient({ origin, apiKey: 'canary-key' }),
        (error: unknown) => {
          assert.ok(isEcgridError(error));
          assert.deepEqual([error.kind, error.outcome], ['insecure', 'notSent']);
          assert.doesNotMatch(everythingIn(error), /canary-key|secret/);
          return true;
        },
      );
    }
  });
});

describe('words of the service', () => {
  const key = 'canary-key-0815';

  test('are quoted without the secrets that they repeat', async (t) => {
    const { url, received } = await openRawServer(t, (body) => ({
      status: 400,
      body: {
        success: false,
        data: null,
        errorCode: 'InvalidParameter',
        message: `password: bad ${key} in ${body}`,
      },
    }));
    const { users } = createClient({ origin: url, apiKey: key, ...quick });
    const failures = [
      await failureOf(users.create(aNewUser())),
      await failureOf(users.setPassword(1, passwordCanary)),
      await failureOf(users.sendSms(1, messageCanary)),
    ];
    assert.ok(received[0]?.includes(passwordCanary), 'the canary was not even sent');
    for (const error of failures) {
      assert.match(error.message, /•••/);
      for (const secret of [key, passwordCanary, messageCanary]) {
        assert.equal(everythingIn(error).includes(secret), false);
      }
    }
    assert.equal(failures[0]?.parameter, 'password');
  });

  test('are on one line and not too long', async (t) => {
    const { url } = await openRawServer(t, () => ({
      status: 403,
      body: { success: false, errorCode: 'AccessDenied', message: `no\r\n\u0000\t${'x'.repeat(5000)}` },
    }));
    const error = await failureOf(createClient({ origin: url, apiKey: key }).users.me());
    assert.match(error.message, /“no x+…”$/);
    assert.ok(error.message.length < 400);
  });

  test('are not there in an answer without an envelope: the status speaks', async (t) => {
    const { url } = await openRawServer(t, () => ({ status: 403, body: 'Forbidden by a proxy' }));
    const error = await failureOf(createClient({ origin: url, apiKey: key }).users.me());
    assert.deepEqual([error.kind, error.status, error.errorCode], ['forbidden', 403, undefined]);
    assert.match(error.message, /The answer was HTTP 403 without an explanation\.$/);
  });
});

describe('the error itself', () => {
  const facts = {
    kind: 'server',
    message: 'It broke.',
    outcome: 'unknown',
    status: 500,
    errorCode: 'X',
  } as const;

  test('can be told more, and stays what it was besides', () => {
    const error = new EcgridError(facts).with({ outcome: 'refused' });
    const { kind, message, outcome, status, errorCode } = error;
    assert.deepEqual({ kind, message, outcome, status, errorCode }, { ...facts, outcome: 'refused' });
    assert.ok(error instanceof EcgridError);
  });

  test('says how long to wait', () => {
    const wait = (retryAfterSeconds: number): string =>
      new EcgridError({ ...facts, retryAfterSeconds }).nextStep;
    assert.deepEqual(
      [wait(1), wait(30)],
      ['Wait 1 second, then try again.', 'Wait 30 seconds, then try again.'],
    );
  });

  test('is recognised, and a cancellation by its kind', () => {
    assert.equal(isEcgridError(new Error('x')), false);
    assert.equal(isCancelled(new EcgridError(facts)), false);
    assert.equal(isCancelled(new EcgridError({ ...facts, kind: 'cancelled' })), true);
  });
});

describe('an answer that it was not done', () => {
  const names = [
    'users.setPassword',
    'users.reset',
    'users.terminate',
    'users.sendSms',
    'users.updateConfig',
  ] as const;
  for (const name of names) {
    test(`is a failure of ${name}`, async (t) => {
      const { url } = await openRawServer(t, () => ({ body: { success: true, data: false } }));
      const error = await failureOf(
        writes[name]?.(createClient({ origin: url, apiKey: 'k', ...quick })) ?? Promise.resolve(),
      );
      assert.deepEqual([error.kind, error.outcome], ['server', 'refused']);
    });
  }
});

test('a login that nobody has is found nowhere, and any other refusal is no such answer', async (t) => {
  for (const [errorCode, status] of [
    ['ObjectNotFound', 404],
    ['AccessDenied', 403],
  ] as const) {
    const { url } = await openRawServer(t, () => ({ status, body: { success: false, errorCode } }));
    const answer = createClient({ origin: url, apiKey: 'k', ...quick }).users.byName('jdoe');
    if (status === 404) assert.deepEqual((await answer).items, []);
    else assert.equal((await failureOf(answer)).kind, 'forbidden');
  }
});

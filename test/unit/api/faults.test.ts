/** Everything that can go wrong at ECGrid or on the way: which error, how many attempts, and no secret in it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EcgridErrorKind, Outcome } from '../../../src/api/ecgridError.ts';
import type { Json } from '../sandbox/harness.ts';
import { reads, writes, messageCanary, passwordCanary } from '../support/calls.ts';
import type { ClientCall } from '../support/calls.ts';
import { everythingIn, failureOf, openEcgrid } from '../support/ecgrid.ts';
import type { Ecgrid } from '../support/ecgrid.ts';

/** What is expected of a read or a write that meets a fault: error, what is known of it, requests that arrive. */
type Expected = readonly [EcgridErrorKind, Outcome, number];
type Case = readonly [fault: Json, read: Expected, write: Expected];

const cases: readonly Case[] = [
  [{ name: 'unauthorized' }, ['invalidKey', 'refused', 1], ['invalidKey', 'refused', 1]],
  [{ name: 'forbidden' }, ['forbidden', 'refused', 1], ['forbidden', 'refused', 1]],
  [{ name: 'notFound' }, ['notFound', 'refused', 1], ['notFound', 'refused', 1]],
  [{ name: 'rateLimited', retryAfter: 0 }, ['rateLimited', 'refused', 3], ['rateLimited', 'refused', 3]],
  [{ name: 'rateLimitedWithoutRetryAfter' }, ['rateLimited', 'refused', 3], ['rateLimited', 'refused', 3]],
  [{ name: 'error500BeforeCommit' }, ['server', 'refused', 3], ['server', 'unknown', 1]],
  [{ name: 'error500AfterCommit' }, ['server', 'refused', 3], ['server', 'unknown', 1]],
  [{ name: 'error503' }, ['server', 'refused', 3], ['server', 'unknown', 1]],
  [{ name: 'dropBeforeCommit' }, ['unreachable', 'refused', 3], ['unreachable', 'unknown', 1]],
  [{ name: 'dropAfterCommit' }, ['unreachable', 'refused', 3], ['unreachable', 'unknown', 1]],
  [{ name: 'htmlBody' }, ['server', 'refused', 3], ['server', 'unknown', 1]],
  [{ name: 'htmlBody', status: 504 }, ['server', 'refused', 3], ['server', 'unknown', 1]],
  [{ name: 'htmlBody', status: 408 }, ['server', 'refused', 3], ['server', 'unknown', 1]],
  [{ name: 'htmlBody', status: 501 }, ['server', 'refused', 1], ['server', 'unknown', 1]],
  [{ name: 'htmlBody', status: 403 }, ['forbidden', 'refused', 1], ['forbidden', 'refused', 1]],
  [{ name: 'htmlBody', status: 409 }, ['duplicate', 'refused', 1], ['duplicate', 'refused', 1]],
  [{ name: 'htmlBody', status: 200 }, ['notEcgrid', 'unknown', 1], ['notEcgrid', 'unknown', 1]],
  [{ name: 'truncatedJson' }, ['notEcgrid', 'unknown', 1], ['notEcgrid', 'unknown', 1]],
  [{ name: 'emptyBody' }, ['notEcgrid', 'unknown', 1], ['notEcgrid', 'unknown', 1]],
  [{ name: 'unsuccessful200' }, ['server', 'refused', 1], ['server', 'unknown', 1]],
  [{ name: 'redirect', location: '/v2/users/me' }, ['notEcgrid', 'refused', 1], ['notEcgrid', 'unknown', 1]],
];

/** Runs a call into a fault and judges error and requests. */
const judge = async (ecgrid: Ecgrid, name: string, call: ClientCall, expected: Expected): Promise<void> => {
  const error = await failureOf(call(ecgrid.client()));
  const seen = [error.kind, error.outcome, await ecgrid.count()];
  assert.deepEqual(seen, expected, name);
  for (const secret of [ecgrid.apiKeys.NetworkAdmin, passwordCanary, messageCanary]) {
    assert.equal(everythingIn(error).includes(secret), false, `${name} tells a secret`);
  }
  assert.match(error.message, /^[A-Z].+[.)”]$/);
  assert.match(error.nextStep, /^[A-Z].+\.$/);
};

for (const [fault, read, write] of cases) {
  describe(JSON.stringify(fault), () => {
    test(`a read: ${read.join(', ')}`, async (t) => {
      const ecgrid = await openEcgrid(t);
      await ecgrid.fault(fault);
      const get = reads['users.me'];
      const list = reads['users.list'];
      assert.ok(get && list);
      await judge(ecgrid, 'users.me', get, read);
      await judge(ecgrid, 'users.list', list, read);
    });

    test(`a write: ${write.join(', ')}`, async (t) => {
      const ecgrid = await openEcgrid(t);
      await ecgrid.fault(fault);
      for (const name of ['users.create', 'users.setPassword', 'users.reset']) {
        const call = writes[name];
        assert.ok(call);
        await judge(ecgrid, name, call, write);
      }
    });
  });
}

describe('how often each method asks', () => {
  test('a read three times on 503, POSTs that only read included', async (t) => {
    const ecgrid = await openEcgrid(t);
    await ecgrid.fault({ name: 'error503' });
    for (const [name, call] of Object.entries(reads))
      await judge(ecgrid, name, call, ['server', 'refused', 3]);
  });

  test('a write once on 503, and three times on 429, which says that it was not carried out', async (t) => {
    const ecgrid = await openEcgrid(t);
    await ecgrid.fault({ name: 'error503' });
    for (const [name, call] of Object.entries(writes))
      await judge(ecgrid, name, call, ['server', 'unknown', 1]);
    await ecgrid.fault({ name: 'rateLimitedWithoutRetryAfter' });
    for (const [name, call] of Object.entries(writes))
      await judge(ecgrid, name, call, ['rateLimited', 'refused', 3]);
  });

  test('a fault that passes is not noticed: the second or third attempt succeeds', async (t) => {
    const { client, fault, count } = await openEcgrid(t);
    for (const name of [
      'error503',
      'error500BeforeCommit',
      'dropBeforeCommit',
      'htmlBody',
      'rateLimitedWithoutRetryAfter',
    ]) {
      await fault({ name, times: 2 });
      assert.equal((await client().users.me()).authLevel, 'NetworkAdmin', name);
      assert.equal(await count(), 3, name);
    }
    await fault({ name: 'rateLimitedWithoutRetryAfter', times: 2 });
    assert.equal((await client().users.update(10_020, { firstName: 'New' })).firstName, 'New');
    assert.equal(await count(), 3);
  });
});

describe('200 with success:false', () => {
  const kinds: readonly (readonly [string, EcgridErrorKind])[] = [
    ['InvalidAPIKey', 'invalidKey'],
    ['InvalidSession', 'invalidKey'],
    ['accessdenied', 'forbidden'],
    ['ObjectNotFound', 'notFound'],
    ['InvalidParameter', 'invalidParameter'],
    ['DuplicateObject', 'duplicate'],
    ['RateLimitExceeded', 'rateLimited'],
    ['InternalError', 'server'],
    ['NeverHeardOf', 'server'],
  ];
  test('is the error that its code names', async (t) => {
    const { client, fault, count } = await openEcgrid(t);
    for (const [errorCode, kind] of kinds) {
      await fault({ name: 'unsuccessful200', errorCode });
      const error = await failureOf(client().users.me());
      assert.deepEqual([error.kind, error.errorCode, error.status, await count()], [kind, errorCode, 200, 1]);
      assert.match(error.message, /It says: “The request was not successful\.”$/);
    }
  });
});

test('one record that cannot be read is named beside the others', async (t) => {
  const { client, fault } = await openEcgrid(t);
  await fault({ name: 'malformedRecord' });
  const { items, unreadable } = await client().users.list({}, { pageNo: 1, recordsPerPage: 500 });
  assert.deepEqual([items.length, unreadable.map(({ name }) => name)], [44, ['record 23']]);
  assert.match(unreadable[0]?.reason ?? '', /userId: .+; login: /);
});

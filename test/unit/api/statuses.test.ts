/** What an answer means whose code the client does not know: then the status of HTTP decides. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import type { EcgridErrorKind, Outcome } from '../../../src/api/ecgridError.ts';
import { aNewUser } from '../support/builders.ts';
import { failureOf, quick } from '../support/ecgrid.ts';
import { openRawServer } from '../support/rawServer.ts';

const meanings: readonly (readonly [number, EcgridErrorKind, Outcome])[] = [
  [200, 'server', 'unknown'],
  [400, 'invalidParameter', 'refused'],
  [401, 'invalidKey', 'refused'],
  [403, 'forbidden', 'refused'],
  [404, 'notFound', 'refused'],
  [408, 'server', 'unknown'],
  [409, 'duplicate', 'refused'],
  [418, 'invalidParameter', 'refused'],
  [500, 'server', 'unknown'],
];

for (const [status, kind, outcome] of meanings) {
  test(`a refusal with a code that nobody knows and status ${status} is ${kind}`, async (t) => {
    const body = { success: false, errorCode: 'SomethingNew', message: ' \n ' };
    const { url, received } = await openRawServer(t, () => ({ status, body }));
    const client = createClient({ origin: url, apiKey: 'k', ...quick });
    const error = await failureOf(client.users.create(aNewUser()));
    assert.deepEqual([error.kind, error.outcome, error.status], [kind, outcome, status]);
    assert.ok(!error.message.includes('It says'), 'blank words are not quoted');
    assert.equal(received.length, 1);
  });

  test(`a refusal without code and words, and with status ${status}, is ${kind}`, async (t) => {
    const { url } = await openRawServer(t, () => ({ status, body: { success: false } }));
    const error = await failureOf(
      createClient({ origin: url, apiKey: 'k', ...quick }).users.create(aNewUser()),
    );
    assert.deepEqual([error.kind, error.outcome], [kind, outcome]);
  });
}

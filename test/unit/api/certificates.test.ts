/** Whom the client talks to: nobody whose certificate is not trusted, whatever is set. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import { projectRoot } from '../../support/paths.ts';
import { openUntrustedServer } from '../../support/selfSigned.ts';
import { reads, writes } from '../support/calls.ts';
import { everythingIn, failureOf, quick } from '../support/ecgrid.ts';

test('a certificate that nobody has signed is refused in plain words, and nothing is sent', async () => {
  await using server = await openUntrustedServer();
  const client = createClient({ origin: server.url, apiKey: 'canary-key', ...quick });
  for (const [name, call] of Object.entries({ ...reads, ...writes })) {
    const error = await failureOf(call(client));
    assert.deepEqual([error.kind, error.outcome], ['unreachable', 'notSent'], name);
    assert.equal(
      error.message,
      'The certificate of the address is not trusted, so nothing was sent. (DEPTH_ZERO_SELF_SIGNED_CERT)',
    );
    assert.ok(!everythingIn(error).includes('canary-key'));
  }
  assert.deepEqual(server.received, []);
});

test('nothing else is wrong with that certificate: whoever trusts it is answered', async () => {
  await using server = await openUntrustedServer();
  await new Promise((resolve, reject) => {
    const options = { ca: server.cert, agent: false };
    const request = get(`${server.url}/trusted`, options, (response) => response.on('end', resolve).resume());
    request.on('error', reject);
  });
  assert.deepEqual(server.received, ['/trusted undefined']);
});

test('nothing in the product can turn that off', () => {
  const sources = globSync('src/**/*.ts', { cwd: projectRoot });
  assert.ok(sources.length > 100);
  for (const source of sources)
    assert.doesNotMatch(
      readFileSync(join(projectRoot, source), 'utf8'),
      /rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity|strictSSL/i,
      source,
    );
});

/** Lengths as people read them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smsLength } from '../../../src/webview/smsLength.ts';

test('the length of an SMS is told in characters and messages', () => {
  for (const [length, words] of [
    [0, '0 characters'],
    [1, '1 character, 1 message of up to 160'],
    [160, '160 characters, 1 message of up to 160'],
    [161, '161 characters, 2 messages of up to 160'],
    [1000, '1,000 characters, 7 messages of up to 160'],
  ] as const) {
    assert.equal(smsLength('x'.repeat(length)).replace(/^1\D?000/, '1,000'), words);
  }
});

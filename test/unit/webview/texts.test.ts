/** Lengths and times as people read them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smsLength } from '../../../src/webview/smsLength.ts';
import { localTime } from '../../../src/webview/time.ts';

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

test('a moment is shown in the time zone of the reader', () => {
  const shown = localTime('2026-01-05T12:34:00Z');
  const expected = new Date(Date.UTC(2026, 0, 5, 12, 34)).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  assert.equal(shown, expected);
  assert.equal(localTime('2026-01-05T13:34:00.000+01:00'), expected);
});

test('a time of which nobody knows the zone, and what is no time, stays as it is', () => {
  for (const text of ['2026-01-05T12:34:00', '2026-01-05', 'yesterday', '2026-99-99T12:34:00Z', '']) {
    assert.equal(localTime(text), text);
  }
});

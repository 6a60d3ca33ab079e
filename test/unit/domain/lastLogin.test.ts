/** When somebody last signed in, as ECGrid tells it: at a time, never, or not told. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { lastLoginOf, momentOf } from '../../../src/domain/lastLogin.ts';

const moment = fc.date({
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('a last login', () => {
  test('is at a time, which is UTC where it has no zone', () => {
    fc.assert(
      fc.property(moment, (time) => {
        const text = time.toISOString();
        for (const lastLogin of [
          text,
          text.slice(0, -1),
          text.replace('Z', '+00:00'),
          text.replace('Z', 'z'),
        ])
          assert.deepEqual(lastLoginOf({ lastLogin }), { kind: 'at', time });
      }),
    );
    assert.deepEqual(momentOf('2026-01-05T13:34:00+01:00'), new Date('2026-01-05T12:34:00Z'));
    assert.deepEqual(momentOf('2026-01-05T13:34:00-0130'), new Date('2026-01-05T15:04:00Z'));
    assert.deepEqual(momentOf('2026-01-05'), new Date('2026-01-05T00:00:00Z'));
  });

  test('is the same moment wherever the window is', (t) => {
    const { TZ } = process.env;
    t.after(() => (TZ === undefined ? delete process.env['TZ'] : (process.env['TZ'] = TZ)));
    for (const zone of ['America/New_York', 'Asia/Kolkata', 'UTC']) {
      process.env['TZ'] = zone;
      for (const text of ['2026-01-05T13:34:00', '2026-01-05T13:34:00Z', '2026-01-05T08:34:00-05:00'])
        assert.equal(momentOf(text)?.toISOString(), '2026-01-05T13:34:00.000Z', `${text} in ${zone}`);
      assert.equal(momentOf('2026-01-05')?.toISOString(), '2026-01-05T00:00:00.000Z');
    }
  });

  test('is never where ECGrid tells the least time that there is', () => {
    for (const lastLogin of ['0001-01-01T00:00:00', '0001-01-01T00:00:00Z', '0001-01-01'])
      assert.deepEqual(lastLoginOf({ lastLogin }), { kind: 'never' });
  });

  test('is unknown where nothing was told, or what is no time', () => {
    for (const lastLogin of [undefined, '', 'never', '2026-99-99T12:34:00', '0002'.repeat(3)])
      assert.deepEqual(lastLoginOf({ lastLogin }), { kind: 'unknown' });
    assert.deepEqual(lastLoginOf({}), { kind: 'unknown' });
  });

  test('is one of the three, whatever was told', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (lastLogin) => {
        const { kind } = lastLoginOf({ lastLogin });
        assert.equal(kind === 'at', momentOf(lastLogin) !== undefined);
      }),
    );
  });
});

test('a time that there has not been is no moment', () => {
  for (const text of [undefined, '', '0001-01-01T00:00:00', 'yesterday'])
    assert.equal(momentOf(text), undefined);
});

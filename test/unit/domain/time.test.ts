/** Times and time zones as people read them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { daysAgoText, localTime, timeZoneText } from '../../../src/domain/time.ts';

describe('the distance of a time zone', () => {
  test('is read as hours where any place on earth has so many, else as minutes', () => {
    for (const [offset, text] of [
      [0, 'UTC'],
      [-5, 'UTC−05:00'],
      [5.5, 'UTC+05:30'],
      [-3.5, 'UTC−03:30'],
      [14, 'UTC+14:00'],
      [-14, 'UTC−14:00'],
      [-300, 'UTC−05:00'],
      [345, 'UTC+05:45'],
      [15, 'UTC+00:15'],
      [840, 'UTC+14:00'],
    ] as const)
      assert.equal(timeZoneText(offset), text);
  });

  test('stays a number where it is neither', () => {
    for (const offset of [841, -841, -18_000]) assert.equal(timeZoneText(offset), String(offset));
  });

  test('says the same for hours and for the minutes that they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: -14, max: 14 }), (hours) => {
        assert.equal(timeZoneText(hours), timeZoneText(hours * 60));
      }),
    );
  });
});

describe('how long ago a day was', () => {
  const now = new Date(2026, 10, 22, 0, 30);

  test('goes by the calendar, not by hours', () => {
    for (const [time, text] of [
      [new Date(2026, 10, 22, 0, 29), 'today'],
      [new Date(2026, 10, 21, 23, 59), 'yesterday'],
      [new Date(2026, 10, 20), '2 days ago'],
      [new Date(2025, 10, 22), '365 days ago'],
      [new Date(2020, 0, 1), '2,517 days ago'],
    ] as const)
      assert.equal(daysAgoText(time, now), text);
  });

  test('is not told of what is yet to come, since clocks differ', () => {
    assert.equal(daysAgoText(new Date(2026, 10, 22, 12), now), 'today');
    assert.equal(daysAgoText(new Date(2026, 10, 23), now), '');
  });
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

/** What a page keeps while it is hidden, and what it never keeps. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fields } from '../../../src/protocol/userForm.ts';
import { Draft, draftOf, keptFields, numberOf } from '../../../src/webview/draft.ts';
import { namesIn, secretive } from '../protocol/messages.ts';

const secretFields: readonly string[] = ['password', 'newPassword', 'message'];

describe('the draft of a form', () => {
  test('has no place for a secret', () => {
    for (const name of namesIn(Draft)) {
      assert.ok(!secretive.test(name) && !secretFields.includes(name), name);
    }
  });

  test('has everything that is typed but secrets and the rows of a configuration', () => {
    const others = fields.filter((field) => !keptFields.some((kept) => kept === field));
    assert.deepEqual([...others].sort(), [...secretFields, 'config'].sort());
    for (const field of keptFields) assert.ok(field in Draft.shape, field);
  });

  test('takes from the controls of a form what may be kept, and nothing else', () => {
    fc.assert(
      fc.property(fc.subarray([...fields]), fc.string({ minLength: 1 }), (present, typed) => {
        const controls = new Map(present.map((field) => [field, { value: () => typed }]));
        const draft = draftOf(controls);
        assert.deepEqual(Draft.parse(draft), draft);
        assert.deepEqual(
          Object.keys(draft).sort(),
          keptFields.filter((field) => present.includes(field)).sort(),
        );
      }),
    );
  });

  test('loses a secret that somebody puts into it', () => {
    const kept = Draft.parse({ login: 'jdoe', password: 'canary', newPassword: 'canary', message: 'canary' });
    assert.deepEqual(kept, { login: 'jdoe' });
  });

  test('is none when it is of another version', () => {
    for (const state of [undefined, null, 'x', { login: 1 }, { config: [{ name: 'a' }] }]) {
      assert.equal(Draft.safeParse(state).success, false, JSON.stringify(state));
    }
  });
});

test('a number that is picked or typed is whole and not negative, all else is none', () => {
  for (const [typed, number] of [
    ['0', 0],
    [' 1002 ', 1002],
  ] as const) {
    assert.equal(numberOf(typed), number);
  }
  for (const typed of ['', 'unchanged', '-1', '1.5', '1e3', '0x10']) {
    assert.ok(Number.isNaN(numberOf(typed)), typed);
  }
});

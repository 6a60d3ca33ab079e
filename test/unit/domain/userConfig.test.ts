/** The fields of a user’s configuration: names, values, and what a typed value is sent as. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { UserConfig, configValue } from '../../../src/domain/userConfig.ts';
import { anyCase } from '../support/arbitraries.ts';

/** What is wrong with a configuration, in the words for people; empty when nothing is. */
const problems = (config: unknown): readonly string[] =>
  (UserConfig.safeParse(config).error?.issues ?? []).map((issue) =>
    issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? '') : issue.message,
  );

const ownAction = 'This field has an action of its own and cannot be changed here.';
const badName = 'A field name begins with a letter and has only letters, digits and _.';

/** Everything that another endpoint changes by a rule of its own. */
const reserved = [
  'userId',
  'login',
  'loginName',
  'password',
  'newPassword',
  'email',
  'firstName',
  'lastName',
  'authLevel',
  'networkId',
  'mailboxId',
  'status',
  'apiKey',
];

describe('the name of a field', () => {
  test('is a word', () => {
    for (const name of ['a', 'cellPhone', 'notify_by_email', 'x2', 'a'.repeat(64), 'constructor'])
      assert.deepEqual(problems({ [name]: 'x' }), [], name);
    for (const name of ['', '2x', '_a', 'two words', 'a-b', 'a.b', 'é', 'a\n', 'a'.repeat(65)])
      assert.deepEqual(problems({ [name]: 'x' }), [badName], name);
  });

  test('that another action changes is refused, in any letter case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...reserved).chain(anyCase), (name) => {
        assert.deepEqual(problems({ phone: '1', [name]: 'x' }), [ownAction], name);
      }),
    );
  });

  test('that only begins like a reserved one is free', () => {
    for (const name of ['loginNotice', 'statusMail', 'emailFormat'])
      assert.deepEqual(problems({ [name]: 'x' }), [], name);
  });

  test('is there at least once', () => {
    assert.deepEqual(problems({}), ['Change at least one field.']);
    assert.deepEqual(problems(JSON.parse('{"__proto__":1}')), ['Change at least one field.']);
  });
});

describe('a value', () => {
  test('is a text of at most 1,000 characters, a number or a boolean', () => {
    const config = { a: '', b: 'x'.repeat(1000), c: 0, d: -1.5, e: true, f: '<b>יעל</b>' };
    assert.deepEqual(UserConfig.parse(config), config);
    assert.deepEqual(problems({ a: 'x'.repeat(1001) }), ['At most 1,000 characters.']);
    for (const value of [null, undefined, Number.NaN, Infinity, {}, ['x']])
      assert.equal(UserConfig.safeParse({ a: value }).success, false, typeof value);
  });
});

describe('a typed value', () => {
  test('is sent as a number only if the number reads exactly as it was typed', () => {
    const digits = fc.stringMatching(/^-?\d{0,18}(\.\d{0,9})?$/);
    fc.assert(
      fc.property(fc.oneof(digits, fc.double().map(String), fc.string()), (typed) => {
        const sent = configValue(typed);
        if (typeof sent !== 'number') return;
        assert.equal(String(sent), typed);
        assert.equal(JSON.stringify(sent), typed);
      }),
      { numRuns: 5000 },
    );
  });

  test('is a number when it looks like an ordinary one', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.integer(),
          fc.integer().map((n) => n / 8),
        ),
        (n) => {
          assert.equal(configValue(String(n)), n === 0 ? 0 : n);
        },
      ),
    );
  });

  for (const [typed, sent] of [
    ['true', true],
    ['false', false],
    ['True', 'True'],
    ['"true"', 'true'],
    ['"12"', '12'],
    ['12', 12],
    ['-0.5', -0.5],
    ['1.10', '1.10'],
    ['1.0', '1.0'],
    ['-0', '-0'],
    ['007', '007'],
    ['+1 555 0100', '+1 555 0100'],
    ['123456789012345.123456', '123456789012345.123456'],
    ['12345678901234567890', '12345678901234567890'],
    ['1e3', '1e3'],
    ['1e+21', '1e+21'],
    ['5e-7', '5e-7'],
    ['NaN', 'NaN'],
    ['', ''],
    ['""', ''],
    ['"', '"'],
    ['"a"b"', 'a"b'],
    ['say "yes"', 'say "yes"'],
    ['"yes" it is', '"yes" it is'],
    [' 5', ' 5'],
  ] as const) {
    test(`${typed || 'nothing'} is sent as ${JSON.stringify(sent)}`, () => {
      assert.equal(configValue(typed), sent);
    });
  }

  test('in double quotes is the text between them, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(configValue(`"${text}"`), text);
      }),
    );
  });
});

/** The password rule, part by part and against the published pattern, and the generator. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  generatePassword,
  passwordFailures,
  passwordRules,
  passwordRuleText,
} from '../../../src/domain/password.ts';
import type { PasswordRule } from '../../../src/domain/password.ts';

/** ECGrid's published pattern, word for word. */
const published = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z0-9]).+$/;

/** A source of chance that says what it is told to, again and again. */
const scripted = (draws: readonly number[]): ((limit: number) => number) => {
  let next = 0;
  return (limit) => {
    const draw = draws[next % draws.length] ?? 0;
    next += 1;
    return draw % limit;
  };
};

/** Texts that come near to being passwords. */
const nearly = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('abAB01!- éß\u{1F600}')), maxLength: 14 }),
  fc.string({ unit: 'grapheme', maxLength: 14 }),
);

describe('each part of the rule', () => {
  const cases: readonly (readonly [string, readonly PasswordRule[]])[] = [
    ['Str0ng!pw', []],
    ['Aa1!567', ['length']],
    ['Aa1!5678', []],
    ['STR0NG!PW', ['lowerCase']],
    ['str0ng!pw', ['upperCase']],
    ['Strong!pw', ['digit']],
    ['Str0ngpww', ['symbol']],
    ['Str0ng!p\tw', ['printable']],
    ['Str0ng!p\u2028w', ['printable']],
    ['Str0ng pw', []],
    ['Str0ngpwé', []],
    ['ÉÉ1!éééé', ['lowerCase', 'upperCase']],
    ['Aa!٣٣٣٣٣', ['digit']],
    ['', ['length', 'lowerCase', 'upperCase', 'digit', 'symbol']],
  ];
  for (const [password, failures] of cases) {
    test(`${JSON.stringify(password)} fails ${failures.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(passwordFailures(password), failures);
    });
  }

  test('is in the list of rules', () => {
    const met = new Set(cases.flatMap(([, failures]) => failures));
    assert.deepEqual(
      [...passwordRules].filter((rule) => !met.has(rule)),
      [],
    );
  });
});

test('each part of the rule says in words of its own what is needed', () => {
  const texts = passwordRules.map((rule) => passwordRuleText[rule]);
  assert.equal(new Set(texts).size, passwordRules.length);
  for (const text of texts) assert.match(text, /^(at least \d+|an?|only) \w/);
});

describe('the whole rule', () => {
  test('accepts what the published pattern accepts, from 8 characters on', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        fc.pre(!/\p{Cc}/u.test(text));
        assert.equal(passwordFailures(text).length === 0, published.test(text) && text.length >= 8);
      }),
      { numRuns: 1000 },
    );
  });

  test('accepts nothing that the published pattern refuses, whatever the characters', () => {
    const strong = fc
      .tuple(fc.string({ unit: 'binary' }), fc.constant('Aa1!xxxx'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(strong, (text) => {
        if (passwordFailures(text).length === 0) assert.match(text, published);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the generator', () => {
  const draws = fc.array(fc.nat(), { minLength: 1, maxLength: 60 });

  test('meets the rule and the length, whatever chance says', () => {
    fc.assert(
      fc.property(draws, fc.integer({ min: 8, max: 128 }), (script, length) => {
        const password = generatePassword(scripted(script), length);
        assert.deepEqual(passwordFailures(password), []);
        assert.equal(password.length, length);
      }),
    );
  });

  test('has no character that is mistaken for another', () => {
    fc.assert(fc.property(draws, (script) => !/[lIO01]/.test(generatePassword(scripted(script), 64))));
  });

  test('has no character that a shell takes for more than itself', () => {
    fc.assert(
      fc.property(draws, (script) => {
        assert.match(generatePassword(scripted(script), 64), /^[a-zA-Z0-9_.+=@%-]+$/);
      }),
    );
  });

  test('takes everything from its source: the same chances make the same password, others another', () => {
    fc.assert(
      fc.property(
        draws,
        (script) => generatePassword(scripted(script)) === generatePassword(scripted(script)),
      ),
    );
    const made = new Set(
      Array.from({ length: 500 }, (_, seed) => generatePassword(scripted([seed, seed * 7, 3]))),
    );
    assert.ok(made.size > 100, `${made.size} of 500`);
  });

  test('every position may hold a letter, a digit or a symbol', () => {
    const source = scripted(Array.from({ length: 9973 }, (_, i) => (i * 7919) % 9973));
    const passwords = Array.from({ length: 400 }, () => generatePassword(source, 8));
    for (let position = 0; position < 8; position += 1) {
      const seen = passwords.map((password) => password.charAt(position));
      for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/]) {
        assert.ok(
          seen.some((character) => kind.test(character)),
          `${kind.source} at ${position}`,
        );
      }
    }
  });

  test('asks only for numbers below a limit of at least one', () => {
    generatePassword((limit) => {
      assert.ok(Number.isInteger(limit) && limit >= 1);
      return limit - 1;
    }, 40);
  });

  test('refuses to make a password that is too short', () => {
    assert.throws(() => generatePassword(scripted([1]), 7), {
      name: 'RangeError',
      message: 'A password has at least 8 characters.',
    });
  });
});

/** Texts from elsewhere among our own: on one line, in their order, and of a length that can be shown. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { caption, folded, onOneLine, shortened, toTheRightOf, wordsOf } from '../../../src/domain/text.ts';

/** Anything that JSON can bring, lone surrogates included, and much of what is unruly. */
const anything = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('\u202e', '\u2066', '\u0000', '\r\n', '\u2028', '\ud800', '👩‍👩‍👧', 'x'.repeat(300)),
    ),
  )
  .map((parts) => parts.join(''));

describe('a text on one line', () => {
  test('has nothing that breaks it or turns what follows around, and the rest as it was', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const line = onOneLine(text);
        assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u);
        const kept = /[^\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069 ]/gu;
        assert.deepEqual(line.match(kept), text.match(kept));
        assert.equal(onOneLine(line), line);
      }),
    );
    assert.equal(onOneLine('Dana\r\n\u202eWhitfield'), 'Dana Whitfield');
  });
});

describe('a text that is shortened', () => {
  test('is never longer than it may be, and begins and ends as it did', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 3, max: 400 }), (text, most) => {
        const short = shortened(text, most);
        assert.ok(short.length <= most);
        if (text.length <= most) {
          assert.equal(short, text);
          return;
        }
        const cut = short.indexOf('…', Math.ceil((most - 1) / 2) - 1);
        assert.ok(text.startsWith(short.slice(0, cut)) && text.endsWith(short.slice(cut + 1)));
        assert.ok(short.length >= most - 2);
      }),
    );
  });

  test('stays well formed: no half of a pair is left at the cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 3, max: 9 }),
        (text, most) => {
          assert.ok(shortened(`🌞${text}🌞`.repeat(3), most).isWellFormed());
        },
      ),
    );
  });

  test('keeps what a sentence says about a login of any length', () => {
    const sentence = `Change ${'x'.repeat(10_000)} from General to NetworkAdmin?`;
    assert.match(shortened(sentence, 100), /^Change x+…x+ from General to NetworkAdmin\?$/);
    assert.equal(caption('x'.repeat(10_000)).length, 250);
    assert.equal(shortened('abcdefgh', 8), 'abcdefgh');
    assert.equal(shortened('abcdefgh', 5), 'ab…gh');
  });
});

describe('a text that is looked for', () => {
  test('is found in any letter case, with and without accents', () => {
    for (const [typed, meant] of [
      ['zoe', 'Zoë'],
      ['ZOË', 'zoe'],
      ['muller', 'Müller'],
      ['σοφός', 'ΣΟΦΟΣ'],
      ['strasse', 'Straße'],
    ] as const)
      assert.equal(folded(typed), folded(meant), `${typed} and ${meant}`);
    assert.notEqual(folded('zoe'), folded('zoo'));
    assert.equal(folded('dana.whitfield@example.com'), 'DANA.WHITFIELD@EXAMPLE.COM');
    assert.equal(folded('Zoë'), 'ZOE');
  });

  test('is found in a longer one, wherever the part was cut', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, part, after) =>
        folded(before + part + after).includes(folded(part)),
      ),
    );
  });

  test('has words, whatever stands between them', () => {
    assert.deepEqual(wordsOf('  dana \t whitfield\u00a0'), ['DANA', 'WHITFIELD']);
    for (const nothing of ['', ' ', '\n\t']) assert.deepEqual(wordsOf(nothing), []);
  });
});

describe('a text to the right of another one', () => {
  test('is marked where the other one is written from right to left', () => {
    for (const other of ['yael.כהן', 'علي', '\u{1e900}'])
      assert.equal(toTheRightOf(other, 'x'), '\u200ex', other);
    for (const other of ['yael', 'Łukasz', '王', '🌞', ''])
      assert.equal(toTheRightOf(other, 'x'), 'x', other);
  });
});

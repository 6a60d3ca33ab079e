/** What a spreadsheet would carry out is written so that it does not, and can be read back. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { neutralized, restored } from '../../../src/exchange/formulas.ts';

/** Texts full of what matters here. */
const tricky = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...Array.from('=+-@＝＋－＠\'";, |'),
        '\t',
        '\r',
        '\n',
        '\u00a0',
        '\u200b',
        '\ufeff',
        '\0',
        'a',
        '1',
      ),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('a text that is neutralized', () => {
  for (const [text, written] of [
    ['=1+1', "'=1+1"],
    ['+49 30 1234', "'+49 30 1234"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['\nx', "'\nx"],
    ['＝1', "'＝1"],
    ['＠x', "'＠x"],
    [' =1', "' =1"],
    ['\u00a0\u200b=1', "'\u00a0\u200b=1"],
    ['\0=1', "'\0=1"],
    ['"=1"', '\'"=1"'],
    ["'=1", "''=1"],
    ['x;=1', "x;'=1"],
    ['x\n=1', "x\n'=1"],
    ['x\t+1', "x\t'+1"],
  ] as const) {
    test(`${JSON.stringify(text)} is written ${JSON.stringify(written)}`, () => {
      assert.equal(neutralized(text), written);
      assert.equal(restored(written), text);
    });
  }

  for (const text of [
    '',
    'Jane',
    "O'Brien",
    "'tis",
    'a=b',
    'a-b',
    'x, =1',
    '1',
    'name@example.com',
    'a; b',
    '=',
  ]) {
    test(`${JSON.stringify(text)} ${text === '=' ? 'is not' : 'is'} left as it is`, () => {
      assert.equal(neutralized(text) === text, text !== '=');
    });
  }

  test('begins with no sign that a spreadsheet looks for, whatever it was, nor does any part of it', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const written = neutralized(text);
        assert.doesNotMatch(written, /^[\s\p{C}"]*[=+\-@＝＋－＠]|^[\t\r\n]/u);
        for (const part of written.split(/[;\t\r\n]/u))
          assert.doesNotMatch(part, /^[\s\p{C}"]*[=+\-@＝＋－＠]/u);
      }),
      { numRuns: 5000 },
    );
  });

  test('is read back as it was', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        assert.equal(restored(neutralized(text)), text);
      }),
      { numRuns: 5000 },
    );
  });

  test('differs by apostrophes alone', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        assert.equal(neutralized(text).replaceAll("'", ''), text.replaceAll("'", ''));
      }),
    );
  });
});

/** The chain of the journal's lines: whatever is changed, moved or taken out afterwards does not fit any more. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { lineOf, linesOf, noHash, readLine } from '../../../src/journal/chain.ts';
import { verifyJournal } from '../../../src/journal/verify.ts';
import { beganAs, endedAs } from '../support/journals.ts';

/** Lines that follow one another. */
const chainOf = (texts: readonly string[]): readonly string[] => {
  let previous = noHash;
  return texts.map((message) => {
    const { line, hash } = lineOf(endedAs('an id', { message }), previous);
    previous = hash;
    return line;
  });
};

const problemsOf = (lines: readonly string[], remembered?: string): readonly string[] =>
  verifyJournal([{ name: 'journal-2026-11.jsonl', text: lines.join('\n') }], remembered).problems.map(
    ({ line, message }) => `${line}: ${message}`,
  );

const texts = fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 12 });

describe('a line', () => {
  test('says what was recorded, whatever texts there are in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const record = beganAs({ target: { userId: 7, login: name, name, networkId: 1 }, changes: [name] });
        const { line, hash } = lineOf(record, noHash);
        assert.equal(line.includes('\n'), false);
        const read = readLine(line);
        assert.deepEqual(
          { ...read, record: JSON.stringify(read?.record) },
          { previous: noHash, hash, intact: true, record: JSON.stringify(record) },
        );
      }),
    );
  });

  test('that was torn, or is none, is not read', () => {
    const { line } = lineOf(beganAs(), noHash);
    for (let length = 0; length < line.length; length += 1)
      assert.equal(readLine(line.slice(0, length)), undefined, `${length} characters`);
    for (const text of ['', '{}', 'null', '"hash"', '[1]']) assert.equal(readLine(text), undefined);
  });

  test('that this version does not understand keeps its place in the chain, and is told', () => {
    const later = lineOf(beganAs(), noHash);
    const strange = later.line.replace('"kind":"begun"', '"kind":"dreamt"');
    assert.equal(readLine(strange)?.record, undefined);
    assert.deepEqual(problemsOf([strange]), ['1: This line was changed after it was written.']);
  });
});

describe('a chain', () => {
  test('that nobody has touched is whole', () => {
    fc.assert(fc.property(texts, (all) => assert.deepEqual(problemsOf(chainOf(all)), [])));
  });

  test('shows every line that was taken out, but for the last, which something else must remember', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (all, at) => {
        const lines = chainOf(all);
        const index = at % lines.length;
        const left = lines.filter((_, other) => other !== index);
        const head = readLine(lines.at(-1) ?? '')?.hash;
        assert.equal(problemsOf(left, head).length, 1);
        assert.equal(problemsOf(left).length, index === lines.length - 1 ? 0 : 1);
      }),
    );
  });

  test('shows a line that was changed, also when its own hash was made anew', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (all, at) => {
        const lines = chainOf(all);
        const index = at % (lines.length - 1);
        const forged = lines.map((line, other) =>
          other === index ? line.replace('"settledBy":"answer"', '"settledBy":"looking"') : line,
        );
        assert.deepEqual(problemsOf(forged), [`${index + 1}: This line was changed after it was written.`]);
        const { previous = noHash } = readLine(lines[index] ?? '') ?? {};
        const anew = lines.map((line, other) =>
          other === index ? lineOf(endedAs('an id', { message: 'forged' }), previous).line : line,
        );
        const expected = all[index] === 'forged' ? [] : [gap(index + 2)];
        assert.deepEqual(problemsOf(anew), expected);
      }),
    );
  });

  test('shows lines that were moved or written twice', () => {
    const [first = '', second = '', third = ''] = chainOf(['a', 'b', 'c']);
    const moved = ': This line does not follow the one before it: lines were moved or written twice.';
    assert.deepEqual(problemsOf([first, second, second, third]), [`3${moved}`]);
    assert.deepEqual(problemsOf([first, third, second]), [gap(2), `3${moved}`]);
    assert.deepEqual(problemsOf([second, third]), ['1: What was written before this line is missing.']);
  });

  test('goes on behind a line that was torn, and tells how many there are', () => {
    const [first = '', second = ''] = chainOf(['a', 'b']);
    const text = [first, second.slice(0, 40), second].join('\n');
    const check = verifyJournal([{ name: 'journal-2026-11.jsonl', text }]);
    assert.deepEqual(check, { lines: 3, files: 1, torn: 1, problems: [] });
  });

  test('goes on from one month to the next, and names the file in which it breaks', () => {
    const [first = '', second = '', third = ''] = chainOf(['a', 'b', 'c']);
    const november = { name: 'journal-2026-11.jsonl', text: `${first}\n${second}\n` };
    const december = { name: 'journal-2026-12.jsonl', text: `${third}\n` };
    assert.deepEqual(verifyJournal([november, december]).problems, []);
    const { problems } = verifyJournal([{ ...november, text: `${first}\n` }, december]);
    assert.deepEqual(
      problems.map(({ file, line }) => `${file} ${line}`),
      ['journal-2026-12.jsonl 1'],
    );
  });
});

const gap = (line: number): string => `${line}: A line before this one was taken out or replaced.`;

test('empty lines are none', () => {
  assert.deepEqual(linesOf('\na\n\nb'), ['a', 'b']);
});

/** The envelope around every answer, and everything that is none. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readEnvelope } from '../../../src/api/reader.ts';
import { anyCase } from '../support/arbitraries.ts';

const fields = ['success', 'data', 'errorCode', 'message'] as const;

describe('an envelope', () => {
  test('is read in any letter case, with anything beside it', () => {
    const spelled = fc.tuple(...fields.map(anyCase));
    fc.assert(
      fc.property(
        spelled,
        fc.boolean(),
        fc.jsonValue(),
        fc.string({ minLength: 1 }),
        (keys, success, data, text) => {
          const [successKey, dataKey, codeKey, messageKey] = keys;
          const answer = {
            traceId: 'x',
            ...{
              [successKey ?? '']: success,
              [dataKey ?? '']: data,
              [codeKey ?? '']: text,
              [messageKey ?? '']: text,
            },
          };
          const expected = {
            success,
            data: JSON.parse(JSON.stringify(data)) as unknown,
            errorCode: text,
            message: text,
          };
          assert.deepEqual(readEnvelope(`\n ${JSON.stringify(answer)} `, 200), expected);
        },
      ),
    );
  });

  test('has no code and message where they are null, empty or left out', () => {
    const none = { success: true, data: 1, errorCode: undefined, message: undefined };
    for (const rest of [
      {},
      { errorCode: null, message: null },
      { errorCode: '', message: '' },
      { errorCode: 5 },
    ]) {
      assert.deepEqual(readEnvelope(JSON.stringify({ success: true, data: 1, ...rest }), 200), none);
    }
  });

  test('with a field in two letter cases is read by the published one', () => {
    assert.equal(readEnvelope('{"Success":false,"success":true}', 200).success, true);
  });

  test('may lack its data', () => {
    assert.equal(readEnvelope('{"success":true}', 200).data, undefined);
  });

  test('cut off anywhere is none', () => {
    const whole = JSON.stringify({ success: true, data: [{ userId: 1, login: 'a' }], errorCode: null });
    for (let length = 0; length < whole.length; length += 1) {
      assert.throws(() => readEnvelope(whole.slice(0, length), 200), { kind: 'notEcgrid' }, String(length));
    }
  });
});

describe('no envelope', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['', /it is empty \(HTTP 502\)/],
    [' \r\n', /it is empty/],
    ['<!DOCTYPE html><html></html>', /HTML or XML page/],
    ['  <?xml version="1.0"?><a/>', /HTML or XML page/],
    ['Bad gateway', /broken off, or not JSON/],
    ['{"success":true', /broken off, or not JSON/],
    ['null', /not an ECGrid envelope/],
    ['[]', /not an ECGrid envelope/],
    ['[{"success":true}]', /not an ECGrid envelope/],
    ['"text"', /not an ECGrid envelope/],
    ['{}', /not an ECGrid envelope/],
    ['{"data":[]}', /not an ECGrid envelope/],
    ['{"success":"true"}', /not an ECGrid envelope/],
    ['{"success":1}', /not an ECGrid envelope/],
  ];
  for (const [text, message] of cases) {
    test(`${JSON.stringify(text)}: ${message.source}`, () => {
      assert.throws(() => readEnvelope(text, 502), {
        kind: 'notEcgrid',
        outcome: 'unknown',
        status: 502,
        message,
      });
    });
  }

  test('is not quoted in the message', () => {
    assert.throws(
      () => readEnvelope('canary canary', 200),
      (error: unknown) => error instanceof Error && !error.message.includes('canary'),
    );
  });
});

/** Free fields of a configuration: which of them can be sent, and as what. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { UserConfig, configValue } from '../../../src/domain/userConfig.ts';
import { entryProblem, isBlank, sentAs } from '../../../src/webview/configEntry.ts';

describe('an entry', () => {
  test('that is blank is passed over', () => {
    assert.ok(isBlank({ name: '', value: '' }));
    assert.equal(entryProblem({ name: '', value: '' }, []), undefined);
    assert.ok(!isBlank({ name: '', value: 'x' }));
    assert.ok(!isBlank({ name: 'x', value: '' }));
  });

  for (const [name, value, problem] of [
    ['', 'x', 'Enter the name of the field.'],
    ['fax', '', 'Enter a value; "" is an empty text.'],
    ['2fax', 'x', 'A field name begins with a letter and has only letters, digits and _.'],
    ['authLevel', 'Root', 'This field has an action of its own and cannot be changed here.'],
    ['CellPhone', 'x', 'This field has a place of its own above.'],
    ['cellcarrier', 'x', 'This field has a place of its own above.'],
    ['Pager', 'x', 'This field is already above.'],
    ['fax', 'x'.repeat(1001), 'At most 1,000 characters.'],
  ] as const) {
    test(`is refused: ${name} = ${value.slice(0, 10)}`, () => {
      assert.equal(entryProblem({ name, value }, [{ name: 'pager', value: '1' }]), problem);
    });
  }

  for (const [name, value] of [
    ['fax', '""'],
    ['notifyByEmail', 'true'],
    ['constructor', 'x'],
  ] as const) {
    test(`can be sent: ${name} = ${value}`, () => {
      assert.equal(entryProblem({ name, value }, []), undefined);
    });
  }

  test('without a problem is always accepted by the schema, as it will be sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z]\w{0,10}$/)),
        fc.string(),
        (name, value) => {
          const entry = { name, value };
          fc.pre(!isBlank(entry) && entryProblem(entry, []) === undefined);
          assert.ok(UserConfig.safeParse({ [name]: configValue(value) }).success);
        },
      ),
    );
  });
});

test('it is said what a value is sent as', () => {
  for (const [value, words] of [
    ['', ''],
    ['true', 'Sent as yes or no.'],
    ['12', 'Sent as a number.'],
    ['"12"', 'Sent as a text.'],
    ['twelve', 'Sent as a text.'],
  ] as const) {
    assert.equal(sentAs(value), words);
  }
});

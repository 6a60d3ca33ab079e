/** Users that are read without the schema are those that the schema reads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainUser } from '../../../src/domain/plainUser.ts';
import { User } from '../../../src/domain/user.ts';
import { anyCase, level } from '../support/arbitraries.ts';

const text = fc.string({ minLength: 1 });
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const id = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const status = fc.oneof(text, fc.constantFrom('Active', 'SUSPENDED', 'terminated', 'Frozen'));
const authLevel = fc.oneof(text, level, level.chain(anyCase));

/** Every field of the schema, of the type that ECGrid publishes. */
const published = {
  userId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  login: text,
  email: text,
  firstName: text,
  lastName: text,
  networkId: id,
  mailboxId: id,
  authLevel,
  status,
  created: text,
  modified: text,
  company: text,
  phone: text,
  cellPhone: text,
  cellCarrier: text,
  timeZoneOffset: number,
  lastLogin: text,
  openSessions: number,
  timeOut: number,
  lockedOut: fc.boolean(),
} satisfies Readonly<Record<keyof User, fc.Arbitrary<unknown>>>;

/** What JSON can say instead, and what `JSON.parse` makes of numbers that are too large. */
const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(0, -0, -1, 0.5, 2 ** 53, Infinity, '', 'Active'));

const wellBehaved = fc.record(published, { requiredKeys: ['userId', 'login'] });
const odd = fc
  .tuple(
    fc.record(published, { requiredKeys: [] }),
    fc.dictionary(fc.constantFrom(...Object.keys(published), 'other'), anything, { maxKeys: 3 }),
  )
  .map(([fields, others]) => ({ ...fields, ...others }));

test('a record of the published types is read, field by field in the same order', () => {
  fc.assert(
    fc.property(wellBehaved, (fields) => {
      const read = plainUser(fields);
      assert.ok(read);
      const expected = User.parse(fields);
      assert.deepEqual(Object.entries(read), Object.entries(expected));
    }),
    { numRuns: 1000 },
  );
});

test('any other record is read just so, or left to the schema', () => {
  fc.assert(
    fc.property(odd, (fields) => {
      const read = plainUser(fields);
      if (read !== undefined) assert.deepEqual(Object.entries(read), Object.entries(User.parse(fields)));
    }),
    { numRuns: 3000 },
  );
});

test('no field of the schema is forgotten', () => {
  assert.deepEqual(Object.keys(published).toSorted(), Object.keys(User.shape).toSorted());
});

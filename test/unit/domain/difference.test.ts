/** What has become different about a user, in lines that cannot be broken up. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { differencesOf, differenceText, fieldText } from '../../../src/domain/difference.ts';
import { onOneLine } from '../../../src/domain/text.ts';
import type { ComparedField } from '../../../src/domain/difference.ts';
import type { User } from '../../../src/domain/user.ts';
import { aUser } from '../support/builders.ts';

/** Values that are told, as texts and numbers can come. */
const told = {
  login: fc.string({ unit: 'binary', minLength: 1 }),
  firstName: fc.string({ unit: 'binary', minLength: 1 }),
  lastName: fc.string({ unit: 'binary', minLength: 1 }),
  email: fc.emailAddress(),
  authLevel: fc.constantFrom('Root', 'TPUser', 'AuditUser'),
  status: fc.constantFrom('Active', 'Suspended', 'Frozen'),
  networkId: fc.constantFrom(1, 2),
  mailboxId: fc.constantFrom(0, 11, 12),
  company: fc.string({ minLength: 1 }),
  phone: fc.string({ minLength: 1 }),
  cellPhone: fc.string({ minLength: 1 }),
  cellCarrier: fc.string({ minLength: 1 }),
} satisfies Record<ComparedField, fc.Arbitrary<string | number>>;

const fields: readonly ComparedField[] = [
  'login',
  'firstName',
  'lastName',
  'email',
  'authLevel',
  'status',
  'networkId',
  'mailboxId',
  'company',
  'phone',
  'cellPhone',
  'cellCarrier',
];

/** Fields that change by themselves. */
const others: fc.Arbitrary<Partial<User>> = fc.record({
  lastLogin: fc.constantFrom('2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'),
  openSessions: fc.nat(3),
  modified: fc.constantFrom('2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'),
  lockedOut: fc.boolean(),
});

const user: fc.Arbitrary<User> = fc
  .tuple(fc.record(told), others)
  .map(([compared, rest]) => aUser({ ...compared, ...rest }));

/** A user, and the same with some of the compared fields replaced by another’s. */
const pair = fc.tuple(user, user, fc.subarray([...fields]), others).map(([before, other, changed, rest]) => ({
  before,
  after: {
    ...before,
    ...rest,
    ...Object.fromEntries(changed.map((field) => [field, other[field]])),
  },
}));

describe('the differences between a user then and now', () => {
  test('are empty if and only if all compared fields are equal, and one line for each that is not', () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const different = fields.filter((field) => before[field] !== after[field]);
        const lines = differencesOf(before, after);
        assert.deepEqual(
          lines.map((line) => line.split(': ')[0]),
          different.map(fieldText),
        );
      }),
    );
  });

  test('are told from then to now, in the words of the form', () => {
    const now = aUser({ email: 'jane@example.com', authLevel: 'General', mailboxId: 0 });
    assert.deepEqual(differencesOf(aUser(), now), [
      'E-mail: jdoe@example.com → jane@example.com',
      'AuthLevel: MailboxUser → General',
      'Mailbox: 1001 → 0',
    ]);
  });

  test('leave out what one of the two does not tell', () => {
    const { email, firstName, ...rest } = aUser({ phone: '1' });
    const bare = { ...rest, authLevel: '', status: '', networkId: 0, mailboxId: 0 };
    assert.deepEqual([email, firstName], ['jdoe@example.com', 'Jane']);
    assert.deepEqual(differencesOf(aUser(), bare), []);
    assert.deepEqual(differencesOf(bare, aUser()), []);
    assert.deepEqual(differencesOf(aUser({ email: undefined }), aUser()), []);
  });
});

describe('where the network is not told', () => {
  const nowhere = aUser({ networkId: 0, mailboxId: 0 });

  test('everything else is compared all the same', () => {
    assert.deepEqual(differencesOf(nowhere, { ...nowhere, email: 'jane@example.com' }), [
      'E-mail: jdoe@example.com → jane@example.com',
    ]);
  });

  test('a mailbox that is told is compared', () => {
    assert.deepEqual(differencesOf({ ...nowhere, mailboxId: 1001 }, { ...nowhere, mailboxId: 1002 }), [
      'Mailbox: 1001 → 1002',
    ]);
  });
});

describe('a line about a difference', () => {
  test('is one line, whatever the values are, and shows nothing that turns or hides text', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, fc.constantFrom('\u202e', '\n', '\u0000', '\u2066'), (a, b, odd) => {
        const line = differenceText('login', a, `${odd}${b}${odd}`);
        assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u);
        assert.match(line, /^Login: .* → .*$/u);
      }),
    );
  });

  test('keeps letters of every script, emoji, and markup as they are', () => {
    for (const name of ['יעל כהן', 'Day 👩‍👩‍👧', '<b>[x](command:y)</b>', '  two  spaces  ']) {
      assert.equal(differenceText('firstName', name, name), `First name: ${name} → ${name}`);
      assert.equal(onOneLine(name), name);
    }
  });

  test('says “nothing” for what is empty', () => {
    assert.equal(differenceText('phone', undefined, ''), 'Phone: nothing → nothing');
    assert.equal(differenceText('mailboxId', 0, 7), 'Mailbox: 0 → 7');
  });
});

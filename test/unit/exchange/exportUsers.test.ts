/** Users as CSV and JSON, read back by papaparse and JSON.parse alone. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import Papa from 'papaparse';
import { User } from '../../../src/domain/user.ts';
import {
  csvHeader,
  csvRows,
  exportColumns,
  usersToCsv,
  usersToJson,
} from '../../../src/exchange/exportUsers.ts';
import { neutralized } from '../../../src/exchange/formulas.ts';
import { aUser } from '../support/builders.ts';

/** The cells of a CSV text, as somebody else reads them. */
const cellsOf = (csv: string): readonly string[][] =>
  Papa.parse<string[]>(csv, { skipEmptyLines: true }).data;

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from('=+-@\'",;\r\n\t x')) }),
);
const optional = fc.option(anyText, { nil: undefined });

/** Any user that the reader could make of what ECGrid tells. */
const anyUser: fc.Arbitrary<User> = fc.record({
  userId: fc.integer({ min: 1 }),
  login: anyText,
  email: optional,
  firstName: optional,
  lastName: optional,
  networkId: fc.nat(),
  mailboxId: fc.nat(),
  authLevel: anyText,
  status: anyText,
  created: optional,
  modified: optional,
  company: optional,
  phone: optional,
  cellPhone: optional,
  cellCarrier: optional,
  timeZoneOffset: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
  lastLogin: optional,
  openSessions: fc.option(fc.nat(), { nil: undefined }),
  timeOut: fc.option(fc.nat(), { nil: undefined }),
  lockedOut: fc.option(fc.boolean(), { nil: undefined }),
});

describe('an export', () => {
  test('has every field of a user, and no other', () => {
    assert.deepEqual([...exportColumns].sort(), Object.keys(User.shape).sort());
    assert.ok(exportColumns.every((column) => !/key|password|secret|token/i.test(column)));
  });

  test('lets nothing out that a record carries besides', () => {
    const more = { apiKey: 'the-key', password: 'the-password', answer: { token: 'the-token' } };
    const users = [{ ...aUser(), ...more }];
    for (const text of [usersToCsv(users), usersToJson(users)]) assert.doesNotMatch(text, /the-/);
  });
});

describe('CSV', () => {
  test('begins with the byte order mark and the names of the API, and ends its lines with CRLF', () => {
    const csv = usersToCsv([
      aUser({ created: '2020-01-02T03:04:05Z', timeZoneOffset: -5.5, lockedOut: false }),
    ]);
    assert.equal(
      csv,
      '\ufeffuserId,login,email,firstName,lastName,networkId,mailboxId,authLevel,status,created,modified,company,' +
        'phone,cellPhone,cellCarrier,timeZoneOffset,lastLogin,openSessions,timeOut,lockedOut\r\n' +
        '17,jdoe,jdoe@example.com,Jane,Doe,1,1001,MailboxUser,Active,2020-01-02T03:04:05Z,,,,,,-5.5,,,,false\r\n',
    );
  });

  test('of nobody is the header alone', () => assert.equal(usersToCsv([]), csvHeader()));

  test('quotes what has to be, and neutralizes what a spreadsheet would carry out', () => {
    const [, row] = cellsOf(
      usersToCsv([aUser({ firstName: '=HYPERLINK("http://x","y")', lastName: 'D"oe, Jr.' })]),
    );
    assert.deepEqual(row?.slice(3, 5), ['\'=HYPERLINK("http://x","y")', 'D"oe, Jr.']);
  });

  test('is read by somebody else as the same texts, but for the apostrophes', () => {
    fc.assert(
      fc.property(fc.array(anyUser, { maxLength: 5 }), (users) => {
        const [header, ...rows] = cellsOf(usersToCsv(users));
        assert.deepEqual(header, [...exportColumns]);
        const expected = users.map((user) =>
          exportColumns.map((column) => {
            const value = user[column];
            return typeof value === 'string' ? neutralized(value) : String(value ?? '');
          }),
        );
        assert.deepEqual(rows, expected);
      }),
      { numRuns: 500 },
    );
  });

  test('is the same when it is written in portions', () => {
    fc.assert(
      fc.property(fc.array(anyUser, { maxLength: 6 }), fc.nat(6), (users, at) => {
        const portions = csvHeader() + csvRows(users.slice(0, at)) + csvRows(users.slice(at));
        assert.equal(portions, usersToCsv(users));
      }),
    );
  });
});

describe('JSON', () => {
  test('is an array with the fields in order, without those that ECGrid did not tell', () => {
    assert.equal(
      usersToJson([aUser({ email: undefined, firstName: '=1' })]),
      [
        '[',
        '  {',
        '    "userId": 17,',
        '    "login": "jdoe",',
        '    "firstName": "=1",',
        '    "lastName": "Doe",',
        '    "networkId": 1,',
        '    "mailboxId": 1001,',
        '    "authLevel": "MailboxUser",',
        '    "status": "Active"',
        '  }',
        ']',
        '',
      ].join('\n'),
    );
    assert.equal(usersToJson([]), '[]\n');
  });

  test('is read back as the users that they were', () => {
    fc.assert(
      fc.property(fc.array(anyUser, { maxLength: 5 }), (users) => {
        assert.deepEqual(JSON.parse(usersToJson(users)), JSON.parse(JSON.stringify(users)));
      }),
    );
  });
});

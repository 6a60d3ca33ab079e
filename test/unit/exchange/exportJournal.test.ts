/** Entries of the journal as CSV and JSON, read back by papaparse and JSON.parse alone. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import Papa from 'papaparse';
import { journalColumns, journalToCsv, journalToJson } from '../../../src/exchange/exportJournal.ts';
import type { ExportedEntry } from '../../../src/exchange/exportJournal.ts';
import { neutralized } from '../../../src/exchange/formulas.ts';

const cellsOf = (csv: string): readonly string[][] =>
  Papa.parse<string[]>(csv, { skipEmptyLines: true }).data;

const entry: ExportedEntry = {
  time: '2026-11-22T07:41:00.000Z',
  profile: 'Main',
  environment: 'production',
  origin: 'https://rest.ecgrid.io',
  callerUserId: 1,
  callerLogin: 'me',
  callerAuthLevel: 'NetworkAdmin',
  operation: 'editUser',
  userId: 17,
  login: 'jdoe',
  name: 'Jane Doe',
  networkId: 1,
  changes: ['First name: Jane → Janet', 'Last name: Doe → Roe'],
  outcome: 'done',
  attempts: 1,
  settledBy: 'answer',
  ended: '2026-11-22T07:41:01.000Z',
  id: 'entry-1',
  before: { firstName: 'Jane', lastName: 'Doe' },
  after: { firstName: 'Janet', lastName: 'Roe' },
};

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from('=+-@\'",;\r\n\t x')) }),
);
const anyEntry: fc.Arbitrary<ExportedEntry> = fc.record({
  time: fc.constant('2026-11-22T07:41:00.000Z'),
  profile: text,
  callerLogin: text,
  operation: fc.constant('changeRole'),
  userId: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
  login: text,
  name: text,
  changes: fc.array(text, { maxLength: 3 }),
  outcome: fc.constantFrom('done', undefined),
  message: fc.option(text, { nil: undefined }),
  attempts: fc.option(fc.nat(), { nil: undefined }),
  reason: fc.option(text, { nil: undefined }),
  before: fc.constant({}),
  after: fc.constant({}),
});

describe('the journal as CSV', () => {
  test('begins with the byte order mark and the columns, and has a line for each entry', () => {
    assert.equal(
      journalToCsv([entry]),
      '\ufefftime,profile,environment,origin,callerUserId,callerLogin,callerAuthLevel,operation,userId,login,name,' +
        'networkId,changes,outcome,message,attempts,settledBy,ended,reason,run,id,undoes,undoneBy\r\n' +
        '2026-11-22T07:41:00.000Z,Main,production,https://rest.ecgrid.io,1,me,NetworkAdmin,editUser,17,jdoe,Jane Doe,' +
        '1,First name: Jane → Janet; Last name: Doe → Roe,done,,1,answer,2026-11-22T07:41:01.000Z,,,entry-1,,\r\n',
    );
  });

  test('neutralizes what a spreadsheet would carry out, wherever it comes from', () => {
    const formula = '=HYPERLINK("http://x","y")';
    const texts = { profile: formula, login: formula, name: formula, reason: formula, message: formula };
    const [, row = []] = cellsOf(journalToCsv([{ ...entry, ...texts, changes: [formula, '@x'] }]));
    for (const column of ['profile', 'login', 'name', 'reason', 'message'] as const)
      assert.equal(row[journalColumns.indexOf(column)], `'${formula}`);
    assert.match(row[journalColumns.indexOf('changes')] ?? '', /^'=HYPERLINK/);
  });

  test('is read by somebody else as the same texts, but for the apostrophes', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 5 }), (entries) => {
        const [header, ...rows] = cellsOf(journalToCsv(entries));
        assert.deepEqual(header, [...journalColumns]);
        const expected = entries.map((one) =>
          journalColumns.map((column) => {
            const value = column === 'changes' ? one.changes.join('; ') : one[column];
            return typeof value === 'string' ? neutralized(value) : String(value ?? '');
          }),
        );
        assert.deepEqual(rows, expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the journal as JSON', () => {
  test('is read back as the entries that they were, with the fields before and after', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(entry), anyEntry), { maxLength: 5 }), (entries) => {
        assert.deepEqual(JSON.parse(journalToJson(entries)), JSON.parse(JSON.stringify(entries)));
      }),
    );
    assert.equal(journalToJson([]), '[]\n');
  });

  test('lets nothing out that an entry carries besides', () => {
    const more = { ...entry, apiKey: 'the-key', writer: { process: 1 } };
    for (const written of [journalToCsv([more]), journalToJson([more])])
      assert.doesNotMatch(written, /the-key|writer/);
  });
});

/** From answers to users: the same users whatever the spelling, letter case and container. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  readDone,
  readEnvelope,
  readList,
  readRecord,
  readText,
  recordShape,
} from '../../../src/api/reader.ts';
import { isEcgridError } from '../../../src/api/ecgridError.ts';
import { User } from '../../../src/domain/user.ts';
import { anyCase, level } from '../support/arbitraries.ts';
import { aUser } from '../support/builders.ts';

/** As the client builds it. */
const shape = recordShape('user', 'userId', User, { loginName: 'login', lockoutStatus: 'lockedOut' });

const word = fc.string({ minLength: 1, maxLength: 8 });
const optional = fc.option(word, { nil: undefined });

/** Users as the product knows them. */
const users = fc.uniqueArray(
  fc.record({
    userId: fc.integer({ min: 1 }),
    login: word,
    email: optional,
    company: optional,
    networkId: fc.nat(),
    mailboxId: fc.nat(),
    authLevel: level,
    status: fc.constantFrom('Active', 'Suspended', 'Frozen'),
    lockedOut: fc.option(fc.boolean(), { nil: undefined }),
  }),
  { selector: ({ userId }) => userId, maxLength: 6 },
);

/** How an answer may be written: aliases, letter case of each key, nulls, fields that nobody knows. */
const spelling = fc.record({
  login: fc.constantFrom('login', 'loginName'),
  lockedOut: fc.constantFrom('lockedOut', 'lockoutStatus'),
  empty: fc.constantFrom('left out', 'null', 'empty text'),
  extra: fc.dictionary(
    word.map((key) => `x-${key}`),
    fc.jsonValue(),
    { maxKeys: 3 },
  ),
});

const emptyValues = { null: null, 'empty text': '' } as const;

/** One user under other keys; `letterCase` gives every key its letters. */
const written = (
  user: Readonly<Record<string, unknown>>,
  how: { login: string; lockedOut: string; empty: keyof typeof emptyValues | 'left out'; extra: object },
  letterCase: (key: string) => string,
): object => {
  const rename: Readonly<Record<string, string>> = { login: how.login, lockedOut: how.lockedOut };
  const entries = Object.entries(user).flatMap(([key, value]): [string, unknown][] => {
    const name = letterCase(rename[key] ?? key);
    if (value !== undefined) return [[name, value]];
    return how.empty === 'left out' ? [] : [[name, emptyValues[how.empty]]];
  });
  return { ...how.extra, ...Object.fromEntries(entries) };
};

const keysOf = [
  'userId',
  'login',
  'loginName',
  'email',
  'company',
  'networkId',
  'mailboxId',
  'authLevel',
  'status',
  'lockedOut',
  'lockoutStatus',
];
const letterCases = fc.tuple(...keysOf.map(anyCase)).map((spelled) => {
  const byKey = new Map(keysOf.map((key, index) => [key, spelled[index] ?? key]));
  return (key: string) => byKey.get(key) ?? key;
});
const container = fc.constantFrom<(rows: unknown[]) => unknown>(
  (rows) => rows,
  (rows) => ({ users: rows }),
  (rows) => ({ totalRecords: 99, pageNo: 1, recordsPerPage: 25, Users: rows }),
  (rows) => ({ warnings: [], items: ['new'], users: rows }),
  (rows) => ({ pageNo: 1, records: rows }),
);

const comparable = (read: readonly unknown[]): unknown => JSON.parse(JSON.stringify(read));

describe('a list of users', () => {
  test('is read the same from any published or imaginable spelling', () => {
    fc.assert(
      fc.property(users, spelling, letterCases, container, (list, how, letterCase, contain) => {
        const read = readList(shape, contain(list.map((user) => written(user, how, letterCase))));
        assert.deepEqual(read.unreadable, []);
        assert.deepEqual(comparable(read.items), comparable(list));
      }),
      { numRuns: 500 },
    );
  });

  test('names every record that cannot be read, beside all the others', () => {
    const broken = fc.constantFrom<unknown>(
      null,
      5,
      'text',
      [],
      {},
      { userId: 0, login: 'x' },
      { userId: 8 },
    );
    fc.assert(
      fc.property(users, fc.array(broken, { minLength: 1, maxLength: 3 }), fc.nat(), (list, bad, seed) => {
        const at = seed % (list.length + 1);
        const rows: unknown[] = [...list.slice(0, at), ...bad, ...list.slice(at)];
        const read = readList(shape, rows);
        assert.deepEqual(comparable(read.items), comparable(list));
        assert.equal(read.unreadable.length, bad.length);
        for (const { name, reason } of read.unreadable) {
          assert.match(name, /^(userId \d+|record \d+)$/);
          assert.notEqual(reason, '');
        }
      }),
    );
  });

  test('says which record, and what is wrong with it', () => {
    const { unreadable } = readList(shape, [aUser(), { userId: 8 }, { login: 'x' }, null]);
    assert.deepEqual(
      unreadable.map(({ name }) => name),
      ['userId 8', 'record 3', 'record 4'],
    );
    assert.match(unreadable[0]?.reason ?? '', /^login: /);
    assert.match(unreadable[1]?.reason ?? '', /^userId: /);
    assert.match(readList(shape, [{}]).unreadable[0]?.reason ?? '', /^userId: .+; login: .+$/);
    assert.equal(unreadable[2]?.reason, 'it is not an object');
  });

  test('tells the container’s totals, in any letter case', () => {
    const { totalRecords, recordsPerPage } = readList(shape, {
      TotalRecords: 7,
      recordsperpage: 5,
      users: [],
    });
    assert.deepEqual([totalRecords, recordsPerPage], [7, 5]);
    assert.equal(readList(shape, []).totalRecords, undefined);
    assert.equal(readList(shape, { totalRecords: '7', users: [] }).totalRecords, undefined);
  });

  test('that is not there at all is empty as null, and no answer of ECGrid otherwise', () => {
    for (const none of [null, undefined, { totalRecords: 0, users: null }]) {
      const { items, unreadable } = readList(shape, none);
      assert.deepEqual([items, unreadable], [[], []]);
    }
    for (const data of ['', 'text', 5, true, {}, { users: {} }, { totalRecords: 3 }]) {
      assert.throws(() => readList(shape, data), { kind: 'notEcgrid', message: /no list of users/ });
    }
  });
});

describe('one user', () => {
  test('that carries both spellings of a field is read by the one that has a value', () => {
    for (const both of [
      { login: '', loginName: 'jdoe' },
      { loginName: null, login: 'jdoe' },
      { LOGIN: 'jdoe', loginName: '' },
    ]) {
      assert.equal(readRecord(shape, { userId: 17, ...both }).login, 'jdoe');
    }
  });

  test('that has a value in both spellings of a field is read by the first', () => {
    assert.equal(readRecord(shape, { userId: 17, loginName: 'first', login: 'second' }).login, 'first');
  });

  test('that cannot be read says so, with the reason and without the record', () => {
    assert.throws(
      () => readRecord(shape, { userId: 17, password: 'canary' }),
      (error: unknown) => {
        assert.ok(isEcgridError(error));
        assert.deepEqual([error.kind, error.outcome], ['notEcgrid', 'unknown']);
        assert.match(error.message, /the user in it cannot be read \(login: /);
        assert.doesNotMatch(error.message, /canary/);
        return true;
      },
    );
  });
});

describe('yes, no and texts', () => {
  test('are nothing else', () => {
    assert.doesNotThrow(() => readDone(true));
    assert.throws(() => readDone(false), {
      kind: 'server',
      outcome: 'refused',
      message: 'ECGrid answered that it was not done.',
    });
    for (const data of [null, undefined, 'true', 1, {}]) {
      assert.throws(() => readDone(data), {
        kind: 'notEcgrid',
        outcome: 'unknown',
        message: "The answer is not one of ECGrid's: neither yes nor no is in it.",
      });
    }
    assert.equal(readText('key'), 'key');
    for (const data of [null, '', 5, ['key'], { key: 'canary' }]) {
      assert.throws(() => readText(data), { kind: 'notEcgrid', message: /there is no text in it/ });
    }
  });
});

describe('anything at all', () => {
  const onlyEcgridErrors = (read: () => unknown): void => {
    try {
      read();
    } catch (error) {
      assert.ok(isEcgridError(error), String(error));
      assert.equal(error.kind === 'notEcgrid' || error.kind === 'server', true);
    }
  };

  test('is read, or refused with an error of the client', () => {
    const json = fc.oneof(
      fc.jsonValue(),
      fc.array(fc.dictionary(fc.constantFrom(...keysOf, '__proto__'), fc.jsonValue())),
    );
    fc.assert(
      fc.property(json, (data) => {
        onlyEcgridErrors(() => readList(shape, data));
        onlyEcgridErrors(() => readRecord(shape, data));
        onlyEcgridErrors(() => readDone(data));
        onlyEcgridErrors(() => readText(data));
        onlyEcgridErrors(() => readEnvelope(JSON.stringify(data), 200));
      }),
      { numRuns: 1000 },
    );
  });

  test('as text is an envelope, or refused with an error of the client', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        onlyEcgridErrors(() => readEnvelope(text, 200));
      }),
      { numRuns: 1000 },
    );
  });
});

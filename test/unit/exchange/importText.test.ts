/** Files as they come: line numbers, quotes, limits, and anything at all. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { generatePassword } from '../../../src/domain/password.ts';
import { NewUser } from '../../../src/domain/user.ts';
import { failedRowsCsv } from '../../../src/exchange/failedRows.ts';
import { readUserCsv } from '../../../src/exchange/importUsers.ts';
import type { ImportedFile } from '../../../src/exchange/importUsers.ts';
import { level } from '../support/arbitraries.ts';
import { aNewUser } from '../support/builders.ts';

const head = 'login,email,firstName,lastName';
const row = (login: string): string => `${login},${login}@example.com,New,Hire`;
const read = (text: string): ImportedFile =>
  readUserCsv(text, { networkId: 1, mailboxId: 1001, makePassword: () => 'Made-Up-4711' });

const rowLines = ({ rows }: ImportedFile): readonly number[] => rows.map(({ line }) => line);
const problemLines = ({ problems }: ImportedFile): readonly number[] => [
  ...new Set(problems.map(({ line }) => line)),
];
const messages = ({ problems }: ImportedFile): readonly string[] =>
  problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

/** Texts of these characters. */
const textOf = (characters: string, maxLength = 10): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(characters)), maxLength });

const malformed = 'The quotes are malformed. A quote within a text between quotes is written twice.';

describe('line numbers', () => {
  for (const [name, end] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const) {
    test(`are those of the file with ${name}, also behind line breaks between quotes and empty lines`, () => {
      const lines = [
        `${head},notes`,
        `${row('a')},"one`,
        '',
        'three"',
        '',
        ',,,,',
        `${row('b')},x`,
        'bad',
        row('c'),
      ];
      const file = read(lines.join(end));
      assert.deepEqual(rowLines(file), [2, 7, 9]);
      assert.deepEqual(problemLines(file), [8]);
    });
  }

  test('are right where the ends of lines differ', () => {
    const file = read(`${head}\r\n${row('a')}\n${row('b')}\r${row('c')}\r\n`);
    assert.deepEqual(rowLines(file), [2, 3, 4]);
  });

  test('count from the byte order mark on, and lines before the header too', () => {
    assert.deepEqual(rowLines(read(`\ufeff\n\n${head}\n${row('a')}`)), [4]);
  });

  test('of cells count characters, quotes included', () => {
    const file = read(`${head}\n"a,""b",x@example.com,,Hire`);
    assert.deepEqual(messages(file), ['2:23 Enter the first name.']);
  });
});

describe('malformed quotes', () => {
  for (const [what, bad, column] of [
    ['one that is never closed', 'x,x@example.com,"New,Hire', 17],
    ['one that is closed too early', 'x,x@example.com,"N"ew,Hire', 17],
    ['one in the first cell', '"x,x@example.com,New,Hire', 1],
    ['names between quotes between quotes', 'x,x@example.com,"John "Johnny" Doe",Hire', 17],
  ] as const) {
    test(`${what}: told at its line, and the rows around are read`, () => {
      const file = read([head, row('a'), bad, row('b'), `c,c@example.com,"New, C.",Hire`].join('\n'));
      assert.deepEqual(rowLines(file), [2, 4, 5]);
      assert.deepEqual(messages(file), [`3:${column} ${malformed}`]);
    });
  }

  test('in the header are told there', () => {
    assert.ok(messages(read(`"login,email\n${row('a')}`)).includes(`1:1 ${malformed}`));
  });

  test('everywhere: the file is refused, soon', () => {
    const file = read(`${head}\n${'"a\n'.repeat(9000)}`);
    assert.deepEqual(messages(file), ['1:1 The quotes are malformed in more than 100 rows.']);
  });

  test('within a cell that has none around are part of its text', () => {
    assert.equal(read(`${head}\na,a@example.com,5" New,Hire`).rows[0]?.user.firstName, '5" New');
  });
});

describe('a file', () => {
  for (const text of ['', '\ufeff', '\n\n', ' \r\n,,,\r\n', 'sep=;']) {
    test(`${JSON.stringify(text)} is empty`, () => {
      assert.deepEqual(messages(read(text)), ['1:1 The file is empty.']);
    });
  }

  test('with a header alone has neither users nor problems', () => {
    assert.deepEqual(read(head), { rows: [], problems: [], ignoredColumns: [] });
  });

  test('may have 10,000 rows, and no more', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => row(`u${index}`));
    assert.equal(read([head, ...rows, '', ',,,'].join('\n')).rows.length, 10_000);
    const file = read([head, ...rows, row('more')].join('\n'));
    assert.deepEqual(messages(file), [
      '1:1 The file has more than 10,000 rows. Divide it into several files.',
    ]);
    assert.deepEqual(file.rows, []);
  });

  test('may have 5 MB, and no more', () => {
    const start = `${head},notes\n${row('a')},`;
    const fitting = start + 'x'.repeat(5 * 1024 * 1024 - start.length);
    assert.equal(read(fitting).rows.length, 1);
    for (const text of [`${fitting}x`, start + 'é'.repeat(2_700_000)]) {
      assert.deepEqual(messages(read(text)), [
        '1:1 The file is larger than 5 MB. Divide it into several files.',
      ]);
    }
  });

  test('of one endless text between quotes is read too', () => {
    const text = `${head},notes\n${row('a')},"${'"",'.repeat(1_500_000)}"\nbad`;
    const file = read(text);
    assert.deepEqual([rowLines(file), problemLines(file)], [[2], [3]]);
  });
});

describe('anything at all', () => {
  const pieces = fc.constantFrom(
    ',',
    ';',
    '\t',
    '"',
    '""',
    '\n',
    '\r\n',
    '\r',
    "'",
    '=',
    ' ',
    'a',
    '1',
    '\ufeff',
  );
  const garbage = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  const header = fc.constantFrom('', `${head}\n`, 'login;mail;given name;surname;x\r\n', `sep=,\n${head}\n`);
  const files = fc.tuple(header, garbage).map((parts) => parts.join(''));

  test('is read without a throw, and whatever is a user could be sent', () => {
    fc.assert(
      fc.property(files, (text) => {
        const { rows, problems } = read(text);
        for (const { user } of rows) assert.ok(NewUser.safeParse(user).success);
        for (const { line, column, message } of problems) {
          assert.ok(line >= 1 && column >= 1);
          assert.match(message, /\.$/);
        }
        const spoken = new Set(problems.map(({ line }) => line));
        assert.ok(rows.every(({ line }) => !spoken.has(line)));
      }),
      { numRuns: 3000 },
    );
  });

  test('a line with content is a user or has a problem', () => {
    const line = fc.oneof(
      textOf('a,; \t=@1', 20),
      fc.nat(30).map((index) => row(`u${index}`)),
      // Quotes that end on their own line, or never.
      fc.constantFrom('"a","b"', '"a', 'a,"b', '"a"b,c', `"x",x@example.com,"N,""ew""",Hire`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const file = read([head, ...lines].join('\n'));
        const covered = new Set([...rowLines(file), ...problemLines(file)]);
        // A quote that is open may take the next lines along, so they are looked at as far as there is none.
        const open = lines.findIndex((text) => (text.match(/"/g)?.length ?? 0) % 2 === 1);
        const clear = open < 0 ? lines.length : open + 1;
        for (const [index, text] of lines.slice(0, clear).entries()) {
          assert.equal(covered.has(index + 2), /[^, \t]/.test(text), `line ${index + 2}: ${text}`);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the rows that failed', () => {
  const problem = 'The login exists, =1, and Canary-Pass-4711 too.';

  test('are a file that can be corrected and imported again, without any password', () => {
    const csv = failedRowsCsv([{ line: 7, user: aNewUser({ firstName: '=New' }), problem }]);
    assert.equal(
      csv,
      '\ufefflogin,email,firstName,lastName,networkId,mailboxId,authLevel,problem\r\n' +
        `new.hire,new.hire@example.com,'=New,Hire,1,1001,MailboxUser,"The login exists, =1, and … too."\r\n`,
    );
    const file = read(csv);
    const user = aNewUser({ firstName: '=New', password: 'Made-Up-4711' });
    assert.deepEqual(file, {
      rows: [{ line: 2, user, passwordMade: true }],
      problems: [],
      ignoredColumns: ['problem'],
    });
  });

  test('come back as they were, but for the passwords, whatever they hold', () => {
    const words = textOf('=+-@\'",;|aé ');
    const name = words.map((text) => `x${text}x`);
    const password = fc
      .infiniteStream(fc.nat())
      .map((numbers) => generatePassword((limit) => (numbers.next().value ?? 0) % limit));
    const signed = fc
      .tuple(fc.constantFrom('', '=', '+', '-', '@', "'", "'=", '"'), name)
      .map((parts) => parts.join(''));
    const anyone = fc.record({
      login: signed.map((text) => text.replaceAll(' ', '_')),
      password,
      email: fc.constantFrom('a@example.com', '+b@example.com', '-c.d@example.org'),
      firstName: signed,
      lastName: signed,
      networkId: fc.integer({ min: 1, max: 9 }),
      mailboxId: fc.nat(9),
      authLevel: level,
    });
    const list = fc.uniqueArray(anyone, { maxLength: 5, selector: ({ login }) => login.toLowerCase() });
    fc.assert(
      fc.property(list, (users) => {
        const csv = failedRowsCsv(
          users.map((user, index) => ({ line: index, user, problem: user.password })),
        );
        for (const user of users) assert.ok(!csv.includes(user.password));
        const file = read(csv);
        assert.deepEqual(file.problems, []);
        assert.deepEqual(
          file.rows.map(({ user }) => user),
          users.map((user) => ({ ...user, password: 'Made-Up-4711' })),
        );
      }),
      { numRuns: 500 },
    );
  });
});

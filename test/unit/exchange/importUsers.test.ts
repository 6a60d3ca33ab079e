/** What is made of a file of new users: the users, and what is wrong with the other rows. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authLevels } from '../../../src/domain/authLevel.ts';
import type { NewUser } from '../../../src/domain/user.ts';
import { readUserCsv } from '../../../src/exchange/importUsers.ts';
import type { ImportDefaults, ImportedFile } from '../../../src/exchange/importUsers.ts';
import { aNewUser } from '../support/builders.ts';

const made = 'Made-Up-4711';
const defaults: ImportDefaults = { networkId: 1, mailboxId: 1001, makePassword: () => made };
const head = 'login,email,firstName,lastName';

const read = (lines: readonly string[] | string, more: Partial<ImportDefaults> = {}): ImportedFile =>
  readUserCsv(typeof lines === 'string' ? lines : lines.join('\n'), { ...defaults, ...more });

/** A user as a row of {@link head} makes it. */
const user = (login: string, more: Partial<NewUser> = {}): NewUser =>
  aNewUser({ login, email: `${login}@example.com`, password: made, ...more });
const row = (login: string): string => `${login},${login}@example.com,New,Hire`;

/** `line:column field: message` of every problem. */
const problems = ({ problems: all }: ImportedFile): readonly string[] =>
  all.map(({ line, column, field, message }) => `${line}:${column} ${field ?? 'row'}: ${message}`);

const users = ({ rows }: ImportedFile): readonly NewUser[] => rows.map((one) => one.user);
const linesOf = ({ rows }: ImportedFile): readonly number[] => rows.map(({ line }) => line);

describe('the columns', () => {
  for (const header of [
    'login,email,firstName,lastName,networkId,mailboxId,authLevel,password',
    'Login Name,E-Mail,First Name,Last Name,Network ID,Mailbox ID,Auth Level,Password',
    'LOGIN_NAME,mail,given-name,SURNAME,network,mailbox,role,PASSWORD',
    'user,e‑mail,first_name,last_name,Network_Id,mailbox-id,Level,password',
    '\ufeff"login","e-mail","given name","last name","network","mailbox","level","password"',
  ]) {
    test(`are found by name: ${header}`, () => {
      const file = read([header, 'jdoe,j@example.com,Jane,Doe,7,0,tpuser,Canary-Pass-4711']);
      assert.deepEqual(problems(file), []);
      const expected = { login: 'jdoe', email: 'j@example.com', firstName: 'Jane', lastName: 'Doe' };
      assert.deepEqual(users(file), [
        { ...expected, networkId: 7, mailboxId: 0, authLevel: 'TPUser', password: 'Canary-Pass-4711' },
      ]);
      assert.deepEqual(file.ignoredColumns, []);
    });
  }

  test('may stand in any order, among others, which are named', () => {
    const file = read(['Notes,lastName,userId,email,login,firstName', 'x,Hire,17,a@example.com,a,New']);
    assert.deepEqual(users(file), [user('a')]);
    assert.deepEqual(file.ignoredColumns, ['Notes', 'userId']);
  });

  test('that are missing are one problem each, and no row is read', () => {
    const file = read(['login,first name', 'a,b', 'c,d']);
    assert.deepEqual(file.rows, []);
    assert.deepEqual(problems(file), [
      '1:1 email: There is no column email. The first line of the file names the columns.',
      '1:1 lastName: There is no column lastName. The first line of the file names the columns.',
    ]);
  });

  test('must not be there twice', () => {
    const file = read([`${head},User`, `${row('a')},b`]);
    assert.deepEqual(problems(file), ['1:32 login: More than one column is for login.']);
    assert.deepEqual(file.rows, []);
  });

  for (const [name, delimiter] of [
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
  ] as const) {
    test(`may have a ${name} between them, whatever else is in the rows`, () => {
      const other = delimiter === ',' ? ';' : ',';
      const lines = [head, row('a'), `b,b@example.com,"N${other}${other}${other}w",Hire`];
      const text = lines.join('\r\n').replaceAll(',', delimiter);
      const named = delimiter === ',' ? 'N;;;w' : `N${delimiter}${delimiter}${delimiter}w`;
      assert.deepEqual(users(read(text)).at(1)?.firstName, named.includes('\t') ? undefined : named);
      assert.deepEqual(linesOf(read(text)).at(0), 2);
    });
  }

  test('may be told by a spreadsheet that names the delimiter in a line of its own', () => {
    const file = read(['sep=;', head.replaceAll(',', ';'), row('a').replaceAll(',', ';')]);
    assert.deepEqual([users(file), linesOf(file)], [[user('a')], [3]]);
  });
});

describe('a row', () => {
  test('takes what it does not say from the defaults, and a password that is made', () => {
    const file = read([head, row('a')], { authLevel: 'General' });
    assert.deepEqual(file.rows, [{ line: 2, user: user('a', { authLevel: 'General' }), passwordMade: true }]);
    assert.equal(users(read([head, row('a')]))[0]?.authLevel, 'MailboxUser');
  });

  test('with empty cells takes the defaults too', () => {
    const file = read([`${head},password,networkId,mailboxId,authLevel`, `${row('a')},,, ,`]);
    assert.deepEqual(file.rows, [{ line: 2, user: user('a'), passwordMade: true }]);
  });

  test('with a password has that one, to the letter', () => {
    const password = " '=Passw0rd ";
    const file = read([`${head},password`, `${row('a')},${password}`]);
    assert.deepEqual(file.rows, [{ line: 2, user: user('a', { password }), passwordMade: false }]);
  });

  test('of another network must say its mailbox, unless users are of whole networks', () => {
    const lines = [`${head},networkId`, `${row('a')},2`];
    assert.deepEqual(problems(read(lines)), ['2:1 mailboxId: Enter the mailbox: 1001 is one of network 1.']);
    assert.deepEqual(users(read(lines, { mailboxId: 0 })), [user('a', { networkId: 2, mailboxId: 0 })]);
  });

  test('may have its level in any letter case', () => {
    const levels = authLevels.flatMap((level) => [level.toLowerCase(), level.toUpperCase()]);
    const file = read([`${head},level`, ...levels.map((level, index) => `${row(`u${index}`)},${level}`)]);
    assert.deepEqual(
      users(file).map(({ authLevel }) => authLevel),
      authLevels.flatMap((level) => [level, level]),
    );
  });

  test('is read without the apostrophes of an export, and without blanks around', () => {
    const file = read([head, "a, a@example.com ,'=New,'+Hire", "b,b@example.com,O'Neil,'tis"]);
    assert.deepEqual(
      users(file).map(({ firstName, lastName }) => [firstName, lastName]),
      [
        ['=New', '+Hire'],
        ["O'Neil", "'tis"],
      ],
    );
  });

  for (const number of [
    '1.0',
    '1e3',
    '0x10',
    '+1',
    '-1',
    '1 000',
    '1,000',
    '007',
    '１',
    '9007199254740993',
    'x',
  ]) {
    test(`with the network ${number} is refused`, () => {
      const file = read([
        `${head};networkId`.replaceAll(',', ';'),
        `${row('a').replaceAll(',', ';')};${number}`,
      ]);
      assert.deepEqual(file.rows, []);
      assert.match(problems(file).join(), /^2:26 networkId: [^,]*$/);
    });
  }

  test('with everything wrong is told so at every cell, in the words of the form; the password is not repeated', () => {
    const file = read([`${head},level,password`, 'a b,nobody,,\u0007,Boss,bad-pass']);
    assert.deepEqual(problems(file), [
      '2:1 login: A login has no spaces.',
      '2:20 password: The password still needs: an upper-case letter (A-Z), a digit (0-9).',
      '2:5 email: This is not an e-mail address, such as name@example.com.',
      '2:12 firstName: Enter the first name.',
      '2:13 lastName: Use only characters that can be typed on one line.',
      `2:15 authLevel: Use one of the AuthLevels ${authLevels.join(', ')}.`,
    ]);
    assert.equal(file.problems.length, 6);
    assert.ok(!JSON.stringify(file).includes('bad-pass'));
  });

  test('has one problem at a cell, the first', () => {
    assert.deepEqual(problems(read([head, 'a,,New,Hire'])), ['2:3 email: Enter the e-mail address.']);
  });

  test('with more cells than columns is refused, since they may have been shifted', () => {
    const file = read([head, 'a,a@example.com,New,Hire, Jr.', `${row('b')},, `]);
    assert.deepEqual(problems(file), [
      '2:26 row: There are more cells than columns. Put a text that contains the delimiter between quotes.',
    ]);
    assert.deepEqual(users(file), [user('b')]);
  });

  test('with the login of another row in the same network is refused, in any letter case', () => {
    const file = read([
      `${head},networkId,mailboxId`,
      `${row('a')},1,5`,
      `${row('A')},1,6`,
      `${row('a')},2,7`,
      `${row('a')},,`,
    ]);
    assert.deepEqual(problems(file), [
      '3:1 login: Line 2 has this login already, in the same network.',
      '5:1 login: Line 2 has this login already, in the same network.',
    ]);
    assert.deepEqual(linesOf(file), [2, 4]);
  });
});

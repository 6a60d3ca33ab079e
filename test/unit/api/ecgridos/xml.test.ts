/** XML that is hostile or broken, and texts that survive both ways. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isEcgridError } from '../../../../src/api/ecgridError.ts';
import { readContent, resultIn, writeEnvelope } from '../../../../src/api/soap/envelope.ts';
import { childOf, isWritable, parseXml, textOf } from '../../../../src/api/soap/xml.ts';
import { failureOf, openEcgrid } from '../../support/ecgrid.ts';

const refusedAs = (read: () => unknown, words: RegExp): void => {
  assert.throws(read, (error: unknown) => {
    assert.ok(isEcgridError(error));
    assert.deepEqual([error.kind, error.status, error.outcome], ['notEcgrid', 200, 'unknown']);
    assert.match(error.message, words);
    return true;
  });
};

const inEnvelope = (body: string): string =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;

const ours = 'xmlns="https://os.ecgrid.io/"';

describe('XML that is refused', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['a document type', '<!DOCTYPE a><a/>', /document type/],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', /document type/],
    [
      'an entity from elsewhere',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      /document type/,
    ],
    ['an entity that nobody has declared', '<a>&x;</a>', /broken/],
    ['entities by the names of what every object has', '<a>&constructor;&toString;&__proto__;</a>', /broken/],
    ['a processing instruction', '<?xml version="1.0"?><?go home?><a/>', /processing instructions/],
    ['another encoding', '<?xml version="1.0" encoding="utf-16"?><a/>', /not in UTF-8/],
    ['an end that does not come', '<a><b></b>', /broken/],
    ['the wrong end', '<a></b>', /broken/],
    ['a reference to no character', '<a>&#0;</a>', /broken/],
    ['a control character', '<a>\u0001</a>', /broken/],
    ['two roots', '<a/><b/>', /broken/],
    ['an end of CDATA outside of it', '<a>]]></a>', /broken/],
    ['CDATA without an end', '<a><![CDATA[x</a>', /broken/],
    ['a prefix that nobody has declared', '<x:a/>', /broken/],
    ['nothing at all', ' ', /broken/],
    ['33 elements in one another', '<a>'.repeat(33) + '</a>'.repeat(33), /nested too deeply/],
  ];
  for (const [what, text, words] of cases) test(what, () => refusedAs(() => parseXml(text, 200), words));

  test('more elements than an answer can have', () => {
    refusedAs(() => parseXml(`<a>${'<b/>'.repeat(1_000_000)}</a>`, 200), /too many elements/);
  });
});

describe('XML that is read', () => {
  test('32 elements in one another', () => {
    assert.equal(parseXml('<a>'.repeat(32) + '</a>'.repeat(32), 200).name, 'a');
  });

  test('in UTF-8 by any spelling, with comments, which are no part of a text', () => {
    const root = parseXml('<?xml version="1.0" encoding="UTF-8"?><!-- a --><a>ro<!-- b -->ot</a>', 200);
    assert.equal(textOf(root), 'root');
    assert.equal(textOf(parseXml('<?xml version="1.0" encoding="us-ascii"?><a>b</a>', 200)), 'b');
  });

  test('with CDATA, which means nothing in itself', () => {
    assert.equal(textOf(parseXml('<a>1<![CDATA[<b>&amp;]]]]><![CDATA[>]]>2</a>', 200)), '1<b>&amp;]]>2');
  });

  test('with namespaces, and nil by its own', () => {
    const root = parseXml(
      '<p:a xmlns:p="urn:p" xmlns="urn:d" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:o="urn:o"><b i:nil="true"/><c i:nil=" 1 "/><d o:nil="true"/><e nil="true"/><f i:nil="false"/><g i:type="true"/></p:a>',
      200,
    );
    assert.deepEqual([root.name, root.namespace, root.isNil], ['a', 'urn:p', false]);
    assert.deepEqual(
      root.children.map(({ name, namespace, isNil }) => [name, namespace, isNil]),
      ['b', 'c', 'd', 'e', 'f', 'g'].map((name) => [name, 'urn:d', name < 'd']),
    );
    assert.deepEqual(
      [textOf(root), textOf(root.children[0]), textOf(root.children[2])],
      [undefined, undefined, ''],
    );
    assert.equal(textOf(undefined), undefined);
  });
});

describe('an envelope', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['empty', ' \n', /it is empty/],
    ['HTML', ' <!DOCTYPE html><html></html>', /HTML page/],
    ['HTML without a type', '<HTML><body>Sign in</body></HTML>', /HTML page/],
    ['JSON', '{"success":true}', /not XML/],
    ['another document', '<a/>', /not a SOAP envelope/],
    [
      'an envelope of SOAP 1.2',
      '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"/>',
      /not one of SOAP 1\.1/,
    ],
    [
      'an envelope without a body',
      '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><Body><a/></Body></e:Envelope>',
      /envelope is empty/,
    ],
    ['an empty body', inEnvelope(''), /envelope is empty/],
  ];
  for (const [what, text, words] of cases)
    test(`that is none: ${what}`, () => refusedAs(() => readContent(text, 200), words));

  test('holds a fault, or an answer', () => {
    assert.equal(readContent(inEnvelope('<soap:Fault/>'), 500).kind, 'fault');
    assert.equal(readContent(inEnvelope('<Fault/>'), 500).kind, 'answer');
  });

  const answerIn = (body: string): unknown => {
    const content = readContent(inEnvelope(body), 200);
    assert.ok(content.kind === 'answer');
    return resultIn(content.answer, 'UserInfo', 200);
  };

  test('answers the operation that was asked for, in its namespace', () => {
    refusedAs(() => answerIn(`<UserListResponse ${ours}/>`), /does not answer UserInfo/);
    refusedAs(() => answerIn('<UserInfoResponse xmlns="http://www.ecgridos.net/"/>'), /another namespace/);
    refusedAs(
      () => answerIn(`<UserInfoResponse ${ours}><UserInfoResult xmlns=""/></UserInfoResponse>`),
      /another namespace/,
    );
  });

  test('may hold no result, or a nil one', () => {
    assert.equal(answerIn(`<UserInfoResponse ${ours}/>`), undefined);
    const nil = `<UserInfoResult xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>`;
    assert.equal(answerIn(`<UserInfoResponse ${ours}>${nil}</UserInfoResponse>`), undefined);
    assert.ok(answerIn(`<UserInfoResponse ${ours}><UserInfoResult/></UserInfoResponse>`));
  });
});

describe('any text', () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        '<',
        '&',
        ']]>',
        '"',
        "'",
        '\r',
        '\n',
        '\t',
        ' ',
        '😀',
        'שלום',
        '\u202E',
        '&#x41;',
        '<!--',
      ),
    }),
  );

  test('that XML can hold comes back as it was; any other is not sent', () => {
    fc.assert(
      fc.property(any, (text) => {
        if (isWritable(text)) {
          const envelope = parseXml(writeEnvelope('UserUpdate', [['FirstName', text]]), 200);
          const body = childOf(envelope, 'Body');
          const operation = body && childOf(body, 'UserUpdate');
          assert.equal(operation?.namespace, 'https://os.ecgrid.io/');
          assert.equal(textOf(childOf(operation, 'FirstName')), text);
        } else {
          assert.throws(
            () => writeEnvelope('UserUpdate', [['EMail', text]]),
            (error: unknown) => {
              assert.ok(isEcgridError(error));
              assert.deepEqual(
                [error.kind, error.outcome, error.parameter],
                ['invalidParameter', 'notSent', 'email'],
              );
              return !error.message.includes(text);
            },
          );
        }
      }),
    );
  });

  test('with a character that XML does not have is recognised', () => {
    for (const bad of ['\u0000', '\u0008', '\u000B', '\u001F', '\uFFFE', '\uFFFF', '\uD800', 'a\uDC00b'])
      assert.equal(isWritable(bad), false, JSON.stringify(bad));
    for (const good of ['', '\t\n\r', '\u007F', '\uFFFD', '\u{10FFFF}', '\uE000'])
      assert.equal(isWritable(good), true);
  });

  test('goes to the service and back', async (t) => {
    const { client, owner } = await openEcgrid(t);
    const { users } = client('NetworkAdmin', { apis: 'ecgridos' });
    const { userId } = await owner('MailboxUser');
    for (const firstName of ['<b>&amp;</b>', ']]>', '"\'', '😀', 'שלום \u202E', 'O’Neil & Söhne'])
      assert.equal((await users.update(Number(userId), { firstName })).firstName, firstName);
    const error = await failureOf(users.update(Number(userId), { firstName: 'a\u0007' }));
    assert.deepEqual(
      [error.kind, error.outcome, error.parameter],
      ['invalidParameter', 'notSent', 'firstName'],
    );
  });
});

describe('hostile answers of a service', { timeout: 60_000 }, () => {
  for (const [name, words] of [
    ['xmlEntityBomb', /document type/],
    ['xmlExternalEntity', /document type/],
    ['xmlDeep', /nested too deeply/],
    ['xmlHuge', /larger than any/],
    ['xmlWrongNamespace', /another namespace/],
  ] as const) {
    test(`${name} ends in an error, and is not asked for again`, async (t) => {
      const { client, fault, count } = await openEcgrid(t);
      const { users } = client('NetworkAdmin', { apis: 'ecgridos' });
      await fault({ name });
      const error = await failureOf(users.list({}, { pageNo: 1, recordsPerPage: 500 }));
      assert.deepEqual([error.kind, await count()], ['notEcgrid', 1]);
      assert.match(error.message, words);
    });
  }

  test('xmlCdata is no attack: every value is there', async (t) => {
    const { client, fault } = await openEcgrid(t);
    const { users } = client('NetworkAdmin', { apis: 'ecgridos' });
    const page = { pageNo: 1, recordsPerPage: 500 };
    const plain = await users.list({}, page);
    await fault({ name: 'xmlCdata' });
    assert.deepEqual(await users.list({}, page), plain);
  });
});

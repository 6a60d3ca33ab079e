import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOfXml } from '../../../sandbox/faultKinds.ts';
import { readXml, XmlError } from '../../../sandbox/ecgridos/xmlTree.ts';
import { dataOf, object } from './harness.ts';
import { added, envelopeOf, headersOf, ns, openSoap, usersIn, type SoapBench } from './soapHarness.ts';

/** Texts that XML, the library or a careless program could take for something else. */
const oddTexts = [
  `<b>&amp; "quoted" 'single'</b>`,
  ']]>',
  '<![CDATA[not a section]]>',
  '<?xml version="1.0"?>',
  '&lt;&#65;&unknown;',
  '👩‍👩‍👧 🌞 𝔘𝔫𝔦',
  'שלום \u202Eabc\u202C عالم',
  '  spaces at both ends  ',
  'line\none, tab\tand more',
  '\u00A0\u2028\u0085e\u0301',
  '__proto__',
  'x'.repeat(5000),
];

const quoted = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Changes a first name by a message written by hand. */
const rename = async (bench: SoapBench, userId: number, firstName: string): Promise<number> => {
  const inner = `<SessionID>${bench.apiKeys.Root}</SessionID><UserID>${userId}</UserID><FirstName>${firstName}</FirstName><CellCarrier>NoChange</CellCarrier><AuthLevel>NoChange</AuthLevel>`;
  return (await bench.write('UserUpdate', inner)).status;
};

test('odd texts arrive as they were sent, and come back as they are', async (t) => {
  const bench = await openSoap(t);
  const call = await bench.callerAs('Root');
  const UserID = await added(call, 'jane.doe');
  for (const text of oddTexts) {
    assert.equal(await rename(bench, UserID, quoted(text)), 200, text);
    assert.equal((await bench.truth(UserID))['firstName'], text);
    assert.equal(object(await call('UserInfo', { UserID }))['FirstName'], text);
    const found = await call('UserListEx', { NetworkID: 0, MailboxID: 0, Name: 'jane.doe' });
    assert.deepEqual(
      usersIn(found).map(({ FirstName }) => FirstName),
      [text],
    );
    if (text.startsWith('<![CDATA[')) continue; // node-soap sends this one as a section, which it is not.
    await call('UserUpdate', { UserID, LastName: text, CellCarrier: 'NoChange', AuthLevel: 'NoChange' });
    assert.equal((await bench.truth(UserID))['lastName'], text);
  }
  assert.equal(await rename(bench, UserID, '<![CDATA[a<b]]]]><![CDATA[>&amp;]]>'), 200);
  assert.equal((await bench.truth(UserID))['firstName'], 'a<b]]>&amp;');
});

test('a carriage return is a reference; so is what XML has no place for, as .NET writes it', async (t) => {
  const bench = await openSoap(t);
  const call = await bench.callerAs('Root');
  const userId = await added(call, 'jane.doe');
  await dataOf(bench.as('Root').put('/v2/users', { userId, firstName: 'a\rb' }));
  const info = () =>
    bench.write('UserInfo', `<SessionID>${bench.apiKeys.Root}</SessionID><UserID>${userId}</UserID>`);
  const { text } = await info();
  assert.ok(text.includes('<FirstName>a&#xD;b</FirstName>'));
  assert.ok(JSON.stringify(readXml(text)).includes('"a\\rb"'));
  await dataOf(bench.as('Root').put('/v2/users', { userId, firstName: 'a\u0001b' }));
  const broken = await info();
  assert.ok(broken.text.includes('<FirstName>a&#x1;b</FirstName>'));
  assert.throws(() => readXml(broken.text), XmlError);
});

/** What a call is answered under a fault, and what it would be answered without. */
const underFault = async (
  bench: SoapBench,
  name: string,
  more: object = {},
): Promise<{ sound: string; text: string; status: number }> => {
  const inner = `<SessionID>${bench.apiKeys.Root}</SessionID><UserID>10001</UserID>`;
  await bench.fault();
  const sound = await bench.write('UserInfo', inner);
  await bench.fault({ name, operation: 'UserInfo', ...more });
  return { sound: sound.text, ...(await bench.write('UserInfo', inner)) };
};

test('xmlEntityBomb and xmlExternalEntity: a document type, and a reference in place of a value', async (t) => {
  const bench = await openSoap(t);
  const bomb = await underFault(bench, 'xmlEntityBomb');
  assert.equal(bomb.status, 200);
  assert.match(
    bomb.text,
    /^<\?xml[^>]*><!DOCTYPE soap:Envelope \[<!ENTITY lol0 "lol">.*<UserID>&lol8;<\/UserID>/s,
  );
  assert.equal(bomb.text.match(/<!ENTITY/g)?.length, 9);
  const location = `${bench.url}/v2/auth/version?$&`;
  const outside = await underFault(bench, 'xmlExternalEntity', { location });
  assert.ok(outside.text.includes(`<!ENTITY outside SYSTEM "${location}">`));
  assert.match(outside.text, /<UserID>&outside;<\/UserID>/);
});

test('xmlDeep: a hundred thousand elements in one another', async (t) => {
  const { sound, text } = await underFault(await openSoap(t), 'xmlDeep');
  // Compared as text: the strict reader takes minutes for so many levels.
  assert.equal(/(<x>)+/.exec(text)?.[0].length, 300_000);
  assert.equal(text.replace(/(<x>)+(<\/x>)+/, ''), sound);
});

test('xmlHuge: as much as is asked for, well-formed; the client may leave', async (t) => {
  const bench = await openSoap(t);
  const { text } = await underFault(bench, 'xmlHuge', { megabytes: 3 });
  assert.ok(text.length > 3 * 1024 * 1024 && text.length < 3.1 * 1024 * 1024, String(text.length));
  assert.doesNotThrow(() => readXml(text));
  await bench.fault({ name: 'xmlHuge', megabytes: 1_000_000 });
  const leaving = new AbortController();
  const response = await fetch(`${bench.url}/v4.1/prod/ECGridOS.asmx`, {
    method: 'POST',
    headers: headersOf('Version'),
    body: envelopeOf('Version', ''),
    signal: leaving.signal,
  });
  leaving.abort();
  await assert.rejects(response.text());
  for (;;) {
    const entry = (await bench.log()).at(-1);
    if (entry?.['status'] === 0) break;
  }
});

test('xmlWrongNamespace: that of a guide page', async (t) => {
  const { sound, text } = await underFault(await openSoap(t), 'xmlWrongNamespace');
  assert.equal(text, sound.replaceAll(ns, 'http://www.ecgridos.net/'));
  assert.ok(!text.includes(ns));
});

test('xmlCdata: the same values, in sections', async (t) => {
  const bench = await openSoap(t);
  for (const firstName of ['a]]>b', '👩‍👩‍👧', '<&>"', 'x\ry', ']]']) {
    await dataOf(bench.as('Root').put('/v2/users', { userId: 10001, firstName }));
    const { sound, text } = await underFault(bench, 'xmlCdata');
    assert.notEqual(text, sound);
    assert.ok(text.includes('<UserID><![CDATA[10]]><![CDATA[001]]></UserID>'), text);
    assert.deepEqual(readXml(text), readXml(sound));
  }
});

test('REST does not notice the faults of XML, and every one of them is tested here', async (t) => {
  const bench = await openSoap(t);
  for (const name of faultsOfXml) {
    await bench.fault({ name });
    await dataOf(bench.as('Root').get('/v2/users/me'));
  }
  assert.deepEqual(
    [...faultsOfXml],
    ['xmlEntityBomb', 'xmlExternalEntity', 'xmlDeep', 'xmlHuge', 'xmlWrongNamespace', 'xmlCdata'],
  );
});

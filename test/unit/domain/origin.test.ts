/** Where a key may be sent: https anywhere, http on this machine, nowhere else. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { acceptedOrigin, ecgridosOrigin, isLoopback, productionOrigin } from '../../../src/domain/origin.ts';

const originOf = (address: string): string | undefined => {
  const accepted = acceptedOrigin(address);
  return 'origin' in accepted ? accepted.origin : undefined;
};

const problemOf = (address: string): string => {
  const accepted = acceptedOrigin(address);
  assert.ok('problem' in accepted, `${address} was accepted`);
  return accepted.problem;
};

describe('an address that is accepted', () => {
  const cases: readonly (readonly [string, string])[] = [
    [productionOrigin, 'https://rest.ecgrid.io'],
    [' https://rest.ecgrid.io/ ', 'https://rest.ecgrid.io'],
    ['\u00a0https://rest.ecgrid.io\u00a0', 'https://rest.ecgrid.io'],
    ['HTTPS://REST.ECGRID.IO/v2/users?x=1#y', 'https://rest.ecgrid.io'],
    ['https://example.com:8443/a', 'https://example.com:8443'],
    ['https://example.com:443', 'https://example.com'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['http://127.9.8.7', 'http://127.9.8.7'],
    ['http://127.255.10.100', 'http://127.255.10.100'],
    ['http://localhost:80/', 'http://localhost'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
    ['http://2130706433', 'http://127.0.0.1'],
  ];
  for (const [address, origin] of cases) {
    test(`${address} is ${origin}`, () => assert.equal(originOf(address), origin));
  }

  test('any https host, whatever the port', () => {
    fc.assert(
      fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        assert.equal(originOf(`https://${host}:${port}/x`), new URL(`https://${host}:${port}`).origin);
      }),
    );
  });
});

test('ECGridOS is on a host of its own in production, and beside REST everywhere else', () => {
  assert.equal(ecgridosOrigin(productionOrigin), 'https://os.ecgrid.io');
  for (const origin of ['http://127.0.0.1:4000', 'https://rest.ecgrid.io:8443', 'https://example.com'])
    assert.equal(ecgridosOrigin(origin), origin);
});

describe('an address that is refused', () => {
  const insecure = [
    'http://rest.ecgrid.io',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://notlocalhost',
    'http://1270.0.0.1.example',
    'http://0.0.0.0',
    'http://10.0.0.1',
    'http://[::2]',
    'http://[::ffff:127.0.0.1]',
    'ftp://localhost',
    'ws://localhost',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'blob:https://rest.ecgrid.io/1',
    'data:text/plain,https://rest.ecgrid.io',
  ];
  for (const address of insecure) {
    test(`${address} is not safe`, () => assert.match(problemOf(address), /Only https: addresses/));
  }

  for (const address of ['', ' ', 'rest.ecgrid.io', '/v2', 'https://', 'http://[::1', 'https://a b']) {
    test(`${JSON.stringify(address)} is not complete`, () =>
      assert.match(problemOf(address), /complete address/));
  }

  for (const address of [
    'https://me:secret@host',
    'https://me@host',
    'https://:secret@host',
    'http://me:secret@localhost',
  ]) {
    test(`${address} carries credentials, which are not repeated`, () => {
      const problem = problemOf(address);
      assert.match(problem, /user name or password/);
      assert.doesNotMatch(problem, /secret/);
    });
  }

  test('http on any host that is not this machine', () => {
    fc.assert(fc.property(fc.domain(), (host) => originOf(`http://${host}`) === undefined));
    fc.assert(
      fc.property(fc.ipV4(), (ip) => (originOf(`http://${ip}`) !== undefined) === ip.startsWith('127.')),
    );
  });
});

describe('anything at all', () => {
  const garbage = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({
      validSchemes: ['http', 'https', 'ftp', 'ws'],
      withFragments: true,
      withQueryParameters: true,
    }),
    fc
      .tuple(fc.constantFrom('http://', 'https://', 'http:', '//', 'HTTP://'), fc.string())
      .map((parts) => parts.join('')),
  );

  test('is either refused in words, or an origin that is safe and accepted again as it is', () => {
    fc.assert(
      fc.property(garbage, (address) => {
        const accepted = acceptedOrigin(address);
        if ('problem' in accepted) {
          assert.match(accepted.problem, /\.$/);
          return;
        }
        const url = new URL(accepted.origin);
        assert.ok(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(accepted.origin)));
        assert.deepEqual(acceptedOrigin(accepted.origin), accepted);
      }),
      { numRuns: 2000 },
    );
  });

  test('is no loopback address unless it is one', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof isLoopback(text) === 'boolean'));
    assert.equal(isLoopback('https://localhost:1'), true);
    assert.equal(isLoopback('https://localhost.example'), false);
    assert.equal(isLoopback('no address'), false);
  });
});

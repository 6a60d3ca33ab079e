/** What a failed request means, answer by answer: also those that neither the sandbox nor a test’s server gives. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EcgridError, isEcgridError } from '../../../src/api/ecgridError.ts';
import type { EcgridErrorKind, Outcome } from '../../../src/api/ecgridError.ts';
import {
  cancelledFailure,
  envelopeFailure,
  failedBeforeSending,
  networkFailure,
  retryAfterSeconds,
  statusFailure,
  timeoutFailure,
} from '../../../src/api/failures.ts';
import type { FailedCall } from '../../../src/api/failures.ts';
import type { Envelope } from '../../../src/api/reader.ts';

const read: FailedCall = { effect: 'read', fields: [], secrets: [] };
const write: FailedCall = { ...read, effect: 'write' };
const now = Date.UTC(2026, 0, 1);

const answered = (status: number, call: FailedCall, headers = {}): EcgridError =>
  statusFailure(status, new Headers(headers), 'Forbidden by a proxy', call, now);

const refusal = (more: Partial<Envelope> = {}): Envelope => ({
  success: false,
  data: null,
  errorCode: 'InternalError',
  message: undefined,
  ...more,
});

describe('an answer without an envelope', () => {
  const cases: readonly (readonly [number, EcgridErrorKind, Outcome])[] = [
    [400, 'invalidParameter', 'refused'],
    [401, 'invalidKey', 'refused'],
    [403, 'forbidden', 'refused'],
    [404, 'notEcgrid', 'refused'],
    [408, 'server', 'unknown'],
    [409, 'duplicate', 'refused'],
    [418, 'invalidParameter', 'refused'],
    [429, 'rateLimited', 'refused'],
    [500, 'server', 'unknown'],
    [502, 'server', 'unknown'],
  ];
  for (const [status, kind, outcome] of cases) {
    test(`of status ${status} is ${kind}: a write was ${outcome}, a read has no effect`, () => {
      const error = answered(status, write);
      assert.deepEqual([error.kind, error.outcome, error.status], [kind, outcome, status]);
      assert.match(
        error.message,
        new RegExp(`^.+\\. The answer was HTTP ${status} without an explanation\\.$`),
      );
      assert.equal(answered(status, read).outcome, 'refused');
    });
  }

  for (const status of [300, 302, 399]) {
    test(`of status ${status} is a redirection, which is not followed`, () => {
      const error = answered(status, write);
      assert.deepEqual([error.kind, error.outcome, error.status], ['notEcgrid', 'unknown', status]);
      assert.match(error.message, new RegExp(`a redirection \\(HTTP ${status}\\)`));
      assert.equal(answered(status, read).outcome, 'refused');
    });
  }

  test('says how long to wait where waiting helps', () => {
    const wait = (status: number): number | undefined =>
      answered(status, read, { 'Retry-After': '7' }).retryAfterSeconds;
    assert.deepEqual([429, 503, 403, 400].map(wait), [7, 7, undefined, undefined]);
  });
});

/** What ECGrid publishes as its error codes. */
const codes: Readonly<Record<string, EcgridErrorKind>> = {
  InvalidApiKey: 'invalidKey',
  InvalidSession: 'invalidKey',
  AccessDenied: 'forbidden',
  ObjectNotFound: 'notFound',
  InvalidParameter: 'invalidParameter',
  DuplicateObject: 'duplicate',
  RateLimitExceeded: 'rateLimited',
  InternalError: 'server',
};

describe('an envelope', () => {
  for (const [errorCode, kind] of Object.entries(codes)) {
    test(`of code ${errorCode} is ${kind}, whatever the status and the letter case`, () => {
      for (const code of [errorCode, errorCode.toUpperCase()])
        for (const status of [200, 400, 500])
          assert.equal(envelopeFailure(refusal({ errorCode: code }), status, read).kind, kind);
    });
  }

  test('names a field only where a value is at fault', () => {
    const denied = refusal({ errorCode: 'AccessDenied', message: 'networkId is not yours' });
    const error = envelopeFailure(denied, 403, { ...write, fields: ['networkId'] });
    assert.equal(error.parameter, undefined);
    assert.match(error.message, /^ECGrid does not allow this to your AuthLevel\. It says: /);
  });

  test('of a code never heard of is judged by the status, and where that is fine the service is at fault', () => {
    const kindOf = (status: number): EcgridErrorKind =>
      envelopeFailure(refusal({ errorCode: 'Other' }), status, read).kind;
    assert.deepEqual([200, 299, 400, 404, 500].map(kindOf), [
      'server',
      'server',
      'invalidParameter',
      'notFound',
      'server',
    ]);
    assert.equal(envelopeFailure(refusal({ errorCode: undefined }), 404, read).kind, 'notFound');
  });

  test('says how long to wait where waiting helps', () => {
    const wait = (errorCode: string): number | undefined =>
      envelopeFailure(refusal({ errorCode }), 400, read, 7).retryAfterSeconds;
    assert.deepEqual(['RateLimitExceeded', 'InternalError', 'AccessDenied'].map(wait), [7, 7, undefined]);
  });

  test('names the login as the field that is taken, where one was sent', () => {
    const taken = refusal({ errorCode: 'DuplicateObject', message: 'email' });
    const parameter = (fields: readonly string[]): string | undefined =>
      envelopeFailure(taken, 409, { ...write, fields }).parameter;
    assert.deepEqual([parameter(['login', 'email']), parameter(['userId'])], ['login', undefined]);
  });
});

describe('words of the service', () => {
  const said = (message: string | undefined, ...secrets: readonly string[]): string =>
    envelopeFailure(refusal({ message }), 500, { ...write, secrets }).message;
  const sentence = 'ECGrid has a problem of its own.';

  test('are not quoted where there are none to be seen', () => {
    for (const nothing of [undefined, '', ' \r\n', '\u0000'])
      assert.equal(said(nothing, 'canary'), sentence, JSON.stringify(nothing));
  });

  test('are quoted whole up to 300 characters, and cut there', () => {
    assert.equal(said('x'.repeat(300)), `${sentence} It says: “${'x'.repeat(300)}”`);
    assert.equal(said('x'.repeat(301)), `${sentence} It says: “${'x'.repeat(300)}…”`);
  });

  test('lose a secret also as JSON spells it', () => {
    const secret = 'ca"na\\ry';
    const text = said(`bad ${secret} in {"password":${JSON.stringify(secret)}} as ca\\"na\\\\ry`, secret);
    assert.equal(text, `${sentence} It says: “bad ••• in {"password":"•••"} as •••”`);
  });

  test('stay as they are where the secret is empty', () => {
    assert.equal(said('No.', ''), `${sentence} It says: “No.”`);
  });
});

describe('the pause that is asked for', () => {
  const cases: readonly (readonly [string | null, number | undefined])[] = [
    [null, undefined],
    ['', undefined],
    [' ', undefined],
    ['0', 0],
    ['1.2', 2],
    ['-5', 0],
    ['30', 30],
    ['soon', undefined],
    ['Infinity', undefined],
    ['Thu, 01 Jan 2026 00:00:02 GMT', 2],
    ['Thu, 01 Jan 2026 00:00:00 GMT', 0],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
  ];
  for (const [header, seconds] of cases) {
    test(`by ${JSON.stringify(header)} is ${seconds ?? 'none'}`, () => {
      assert.equal(retryAfterSeconds(header, now), seconds);
    });
  }

  test('until a part of a second is rounded up', () => {
    assert.equal(retryAfterSeconds('Thu, 01 Jan 2026 00:00:02 GMT', now + 500), 2);
  });
});

describe('a request without an answer', () => {
  const failing = (code: unknown): Error =>
    new Error('fetch failed', { cause: Object.assign(new Error(), { code }) });

  test('was not sent where the connection never came about', () => {
    for (const code of [
      'ECONNREFUSED',
      'ENOTFOUND',
      'EAI_AGAIN',
      'CERT_HAS_EXPIRED',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'ERR_SSL_WRONG_VERSION_NUMBER',
    ]) {
      const error = networkFailure(failing(code), write);
      assert.deepEqual([error.kind, error.outcome], ['unreachable', 'notSent'], code);
      const why = /CERT|LEAF/.test(code)
        ? 'The certificate of the address is not trusted, so nothing was sent.'
        : 'ECGrid cannot be reached.';
      assert.equal(error.message, `${why} (${code})`);
    }
  });

  test('may have been carried out where it broke off, unless it is a read', () => {
    for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'XECONNREFUSED', 'ECONNREFUSEDX']) {
      const error = networkFailure(failing(code), write);
      assert.equal(error.outcome, 'unknown', code);
      assert.equal(error.message, `The connection to ECGrid broke off. (${code})`);
      assert.equal(networkFailure(failing(code), read).outcome, 'refused');
    }
  });

  test('has no code to show where there is none', () => {
    for (const reason of [new Error('x'), failing(17), 'x', undefined]) {
      assert.equal(networkFailure(reason, write).message, 'The connection to ECGrid broke off.');
      assert.equal(failedBeforeSending(reason), false);
    }
  });

  test('that took too long says how long, and may have been carried out', () => {
    assert.equal(timeoutFailure(1, write).kind, 'timeout');
    assert.equal(timeoutFailure(30_000, write).message, 'ECGrid did not answer within 30 seconds.');
    assert.equal(timeoutFailure(1_550, write).message, 'ECGrid did not answer within 1.6 seconds.');
    assert.deepEqual(
      [timeoutFailure(1, write).outcome, timeoutFailure(1, read).outcome],
      ['unknown', 'refused'],
    );
  });

  test('that was cancelled may have been carried out only when it is a write under way', () => {
    const outcomes = [write, read].flatMap((call) =>
      (['underWay', 'answered', 'notSent'] as const).map(
        (progress) => cancelledFailure(progress, call).outcome,
      ),
    );
    assert.deepEqual(outcomes, ['unknown', 'refused', 'notSent', 'notSent', 'notSent', 'notSent']);
    const { kind, message } = cancelledFailure('underWay', write);
    assert.deepEqual([kind, message], ['cancelled', 'Cancelled.']);
  });
});

describe('an error of the client', () => {
  const facts = { kind: 'server', message: 'It broke.', outcome: 'unknown' } as const;
  const kinds: readonly EcgridErrorKind[] = [
    ...new Set(Object.values(codes)),
    'unreachable',
    'timeout',
    'cancelled',
    'notEcgrid',
    'insecure',
  ];

  test('has a next step of its own for each thing that can go wrong', () => {
    const steps = kinds.map((kind) => new EcgridError({ ...facts, kind }).nextStep);
    assert.equal(new Set(steps).size, kinds.length);
    for (const step of steps) assert.match(step, /^[A-Z].+\.$/);
  });

  test('is recognised also when it comes from another copy of the module', () => {
    assert.ok(isEcgridError(new EcgridError(facts)));
    const copy = Object.assign(new Error('It broke.'), {
      name: 'EcgridError',
      kind: 'server',
      nextStep: 'Wait.',
    });
    assert.ok(isEcgridError(copy));
  });

  test('is not what only resembles one', () => {
    for (const other of [
      { name: 'EcgridError', kind: 'server', nextStep: 'Wait.' },
      Object.assign(new Error(), { kind: 'server', nextStep: 'Wait.' }),
      Object.assign(new Error(), { name: 'EcgridError', nextStep: 'Wait.' }),
      Object.assign(new Error(), { name: 'EcgridError', kind: 'server' }),
      undefined,
      null,
      'EcgridError',
    ])
      assert.equal(isEcgridError(other), false);
  });
});

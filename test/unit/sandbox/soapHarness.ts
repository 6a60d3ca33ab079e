/** Calls the ECGridOS of a sandbox: with node-soap, which has it from the WSDL, and with messages written by hand. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { createClientAsync } from 'soap';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import type { SandboxOptions } from '../../../sandbox/server.ts';
import { exchange, object, objects, openBench, type Bench, type Json } from './harness.ts';

/** The versions of SOAP, each with what sets it apart on the wire. */
export const versions = {
  '1.1': { envelope: 'http://schemas.xmlsoap.org/soap/envelope/', port: 'ECGridOSSoap' },
  '1.2': { envelope: 'http://www.w3.org/2003/05/soap-envelope', port: 'ECGridOSSoap12' },
} as const;
export type Version = keyof typeof versions;
export const bothVersions: readonly Version[] = ['1.1', '1.2'];

/** The namespace that the service declares. */
export const ns = 'https://os.ecgrid.io/';

const servicePath = '/v4.1/prod/ECGridOS.asmx';

/** A fault as it stands in an answer. */
export type Fault = { readonly code: string; readonly reason: string; readonly word: string };

/** Calls an operation and returns its result; a fault rejects with {@link SoapFault}. */
export type Call = (operation: string, args?: Json) => Promise<unknown>;

/** What a call is refused with. */
export class SoapFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.word}: ${fault.reason}`);
    this.fault = fault;
  }
}

/** What came back for a message written by hand. */
export type RawAnswer = { readonly status: number; readonly headers: Headers; readonly text: string };

const within = (text: string, tag: string): string =>
  new RegExp(`<${tag}(?: [^>]*)?>(.*?)</${tag}>`, 's').exec(text)?.[1] ?? '';

/** Fails unless an answer holds a fault. */
export const faultIn = ({ text }: Pick<RawAnswer, 'text'>): Fault => {
  assert.match(text, /<soap:Fault>/);
  return {
    code: within(text, 'faultcode') || within(text, 'soap:Value'),
    reason: within(text, 'faultstring') || within(text, 'soap:Text'),
    word: within(text, 'ECGridOSSOAPErrorCode'),
  };
};

/** A message written by hand; everything about it can be made wrong. */
export const envelopeOf = (operation: string, inner: string, version: Version = '1.1'): string =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${versions[version].envelope}"><soap:Body><${operation} xmlns="${ns}">${inner}</${operation}></soap:Body></soap:Envelope>`;

/** The headers that belong to an operation. */
export const headersOf = (operation: string, version: Version = '1.1'): Readonly<Record<string, string>> =>
  version === '1.1'
    ? { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${ns}${operation}"` }
    : { 'content-type': `application/soap+xml; charset=utf-8; action="${ns}${operation}"` };

const unwrapped = (operation: string, body: unknown): unknown =>
  body === null || body === undefined ? undefined : object(body)[`${operation}Result`];

const createCall = async (url: string, version: Version): Promise<Call> => {
  const client = await createClientAsync(`${url}${servicePath}?WSDL`, {
    forceSoap12Headers: version === '1.2',
    disableCache: true,
    preserveWhitespace: true,
    // A time without a zone would be read in the zone of this machine.
    customDeserializer: { dateTime: (text: string) => text },
  });
  const service: unknown = client['ECGridOS'];
  const port = Reflect.get(Object(service), versions[version].port) as unknown;
  return (operation, args = {}) => {
    const method: unknown = Reflect.get(Object(port), operation);
    assert.ok(typeof method === 'function', `the WSDL has no ${operation}`);
    return new Promise((resolve, reject) => {
      const settle = (error: unknown, body: unknown, text: unknown): void => {
        if (error === null || error === undefined) resolve(unwrapped(operation, body));
        else if (typeof text === 'string' && text.includes(':Fault>'))
          reject(new SoapFault(faultIn({ text })));
        else reject(error instanceof Error ? error : new Error('the call failed'));
      };
      Reflect.apply(method, port, [args, settle]);
    });
  };
};

/** A sandbox, and its SOAP side. */
export type SoapBench = Bench & {
  /** Calls with node-soap. */
  readonly caller: (version?: Version) => Promise<Call>;
  /** Calls with node-soap and a level's announced key. */
  readonly callerAs: (level: AuthLevel, version?: Version) => Promise<Call>;
  /** Sends a text as it is. */
  readonly post: (body: string, headers: Readonly<Record<string, string>>) => Promise<RawAnswer>;
  /** Calls with a message written by hand. */
  readonly write: (operation: string, inner: string, version?: Version) => Promise<RawAnswer>;
  readonly sessions: () => Promise<Json>;
};

/** Starts a sandbox for a test. */
export const openSoap = async (t: TestContext, options: SandboxOptions = {}): Promise<SoapBench> => {
  const bench = await openBench(t, options);
  const post = async (body: string, headers: Readonly<Record<string, string>>): Promise<RawAnswer> => {
    const response = await fetch(bench.url + servicePath, { method: 'POST', headers, body });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const caller = (version: Version = '1.1'): Promise<Call> => createCall(bench.url, version);
  return {
    ...bench,
    caller,
    callerAs: async (level, version) => {
      const call = await caller(version);
      const key = { SessionID: bench.apiKeys[level] };
      const isOpen = (operation: string): boolean => operation === 'Login' || operation === 'Version';
      return (operation, args) => call(operation, isOpen(operation) ? args : { ...key, ...args });
    },
    post,
    write: (operation, inner, version) =>
      post(envelopeOf(operation, inner, version), headersOf(operation, version)),
    sessions: async () => (await exchange(`${bench.url}/__sessions`, 'GET')).json,
  };
};

/** Fails unless a call is refused with this word; returns the fault. */
export const refused = async (call: Promise<unknown>, word: string): Promise<Fault> => {
  const error: unknown = await call.then(
    (result) => assert.fail(`it was not refused: ${JSON.stringify(result)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SoapFault, String(error));
  assert.equal(error.fault.word, word, error.message);
  return error.fault;
};

/** The users of an ArrayOfUserIDInfo; node-soap makes null of an empty one. */
export const usersIn = (result: unknown): readonly Json[] =>
  result === null || result === undefined || result === '' ? [] : objects(object(result)['UserIDInfo'] ?? []);

/** A user in mailbox 1001, by the service itself. */
export const added = async (call: Call, login: string, more: Json = {}): Promise<number> => {
  const userId = await call('UserAddEx', {
    NetworkID: 1,
    MailboxID: 1001,
    LoginName: login,
    Password: 'Str0ng!Passw0rd',
    RecoveryQuestion: 'Which?',
    RecoveryAnswer: 'That one',
    FirstName: 'Jane',
    LastName: 'Doe',
    EMail: 'jane@example.com',
    CellPhone: '+1 555 1',
    CellCarrier: 'Verizon',
    AuthLevel: 'MailboxUser',
    ...more,
  });
  assert.ok(typeof userId === 'number');
  return userId;
};

/** What the user form and the extension say to each other: what is understood, and where a password can be. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { Field, FromForm, PlaceList, ToForm, fields } from '../../../src/protocol/userForm.ts';
import { NewUser } from '../../../src/domain/user.ts';
import { aNewUser, aUser } from '../support/builders.ts';

const place = { id: 1001, label: 'Alder Creek (1001)' };
const caller = { userId: 1, login: 'me', authLevel: 'NetworkAdmin', networkId: 1, mailboxId: 0 };
const model = {
  profile: { name: 'Main', origin: 'https://rest.ecgrid.io', production: true },
  caller,
  levels: [{ level: 'General' as const }, { level: 'Root' as const, problem: 'Above your own.' }],
};

const toForm: readonly ToForm[] = [
  { type: 'open', model },
  { type: 'open', model: { ...model, target: aUser() } },
  { type: 'networks', list: { state: 'loading' } },
  { type: 'networks', list: { state: 'loaded', places: [place], complete: false } },
  { type: 'mailboxes', networkId: 1, list: { state: 'failed', message: 'No.' } },
  { type: 'password', password: 'secret', madeBy: 'VS Code' },
  { type: 'submitting' },
  { type: 'failed', message: 'No.', nextStep: 'Choose another.', field: 'login' },
  { type: 'failed', message: 'No.', nextStep: 'Choose another.' },
  { type: 'done', user: aUser(), note: '' },
];

const fromForm: readonly FromForm[] = [
  { type: 'ready' },
  { type: 'again' },
  { type: 'loadMailboxes', networkId: 0 },
  { type: 'generatePassword' },
  { type: 'copyPassword', password: 'secret' },
  { type: 'addUser', user: aNewUser() },
  { type: 'changeRole', change: { authLevel: 'TPUser', scope: { networkId: 1, mailboxId: 0 } } },
  { type: 'changeRole', change: { authLevel: 'TPUser', scope: {} } },
  { type: 'cancelSubmit' },
  { type: 'close' },
];

/** As messages travel: by structured clone. */
const sent = (message: unknown): unknown => structuredClone(message);

describe('every message', () => {
  test('to the form arrives as it was sent', () => {
    for (const message of toForm) assert.deepEqual(ToForm.parse(sent(message)), message);
  });

  test('of the form arrives as it was sent', () => {
    for (const message of fromForm) assert.deepEqual(FromForm.parse(sent(message)), message);
  });

  test('is among the examples above', () => {
    const typesOf = (messages: readonly { readonly type: string }[]): readonly string[] =>
      [...new Set(messages.map(({ type }) => type))].sort();
    const declared = (options: readonly { readonly shape: { readonly type: z.ZodMiniLiteral } }[]): unknown =>
      options.flatMap(({ shape }) => [...shape.type.def.values]).sort();
    assert.deepEqual(declared(ToForm.def.options), typesOf(toForm));
    assert.deepEqual(declared(FromForm.def.options), typesOf(fromForm));
  });

  test('of one side is not understood by the other', () => {
    for (const message of toForm) assert.equal(FromForm.safeParse(message).success, false, message.type);
    for (const message of fromForm) assert.equal(ToForm.safeParse(message).success, false, message.type);
  });
});

describe('a message that makes no sense', () => {
  const wrong: readonly unknown[] = [
    { type: 'addUser', user: { ...aNewUser(), password: 'weak' } },
    { type: 'addUser', user: { ...aNewUser(), login: '' } },
    { type: 'addUser', user: { ...aNewUser(), authLevel: 'NoChange' } },
    { type: 'addUser', user: { ...aNewUser(), networkId: Number.NaN } },
    { type: 'addUser', user: { ...aNewUser(), mailboxId: -1 } },
    { type: 'addUser', user: {} },
    { type: 'addUser' },
    { type: 'changeRole', change: { authLevel: 'NoChange', scope: {} } },
    { type: 'changeRole', change: { authLevel: 'TPUser', scope: { networkId: 0 } } },
    { type: 'changeRole', change: { authLevel: 'TPUser' } },
    { type: 'loadMailboxes', networkId: -1 },
    { type: 'loadMailboxes', networkId: '1' },
    { type: 'copyPassword', password: 'x'.repeat(1001) },
    { type: 'copyPassword' },
    { type: 'READY' },
    {},
  ];
  for (const message of wrong) {
    test(`is refused: ${JSON.stringify(message).slice(0, 100)}`, () => {
      assert.equal(FromForm.safeParse(message).success, false);
    });
  }

  test('never throws, whatever it is', () => {
    const typed = fc.record(
      {
        type: fc.constantFrom(...[...toForm, ...fromForm].map(({ type }) => type)),
        user: fc.anything(),
        change: fc.anything(),
        list: fc.anything(),
        model: fc.anything(),
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue(), typed), (message) => {
        assert.equal(typeof FromForm.safeParse(message).success, 'boolean');
        assert.equal(typeof ToForm.safeParse(message).success, 'boolean');
      }),
      { numRuns: 1000 },
    );
  });

  test('is understood without what nobody knows', () => {
    assert.deepEqual(FromForm.parse({ type: 'ready', password: 'x', more: 1 }), { type: 'ready' });
    const done = ToForm.parse({ type: 'done', user: { ...aUser(), password: 'x' }, note: '' });
    assert.equal(JSON.stringify(done).includes('password'), false);
  });
});

describe('a password', () => {
  /** Every name of a field in a schema, at any depth. */
  const namesIn = (schema: z.ZodMiniType): readonly string[] => {
    const names = new Set<string>();
    JSON.stringify(
      z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
      (key: string, value: unknown) => {
        if (key === 'properties') for (const name of Object.keys(value ?? {})) names.add(name);
        return value;
      },
    );
    return [...names];
  };
  const secretive = (schema: z.ZodMiniType): boolean =>
    namesIn(schema).some((name) => /password|key|secret|token/i.test(name));
  const carriers = (
    options: readonly { readonly shape: { readonly type: z.ZodMiniLiteral } }[],
  ): readonly unknown[] =>
    options.flatMap((option) =>
      option instanceof z.ZodMiniType && secretive(option) ? [...option.shape.type.def.values] : [],
    );

  test('is told to the form in one message alone, which the panel does not keep', () => {
    assert.deepEqual(carriers(ToForm.def.options), ['password']);
  });

  test('is told by the form only to be copied or submitted', () => {
    assert.deepEqual(carriers(FromForm.def.options), ['copyPassword', 'addUser']);
  });
});

describe('the fields that a message can stand at', () => {
  test('are those of a new user', () => {
    assert.deepEqual([...fields].sort(), Object.keys(NewUser.shape).sort());
    for (const field of fields) assert.equal(Field.parse(field), field);
    assert.equal(Field.safeParse('loginName').success, false);
  });
});

test('a list of places is loading, loaded or failed, and nothing between', () => {
  for (const list of [
    { state: 'loaded' },
    { state: 'failed' },
    { state: 'loaded', places: [{ id: 'x', label: '' }], complete: true },
  ]) {
    assert.equal(PlaceList.safeParse(list).success, false);
  }
});

/** What forms about users and the extension say to each other: what is understood, and where a secret can be. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  Field,
  FormModel,
  FormSubmit,
  FromForm,
  PlaceList,
  ToForm,
  fields,
} from '../../../src/protocol/userForm.ts';
import { NewUser, ProfileUpdate, RoleScope } from '../../../src/domain/user.ts';
import { aNewUser, aUser } from '../support/builders.ts';
import { carriers, declaredTypes, secretive, sent, typesOf } from './messages.ts';

const place = { id: 1001, label: 'Alder Creek (1001)' };
const facts = {
  profile: { name: 'Main', origin: 'https://rest.ecgrid.io', production: true },
  caller: { userId: 1, login: 'me', authLevel: 'NetworkAdmin', networkId: 1, mailboxId: 0 },
};
const levels: Extract<FormModel, { purpose: 'addUser' }>['levels'] = [
  { level: 'General' },
  { level: 'Root', problem: 'Above your own.' },
];
const target = aUser();

const models: readonly FormModel[] = [
  { purpose: 'addUser', ...facts, levels },
  { purpose: 'changeRole', ...facts, levels, targets: [target] },
  { purpose: 'changeRole', ...facts, levels, targets: [target, aUser({ userId: 18, login: 'other' })] },
  { purpose: 'moveUser', ...facts, targets: [target] },
  { purpose: 'editUser', ...facts, target },
  { purpose: 'setPassword', ...facts, target },
  { purpose: 'sendSms', ...facts, target },
  { purpose: 'updateConfig', ...facts, target },
  { purpose: 'terminateUser', ...facts, target, consequences: ['The API key stops working.'] },
];

const toForm: readonly ToForm[] = [
  ...models.map((model): ToForm => ({ type: 'open', model })),
  { type: 'networks', list: { state: 'loading' } },
  { type: 'networks', list: { state: 'loaded', places: [place], complete: false } },
  { type: 'mailboxes', networkId: 1, list: { state: 'failed', message: 'No.' } },
  { type: 'password', password: 'secret', madeBy: 'VS Code' },
  { type: 'password', password: 'secret', madeBy: 'ECGrid' },
  { type: 'submitting' },
  { type: 'failed', message: 'No.', nextStep: 'Choose another.', field: 'login' },
  { type: 'failed', message: 'No.', nextStep: 'Choose another.' },
  { type: 'idle' },
  { type: 'done', user: target, note: '' },
];

const submits: readonly FormSubmit[] = [
  { type: 'addUser', user: aNewUser() },
  { type: 'changeRole', change: { authLevel: 'TPUser', scope: { networkId: 1, mailboxId: 0 } } },
  { type: 'changeRole', change: { authLevel: 'TPUser', scope: {} } },
  { type: 'moveUser', place: { networkId: 2, mailboxId: 0 } },
  { type: 'moveUser', place: { mailboxId: 1002 } },
  { type: 'editUser', update: { email: 'new@example.com' } },
  { type: 'editUser', update: { email: 'new@example.com', firstName: 'A', lastName: 'B' } },
  { type: 'setPassword', newPassword: 'Canary-Pass-4711', resetSessions: true },
  { type: 'sendSms', message: 'Call me.\nNow.' },
  { type: 'updateConfig', config: { cellPhone: '', notify: true, timeOut: 30 } },
  { type: 'terminateUser', login: target.login },
];

const fromForm: readonly FromForm[] = [
  { type: 'ready' },
  { type: 'again' },
  { type: 'loadNetworks' },
  { type: 'loadMailboxes', networkId: 0 },
  { type: 'generatePassword' },
  { type: 'copyPassword', password: 'secret' },
  ...submits,
  { type: 'cancelSubmit' },
  { type: 'close' },
];

describe('every message', () => {
  test('to the form arrives as it was sent', () => {
    for (const message of toForm) assert.deepEqual(ToForm.parse(sent(message)), message);
  });

  test('of the form arrives as it was sent', () => {
    for (const message of fromForm) assert.deepEqual(FromForm.parse(sent(message)), message);
  });

  test('is among the examples above, and so is every form', () => {
    assert.deepEqual(declaredTypes(ToForm.def.options), typesOf(toForm));
    assert.deepEqual(declaredTypes(FromForm.def.options), typesOf(fromForm));
    assert.deepEqual(
      FormModel.def.options.flatMap(({ shape }) => [...shape.purpose.def.values]).sort(),
      [...new Set(models.map(({ purpose }) => purpose))].sort(),
    );
  });

  test('of one side is not understood by the other', () => {
    for (const message of toForm) assert.equal(FromForm.safeParse(message).success, false, message.type);
    for (const message of fromForm) assert.equal(ToForm.safeParse(message).success, false, message.type);
  });

  test('that submits is understood as such, and each form has one', () => {
    for (const message of submits) assert.deepEqual(FormSubmit.parse(sent(message)), message);
    assert.deepEqual(declaredTypes(FormSubmit.def.options), typesOf(submits));
    assert.deepEqual(typesOf(submits), [...new Set(models.map(({ purpose }) => purpose))].sort());
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
    { type: 'moveUser', place: { networkId: 0 } },
    { type: 'moveUser', place: { mailboxId: Number.NaN } },
    { type: 'moveUser' },
    { type: 'editUser', update: { email: 'nowhere' } },
    { type: 'editUser', update: { firstName: ' ' } },
    { type: 'editUser' },
    { type: 'setPassword', newPassword: 'weak', resetSessions: true },
    { type: 'setPassword', newPassword: 'Canary-Pass-4711' },
    { type: 'sendSms', message: ' ' },
    { type: 'sendSms', message: 'x'.repeat(1001) },
    { type: 'updateConfig', config: {} },
    { type: 'updateConfig', config: { authLevel: 'Root' } },
    { type: 'updateConfig', config: { '': 'x' } },
    { type: 'updateConfig', config: { notify: null } },
    { type: 'terminateUser' },
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

  test('opens no form without a target or for no purpose', () => {
    for (const model of [
      { purpose: 'changeRole', ...facts, levels, targets: [] },
      { purpose: 'moveUser', ...facts },
      { purpose: 'editUser', ...facts },
      { purpose: 'terminateUser', ...facts, target },
      { purpose: 'suspendUser', ...facts, target },
      { ...facts, levels },
    ]) {
      assert.equal(FormModel.safeParse(model).success, false, JSON.stringify(model).slice(0, 40));
    }
  });

  test('never throws, whatever it is', () => {
    const typed = fc.record(
      {
        type: fc.constantFrom(...[...toForm, ...fromForm].map(({ type }) => type)),
        user: fc.anything(),
        change: fc.anything(),
        place: fc.anything(),
        update: fc.anything(),
        config: fc.anything(),
        message: fc.anything(),
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

describe('a secret', () => {
  test('is told to the form in one message alone, which the panel does not keep', () => {
    assert.deepEqual(carriers(ToForm.def.options, secretive), ['password']);
  });

  test('is told by the form only to be copied or submitted', () => {
    const told = carriers(FromForm.def.options, secretive);
    assert.deepEqual(told, ['copyPassword', 'addUser', 'setPassword']);
    assert.deepEqual(carriers(FromForm.def.options, /^message$/), ['sendSms']);
  });
});

describe('the fields that a message can stand at', () => {
  test('are those of the submits, and each is understood', () => {
    const submitted = [NewUser, ProfileUpdate, RoleScope].flatMap(({ shape }) => Object.keys(shape));
    const others = ['newPassword', 'message', 'config', 'cellPhone', 'cellCarrier'];
    assert.deepEqual([...fields].sort(), [...new Set([...submitted, ...others])].sort());
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

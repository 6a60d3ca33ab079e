/** Everything that writes, with what the database must say afterwards: stated here, not asked of the product. */
import assert from 'node:assert/strict';
import type { EcgridClient } from '../../src/api/client.ts';
import type { User } from '../../src/domain/user.ts';
import type { WriteAction } from '../../src/domain/userAction.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { addUser } from '../../src/operations/addUser.ts';
import { carryOut } from '../../src/operations/carryOut.ts';
import type { Attempted } from '../../src/operations/carryOut.ts';
import type { Circumstances, Through } from '../../src/operations/record.ts';
import { undoWrite } from '../../src/operations/undo.ts';
import type { WriteContext } from '../../src/operations/userWrite.ts';
import { caseOf, newPassword } from '../unit/operations/writeCases.ts';
import type { Json } from '../unit/sandbox/harness.ts';
import { aNewUser } from '../unit/support/builders.ts';

/** What an operation begins with: a caller with a client and a journal, and the login that it is about. */
export type Beginning = {
  readonly login: string;
  /** Makes a user with this login: a MailboxUser of mailbox 1001 with a cell phone and one open session. */
  readonly aSubject: (login: string) => Promise<{ readonly user: User }>;
  readonly users: EcgridClient['users'];
  readonly context: WriteContext;
  readonly me: User;
  readonly through: Through;
  readonly journal: Journal;
};

/** An operation that is ready to be sent. */
export type Prepared = {
  /** Method and path of its write. */
  readonly call: string;
  /** Undefined for a user who is yet to be created. */
  readonly userId: number | undefined;
  readonly send: (through: Through, circumstances?: Circumstances) => Promise<Attempted>;
};

/** The operations, as the tables name them. */
export const operationNames = [
  'addUser',
  'editUser',
  'changeRole',
  'moveUser',
  'updateConfig',
  'setPassword',
  'resetSessions',
  'rotateApiKey',
  'sendSms',
  'terminateUser',
  'undo',
] as const;
export type OperationName = (typeof operationNames)[number];

export type Operation = {
  readonly name: OperationName;
  /** True when reading tells whether it was carried out: a record or a key. */
  readonly visible: boolean;
  /** What ECGrid answers when it is carried out. */
  readonly answers: 'record' | 'yes' | 'key';
  /** True when the user as it is afterwards comes out of it, by the answer or by reading again. */
  readonly tells: boolean;
  /** The fields of the database that are others afterwards; `apiKey: 'another'` = whatever it was not. */
  readonly effect: Json;
  /** What a person should do who is told that nobody knows. */
  readonly advice: RegExp;
  readonly prepare: (beginning: Beginning) => Promise<Prepared>;
};

/** Sends one of the nine writes on a new user. */
const onSubject =
  (action: WriteAction): Operation['prepare'] =>
  async ({ aSubject, login, context }) => {
    const { user } = await aSubject(login);
    const { write, call } = caseOf(action);
    return {
      call: call(user.userId),
      userId: user.userId,
      send: (through, circumstances) => carryOut(through, write(context), user, circumstances),
    };
  };

/** Creates a user. */
const creation: Operation['prepare'] = ({ login, me }) =>
  Promise.resolve({
    call: 'POST /v2/users',
    userId: undefined,
    send: async (through, circumstances) => {
      const fresh = aNewUser({ login, email: `${login}@example.com`, password: newPassword });
      return { kind: 'done', done: await addUser(through, fresh, me, circumstances) };
    },
  });

/** Changes the role of a new user, and is ready to take that back. */
const undoing: Operation['prepare'] = async ({ aSubject, login, context, through, journal }) => {
  const { user } = await aSubject(login);
  const { write, call } = caseOf('changeRole');
  const first = await carryOut(through, write(context), user);
  assert.equal(first.kind, 'done');
  const [entry] = await journal.entries();
  assert.ok(entry);
  return {
    call: call(user.userId),
    userId: user.userId,
    send: (others, circumstances) =>
      carryOut(others, undoWrite(context, [entry]), first.done.user, circumstances),
  };
};

const lookAgain = /could not be found out: refresh before you try again\.$/;

/** All of them. */
export const operations: readonly Operation[] = [
  {
    name: 'addUser',
    visible: true,
    answers: 'record',
    tells: true,
    effect: { authLevel: 'MailboxUser', networkId: 1, mailboxId: 1001, status: 'Active', firstName: 'New' },
    advice: /could not be found out: look for this login before you try again\.$/,
    prepare: creation,
  },
  {
    name: 'editUser',
    visible: true,
    answers: 'record',
    tells: true,
    effect: { firstName: 'Janet' },
    advice: lookAgain,
    prepare: onSubject('editUser'),
  },
  {
    name: 'changeRole',
    visible: true,
    answers: 'record',
    tells: true,
    effect: { authLevel: 'TPUser' },
    advice: lookAgain,
    prepare: onSubject('changeRole'),
  },
  {
    name: 'moveUser',
    visible: true,
    answers: 'record',
    tells: true,
    effect: { mailboxId: 1002 },
    advice: lookAgain,
    prepare: onSubject('moveUser'),
  },
  {
    name: 'updateConfig',
    visible: false,
    answers: 'yes',
    tells: true,
    effect: { cellPhone: '+1 555 0199', config: { notifyByEmail: true, retries: 3 } },
    advice: /Open the user’s page to see what is on file, then try again\.$/,
    prepare: onSubject('updateConfig'),
  },
  {
    name: 'setPassword',
    visible: false,
    answers: 'yes',
    tells: false,
    effect: {},
    advice: /nobody can look: set it again\.$/,
    prepare: onSubject('setPassword'),
  },
  {
    name: 'resetSessions',
    visible: false,
    answers: 'yes',
    tells: true,
    effect: { openSessions: 0 },
    advice: /may have ended or not: reset them again to be sure\.$/,
    prepare: onSubject('resetSessions'),
  },
  {
    name: 'rotateApiKey',
    visible: true,
    answers: 'key',
    tells: false,
    effect: { apiKey: 'another' },
    advice: /nobody can tell: rotate it again, or copy the key in force\.$/,
    prepare: onSubject('rotateApiKey'),
  },
  {
    name: 'sendSms',
    visible: false,
    answers: 'yes',
    tells: false,
    effect: {},
    advice: /may have been sent: ask before you send it again\.$/,
    prepare: onSubject('sendSms'),
  },
  {
    name: 'terminateUser',
    visible: true,
    answers: 'yes',
    tells: true,
    effect: { status: 'Terminated', apiKey: null, openSessions: 0 },
    advice: lookAgain,
    prepare: onSubject('terminateUser'),
  },
  {
    name: 'undo',
    visible: true,
    answers: 'record',
    tells: true,
    effect: { authLevel: 'MailboxUser' },
    advice: lookAgain,
    prepare: undoing,
  },
];

/** The operation with a name. */
export const operationOf = (name: OperationName): Operation => {
  const found = operations.find((one) => one.name === name);
  assert.ok(found);
  return found;
};

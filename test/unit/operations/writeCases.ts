/** The nine writes, each with what it must send and what the database must say afterwards. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { EcgridClient } from '../../../src/api/client.ts';
import type { UserAction } from '../../../src/domain/userAction.ts';
import type { User } from '../../../src/domain/user.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import type { Through } from '../../../src/operations/record.ts';
import type { UserWrite, WriteContext } from '../../../src/operations/userWrite.ts';
import { keyWrite, passwordWrite, resetWrite } from '../../../src/operations/writes/access.ts';
import { terminateWrite } from '../../../src/operations/writes/account.ts';
import { configWrite, profileWrite, smsWrite } from '../../../src/operations/writes/profile.ts';
import { moveWrite, roleWrite } from '../../../src/operations/writes/role.ts';
import type { SandboxOptions } from '../../../sandbox/server.ts';
import type { Json } from '../sandbox/harness.ts';
import { aNewUser } from '../support/builders.ts';
import { messageCanary } from '../support/calls.ts';
import { openTestJournal, recorderOf } from '../support/journals.ts';
import { openEcgrid } from '../support/ecgrid.ts';
import type { Ecgrid } from '../support/ecgrid.ts';

/** A password that must be seen nowhere but in the request. */
export const newPassword = 'Canary-Next-4713!';

/** A user who exists for one test, as the client reads it and as the database has it. */
export type Subject = { readonly user: User; readonly before: Json };

export type WriteCase = {
  readonly action: UserAction;
  readonly write: (context: WriteContext) => UserWrite;
  /** Method and path of the write. */
  readonly call: (userId: number) => string;
  /** The body as the log has it, secrets masked. */
  readonly body: (userId: number) => unknown;
  /** True when the API key is read first, to be compared with. */
  readonly readsKey?: boolean;
  /** True when the user is read again afterwards. */
  readonly readsAgain: boolean;
  /** True when reading the user tells whether it was carried out. */
  readonly visible: boolean;
  readonly changes: readonly string[];
  readonly result: string;
  /** What the database says; undefined where it does not know. */
  readonly isDone: (ecgrid: Ecgrid, subject: Subject) => Promise<boolean | undefined>;
};

const truthIs =
  (field: string, value: unknown): WriteCase['isDone'] =>
  async ({ truth }, { user }) =>
    (await truth(user.userId))[field] === value;

const atPath =
  (path: string): WriteCase['call'] =>
  (userId) =>
    `${path}/${userId}`;

/** Every write on a user, as {@link aSubject} makes one. */
export const writeCases: readonly WriteCase[] = [
  {
    action: 'changeRole',
    write: (context) => roleWrite(context, { authLevel: 'TPUser', scope: { networkId: 1 } }),
    call: () => 'POST /v2/users/role',
    body: (userId) => ({ userId, authLevel: 'TPUser' }),
    readsAgain: false,
    visible: true,
    changes: [
      'AuthLevel: MailboxUser → TPUser',
      '− Send and receive documents in mailbox 1001',
      '− See documents and settings in mailbox 1001',
    ],
    result: 'subject is now TPUser.',
    isDone: truthIs('authLevel', 'TPUser'),
  },
  {
    action: 'moveUser',
    write: (context) => moveWrite(context, { networkId: 1, mailboxId: 1002 }),
    call: () => 'POST /v2/users/set-network-mailbox',
    body: (userId) => ({ userId, mailboxId: 1002 }),
    readsAgain: false,
    visible: true,
    changes: [
      'Mailbox: 1001 → 1002',
      '+ Send and receive documents in mailbox 1002',
      '+ See documents and settings in mailbox 1002',
      '− Send and receive documents in mailbox 1001',
      '− See documents and settings in mailbox 1001',
    ],
    result: 'subject is now in mailbox 1002.',
    isDone: truthIs('mailboxId', 1002),
  },
  {
    action: 'editUser',
    write: (context) => profileWrite(context, { firstName: 'Janet', lastName: 'Hire' }),
    call: () => 'PUT /v2/users',
    body: (userId) => ({ userId, firstName: 'Janet' }),
    readsAgain: false,
    visible: true,
    changes: ['First name: New → Janet'],
    result: 'The profile of subject was changed.',
    isDone: truthIs('firstName', 'Janet'),
  },
  {
    action: 'setPassword',
    write: (context) => passwordWrite(context, newPassword, false),
    call: () => 'POST /v2/users/password',
    body: (userId) => ({ userId, newPassword: '***' }),
    readsAgain: false,
    visible: false,
    changes: ['Password: changed'],
    result: 'The password of subject was set.',
    isDone: async ({ calling }: Ecgrid, { user }: Subject): Promise<boolean> => {
      const login = { login: user.login, password: newPassword };
      return (await calling({}).post('/v2/auth/login', login)).success === true;
    },
  },
  {
    action: 'resetSessions',
    write: resetWrite,
    call: atPath('POST /v2/users/reset'),
    body: () => null,
    readsAgain: true,
    visible: false,
    changes: ['Open sessions: 1 → 0'],
    result: 'All sessions of subject have ended.',
    isDone: truthIs('openSessions', 0),
  },
  {
    action: 'rotateApiKey',
    write: keyWrite,
    call: atPath('POST /v2/users/key-generate'),
    body: () => null,
    readsKey: true,
    readsAgain: false,
    visible: true,
    changes: ['API key: replaced'],
    result: 'The API key of subject was replaced.',
    isDone: async ({ truth }, { user, before }) => (await truth(user.userId))['apiKey'] !== before['apiKey'],
  },
  {
    action: 'sendSms',
    write: (context) => smsWrite(context, messageCanary),
    call: () => 'POST /v2/users/send-sms',
    body: (userId) => ({ userId, message: '***' }),
    readsAgain: false,
    visible: false,
    changes: ['Text message to +1 555 0100'],
    result: 'The message to subject was sent.',
    isDone: () => Promise.resolve(undefined),
  },
  {
    action: 'updateConfig',
    write: (context) => configWrite(context, { cellPhone: '+1 555 0199', notifyByEmail: true, retries: 3 }),
    call: () => 'POST /v2/users/update-config',
    body: (userId) => ({ userId, cellPhone: '+1 555 0199', notifyByEmail: true, retries: 3 }),
    readsAgain: true,
    visible: false,
    changes: ['Cell phone: +1 555 0100 → +1 555 0199', 'notifyByEmail: true', 'retries: 3'],
    result: 'The configuration of subject was changed.',
    isDone: truthIs('cellPhone', '+1 555 0199'),
  },
  {
    action: 'terminateUser',
    write: terminateWrite,
    call: atPath('DELETE /v2/users'),
    body: () => null,
    readsAgain: true,
    visible: true,
    changes: [
      'Status: Active → Terminated',
      '− Send and receive documents in mailbox 1001',
      '− See documents and settings in mailbox 1001',
    ],
    result: 'subject is terminated.',
    isDone: truthIs('status', 'Terminated'),
  },
];

/** The case of an action. */
export const caseOf = (action: UserAction): WriteCase => {
  const found = writeCases.find((one) => one.action === action);
  assert.ok(found, `no write for ${action}`);
  return found;
};

/** A sandbox, and what writes go through as its NetworkAdmin. */
export type Desk = Ecgrid & {
  readonly context: WriteContext;
  /** Whose key it is. */
  readonly me: User;
  readonly journal: Journal;
  readonly through: Through;
  /** The same with another client. */
  readonly throughOf: (users: EcgridClient['users']) => Through;
  readonly users: EcgridClient['users'];
  /** A new user of mailbox 1001 with a cell phone and one open session; the log is empty afterwards. */
  readonly aSubject: (login?: string) => Promise<Subject>;
};

/** Opens a sandbox with nobody but one user per level. */
export const openDesk = async (t: TestContext, options: SandboxOptions = {}): Promise<Desk> => {
  const ecgrid = await openEcgrid(t, { users: 9, ...options });
  const { users } = ecgrid.client();
  const root = ecgrid.client('Root').users;
  const me = await users.me();
  const context = { caller: me, policy: { allowInternalLevels: false } };
  const journal = await openTestJournal(t);
  const recorder = recorderOf(journal, me);
  const aSubject = async (login = 'subject'): Promise<Subject> => {
    const fresh = aNewUser({ login, email: `${login}@example.com` });
    const { userId } = await root.create(fresh);
    await root.updateConfig(userId, { cellPhone: '+1 555 0100', cellCarrier: 'Verizon' });
    await ecgrid.calling({}).post('/v2/auth/login', { login, password: fresh.password });
    const subject = { user: await users.get(userId), before: await ecgrid.truth(userId) };
    assert.equal(subject.user.openSessions, 1);
    await ecgrid.arrived();
    return subject;
  };
  const throughOf = (others: EcgridClient['users']): Through => ({ users: others, recorder });
  return { ...ecgrid, context, me, users, aSubject, journal, through: throughOf(users), throughOf };
};

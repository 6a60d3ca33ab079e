/** What the soak does to a user: any operation, with what the database must say afterwards if it was carried out. */
import { authLevels } from '../../src/domain/authLevel.ts';
import type { User } from '../../src/domain/user.ts';
import type { JournalEntry } from '../../src/journal/record.ts';
import { undoWrite } from '../../src/operations/undo.ts';
import type { UserWrite } from '../../src/operations/userWrite.ts';
import { keyWrite, passwordWrite, resetWrite } from '../../src/operations/writes/access.ts';
import { terminateWrite } from '../../src/operations/writes/account.ts';
import { configWrite, profileWrite, smsWrite } from '../../src/operations/writes/profile.ts';
import { moveWrite, roleWrite } from '../../src/operations/writes/role.ts';
import type { Json } from '../unit/sandbox/harness.ts';
import type { SoakCaller, SoakWorld } from './soakWorld.ts';

/** One write on a user. */
export type Deed = {
  readonly name: string;
  readonly write: UserWrite;
  /** The fields of the database that are others afterwards; `apiKey: 'another'` = whatever it was not. */
  readonly effect: Json;
};

type Maker = (world: SoakWorld, caller: SoakCaller, user: User, count: number) => Deed;

const makers: readonly (readonly [chance: number, maker: Maker])[] = [
  [
    20,
    (_world, { context }, _user, count) => ({
      name: 'editUser',
      write: profileWrite(context, { firstName: `First ${count}` }),
      effect: { firstName: `First ${count}` },
    }),
  ],
  [
    20,
    ({ random }, { context }) => {
      const authLevel = random.pick(authLevels);
      return {
        name: 'changeRole',
        write: roleWrite(context, { authLevel, scope: {} }),
        effect: { authLevel },
      };
    },
  ],
  [
    16,
    ({ mailboxOf }, { context }, { networkId }) => {
      const mailboxId = mailboxOf(networkId);
      return {
        name: 'moveUser',
        write: moveWrite(context, { networkId, mailboxId }),
        effect: { mailboxId },
      };
    },
  ],
  [
    10,
    (_world, { context }, _user, count) => {
      const phone = { cellPhone: `+1 555 ${count}`, cellCarrier: 'Verizon' };
      return { name: 'updateConfig', write: configWrite(context, phone), effect: phone };
    },
  ],
  [
    6,
    (_world, { context }, _user, count) => ({
      name: 'setPassword',
      write: passwordWrite(context, `Soak-Pass-${count}!`, false),
      effect: { lockedOut: false, failedLogins: 0 },
    }),
  ],
  [
    6,
    (_world, { context }) => ({
      name: 'resetSessions',
      write: resetWrite(context),
      effect: { openSessions: 0, lockedOut: false, failedLogins: 0 },
    }),
  ],
  [
    6,
    (_world, { context }) => ({
      name: 'rotateApiKey',
      write: keyWrite(context),
      effect: { apiKey: 'another' },
    }),
  ],
  [
    4,
    (_world, { context }, _user, count) => ({
      name: 'sendSms',
      write: smsWrite(context, `Soak ${count}`),
      effect: {},
    }),
  ],
  [
    3,
    (_world, { context }) => ({
      name: 'terminateUser',
      write: terminateWrite(context),
      effect: { status: 'Terminated', apiKey: null, openSessions: 0 },
    }),
  ],
];

const allChances = makers.reduce((sum, [chance]) => sum + chance, 0);

/** Any write on a user. */
export const anyDeed = (world: SoakWorld, caller: SoakCaller, user: User, count: number): Deed => {
  let left = world.random.below(allChances);
  const chosen = makers.find(([chance]) => (left -= chance) < 0) ?? makers[0];
  if (!chosen) throw new RangeError('There is nothing to do.');
  return chosen[1](world, caller, user, count);
};

/** Takes an entry of the journal back. */
export const undoing = (entry: JournalEntry, { context }: SoakCaller): Deed => {
  const { authLevel, networkId, mailboxId, email, firstName, lastName } = entry.begun.before;
  const names = Object.entries({ email, firstName, lastName }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const role = Object.entries({ authLevel, networkId, mailboxId }).filter(([, value]) => value !== undefined);
  return {
    name: 'undo',
    write: undoWrite(context, [entry]),
    effect: Object.fromEntries([...role, ...names]),
  };
};

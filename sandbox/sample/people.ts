/** Makes up the sample users, one after another. */
import { authLevels, levelFacts, type AuthLevel } from '../../src/domain/authLevel.ts';
import type { Status } from '../../src/domain/status.ts';
import { repeatableUuid, type Random } from '../random.ts';
import { samplePassword, sampleRecoveryAnswer, storedPassword, storedRecovery } from '../secrets.ts';
import type { NewUserRecord } from '../userRecord.ts';
import { carriers, firstNames, lastNames } from './names.ts';
import { oddOnes } from './oddOnes.ts';

/** What has been decided of a user before the rest is made up. */
type Sketch = Pick<
  NewUserRecord,
  'login' | 'firstName' | 'lastName' | 'networkId' | 'mailboxId' | 'authLevel' | 'status'
> & { readonly email?: null };

/** Streams of chance and the mailboxes of each network, in order. */
export type Source = {
  readonly random: Random;
  readonly keys: Random;
  /** For what only ECGridOS tells of a user. */
  readonly ecgridos: Random;
  readonly mailboxesOf: (networkId: number) => readonly number[];
};

const dayMs = 24 * 60 * 60 * 1000;
const firstDay = Date.UTC(2018, 0, 2);

const someDay = (random: Random, from: number, days: number): number =>
  from + random.below(days) * dayMs + random.below(dayMs / 1000) * 1000;

const phone = (random: Random): string => `+1 555 ${100 + random.below(900)} ${1000 + random.below(9000)}`;

const recoveryQuestions = [
  'What was the name of your first pet?',
  'In which city were you born?',
  'What is your mother’s maiden name?',
];

/** What only ECGridOS knows, drawn from a stream of its own: all else stays what it was before there was this. */
const knownToEcgridos = (lockedOut: boolean, ecgridos: Random) => {
  const question = ecgridos.pick(recoveryQuestions);
  const salt = ecgridos.below(0x1_0000_0000).toString(16);
  const isAsked = ecgridos.chance(0.6);
  return {
    ...storedRecovery(
      isAsked ? { question, answer: sampleRecoveryAnswer } : { question: null, answer: null },
      salt,
    ),
    failedLogins: lockedOut ? 3 : Number(ecgridos.chance(0.1)),
    maxSessions: 0,
  };
};

/** Adds what everybody has. */
const finish = ({ email, ...sketch }: Sketch, { random, keys, ecgridos }: Source): NewUserRecord => {
  const created = someDay(random, firstDay, 2000);
  const modified = someDay(random, created, 300);
  const mobile = random.chance(0.5);
  const apiKey = repeatableUuid(keys);
  const gone = sketch.status === 'Terminated';
  const record = {
    ...sketch,
    ...storedPassword(samplePassword, keys.below(0x1_0000_0000).toString(16)),
    email: email === null ? null : `${sketch.login}@network${sketch.networkId}.example`,
    company: null,
    phone: random.chance(0.7) ? phone(random) : null,
    cellPhone: mobile ? phone(random) : null,
    cellCarrier: mobile ? random.pick(carriers) : null,
    timeZoneOffset: random.below(14) - 8,
    created: new Date(created).toISOString(),
    modified: new Date(modified).toISOString(),
    lastLogin: random.chance(0.9) ? new Date(someDay(random, modified, 200)).toISOString() : null,
    openSessions: gone ? 0 : random.below(3),
    timeOut: random.pick([20, 20, 20, 60]),
    lockedOut: sketch.status === 'Active' && random.chance(0.02),
    apiKey: gone ? null : apiKey,
    config: '{}',
  };
  return { ...record, ...knownToEcgridos(record.lockedOut, ecgridos) };
};

/** The active user of network 1 whose key is announced for a level. */
const keyOwner = (level: AuthLevel, source: Source): NewUserRecord => {
  const { scope } = levelFacts(level);
  const ofNetwork = scope === 'system' || scope === 'network';
  const record = finish(
    {
      login: level.toLowerCase(),
      firstName: 'Sample',
      lastName: level,
      networkId: 1,
      mailboxId: ofNetwork ? 0 : (source.mailboxesOf(1)[0] ?? 0),
      authLevel: level,
      status: 'Active',
    },
    source,
  );
  return { ...record, lockedOut: false, failedLogins: 0 };
};

/** Shares of the levels among ordinary users, in thousandths; mailbox and partner users are the many. */
const levelShares: readonly (readonly [AuthLevel, number])[] = [
  ['NetworkAdmin', 5],
  ['NetworkUser', 20],
  ['MailboxAdmin', 60],
  ['MailboxUser', 450],
  ['TPUser', 265],
  ['General', 200],
];

const someLevel = (random: Random): AuthLevel => {
  let draw = random.below(1000);
  for (const [level, share] of levelShares) {
    if (draw < share) return level;
    draw -= share;
  }
  return 'General';
};

/** The first ordinary users take the rarer statuses in turn, so that even a small directory shows them all. */
const rareStatuses: readonly Status[] = ['Suspended', 'Terminated', 'Development', 'Preproduction'];

const someStatus = (random: Random, index: number): Status => {
  const isRare = random.chance(0.1);
  const rare = random.pick(rareStatuses);
  return rareStatuses[index] ?? (isRare ? rare : 'Active');
};

/** Fifteen of 22 belong to network 1: of the default 60 users its administrator sees 45. */
const someNetwork = (index: number): number => {
  const turn = index % 22;
  if (turn < 15) return 1;
  return turn < 19 ? 2 : 3;
};

/** Gives every login once in the whole directory: `amelia.bennett`, `amelia.bennett2`, … */
const uniqueLogins = (): ((login: string) => string) => {
  const given = new Map<string, number>();
  return (login) => {
    const count = (given.get(login) ?? 0) + 1;
    given.set(login, count);
    return count === 1 ? login : `${login}${count}`;
  };
};

const ordinary = (index: number, source: Source, unique: (login: string) => string): NewUserRecord => {
  const { random, mailboxesOf } = source;
  const first = random.pick(firstNames);
  const last = random.pick(lastNames);
  const authLevel = someLevel(random);
  const networkId = someNetwork(index);
  const mailboxId = random.pick(mailboxesOf(networkId));
  return finish(
    {
      login: unique(`${first.plain}.${last.plain}`),
      firstName: first.written,
      lastName: last.written,
      networkId,
      mailboxId: levelFacts(authLevel).scope === 'network' ? 0 : mailboxId,
      authLevel,
      status: someStatus(random, index),
    },
    source,
  );
};

/** A sample user, and the level that its key is announced for, if it is. */
export type Person = { readonly user: NewUserRecord; readonly ownsKeyOf: AuthLevel | undefined };

/** The owners of the announced keys, then the odd ones, then ordinary users: `count` in all, at least 9. */
export const samplePeople = function* (count: number, source: Source): Generator<Person, void> {
  for (const level of authLevels) yield { user: keyOwner(level, source), ownsKeyOf: level };
  const odd = oddOnes.slice(0, Math.max(0, count - authLevels.length));
  for (const { mailbox, ...one } of odd) {
    const mailboxId = mailbox === undefined ? 0 : (source.mailboxesOf(one.networkId)[mailbox] ?? 0);
    yield { user: finish({ ...one, mailboxId, status: 'Active' }, source), ownsKeyOf: undefined };
  }
  const unique = uniqueLogins();
  for (let index = 0; index < count - authLevels.length - odd.length; index += 1) {
    yield { user: ordinary(index, source, unique), ownsKeyOf: undefined };
  }
};

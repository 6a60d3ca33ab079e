/** What else can come between: other people, keys and levels, clocks, cancelling, the network, the disk. */
import { rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { aNewUser } from '../unit/support/builders.ts';
import { aDoor } from '../unit/support/directories.ts';
import { closedAddress } from '../unit/support/rawServer.ts';
import type { Recorder } from '../../src/journal/journal.ts';
import type { Operation } from './operations.ts';
import type { Course, Row, Stage, Way } from './row.ts';

const done: Course = { kind: 'answered', commits: true };

/** Between the reading and the writing: when the journal has the entry, and nothing has been sent. */
const between = (stage: Stage, act: () => Promise<unknown>): { readonly recorder: Recorder } => ({
  recorder: {
    begin: async (facts) => {
      const entry = await stage.recorder.begin(facts);
      await act();
      await stage.note();
      return entry;
    },
  },
});

const isCreation = ({ name }: Operation): boolean => name === 'addUser';

const root = ({ desk }: Stage) => desk.client('Root').users;

/** Somebody else terminates the user, or takes the login of one who is yet to be created. */
const endTarget = async (stage: Stage): Promise<unknown> =>
  stage.userId === undefined
    ? root(stage).create(aNewUser({ login: stage.login, email: 'other@example.com' }))
    : root(stage).terminate(stage.userId);

/** Somebody else changes a field of the user that the operation does not touch. */
const changeTarget = async (stage: Stage): Promise<unknown> =>
  stage.userId === undefined ? undefined : root(stage).update(stage.userId, { lastName: 'Smith' });

const refusedAsEnded = (operation: Operation): Course => ({
  kind: 'refused',
  commits: false,
  told: isCreation(operation)
    ? /^This login is already taken in the network\./
    : /^ECGrid does not accept the value of userId\.|^ECGrid does not accept a value\./,
});

const notAsked =
  (told: RegExp): Row['course'] =>
  (operation) =>
    isCreation(operation) ? undefined : { kind: 'notAsked', commits: false, told, recorded: false };

/** Before the reading, so that it tells. */
const before = (stage: Stage, act: (stage: Stage) => Promise<unknown>): Promise<Way> =>
  act(stage)
    .then(stage.note)
    .then(() => ({}));

const otherPeople: readonly Row[] = [
  {
    name: 'user terminated by somebody else, before it is read',
    arrange: (stage) => before(stage, endTarget),
    course: notAsked(/ is terminated, which is permanent\.$/),
  },
  {
    name: 'user changed by somebody else, before it is read',
    arrange: (stage) => before(stage, changeTarget),
    course: notAsked(/^Last name: Hire → Smith$/),
  },
  {
    name: 'user terminated, or login taken, between reading and writing',
    arrange: (stage) => between(stage, () => endTarget(stage)),
    course: refusedAsEnded,
  },
  {
    name: 'user changed by somebody else between reading and writing',
    arrange: (stage) => between(stage, () => changeTarget(stage)),
    course: (operation) => (isCreation(operation) ? undefined : done),
  },
  {
    name: 'own key revoked between reading and writing',
    arrange: (stage) => between(stage, () => root(stage).generateKey(stage.adminId)),
    course: () => ({ kind: 'refused', commits: false, told: /^ECGrid does not accept the API key\./ }),
  },
  {
    name: 'own AuthLevel lowered between reading and writing',
    arrange: (stage) => between(stage, () => root(stage).setRole(stage.adminId, 'NetworkUser')),
    course: () => ({
      kind: 'refused',
      commits: false,
      told: /^ECGrid does not allow this to your AuthLevel\./,
    }),
  },
];

const clocks: readonly Row[] = [
  { name: 'this machine’s clock an hour ahead', clock: 3_600_000, course: () => done },
  { name: 'this machine’s clock an hour behind', clock: -3_600_000, course: () => done },
];

/** A gateway that loses the request, or its answer, and calls when it has. */
const losing = async (stage: Stage, where: 'before' | 'after', onKept: () => void): Promise<Way> => {
  const { url, keep } = await stage.gateway();
  keep({ call: stage.call, where, onKept });
  return { origin: url };
};

const cancelled = /^Cancelled\./;

/** Lets what is under way come to where it waits for the next attempt. */
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};

const cancelling: readonly Row[] = [
  {
    name: 'cancelled before it begins',
    arrange: (stage) => {
      stage.cancel();
      return {};
    },
    course: (operation) => ({
      kind: 'notSent',
      commits: false,
      arrive: 0,
      sent: 0,
      told: cancelled,
      recorded: isCreation(operation),
    }),
  },
  {
    name: 'cancelled between reading and writing',
    arrange: (stage) =>
      between(stage, () => {
        stage.cancel();
        return Promise.resolve();
      }),
    course: () => ({ kind: 'notSent', commits: false, arrive: 0, sent: 0, told: cancelled }),
  },
  {
    name: 'cancelled while ECGrid is at it, not carried out so far',
    arrange: (stage) => losing(stage, 'before', stage.cancel),
    course: () => ({ kind: 'gaveUp', commits: false, arrive: 0, sent: 1, told: cancelled }),
  },
  {
    name: 'cancelled while ECGrid is at it, carried out',
    arrange: (stage) => losing(stage, 'after', stage.cancel),
    course: () => ({ kind: 'gaveUp', commits: true, told: cancelled }),
  },
  {
    name: 'cancelled while waiting for the next attempt',
    faults: [{ name: 'rateLimited', retryAfter: 15 }],
    arrange: (stage) => ({
      onAnswer: (status) => {
        if (status === 429) void turns(50).then(stage.cancel);
      },
    }),
    course: () => ({ kind: 'busy', commits: false, told: cancelled }),
  },
];

/** The answer is lost, and from then on nothing can be read. */
const goBlind = async (stage: Stage): Promise<Way> => {
  const { url, keep } = await stage.gateway();
  const [method, path] = stage.call.split(' ');
  const first = (): Promise<void> =>
    stage.desk.fault(
      { name: 'dropAfterCommit', method, path },
      { name: 'error503', method: 'GET' },
      { name: 'error503', path: '/v2/users/by-name' },
    );
  keep({ call: stage.call, where: 'nowhere', first });
  return { origin: url, afterwards: () => stage.desk.fault() };
};

/** ECGrid begins when nobody waits any more. */
const comeLate = async (stage: Stage): Promise<Way> => {
  const door = aDoor();
  const kept = Promise.withResolvers<undefined>();
  const { url, keep } = await stage.gateway();
  keep({ call: stage.call, where: 'after', first: door.pass, onKept: () => kept.resolve(undefined) });
  const afterwards = async (): Promise<void> => {
    door.open();
    await kept.promise;
  };
  return { origin: url, timeout: 2000, afterwards };
};

const refusedConnection = /^ECGrid cannot be reached\. \(ECONNREFUSED\)$/;

const network: readonly Row[] = [
  {
    name: 'connection refused',
    arrange: async () => ({ origin: await closedAddress() }),
    course: (operation) => ({
      kind: 'notSent',
      commits: false,
      arrive: 0,
      sent: 0,
      told: refusedConnection,
      recorded: isCreation(operation),
    }),
  },
  {
    name: 'connection refused between reading and writing',
    arrange: async (stage) => {
      const { url, close } = await stage.gateway();
      return { origin: url, ...between(stage, close) };
    },
    course: () => ({ kind: 'notSent', commits: false, arrive: 0, sent: 0, told: refusedConnection }),
  },
  {
    name: 'answer lost, and nothing can be read afterwards',
    arrange: goBlind,
    course: () => ({ kind: 'blind', commits: true, told: /^The connection to ECGrid broke off\./ }),
  },
  {
    name: 'no answer in time, carried out when nobody looks any more',
    atOnce: true,
    arrange: comeLate,
    course: () => ({
      kind: 'gaveUp',
      commits: true,
      late: true,
      told: /^ECGrid did not answer within 2 seconds\./,
    }),
  },
];

const disk: readonly Row[] = [
  {
    name: 'journal that cannot be written',
    arrange: (stage) => ({
      recorder: {
        begin: async () => {
          // The real one, where its folder cannot be made.
          await rm(dirname(stage.folder), { recursive: true });
          await writeFile(dirname(stage.folder), '');
          return stage.recorder.begin({
            operation: 'editUser',
            target: { login: 'nobody', name: '', networkId: 0 },
            changes: [],
            before: {},
            after: {},
          });
        },
      },
      afterwards: () => rm(dirname(stage.folder)),
    }),
    course: () => ({
      kind: 'notSent',
      commits: false,
      arrive: 0,
      recorded: false,
      told: /^The journal could not be written, so nothing was sent\.$/,
    }),
  },
];

/** Every situation. */
export const situationRows: readonly Row[] = [...otherPeople, ...clocks, ...cancelling, ...network, ...disk];

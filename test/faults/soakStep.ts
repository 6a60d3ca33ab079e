/** One operation of the soak, and whether database, directory and what was told agree about it. */
import assert from 'node:assert/strict';
import { isEcgridError } from '../../src/api/ecgridError.ts';
import type { EcgridError } from '../../src/api/ecgridError.ts';
import type { User } from '../../src/domain/user.ts';
import { addUser } from '../../src/operations/addUser.ts';
import { carryOut } from '../../src/operations/carryOut.ts';
import type { Attempted } from '../../src/operations/carryOut.ts';
import type { JobEnd } from '../../src/operations/run.ts';
import type { Json } from '../unit/sandbox/harness.ts';
import { aNewUser } from '../unit/support/builders.ts';
import { recordOf } from './cell.ts';
import { asShown } from './rules.ts';
import type { Deed } from './soakDeeds.ts';
import type { SoakCaller, SoakWorld } from './soakWorld.ts';

/** How an operation ended; `notSent` = there is no entry, `unsettled` = nobody may have waited for its end. */
export type StepOutcome =
  'done' | 'found' | 'changed' | 'refusedByRules' | 'refused' | 'notSent' | 'unknown' | 'unsettled';

/** What was done, to be compared with the journal in the end. */
export type Step = {
  readonly name: string;
  /** Under this one the journal has it. */
  readonly run: string;
  readonly login: string;
  readonly outcome: StepOutcome;
  /** The entry, when it was told. */
  readonly entry: string | undefined;
};

/** A step with what a run of jobs would show of it. */
export type Stepped = { readonly step: Step; readonly end: () => JobEnd };

const outcomeOf = (ending: Attempted | EcgridError): StepOutcome => {
  if (isEcgridError(ending)) {
    if (ending.outcome !== 'unknown') return ending.outcome;
    return ending.kind === 'timeout' || ending.kind === 'cancelled' ? 'unsettled' : 'unknown';
  }
  if (ending.kind !== 'done') return ending.kind === 'changed' ? 'changed' : 'refusedByRules';
  return ending.done.found ? 'found' : 'done';
};

const ended = (attempt: Promise<Attempted>): Promise<Attempted | EcgridError> =>
  attempt.catch((error: unknown) => {
    assert.ok(isEcgridError(error), `not an EcgridError: ${String(error)}`);
    return error;
  });

const undated = (record: Json): Json => ({ ...record, modified: undefined });

const withEffect = (before: Json, effect: Json, after: Json): Json => {
  const { apiKey } = effect;
  if (apiKey !== 'another') return { ...before, ...effect };
  assert.notEqual(after['apiKey'], before['apiKey']);
  return { ...before, ...effect, apiKey: after['apiKey'] };
};

const isSame = (one: Json, other: Json): boolean => {
  try {
    assert.deepEqual(undated(one), undated(other));
    return true;
  } catch {
    return false;
  }
};

/** Fails unless the database is what the outcome says. */
const assertDatabase = (
  outcome: StepOutcome,
  effect: Json,
  before: Json,
  after: Json,
  what: string,
): void => {
  if (outcome === 'done' || outcome === 'found')
    assert.deepEqual(undated(after), undated(withEffect(before, effect, after)), what);
  else if (outcome !== 'unknown' && outcome !== 'unsettled')
    assert.deepEqual(undated(after), undated(before), what);
  else if (!isSame(before, after))
    assert.deepEqual(undated(after), undated(withEffect(before, effect, after)), what);
};

/** Fails unless the tree shows what is true, where ECGrid has told it. */
const assertDirectory = (
  { directory }: SoakCaller,
  outcome: StepOutcome,
  after: Json,
  what: string,
): void => {
  if (!['done', 'found', 'changed', 'refusedByRules'].includes(outcome)) return;
  const shown = directory.find(Number(after['userId']));
  assert.deepEqual(asShown(shown), asShown(after), `${what}: the tree`);
};

const endOf = (ending: Attempted | EcgridError): JobEnd => {
  if (isEcgridError(ending)) throw ending;
  return { state: ending.kind, notes: [] };
};

/** Carries out a write on a user as the tree shows it. */
export const actOn = async (
  world: SoakWorld,
  caller: SoakCaller,
  seen: User,
  deed: Deed,
  run: string,
): Promise<Stepped> => {
  const { userId, login } = seen;
  const before = await world.truth(userId);
  const ending = await ended(carryOut(caller.through, deed.write, seen, { signal: caller.signal, run }));
  if (!isEcgridError(ending)) caller.directory.apply(ending.kind === 'done' ? ending.done.user : ending.now);
  const after = await world.truth(userId);
  const outcome = outcomeOf(ending);
  const what = `${run}: ${deed.name} of ${login}, ${outcome}`;
  assertDatabase(outcome, deed.effect, before, after, what);
  assertDirectory(caller, outcome, after, what);
  const entry = 'done' in ending ? ending.done.entry : undefined;
  return { step: { name: deed.name, run, login, outcome, entry }, end: () => endOf(ending) };
};

/** Creates a user. */
export const create = async (world: SoakWorld, caller: SoakCaller, run: string): Promise<Stepped> => {
  const { networkId, mailboxId } = caller.me;
  const login = `soak.${run}`;
  const authLevel = world.random.pick(['General', 'TPUser', 'MailboxUser'] as const);
  const fresh = aNewUser({ login, email: `${login}@example.com`, authLevel, networkId, mailboxId });
  const { signal, through, me } = caller;
  const ending = await ended(
    addUser(through, fresh, me, { signal, run }).then((done) => ({ kind: 'done', done })),
  );
  if ('done' in ending) caller.directory.apply(ending.done.user);
  const after = await recordOf(world.url, login);
  const outcome = outcomeOf(ending);
  const what = `${run}: addUser ${login}, ${outcome}`;
  if (outcome === 'done' || outcome === 'found') {
    assert.ok(after, what);
    assert.deepEqual([after['email'], after['authLevel']], [fresh.email, authLevel], what);
    assertDirectory(caller, outcome, after, what);
  } else if (outcome !== 'unknown' && outcome !== 'unsettled') assert.equal(after, undefined, what);
  const entry = 'done' in ending ? ending.done.entry : undefined;
  return { step: { name: 'addUser', run, login, outcome, entry }, end: () => endOf(ending) };
};

/**
 * What must come of a write, from the course that it takes: stated here in general, so that the product cannot
 * agree with itself alone.
 */
import assert from 'node:assert/strict';
import { isEcgridError } from '../../src/api/ecgridError.ts';
import type { User } from '../../src/domain/user.ts';
import type { JournalOutcome } from '../../src/journal/record.ts';
import type { Json } from '../unit/sandbox/harness.ts';
import { everythingIn } from '../unit/support/ecgrid.ts';
import type { Observed } from './cell.ts';
import type { Operation } from './operations.ts';
import type { Course } from './row.ts';

type Outcome = { readonly outcome: JournalOutcome; readonly settledBy: 'answer' | 'looking' };

/** The outcome of a write that was recorded. */
const outcomeOf = ({ kind, commits, late }: Course, { visible }: Operation): Outcome => {
  switch (kind) {
    case 'answered':
      return { outcome: 'done', settledBy: 'answer' };
    case 'refused':
      return { outcome: 'refused', settledBy: 'answer' };
    case 'busy':
    case 'notSent':
    case 'notAsked':
      return { outcome: 'failed', settledBy: 'answer' };
    case 'blind':
      return { outcome: 'unknown', settledBy: 'answer' };
    case 'lost':
      if (!visible) return { outcome: 'unknown', settledBy: 'answer' };
      return { outcome: commits ? 'done' : 'failed', settledBy: 'looking' };
    case 'gaveUp':
      if (!visible) return { outcome: 'unknown', settledBy: 'answer' };
      return { outcome: commits && late !== true ? 'done' : 'unknown', settledBy: 'looking' };
  }
};

/** How what is told ends. */
const endOf = ({ kind }: Course, { outcome, settledBy }: Outcome, operation: Operation): RegExp => {
  if (outcome === 'unknown')
    return settledBy === 'looking'
      ? /ECGrid may still do it: look again before you try again\.$/
      : operation.advice;
  if (kind === 'lost') return /(was read again: .+ not .+|was looked up: no such user was created)\.$/;
  return /[.”)]$/;
};

/** What the endings have to say, as one text. */
const toldBy = ({ ending }: Observed): string => {
  if (isEcgridError(ending)) return ending.message;
  if (ending.kind === 'refused') return ending.reason;
  return ending.kind === 'changed' ? ending.differences.join('; ') : '';
};

const changed = (before: Json | undefined, effect: Json, after: Json | undefined): Json => {
  const { apiKey } = effect;
  const others = Object.fromEntries(Object.entries(effect).filter(([field]) => field !== 'apiKey'));
  const isKept = apiKey === undefined && before !== undefined;
  if (apiKey === 'another') assert.ok(typeof after?.['apiKey'] === 'string');
  if (apiKey === 'another') assert.notEqual(after?.['apiKey'], before?.['apiKey']);
  // A new user has whatever else it is given; of one who was there, everything else stays.
  return {
    ...(before ?? after),
    ...others,
    ...(isKept ? {} : { apiKey: apiKey === null ? null : after?.['apiKey'] }),
  };
};

const undated = (record: Json | undefined): Json | undefined => record && { ...record, modified: undefined };

/** The database has the write or is as before, as the course says. */
const assertDatabase = ({ commits }: Course, operation: Operation, seen: Observed): void => {
  const { before, after } = seen;
  const expected = commits ? changed(before, operation.effect, after) : before;
  assert.deepEqual(undated(after), undated(expected), 'the database');
  const isPasswordSet = operation.name === 'setPassword' || operation.name === 'addUser';
  assert.equal(seen.newPasswordWorks, isPasswordSet && commits, 'the password');
};

const shownFields = [
  'login',
  'email',
  'firstName',
  'lastName',
  'networkId',
  'mailboxId',
  'authLevel',
  'status',
  'cellPhone',
  'cellCarrier',
  'openSessions',
] as const;

/** The fields that a tree or a page shows. */
export const asShown = (record: User | Json | undefined): Json | undefined =>
  record &&
  Object.fromEntries(
    Object.entries(record).filter(
      ([field, value]) => shownFields.some((shown) => shown === field) && value !== null && value !== '',
    ),
  );

/**
 * The directory shows what is true, unless nobody knows. What somebody else did after the reading is seen only where
 * the user as it is afterwards comes back.
 */
const assertDirectory = (
  course: Course,
  { outcome }: Outcome,
  operation: Operation,
  seen: Observed,
): void => {
  if (outcome === 'unknown') return;
  const isRead = course.kind === 'notAsked' || (outcome === 'done' && operation.tells);
  if (isRead) assert.deepEqual(asShown(seen.shown), asShown(seen.after), 'the directory');
  else assert.deepEqual(asShown(seen.shown), asShown(seen.seen), 'the directory, which nobody told anything');
};

const assertTold = (course: Course, expected: Outcome, operation: Operation, seen: Observed): void => {
  const { ending, entry } = seen;
  if (expected.outcome === 'done') {
    assert.ok('done' in ending, toldBy(seen));
    assert.equal(ending.done.found, expected.settledBy === 'looking');
    assert.equal(ending.done.entry, entry?.begun.id);
    if (operation.answers === 'key') assert.equal(ending.done.secret, seen.after?.['apiKey']);
    return;
  }
  const text = toldBy(seen);
  assert.match(text, course.told ?? /^$/);
  assert.match(text, course.kind === 'notAsked' ? /./ : endOf(course, expected, operation));
  if (entry) assert.equal(entry.ended?.message, text);
  if (isEcgridError(ending)) {
    const certain = course.kind === 'notSent' ? 'notSent' : 'refused';
    assert.equal(ending.outcome, expected.outcome === 'unknown' ? 'unknown' : certain);
    for (const secret of seen.secrets) assert.ok(!everythingIn(ending).includes(secret), 'a secret');
  }
};

const assertJournal = (course: Course, expected: Outcome, seen: Observed): void => {
  assert.deepEqual(seen.problems, []);
  if (course.recorded === false) {
    assert.equal(seen.entry, undefined);
    return;
  }
  const { ended } = seen.entry ?? {};
  const attempts = course.sent ?? course.arrive ?? 1;
  assert.deepEqual(
    [ended?.outcome, ended?.settledBy, ended?.attempts],
    [expected.outcome, expected.settledBy, attempts],
  );
  for (const secret of seen.secrets) assert.ok(!JSON.stringify(seen.entry).includes(secret), 'a secret');
};

/** Fails unless everything that was seen is what the course of the write demands. */
export const assertCell = (course: Course, operation: Operation, seen: Observed): void => {
  const expected = outcomeOf(course, operation);
  const isSent = course.kind !== 'notSent' && course.kind !== 'notAsked';
  assertTold(course, expected, operation, seen);
  assertJournal(course, expected, seen);
  assert.equal(seen.arrived, course.arrive ?? (isSent ? 1 : 0), 'requests that arrived');
  assertDatabase(course, operation, seen);
  assertDirectory(course, expected, operation, seen);
};

/** What was seen, in one or two words for a table. */
export const wordOf = ({ ending, entry }: Observed): string => {
  const { ended } = entry ?? {};
  if (!ended) return isEcgridError(ending) || !('done' in ending) ? 'not sent' : 'no entry';
  if (ended.outcome === 'done') return ended.settledBy === 'looking' ? 'done (found)' : 'done';
  return ended.attempts === 0 ? 'not sent' : ended.outcome;
};

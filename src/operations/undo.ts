/** Taking back what the journal records: a write of the same kind, on a user whom nobody has changed since. */
import { differenceText } from '../domain/difference.ts';
import { knownLevel } from '../domain/authLevel.ts';
import { userActionFacts } from '../domain/userAction.ts';
import type { WriteAction } from '../domain/userAction.ts';
import type { ProfileUpdate, RoleScope, User } from '../domain/user.ts';
import type { JournalEntry, JournalFacts } from '../journal/record.ts';
import type { UserWrite, WriteContext } from './userWrite.ts';
import { activateWrite, suspendWrite } from './writes/account.ts';
import { profileWrite } from './writes/profile.ts';
import { moveWrite, roleWrite } from './writes/role.ts';

/** What a reversible write can touch. */
const fields = ['authLevel', 'networkId', 'mailboxId', 'email', 'firstName', 'lastName', 'status'] as const;

/**
 * What is different about a user from what a write left behind, a line each; empty when nobody has changed it since.
 * A field that ECGrid does not tell is left out.
 */
export const changedSince = (left: JournalFacts, now: User): readonly string[] =>
  fields
    .filter((field) => left[field] !== undefined && now[field] !== undefined && now[field] !== left[field])
    .map((field) => differenceText(field, left[field], now[field]));

/** ECGrid sets no other status than these two; a user in development who was suspended stays so, or becomes active. */
const statusesToGoBackTo: readonly (string | undefined)[] = ['Active', 'Suspended'];

/** True for a write that was carried out and can be taken back. */
export const isUndoable = ({ begun, ended }: JournalEntry): boolean => {
  const { operation, before } = begun;
  if (ended?.outcome !== 'done' || operation === 'addUser') return false;
  if (operation === 'suspendUser' || operation === 'activateUser')
    return statusesToGoBackTo.includes(before.status);
  return userActionFacts(operation).reversibility === 'reversible';
};

/** The entries that have been taken back, by the `id` of the entry that did so. */
export const undoneIn = (entries: readonly JournalEntry[]): ReadonlyMap<string, string> =>
  new Map(
    entries.flatMap(({ begun, ended }) =>
      begun.undoes !== undefined && ended?.outcome === 'done' ? [[begun.undoes, begun.id] as const] : [],
    ),
  );

/** The write that takes an entry back, or why there is none. */
type TakenBack = { readonly write: UserWrite } | { readonly problem: string };

const scopeOf = ({ networkId, mailboxId }: JournalFacts): RoleScope => ({
  // 0 = ECGrid did not tell the network: it is left as it is.
  ...(networkId === undefined || networkId === 0 ? {} : { networkId }),
  ...(mailboxId === undefined ? {} : { mailboxId }),
});

const profileOf = ({ email, firstName, lastName }: JournalFacts): ProfileUpdate =>
  Object.fromEntries(
    Object.entries({ email, firstName, lastName }).filter(([, value]) => value !== undefined && value !== ''),
  );

const takeBack = (context: WriteContext, { begun }: JournalEntry): TakenBack => {
  const { before } = begun;
  switch (begun.operation) {
    case 'changeRole': {
      const authLevel = knownLevel(before.authLevel ?? '');
      if (authLevel === undefined) return { problem: 'This version cannot give the AuthLevel of before.' };
      return { write: roleWrite(context, { authLevel, scope: scopeOf(before) }) };
    }
    case 'moveUser':
      return { write: moveWrite(context, scopeOf(before)) };
    case 'suspendUser':
    case 'activateUser':
      if (before.status === 'Active') return { write: activateWrite(context) };
      if (before.status === 'Suspended') return { write: suspendWrite(context) };
      return { problem: 'ECGrid cannot set the status of before.' };
    case 'editUser': {
      const update = profileOf(before);
      if (Object.keys(update).length === 0) return { problem: 'ECGrid cannot make a field empty again.' };
      return { write: profileWrite(context, update) };
    }
    default:
      return { problem: 'This cannot be undone.' };
  }
};

/** Undoes one entry, or all entries of a run: each user gets back what it had. */
export const undoWrite = (context: WriteContext, entries: readonly JournalEntry[]): UserWrite => {
  const byUser = new Map(entries.map((entry) => [entry.begun.target.userId, entry]));
  const made = new Map(entries.map((entry) => [entry, takeBack(context, entry)]));
  const of = ({ userId }: User): TakenBack => {
    const entry = byUser.get(userId);
    return (entry && made.get(entry)) ?? { problem: 'There is nothing to undo for this user.' };
  };
  const action: WriteAction =
    entries.map(({ begun }) => begun.operation).find((operation) => operation !== 'addUser') ?? 'editUser';
  return {
    action,
    question: ({ login }) => `Undo this change of ${login}?`,
    button: 'Undo',
    verdict: (target) => {
      const back = of(target);
      if ('problem' in back) return { kind: 'refused', reason: back.problem };
      const entry = byUser.get(target.userId);
      const left = entry?.ended?.after ?? entry?.begun.after ?? {};
      const since = changedSince(left, target);
      if (since.length === 0) return back.write.verdict(target);
      return {
        kind: 'refused',
        reason: `Not undone: ${target.login} has been changed since. ${since.join('; ')}.`,
      };
    },
    roleAfter: (target) => {
      const back = of(target);
      return 'problem' in back ? target : back.write.roleAfter(target);
    },
    changes: (target) => {
      const back = of(target);
      return 'problem' in back ? [] : back.write.changes(target);
    },
    facts: (target) => {
      const back = of(target);
      return 'problem' in back ? { before: {}, after: {} } : back.write.facts(target);
    },
    undoes: ({ userId }) => byUser.get(userId)?.begun.id,
    result: ({ login }) => `The change of ${login} was undone.`,
    send: (users, target, signal) => {
      const back = of(target);
      if ('problem' in back) throw new Error(back.problem);
      return back.write.send(users, target, signal);
    },
  };
};

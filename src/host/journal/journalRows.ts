/** The entries of the journal as the page shows them and as they are exported. */
import type { ExportedEntry } from '../../exchange/exportJournal.ts';
import type { JournalMonth } from '../../journal/journal.ts';
import type { Begun, JournalEntry } from '../../journal/record.ts';
import { undoneIn } from '../../operations/undo.ts';
import type { EntryOutcome, JournalRow } from '../../protocol/journalPage.ts';
import type { Session } from '../connection/session.ts';
import { operationText } from './settleAbandoned.ts';
import { undoProblem } from './undo.ts';

/** A month of the journal, and what the rows depend on besides. */
export type JournalView = JournalMonth & {
  /** Undefined while nobody is signed in. */
  readonly session: Session | undefined;
  /** Whether somebody still waits for the answer to a write. */
  readonly isUnderWay: (begun: Begun) => boolean;
};

/** The user whom an entry hit or created. */
export const userIdOf = ({ begun, ended }: JournalEntry): number | undefined =>
  begun.target.userId ?? ended?.userId;

/** True when an entry was written under the profile of a session. */
const isOf = ({ begun: { profile } }: JournalEntry, session: Session): boolean =>
  profile.id === session.profile.id && profile.origin === session.profile.origin;

/** True when the page of the user can be opened with a session. */
export const isShowable = (entry: JournalEntry, session: Session | undefined): boolean =>
  session !== undefined && isOf(entry, session) && userIdOf(entry) !== undefined;

/** Entries by run. */
const runsOf = (entries: readonly JournalEntry[]): ReadonlyMap<string, readonly JournalEntry[]> =>
  Map.groupBy(
    entries.filter(({ begun }) => begun.run !== undefined),
    ({ begun }) => begun.run ?? '',
  );

/** The rows of a month, newest first. */
export const rowsOf = ({ entries, later, session, isUnderWay }: JournalView): JournalRow[] => {
  const all = [...entries, ...later];
  const undone = undoneIn(all);
  const byId = new Map(all.map((entry) => [entry.begun.id, entry]));
  const runs = runsOf(all);
  const problemOf = (entry: JournalEntry): string | undefined =>
    session && undoProblem(entry, undone, { session });
  const canUndo = (entry: JournalEntry): boolean => session !== undefined && problemOf(entry) === undefined;
  const timeOf = (id: string): string | undefined => byId.get(id)?.begun.time;
  const outcomeOf = ({ begun, ended }: JournalEntry): EntryOutcome =>
    ended?.outcome ?? (isUnderWay(begun) ? 'underWay' : 'leftOpen');
  const runOf = (id: string): JournalRow['run'] => {
    const members = runs.get(id) ?? [];
    return { id, count: members.length, undoable: members.filter(canUndo).length };
  };
  return entries.toReversed().map((entry) => {
    const { begun, ended } = entry;
    const { id, time, profile, caller, operation, target, changes, reason, run, undoes } = begun;
    const by = undone.get(id);
    return {
      id,
      time,
      profile: { name: profile.name, production: profile.environment === 'production' },
      caller: { login: caller.login, authLevel: caller.authLevel },
      operation: operationText(operation),
      target: { login: target.login, name: target.name, userId: userIdOf(entry) },
      changes,
      outcome: outcomeOf(entry),
      message: ended?.message,
      attempts: ended?.attempts,
      reason,
      run: run === undefined ? undefined : runOf(run),
      undone: by && timeOf(by),
      undoes: undoes === undefined ? undefined : { time: timeOf(undoes) },
      undoable: canUndo(entry),
      problem: ended?.outcome === 'done' && by === undefined ? problemOf(entry) : undefined,
      showable: isShowable(entry, session),
    };
  });
};

/** The entries of a month as they go into a file, oldest first. */
export const exportedOf = ({ entries, later }: JournalMonth): readonly ExportedEntry[] => {
  const undone = undoneIn([...entries, ...later]);
  return entries.map((entry) => {
    const { begun, ended } = entry;
    const { profile, caller, target } = begun;
    return {
      time: begun.time,
      profile: profile.name,
      environment: profile.environment,
      origin: profile.origin,
      callerUserId: caller.userId,
      callerLogin: caller.login,
      callerAuthLevel: caller.authLevel,
      operation: begun.operation,
      userId: userIdOf(entry),
      login: target.login,
      name: target.name,
      networkId: target.networkId,
      changes: begun.changes,
      outcome: ended?.outcome,
      message: ended?.message,
      attempts: ended?.attempts,
      settledBy: ended?.settledBy,
      ended: ended?.time,
      reason: begun.reason,
      run: begun.run,
      id: begun.id,
      undoes: begun.undoes,
      undoneBy: undone.get(begun.id),
      before: begun.before,
      after: ended?.after ?? begun.after,
    };
  });
};

/** Undo: takes back one write of the journal, or all writes of a run. Loaded on first use. */
import type { JournalEntry } from '../../journal/record.ts';
import { isUndoable, undoneIn, undoWrite } from '../../operations/undo.ts';
import type { User } from '../../domain/user.ts';
import { warn } from '../notify.ts';
import { openRun } from '../runs/userRun.ts';
import { withNotification } from '../progress.ts';
import { performWithProgress } from '../writes/performWithProgress.ts';
import { writeContext } from '../writes/windowContext.ts';
import type { SessionContext } from '../writes/windowContext.ts';

/** Why an entry cannot be undone with this session; undefined when it can. */
export const undoProblem = (
  entry: JournalEntry | undefined,
  undone: ReadonlyMap<string, string>,
  { session }: Pick<SessionContext, 'session'>,
): string | undefined => {
  if (!entry) return 'The journal does not have this entry any more.';
  const { profile, target } = entry.begun;
  if (!isUndoable(entry)) return 'This cannot be undone.';
  if (undone.has(entry.begun.id)) return `This change of ${target.login} was undone already.`;
  if (profile.id !== session.profile.id || profile.origin !== session.profile.origin)
    return `This was done on the profile ${profile.name}: switch to it first.`;
  return undefined;
};

/** The users as they are now, read one after another: `GET /v2/users/{id}`. */
const readUsers = (entries: readonly JournalEntry[], { session }: SessionContext): Promise<readonly User[]> =>
  withNotification('Reading what is true now', async (signal, progress) => {
    const users: User[] = [];
    for (const { begun } of entries) {
      progress.report({ message: begun.target.login });
      if (begun.target.userId !== undefined)
        users.push(await session.client.users.get(begun.target.userId, signal));
    }
    return users;
  });

/** Takes back what some entries did, after asking. */
const undo = async (wanted: (entry: JournalEntry) => boolean, context: SessionContext): Promise<void> => {
  const { session, connection } = context;
  if (connection.session !== session) {
    void warn('Another profile is in use now: switch back to undo this, or use the journal.');
    return;
  }
  const all = await (await context.journal()).entries();
  const undone = undoneIn(all);
  const entries = all.filter(wanted);
  const possible = entries.filter((entry) => undoProblem(entry, undone, context) === undefined);
  if (possible.length === 0) {
    void warn(undoProblem(entries[0], undone, context) ?? 'There is nothing to undo.');
    return;
  }
  const write = undoWrite(writeContext(context), possible);
  const users = await readUsers(possible, context);
  const [user] = users;
  if (user === undefined) return;
  if (users.length > 1) await openRun(write, users, context);
  else await performWithProgress(write, user, context, { nothing: true });
};

/** Takes one write back, after asking. @throws {EcgridError} when the user cannot be read or written */
export const undoEntry = (id: string, context: SessionContext): Promise<void> =>
  undo(({ begun }) => begun.id === id, context);

/** Takes all writes of a run back, after a preview. @throws {EcgridError} when a user cannot be read */
export const undoRun = (run: string, context: SessionContext): Promise<void> =>
  undo(({ begun, ended }) => begun.run === run && ended?.outcome === 'done', context);

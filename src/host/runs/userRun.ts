/** A write on many users: the preview of what happens to whom, then the run. Loaded on first use. */
import { carryOut } from '../../operations/carryOut.ts';
import { lastAdministrators, leavesPlace } from '../../operations/lastAdministrator.ts';
import type { Job, JobEnd } from '../../operations/run.ts';
import type { UserWrite } from '../../operations/userWrite.ts';
import type { UserAction } from '../../domain/userAction.ts';
import type { User, UserId } from '../../domain/user.ts';
import type { RunModel, RunRow } from '../../protocol/runPage.ts';
import { resultText } from '../writes/performWrite.ts';
import { withNotification } from '../writes/performWithProgress.ts';
import { isProduction, pageFacts, profileLine } from '../writes/profileText.ts';
import type { SessionContext } from '../writes/windowContext.ts';
import { countOf, planRow, summaryOf, usersText } from './plan.ts';
import { RunPanel } from './runPanel.ts';

/** The actions that can be done to many users at once. */
export type RunAction = Extract<UserAction, 'changeRole' | 'moveUser' | 'resetSessions' | 'terminateUser'>;

const titles: Readonly<Partial<Record<UserAction, string>>> = {
  changeRole: 'Change Role',
  moveUser: 'Move',
  resetSessions: 'Reset Sessions',
  terminateUser: 'Terminate',
};

const modelOf = (
  write: UserWrite,
  targets: readonly User[],
  last: ReadonlyMap<UserId, string>,
  { session }: SessionContext,
): RunModel => {
  const rows = targets.map((target) => planRow(write, target, session.me.userId, last.get(target.userId)));
  const ready = countOf(rows, 'ready');
  const refused = countOf(rows, 'refused');
  const lasting = [...last].filter(([userId]) =>
    rows.some(({ id, state }) => id === String(userId) && state === 'ready'),
  );
  const title = titles[write.action] ?? write.button;
  return {
    ...pageFacts(session),
    title: `${title}: ${usersText(targets.length)}`,
    warnings: [
      ...(isProduction(session) ? [profileLine(session)] : []),
      ...(write.action === 'terminateUser' ? ['This cannot be undone.'] : []),
      ...lasting.map(([, sentence]) => sentence),
      ...(refused > 0 ? [`${usersText(refused)} cannot be changed: the notes say why.`] : []),
    ],
    button: `${title}: ${usersText(ready)}`,
    ...(write.action === 'terminateUser' ? { typed: `terminate ${ready}` } : {}),
    ...(lasting.length > 0 ? { override: lasting.map(([, sentence]) => sentence).join(' ') } : {}),
    savable: false,
    rows,
  };
};

/** Opens the page of a run. Nothing is sent before its button is pressed. */
export const openRun = async (
  write: UserWrite,
  selected: readonly User[],
  context: SessionContext,
): Promise<void> => {
  const { session, extensionUri, log, pages } = context;
  const { users } = session.client;
  const targets = [...new Map(selected.map((user) => [user.userId, user])).values()];
  // What a retry goes by: the user as the last reading showed it.
  const seen = new Map(targets.map((user) => [String(user.userId), user]));
  const leaving = targets
    .filter((user) => user.userId !== session.me.userId && write.verdict(user).kind !== 'refused')
    .map((user) => ({ user, roleAfter: write.roleAfter(user) }))
    .filter(leavesPlace);
  const last =
    leaving.length === 0
      ? new Map<UserId, string>()
      : await withNotification('Checking who administers what', (signal) =>
          lastAdministrators(users, leaving, signal),
        );

  const attempt = async (user: User): Promise<JobEnd> => {
    const attempted = await carryOut(users, write, user);
    switch (attempted.kind) {
      case 'done': {
        const { done } = attempted;
        session.learn(done.user);
        return { state: 'done', notes: [resultText(write, done)] };
      }
      case 'changed':
        session.learn(attempted.now);
        seen.set(String(user.userId), attempted.now);
        return {
          state: 'changed',
          notes: ['Somebody else has changed this user meanwhile:', ...attempted.differences],
        };
      case 'refused':
        session.learn(attempted.now);
        return { state: 'refused', notes: [attempted.reason] };
    }
  };
  const jobOf = ({ id }: RunRow): Job => ({
    id,
    carryOut: async () => {
      const user = seen.get(id);
      return user ? attempt(user) : { state: 'refused', notes: ['This user is not part of the run.'] };
    },
  });
  const model = modelOf(write, targets, last, context);
  const run = { model, jobOf, summary: summaryOf };
  await pages.show(`run:${crypto.randomUUID()}`, session, () =>
    Promise.resolve(new RunPanel({ extensionUri, log, run })),
  );
};

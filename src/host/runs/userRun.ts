/** A write on many users: the preview of what happens to whom, then the run. Loaded on first use. */
import { carryOut } from '../../operations/carryOut.ts';
import { lastAdministrators, leavesPlace } from '../../operations/lastAdministrator.ts';
import type { Job, JobEnd } from '../../operations/run.ts';
import type { UserWrite } from '../../operations/userWrite.ts';
import { reversibilityText, userActionFacts } from '../../domain/userAction.ts';
import type { UserAction } from '../../domain/userAction.ts';
import type { User, UserId } from '../../domain/user.ts';
import type { RunModel, RunRow } from '../../protocol/runPage.ts';
import { withNotification } from '../progress.ts';
import { isProduction, pageFacts, profileLine } from '../writes/profileText.ts';
import { resultText } from '../writes/tellDone.ts';
import type { SessionContext } from '../writes/windowContext.ts';
import { countOf, planRow, usersText } from './plan.ts';
import { RunPanel } from './runPanel.ts';
import type { Run } from './runPanel.ts';

const titles: Readonly<Partial<Record<UserAction, string>>> = {
  changeRole: 'Change Role',
  moveUser: 'Move',
  resetSessions: 'Reset Sessions',
  unlockUser: 'Unlock',
  suspendUser: 'Suspend',
  activateUser: 'Activate',
  terminateUser: 'Terminate',
};

/** An undo is called so, whatever it takes back. */
const titleOf = ({ action, button, undoes }: UserWrite): string =>
  undoes
    ? `Undo ${titles[action] ?? userActionFacts(action).title.replace('…', '')}`
    : (titles[action] ?? button);

const modelOf = (
  write: UserWrite,
  rows: readonly RunRow[],
  last: ReadonlyMap<UserId, string>,
  { session }: SessionContext,
): RunModel => {
  const ready = rows.filter(({ state }) => state === 'ready');
  const refused = countOf(rows, 'refused');
  const lasting = ready.flatMap(({ id }) => last.get(Number(id)) ?? []);
  const title = titleOf(write);
  return {
    ...pageFacts(session),
    title: `${title}: ${usersText(rows.length)}`,
    warnings: [
      ...(isProduction(session) ? [profileLine(session)] : []),
      ...(write.action === 'terminateUser' ? [reversibilityText(write.action)] : []),
      ...lasting,
      ...(refused > 0 ? [`${usersText(refused)} cannot be changed: the notes say why.`] : []),
    ],
    button: `${title}: ${usersText(ready.length)}`,
    ...(write.action === 'terminateUser' ? { typed: `terminate ${ready.length}` } : {}),
    ...(lasting.length > 0 ? { override: lasting.join(' ') } : {}),
    ...(write.action === 'terminateUser' ? {} : { hint: reversibilityText(write.action) }),
    savable: false,
    rows: [...rows],
  };
};

/** What a run over users knows of them: as the last reading showed them. */
class UserRun implements Run {
  readonly #write: UserWrite;
  readonly #context: SessionContext;
  readonly #seen: Map<string, User>;
  /** What the entries of this run in the journal have in common. */
  readonly #id = crypto.randomUUID();
  #last: ReadonlyMap<UserId, string> = new Map();
  rows: readonly RunRow[] = [];

  constructor(write: UserWrite, targets: readonly User[], context: SessionContext) {
    this.#write = write;
    this.#context = context;
    this.#seen = new Map(targets.map((user) => [String(user.userId), user]));
  }

  /** Looks up who else administers what these leave. @throws {EcgridError} when that cannot be found out */
  async prepare(): Promise<RunModel> {
    const { userId: me } = this.#context.session.me;
    const users = [...this.#seen.values()];
    this.#last = await this.#lastOf(users.filter(({ userId }) => userId !== me));
    this.rows = users.map((user) => this.#planned(user));
    return modelOf(this.#write, this.rows, this.#last, this.#context);
  }

  readonly planAgain = (row: RunRow): RunRow => {
    const user = this.#seen.get(row.id);
    return user ? this.#planned(user) : row;
  };

  readonly modelOf = async (rows: readonly RunRow[]): Promise<RunModel> => {
    this.#last = await this.#lastOf(this.#usersOf(rows.filter(({ state }) => state === 'ready')));
    return modelOf(this.#write, rows, this.#last, this.#context);
  };

  /** Somebody else may have gone since the preview: then these would leave a place without an administrator. */
  readonly objection = async (rows: readonly RunRow[]): Promise<string | undefined> => {
    const now = await this.#lastOf(this.#usersOf(rows));
    const news = [...now].filter(([userId]) => !this.#last.has(userId)).map(([, sentence]) => sentence);
    return news.length === 0 ? undefined : `${news.join(' ')} Close this page and begin again.`;
  };

  readonly jobOf = ({ id }: RunRow, reason?: string): Job => ({
    id,
    carryOut: async () => {
      const user = this.#seen.get(id);
      return user
        ? this.#attempt(user, reason)
        : { state: 'refused', notes: ['This user is not part of the run.'] };
    },
  });

  /** Takes back what was done, after a preview; only where that is possible. */
  get undo(): (() => Promise<void>) | undefined {
    if (userActionFacts(this.#write.action).reversibility !== 'reversible') return undefined;
    return async () => {
      const { undoRun } = await import('../journal/undo.ts');
      await undoRun(this.#id, this.#context);
    };
  }

  async #attempt(user: User, reason?: string): Promise<JobEnd> {
    const { session } = this.#context;
    const attempted = await carryOut(session.through, this.#write, user, { reason, run: this.#id });
    if (attempted.kind === 'done') {
      session.learn(attempted.done.user);
      return { state: 'done', notes: [resultText(this.#write, attempted.done)] };
    }
    session.learn(attempted.now);
    this.#seen.set(String(user.userId), attempted.now);
    if (attempted.kind === 'refused') return { state: 'refused', notes: [attempted.reason] };
    return {
      state: 'changed',
      notes: ['Somebody else has changed this user meanwhile:', ...attempted.differences],
    };
  }

  #planned(user: User): RunRow {
    const { userId } = this.#context.session.me;
    return planRow(this.#write, user, userId, this.#last.get(user.userId));
  }

  #usersOf(rows: readonly RunRow[]): readonly User[] {
    return rows.flatMap(({ id }) => this.#seen.get(id) ?? []);
  }

  async #lastOf(users: readonly User[]): Promise<ReadonlyMap<UserId, string>> {
    const leaving = users
      .filter((user) => this.#write.verdict(user).kind !== 'refused')
      .map((user) => ({ user, roleAfter: this.#write.roleAfter(user) }))
      .filter(leavesPlace);
    if (leaving.length === 0) return new Map();
    return withNotification('Checking who administers what', (signal) =>
      lastAdministrators(this.#context.session.client.users, leaving, signal),
    );
  }
}

/**
 * Opens the page of a run. Nothing is sent before its button is pressed.
 * @throws {EcgridError} when it cannot be found out who administers the places concerned
 */
export const openRun = async (
  write: UserWrite,
  selected: readonly User[],
  context: SessionContext,
): Promise<void> => {
  const { session, extensionUri, log, pages } = context;
  const targets = [...new Map(selected.map((user) => [user.userId, user])).values()];
  const run = new UserRun(write, targets, context);
  const model = await run.prepare();
  await pages.show(`run:${crypto.randomUUID()}`, session, () =>
    Promise.resolve(new RunPanel({ extensionUri, log, run, model })),
  );
};

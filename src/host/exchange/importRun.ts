/** The users of a file as a run: the preview of what would be created, then one create after another. */
import { levelFacts } from '../../domain/authLevel.ts';
import type { AuthLevel } from '../../domain/authLevel.ts';
import { mayAddUser } from '../../domain/grants.ts';
import type { ImportedRow } from '../../exchange/importRow.ts';
import type { ImportedFile } from '../../exchange/importUsers.ts';
import { failedRowsCsv } from '../../exchange/failedRows.ts';
import { addUser } from '../../operations/addUser.ts';
import type { Job } from '../../operations/run.ts';
import type { RunModel, RunRow } from '../../protocol/runPage.ts';
import { countOf, usersText } from '../runs/plan.ts';
import type { Run } from '../runs/runPanel.ts';
import { isProduction, pageFacts, profileLine } from '../writes/profileText.ts';
import type { SessionContext } from '../writes/windowContext.ts';
import { askWhereToSave, saveText } from './files.ts';

const idOf = ({ line }: ImportedRow): string => `line:${line}`;

const worksInMailbox = (authLevel: AuthLevel): boolean =>
  ['mailbox', 'trading partner'].includes(levelFacts(authLevel).scope);

const rowOf = (row: ImportedRow, { session, settings }: SessionContext): RunRow => {
  const { user, line } = row;
  const verdict = mayAddUser(session.me, user, settings());
  const { networkId, mailboxId } = user;
  const place =
    mailboxId === 0 ? session.places.networkText(networkId) : session.places.mailboxText(mailboxId);
  return {
    id: idOf(row),
    login: user.login,
    about: `${user.firstName} ${user.lastName}, line ${line}`,
    change: `New: ${user.authLevel} in ${networkId === 0 ? 'the default network of the key' : place}`,
    state: verdict.kind === 'refused' ? 'refused' : 'ready',
    notes: [
      ...(verdict.kind === 'refused' ? [verdict.reason] : []),
      ...(verdict.kind === 'confirm' ? verdict.reasons : []),
      ...(mailboxId === 0 && worksInMailbox(user.authLevel)
        ? [`${user.authLevel} works in one mailbox, and the file names none: name it in a column “mailbox”.`]
        : []),
      ...(row.passwordMade
        ? ['The password is made here and known to nobody: set another when it is needed.']
        : []),
    ],
  };
};

/** The lines that cannot be imported, one row each. */
const problemRows = ({ problems }: ImportedFile): readonly RunRow[] =>
  [...Map.groupBy(problems, ({ line }) => line)].map(([line, found]) => ({
    id: `problem:${line}`,
    login: `Line ${line}`,
    about: found.map(({ column }) => `column ${column}`).join(', '),
    change: 'Not imported',
    state: 'refused',
    notes: found.map(({ message }) => message),
  }));

/** `One problem was found`, `7 problems were found` */
export const problemsText = (count: number): string =>
  count === 1 ? 'One problem was found' : `${count} problems were found`;

const modelOf = (file: ImportedFile, rows: readonly RunRow[], { session }: SessionContext): RunModel => ({
  ...pageFacts(session),
  title: `Import: ${usersText(file.rows.length)}`,
  warnings: [
    ...(isProduction(session) ? [profileLine(session)] : []),
    ...(file.problems.length > 0
      ? [`${problemsText(file.problems.length)} in the file; those lines are not imported.`]
      : []),
    ...(file.ignoredColumns.length > 0
      ? [`These columns are not known and are left out: ${file.ignoredColumns.join(', ')}.`]
      : []),
  ],
  button: `Create ${usersText(countOf(rows, 'ready'))}`,
  savable: true,
  rows: [...rows],
});

/** Makes the run of a file, and the model of its first preview. */
export const importRun = (
  file: ImportedFile,
  context: SessionContext,
): { readonly run: Run; readonly model: RunModel } => {
  const { session } = context;
  const runId = crypto.randomUUID();
  const byId = new Map(file.rows.map((row) => [idOf(row), row]));
  const rows = [...problemRows(file), ...file.rows.map((row) => rowOf(row, context))];
  const jobOf = ({ id }: RunRow): Job => ({
    id,
    carryOut: async () => {
      const row = byId.get(id);
      if (!row) return { state: 'refused', notes: ['This line cannot be imported.'] };
      const { user, found } = await addUser(session.through, row.user, session.me, { run: runId });
      session.learn(user);
      const note = found ? ' The answer was lost on the way; the user was found by looking.' : '';
      return { state: 'done', notes: [`Created with the user ID ${user.userId}.${note}`] };
    },
  });
  const run: Run = {
    rows,
    jobOf,
    modelOf: (now) => Promise.resolve(modelOf(file, now, context)),
    planAgain: (row) => {
      const imported = byId.get(row.id);
      return imported ? rowOf(imported, context) : row;
    },
    saveFailed: async (now) => {
      const failed = now.flatMap(({ id, state, notes }) => {
        const row = byId.get(id);
        const isFailed = state !== 'done' && state !== 'running';
        return row && isFailed ? [{ line: row.line, user: row.user, problem: notes.join(' ') }] : [];
      });
      const where = await askWhereToSave('Save Failed Rows', 'ecgrid-failed-rows.csv', { CSV: ['csv'] });
      if (where) await saveText(where, failedRowsCsv(failed), `${failed.length} rows`);
    },
  };
  return { run, model: modelOf(file, rows, context) };
};

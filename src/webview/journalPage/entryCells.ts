/** The cells of one entry: when, who was changed how, what became of it, and who did it. */
import type { FromJournalPage, JournalRow } from '../../protocol/journalPage.ts';
import type { Bridge } from '../bridge.ts';
import { element } from '../element.ts';
import { localTime } from '../../domain/time.ts';
import { outcomeWord } from './journalFilter.ts';

type Post = Bridge<FromJournalPage>['post'];

/** What an entry is drawn from; `undoRun` is set for one entry of a run. */
export type DrawnEntry = { readonly row: JournalRow; readonly undoRun: boolean };

/** The columns: the class of the cells, and the head. */
export const entryColumns = [
  ['time', 'Time'],
  ['user', 'User'],
  ['change', 'Change'],
  ['outcome', 'Outcome'],
  ['by', 'Done by'],
] as const;

// Narrow pages lay the cells out under each other, which takes their roles away unless they are named.
const cell = (name: string, ...children: readonly (Node | string)[]): HTMLElement =>
  element('td', { class: name, role: 'cell' }, ...children);

const line = (text: string, kind = 'line'): HTMLElement => element('p', { class: kind }, text);

const when = (text: string): HTMLElement => element('time', { datetime: text, title: text }, localTime(text));

/** A quiet button; `what` says to assistive tools what it is about. */
const action = (name: string, label: string, what: string, onClick: () => void): HTMLElement => {
  const button = element(
    'button',
    { class: 'link', type: 'button', 'data-action': name, 'aria-label': `${label} ${what}` },
    label,
  );
  button.addEventListener('click', onClick);
  return button;
};

const userCell = ({ id, target, showable }: JournalRow, post: Post): HTMLElement => {
  const { login, name, userId } = target;
  const show = (): HTMLElement =>
    action('showUser', 'Show User', login, () => post({ type: 'showUser', id }));
  return element(
    'th',
    { class: 'user', scope: 'row', role: 'rowheader', tabindex: '-1' },
    line(login),
    ...(name === login || name === '' ? [] : [line(name, 'about')]),
    ...(userId === undefined
      ? []
      : [element('p', { class: 'about' }, `User ID ${userId}`, ...(showable ? [show()] : []))]),
  );
};

/** The lines with a sign say what is gained and lost: many, and seldom looked for. */
const isConsequence = (text: string): boolean => text.startsWith('+ ') || text.startsWith('− ');

const consequences = (changes: readonly string[]): readonly HTMLElement[] => {
  const lines = changes.filter(isConsequence);
  if (lines.length === 0) return [];
  const summary = element('summary', {}, `Gained and lost (${lines.length.toLocaleString()})`);
  return [element('details', {}, summary, ...lines.map((text) => line(text)))];
};

const undoesText = ({ time }: NonNullable<JournalRow['undoes']>): HTMLElement =>
  time === undefined
    ? line('Undoes an earlier change', 'about')
    : element('p', { class: 'about' }, 'Undoes the change of ', when(time));

const changeCell = ({ operation, changes, reason, run, undoes }: JournalRow): HTMLElement =>
  cell(
    'change',
    line(operation, 'operation'),
    ...changes.filter((text) => !isConsequence(text)).map((text) => line(text)),
    ...consequences(changes),
    ...(reason === undefined ? [] : [line(`Reason: ${reason}`)]),
    ...(undoes === undefined ? [] : [undoesText(undoes)]),
    ...(run === undefined ? [] : [line(`Part of a run of ${run.count.toLocaleString()}`, 'about')]),
  );

const attemptsText = (attempts: number | undefined): readonly HTMLElement[] => {
  if (attempts === undefined) return [];
  if (attempts === 0) return [line('Nothing was sent', 'about')];
  return [line(`${attempts.toLocaleString()} ${attempts === 1 ? 'attempt' : 'attempts'}`, 'about')];
};

const messageOf = ({ outcome, message, profile }: JournalRow): string | undefined =>
  outcome === 'leftOpen'
    ? `VS Code ended before the answer came. ECGrid is asked about it when you sign in to ${profile.name}.`
    : message;

const outcomeCell = ({ row, undoRun }: DrawnEntry, post: Post): HTMLElement => {
  const { id, outcome, attempts, undone, undoable, problem, run, operation, target } = row;
  const message = messageOf(row);
  const what = `${operation} of ${target.login}`;
  return cell(
    'outcome',
    element('span', { class: `mark ${outcome}` }, outcomeWord(outcome)),
    ...(message === undefined ? [] : [line(message)]),
    ...attemptsText(attempts),
    ...(undone === undefined ? [] : [element('p', {}, 'Undone ', when(undone))]),
    ...(problem === undefined ? [] : [line(problem, 'about')]),
    ...(undoable ? [action('undo', 'Undo…', what, () => post({ type: 'undoEntry', id }))] : []),
    ...(undoRun && run
      ? [
          action('undoRun', `Undo Run (${run.undoable.toLocaleString()})…`, operation, () =>
            post({ type: 'undoRun', run: run.id }),
          ),
        ]
      : []),
  );
};

const byCell = ({ caller, profile }: JournalRow): HTMLElement =>
  cell(
    'by',
    line(caller.login),
    line(caller.authLevel, 'about'),
    line(profile.name, 'about'),
    ...(profile.production ? [element('span', { class: 'production' }, 'Production')] : []),
  );

/** Makes the row of an entry. */
export const entryRow = (drawn: DrawnEntry, post: Post): HTMLElement => {
  const { row } = drawn;
  return element(
    'tr',
    { role: 'row' },
    cell('time', when(row.time)),
    userCell(row, post),
    changeCell(row),
    outcomeCell(drawn, post),
    byCell(row),
  );
};

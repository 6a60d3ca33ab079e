/** The cells of one stale account: who it is, where, and when somebody last signed in. */
import { onOneLine } from '../../domain/text.ts';
import type { StaleKind } from '../../domain/staleAccounts.ts';
import type { StaleRow } from '../../protocol/stalePage.ts';
import { element } from '../element.ts';
import { localTime } from '../../domain/time.ts';
import { daysAgo } from './staleTexts.ts';

/** What a row is drawn from. */
export type DrawnAccount = { readonly row: StaleRow; readonly kind: StaleKind; readonly selectable: boolean };

/** What happens in a row. */
export type RowEvents = {
  readonly isSelected: (userId: number) => boolean;
  readonly onSelect: (userIds: readonly number[], selected: boolean) => void;
  readonly onShow: (userId: number) => void;
};

/** The columns behind that of the boxes, which is there where something can be done to accounts: the class of the cells, and the head. */
export const staleColumns = [
  ['user', 'User'],
  ['authLevel', 'AuthLevel'],
  ['place', 'Network and mailbox'],
  ['login', 'Last login'],
  ['created', 'Created'],
] as const;

/** The box of a row: what checks all of them looks for it. */
export const boxSelector = 'input[data-action=select]';

// Narrow pages lay the cells out under each other, which takes their roles away unless they are named.
const cell = (name: string, ...children: readonly (Node | string)[]): HTMLElement =>
  element('td', { class: name, role: 'cell' }, ...children);

const line = (text: string, kind = 'line'): HTMLElement => element('p', { class: kind }, text);

const when = (text: string): HTMLElement => element('time', { datetime: text, title: text }, localTime(text));

const selectCell = ({ userId, login }: StaleRow, { isSelected, onSelect }: RowEvents): HTMLElement => {
  const label = onOneLine(`Select ${login}`);
  const box = element('input', { type: 'checkbox', 'data-action': 'select', 'aria-label': label });
  box.checked = isSelected(userId);
  box.addEventListener('change', () => onSelect([userId], box.checked));
  return cell('select', box);
};

const userCell = ({ userId, login, name }: StaleRow, { onShow }: RowEvents): HTMLElement => {
  const link = element('button', { class: 'link', type: 'button', 'data-action': 'showUser' }, login);
  link.title = 'Show Page';
  link.addEventListener('click', () => onShow(userId));
  return element(
    'th',
    { class: 'user', scope: 'row', role: 'rowheader', tabindex: '-1' },
    link,
    ...(name === '' ? [] : [line(name, 'about')]),
  );
};

const loginCell = (kind: StaleKind, { lastLogin }: StaleRow): HTMLElement => {
  if (lastLogin === undefined) return cell('login', line(kind === 'never' ? 'Never' : 'Not told'));
  const { time, days } = lastLogin;
  return cell('login', element('p', {}, when(time)), line(daysAgo(days), 'about'));
};

/** Makes the row of an account. */
export const accountRow = ({ row, kind, selectable }: DrawnAccount, events: RowEvents): HTMLElement => {
  const { authLevel, network, mailbox = 'Whole network', created } = row;
  return element(
    'tr',
    { role: 'row' },
    ...(selectable ? [selectCell(row, events)] : []),
    userCell(row, events),
    cell('authLevel', authLevel || 'Not told'),
    cell('place', line(network), line(mailbox, 'about')),
    loginCell(kind, row),
    cell('created', created === undefined ? 'Not told' : when(created)),
  );
};

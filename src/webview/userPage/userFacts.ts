/** What is known of a user, in groups. What was not told is left out. */
import { lastLoginOf } from '../../domain/lastLogin.ts';
import { daysAgoText, localTime, timeZoneText } from '../../domain/time.ts';
import { fullName } from '../../domain/userText.ts';
import type { User } from '../../domain/user.ts';
import type { UserPageModel } from '../../protocol/userPage.ts';
import { element } from '../element.ts';
import { facts } from '../facts.ts';
import { section } from '../header.ts';

const time = (text: string | undefined): HTMLElement | '' =>
  text === undefined || text === '' ? '' : element('time', { datetime: text, title: text }, localTime(text));

/** When it was, and how long ago that is; `Never`; nothing where nobody knows. */
const lastLogin = (user: User): HTMLElement | string => {
  const login = lastLoginOf(user);
  if (login.kind !== 'at') return login.kind === 'never' ? 'Never' : '';
  const iso = login.time.toISOString();
  const ago = daysAgoText(login.time, new Date());
  return element('span', {}, time(iso), ago === '' ? '' : ` (${ago})`);
};

const known = (value: number | undefined): string => (value === undefined ? '' : value.toLocaleString());

const yesOrNo = (value: boolean | undefined): string => (value === undefined ? '' : value ? 'Yes' : 'No');

const identity = (user: User): HTMLElement =>
  facts([
    ['Name', fullName(user) === user.login ? '' : fullName(user)],
    ['E-mail', user.email ?? ''],
    ['Company', user.company ?? ''],
    ['Phone', user.phone ?? ''],
    ['Cell phone', user.cellPhone ?? ''],
    ['Carrier', user.cellCarrier ?? ''],
  ]);

const account = (user: User): HTMLElement =>
  facts([
    // Without separators: it is copied and looked for as it is.
    ['User ID', String(user.userId)],
    ['Status', user.status],
    ['Locked out', yesOrNo(user.lockedOut)],
    ['Created', time(user.created)],
    ['Modified', time(user.modified)],
    ['Last login', lastLogin(user)],
    ['Open sessions', known(user.openSessions)],
    ['Time-out', known(user.timeOut)],
    ['Time zone', user.timeZoneOffset === undefined ? '' : timeZoneText(user.timeZoneOffset)],
  ]);

/** The facts of a user, a titled part for each group that has any. */
export const userFacts = ({ user, network, mailbox }: UserPageModel): readonly HTMLElement[] =>
  [
    { title: 'Identity', list: identity(user) },
    {
      title: 'Place',
      list: facts([
        ['Network', network],
        ['Mailbox', mailbox],
      ]),
    },
    { title: 'Account', list: account(user) },
  ]
    .filter(({ list }) => list.hasChildNodes())
    .map(({ title, list }) => section(title, list));

/** AuthLevel, status, and whether it is one’s own account, as marks beside the login. */
export const userBadges = ({ user, caller }: UserPageModel): readonly HTMLElement[] => {
  const badge = (text: string, kind: string): HTMLElement => element('li', { class: `badge ${kind}` }, text);
  const isWorking = user.status === 'Active';
  return [
    badge(user.authLevel || 'AuthLevel not told', 'level'),
    badge(user.status || 'Status not told', isWorking ? 'active' : 'other'),
    ...(user.lockedOut === true ? [badge('Locked out', 'other')] : []),
    ...(user.userId === caller.userId ? [badge('Your own account', 'own')] : []),
  ];
};

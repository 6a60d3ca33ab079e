/** The part of a form that says whom it hits. */
import type { User } from '../../domain/user.ts';
import { fullName, placeOf } from '../../domain/userText.ts';
import { element } from '../element.ts';
import { facts } from '../facts.ts';
import type { Facts } from '../facts.ts';
import { section } from '../header.ts';

/** How many logins are named of many. */
const named = 10;

/** One user, with facts that this form adds. */
export const who = (target: User, ...more: Facts): HTMLElement =>
  section(
    'Who',
    facts([
      ['Login', target.login],
      ['Name', fullName(target)],
      ['E-mail', target.email ?? ''],
      ['User ID', String(target.userId)],
      ['Status', target.status],
      ...more,
    ]),
  );

/** AuthLevel and place of a user, for forms that change neither. */
export const roleFacts = (target: User, where = placeOf(target)): Facts => [
  ['AuthLevel', target.authLevel],
  ['Where', where],
];

/** Many users: how many, and the first of them by login. */
export const whoAll = (targets: readonly User[]): HTMLElement => {
  const rest = targets.length - named;
  return section(
    'Who',
    element('p', {}, element('strong', {}, `${targets.length.toLocaleString()} users`)),
    element(
      'ul',
      { class: 'logins', 'aria-label': 'Logins' },
      ...targets.slice(0, named).map(({ login }) => element('li', {}, login)),
      ...(rest > 0 ? [element('li', { class: 'more' }, `and ${rest.toLocaleString()} more`)] : []),
    ),
  );
};

/** What comes next when many users are changed. */
export const previewHint = (): HTMLElement =>
  element(
    'p',
    { class: 'hint' },
    'Next you see what each of them gains and loses. Nothing is changed before.',
  );

/** What is shown once a user was created: who, and the last chance to copy the password. */
import { fullName, placeOf } from '../domain/userText.ts';
import type { FormModel, ToForm } from '../protocol/userForm.ts';
import type { Bridge } from './bridge.ts';
import { button } from './components.ts';
import { element } from './element.ts';
import { facts } from './facts.ts';
import { createHeader } from './header.ts';

const handOver = 'ECGrid does not send the password to anybody: hand it over yourself.';
const forgotten =
  'The password was forgotten when this form was hidden. Where it is not known, a new one must be set.';

/** Makes the view. `password` is `''` when the page was hidden meanwhile: then it is gone. */
export const createdView = (
  model: FormModel,
  { user, note }: Extract<ToForm, { type: 'done' }>,
  password: string,
  bridge: Bridge,
  again: () => void,
): HTMLElement => {
  const copy = button('Copy Password', 'primary', () => bridge.post({ type: 'copyPassword', password }));
  const another = button('Add Another User', 'secondary', again);
  const close = button('Close', 'secondary', () => bridge.post({ type: 'close' }));
  const title = element(
    'h2',
    { class: 'success', tabindex: '-1', role: 'status' },
    `${user.login} was created`,
  );
  const view = element(
    'div',
    { class: 'created' },
    createHeader('Add User', model),
    title,
    ...(note === '' ? [] : [element('p', {}, note)]),
    facts([
      ['Name', fullName(user)],
      ['E-mail', user.email ?? ''],
      ['User ID', String(user.userId)],
      ['AuthLevel', user.authLevel],
      ['Where', placeOf(user)],
    ]),
    element('p', { class: 'hint' }, password === '' ? forgotten : handOver),
    element('div', { class: 'buttons' }, ...(password === '' ? [] : [copy]), another, close),
  );
  requestAnimationFrame(() => title.focus());
  return view;
};

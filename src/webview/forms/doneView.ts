/** What is shown once a password was sent: whose it is, and the last chance to copy it. */
import type { User } from '../../domain/user.ts';
import { fullName } from '../../domain/userText.ts';
import { button } from '../components.ts';
import { element } from '../element.ts';
import { facts } from '../facts.ts';
import { createHeader } from '../header.ts';
import type { DoneMessage, FormFrame } from './createForm.ts';
import { roleFacts } from './who.ts';

const handOver = 'ECGrid does not send the password to anybody: hand it over yourself.';
const forgotten =
  'The password was forgotten when this form was hidden. Where it is not known, a new one must be set.';

/** What differs between the forms that end like this. */
export type DoneOptions = {
  /** e.g. `jdoe was created`. */
  readonly heading: (user: User) => string;
  /** `''` when the page was hidden meanwhile: then it is gone. */
  readonly password: string;
  /** Offered between Copy and Close. */
  readonly another?: { readonly label: string; readonly onClick: () => void };
};

/** Makes the view. */
export const doneView = (
  { model, bridge, title }: FormFrame,
  { user, note }: DoneMessage,
  { heading, password, another }: DoneOptions,
): HTMLElement => {
  const success = element('h2', { class: 'success', tabindex: '-1' }, heading(user));
  const copy = button('Copy Password', 'primary', () => bridge.post({ type: 'copyPassword', password }));
  const buttons = [
    ...(password === '' ? [] : [copy]),
    ...(another ? [button(another.label, 'secondary', another.onClick)] : []),
    button('Close', 'secondary', () => bridge.post({ type: 'close' })),
  ];
  const view = element(
    'div',
    { class: 'created' },
    createHeader(title, model),
    success,
    ...(note === '' ? [] : [element('p', {}, note)]),
    facts([
      ['Name', fullName(user)],
      ['E-mail', user.email ?? ''],
      ['User ID', String(user.userId)],
      ...roleFacts(user),
    ]),
    element('p', { class: 'hint' }, password === '' ? forgotten : handOver),
    element('div', { class: 'buttons' }, ...buttons),
  );
  requestAnimationFrame(() => success.focus());
  return view;
};

/** The form behind `ECGrid: Add User`. */
import { knownLevel, levelFacts } from '../../domain/authLevel.ts';
import { levelControl } from '../controls/levelControl.ts';
import { passwordControl } from '../controls/passwordControl.ts';
import { textControl } from '../controls/textControl.ts';
import { element } from '../element.ts';
import { section } from '../header.ts';
import { consequenceView } from './consequenceView.ts';
import { createForm } from './createForm.ts';
import type { FormBridge, FormFrame, FormView, ModelOf } from './createForm.ts';
import { doneView } from './doneView.ts';
import { placePair } from './placePair.ts';

/** Builds the form. */
export const addUserForm = (model: ModelOf<'addUser'>, bridge: FormBridge): FormView => {
  const frame: FormFrame = { model, bridge, title: 'Add User', button: 'Create User' };
  return createForm(frame, (events) => {
    const draft = bridge.draft();
    const login = textControl('login', 'Login', 'text', draft?.login ?? '', events('login'));
    const email = textControl('email', 'E-mail', 'email', draft?.email ?? '', events('email'));
    const firstName = textControl(
      'firstName',
      'First name',
      'text',
      draft?.firstName ?? '',
      events('firstName'),
    );
    const lastName = textControl('lastName', 'Last name', 'text', draft?.lastName ?? '', events('lastName'));
    const password = passwordControl('Password', events('password'), bridge);
    const places = placePair(
      {
        networkId: draft?.networkId ?? String(model.caller.networkId),
        mailboxId: draft?.mailboxId ?? String(model.caller.mailboxId),
        fixedNetworks: [{ value: '0', label: 'The default network of the key' }],
      },
      bridge,
      events,
    );
    const level = levelControl(model.levels, draft?.authLevel ?? '', events('authLevel'));
    const consequence = consequenceView();
    const hint = element('p', { class: 'hint', role: 'status' });
    const person = [login, email, firstName, lastName].map((control) => control.element);
    /** The password that was sent: one that is generated later must not be handed over in its place. */
    let sentPassword = '';
    if (draft) password.sayForgotten();

    return {
      sections: [
        section('Who', element('div', { class: 'grid' }, ...person)),
        section('Password', password.element),
        section('Where', places.element),
        section('AuthLevel', level.element, hint),
        section('What follows', consequence.element),
      ],
      controls: new Map([
        ['login', login],
        ['email', email],
        ['firstName', firstName],
        ['lastName', lastName],
        ['password', password],
        ['networkId', places.network],
        ['mailboxId', places.mailbox],
        ['authLevel', level],
      ]),
      submission: () => ({
        type: 'addUser',
        user: {
          login: login.value(),
          email: email.value(),
          firstName: firstName.value(),
          lastName: lastName.value(),
          password: password.value(),
          authLevel: level.value(),
          ...places.place(),
        },
      }),
      doing: () => `Creating ${login.value()}…`,
      refresh: () => {
        const authLevel = level.value();
        const place = places.place();
        consequence.show(undefined, authLevel === '' ? undefined : { authLevel, ...place }, places.names);
        const known = knownLevel(authLevel);
        const needsMailbox = known && ['mailbox', 'trading partner'].includes(levelFacts(known).scope);
        hint.textContent =
          needsMailbox && place.mailboxId === 0
            ? `${known} works in one mailbox: you probably want to choose it above.`
            : '';
        return true;
      },
      onSent: (submit) => {
        if (submit.type === 'addUser') sentPassword = submit.user.password;
      },
      receive: (message) => {
        if (message.type === 'password') password.fill(message);
        else places.receive(message);
      },
      done: (message) =>
        doneView(frame, message, {
          heading: (user) => `${user.login} was created`,
          password: sentPassword,
          another: {
            label: 'Add Another User',
            onClick: () => {
              bridge.keep(undefined);
              // The extension tells once more what it knows, to an empty form.
              bridge.post({ type: 'again' });
            },
          },
        }),
    };
  });
};

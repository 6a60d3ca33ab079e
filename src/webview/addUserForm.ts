/** The form behind `ECGrid: Add User`. */
import { knownLevel, levelFacts } from '../domain/authLevel.ts';
import type { Role } from '../domain/grants.ts';
import { NewUser } from '../domain/user.ts';
import type { Field, FormModel } from '../protocol/userForm.ts';
import type { Bridge } from './bridge.ts';
import { consequenceView } from './consequenceView.ts';
import type { Control, ControlEvents } from './controls/control.ts';
import { levelControl } from './controls/levelControl.ts';
import { passwordControl } from './controls/passwordControl.ts';
import { textControl } from './controls/textControl.ts';
import { createdView } from './createdView.ts';
import type { Draft } from './draft.ts';
import { element } from './element.ts';
import { createFooter } from './footer.ts';
import { showPhase } from './formView.ts';
import type { FormView } from './formView.ts';
import { createHeader, section } from './header.ts';
import { placePair } from './placePair.ts';
import { createValidation } from './validation.ts';

const emptyDraft = ({ caller }: FormModel): Draft => ({
  login: '',
  email: '',
  firstName: '',
  lastName: '',
  networkId: String(caller.networkId),
  mailboxId: String(caller.mailboxId),
  authLevel: '',
});

/** Builds the form; `again` starts over with an empty one. */
export const addUserForm = (model: FormModel, bridge: Bridge, again: () => void): FormView => {
  const kept = bridge.draft();
  const draft = kept ?? emptyDraft(model);
  const events = (field: Field): ControlEvents => ({
    onInput: () => changed(field),
    onLeave: () => {
      validation.visit(field);
      validation.visited(NewUser.safeParse(values()));
    },
  });
  const login = textControl('login', 'Login', 'text', draft.login, events('login'));
  const email = textControl('email', 'E-mail', 'email', draft.email, events('email'));
  const firstName = textControl('firstName', 'First name', 'text', draft.firstName, events('firstName'));
  const lastName = textControl('lastName', 'Last name', 'text', draft.lastName, events('lastName'));
  const password = passwordControl(events('password'), {
    generate: () => bridge.post({ type: 'generatePassword' }),
    copy: (text) => bridge.post({ type: 'copyPassword', password: text }),
  });
  const places = placePair({
    networkId: draft.networkId,
    mailboxId: draft.mailboxId,
    fixedNetworks: [{ value: '0', label: 'The default network of the key' }],
    fixedMailboxes: [{ value: '0', label: 'None: the whole network' }],
    loadMailboxes: (networkId) => bridge.post({ type: 'loadMailboxes', networkId }),
    events,
  });
  const level = levelControl(model.levels, draft.authLevel, events('authLevel'));
  const controls = new Map<Field, Control>([
    ['login', login],
    ['email', email],
    ['firstName', firstName],
    ['lastName', lastName],
    ['password', password],
    ['networkId', places.network],
    ['mailboxId', places.mailbox],
    ['authLevel', level],
  ]);
  const validation = createValidation(controls);
  const consequence = consequenceView();
  const hint = element('p', { class: 'hint', role: 'status' });

  const values = (): Record<Field, unknown> => ({
    login: login.value(),
    email: email.value(),
    firstName: firstName.value(),
    lastName: lastName.value(),
    password: password.value(),
    authLevel: level.value(),
    ...places.place(),
  });
  const role = (): Role | undefined =>
    level.value() === '' ? undefined : { authLevel: level.value(), ...places.place() };
  const showRole = (): void => {
    consequence.show(undefined, role(), places.names);
    const known = knownLevel(level.value());
    const needsMailbox = known && ['mailbox', 'trading partner'].includes(levelFacts(known).scope);
    hint.textContent =
      needsMailbox && places.place().mailboxId === 0
        ? `${known} works in one mailbox: you probably want to choose it above.`
        : '';
  };
  const changed = (field: Field): void => {
    validation.changed(field);
    validation.visited(NewUser.safeParse(values()));
    showRole();
    bridge.keep(keptOf(controls));
  };
  /** The password that was sent: one that is generated later must not be handed over in its place. */
  let sentPassword = '';
  const submit = (): void => {
    const parsed = NewUser.safeParse(values());
    if (!validation.all(parsed) || !parsed.success) return;
    sentPassword = parsed.data.password;
    bridge.post({ type: 'addUser', user: parsed.data });
  };
  const footer = createFooter('Create User', {
    submit,
    cancelSubmit: () => bridge.post({ type: 'cancelSubmit' }),
    close: () => bridge.post({ type: 'close' }),
  });
  const person = element(
    'div',
    { class: 'grid' },
    login.element,
    email.element,
    firstName.element,
    lastName.element,
  );
  const where = element('div', { class: 'grid' }, places.network.element, places.mailbox.element);
  const form = element(
    'div',
    { class: 'form' },
    createHeader('Add User', model),
    section('Who', person),
    section('Password', password.element),
    section('Where', where),
    section('AuthLevel', level.element, hint),
    section('What follows', consequence.element),
    footer.element,
  );
  person.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing && !event.repeat) submit();
  });
  showRole();
  if (kept)
    password.note('The password was forgotten when this form was hidden: enter or generate it again.');

  return {
    element: form,
    receive: (message) => {
      switch (message.type) {
        case 'networks':
        case 'mailboxes':
          places.receive(message);
          showRole();
          return;
        case 'password':
          password.fill(
            message.password,
            `Made by ${message.madeBy}. Copy it now: it cannot be shown again later.`,
          );
          return;
        case 'done':
          bridge.keep(undefined);
          form.replaceChildren(createdView(model, message, sentPassword, bridge, again));
          return;
        default:
          showPhase(
            { controls: controls.values(), footer, validation, doing: () => `Creating ${login.value()}…` },
            message,
          );
      }
    },
  };
};

/** What is kept when the page is hidden: everything but the password. */
const keptOf = (controls: ReadonlyMap<Field, Control>): Draft => {
  const value = (field: Field): string => controls.get(field)?.value() ?? '';
  return {
    login: value('login'),
    email: value('email'),
    firstName: value('firstName'),
    lastName: value('lastName'),
    networkId: value('networkId'),
    mailboxId: value('mailboxId'),
    authLevel: value('authLevel'),
  };
};

/** The form behind `ECGrid: Change Role…`. */
import type { Role } from '../domain/grants.ts';
import { RoleChange } from '../domain/user.ts';
import type { User } from '../domain/user.ts';
import { fullName, placeOf } from '../domain/userText.ts';
import type { Field, FormModel } from '../protocol/userForm.ts';
import type { Bridge } from './bridge.ts';
import { consequenceView } from './consequenceView.ts';
import type { Control, ControlEvents } from './controls/control.ts';
import { levelControl } from './controls/levelControl.ts';
import type { Draft } from './draft.ts';
import { element } from './element.ts';
import { facts } from './facts.ts';
import { createFooter } from './footer.ts';
import { showPhase } from './formView.ts';
import type { FormView } from './formView.ts';
import { createHeader, section } from './header.ts';
import { placePair } from './placePair.ts';
import { createValidation } from './validation.ts';

const initialDraft = (target: User): Draft => ({
  login: '',
  email: '',
  firstName: '',
  lastName: '',
  networkId: String(target.networkId),
  mailboxId: String(target.mailboxId),
  authLevel: target.authLevel,
});

/** Builds the form for one user. */
export const changeRoleForm = (model: FormModel, target: User, bridge: Bridge): FormView => {
  const draft = bridge.draft() ?? initialDraft(target);
  const events = (field: Field): ControlEvents => ({
    onInput: () => changed(field),
    onLeave: () => validation.visit(field),
  });
  const level = levelControl(model.levels, draft.authLevel, events('authLevel'));
  const places = placePair({
    networkId: draft.networkId,
    mailboxId: draft.mailboxId,
    fixedNetworks: target.networkId === 0 ? [{ value: '0', label: 'Unchanged' }] : [],
    fixedMailboxes: [{ value: '0', label: 'None: the whole network' }],
    loadMailboxes: (networkId) => bridge.post({ type: 'loadMailboxes', networkId }),
    events,
  });
  const controls = new Map<Field, Control>([
    ['authLevel', level],
    ['networkId', places.network],
    ['mailboxId', places.mailbox],
  ]);
  const validation = createValidation(controls);
  const consequence = consequenceView();
  const fromTo = element('p', { class: 'fromTo', role: 'status' });

  /** Only what differs is sent: an absent scope stays as it is. */
  const change = (): unknown => {
    const { networkId, mailboxId } = places.place();
    return {
      authLevel: level.value(),
      scope: {
        ...(networkId === target.networkId ? {} : { networkId }),
        ...(mailboxId === target.mailboxId && networkId === target.networkId ? {} : { mailboxId }),
      },
    };
  };
  const role = (): Role => ({ authLevel: level.value(), ...places.place() });
  const isChanged = (): boolean => {
    const to = role();
    return (
      to.authLevel !== target.authLevel ||
      to.networkId !== target.networkId ||
      to.mailboxId !== target.mailboxId
    );
  };
  const showRole = (): void => {
    const to = role();
    const isPlace = !Number.isNaN(to.networkId) && !Number.isNaN(to.mailboxId);
    const chosen = to.authLevel !== '' && isPlace && isChanged();
    fromTo.textContent = chosen
      ? `${target.authLevel || 'Not told'} in ${placeOf(target)} → ${to.authLevel} in ${placeOf(to)}`
      : `${target.authLevel || 'Not told'} in ${placeOf(target)}. Choose what it becomes.`;
    consequence.show(target, chosen ? to : undefined, places.names);
    footer.setSubmittable(chosen);
  };
  const changed = (field: Field): void => {
    validation.changed(field);
    validation.visited(RoleChange.safeParse(change()));
    showRole();
    bridge.keep({ ...initialDraft(target), ...keptOf(level, places.network, places.mailbox) });
  };
  const footer = createFooter('Change Role', {
    submit: () => {
      const parsed = RoleChange.safeParse(change());
      if (validation.all(parsed) && parsed.success) bridge.post({ type: 'changeRole', change: parsed.data });
    },
    cancelSubmit: () => bridge.post({ type: 'cancelSubmit' }),
    close: () => bridge.post({ type: 'close' }),
  });
  const who = facts([
    ['Login', target.login],
    ['Name', fullName(target)],
    ['E-mail', target.email ?? ''],
    ['User ID', String(target.userId)],
    ['Status', target.status],
  ]);
  const where = element('div', { class: 'grid' }, places.network.element, places.mailbox.element);
  const form = element(
    'div',
    { class: 'form' },
    createHeader('Change Role', model),
    section('Who', who),
    section('AuthLevel', level.element),
    section('Limited to', where),
    section('What follows', fromTo, consequence.element),
    footer.element,
  );
  showRole();

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
        case 'done':
          return;
        default:
          showPhase(
            {
              controls: controls.values(),
              footer,
              validation,
              doing: () => `Changing the role of ${target.login}…`,
            },
            message,
          );
          if (message.type !== 'submitting') showRole();
      }
    },
  };
};

const keptOf = (
  level: Control,
  network: Control,
  mailbox: Control,
): Pick<Draft, 'authLevel' | 'networkId' | 'mailboxId'> => ({
  authLevel: level.value(),
  networkId: network.value(),
  mailboxId: mailbox.value(),
});

/** The form behind `ECGrid: Change Role…`, for one user or many. */
import type { Role } from '../../domain/consequence.ts';
import type { User } from '../../domain/user.ts';
import { placeOf } from '../../domain/userText.ts';
import { levelControl } from '../controls/levelControl.ts';
import { element } from '../element.ts';
import { section } from '../header.ts';
import { consequenceView } from './consequenceView.ts';
import { createForm } from './createForm.ts';
import type { FormBody, FormBridge, FormView, ModelOf } from './createForm.ts';
import { placeChange } from './placeChange.ts';
import { previewHint, who, whoAll } from './who.ts';

/** What is the same for one and for many. */
type Parts = {
  readonly level: ReturnType<typeof levelControl>;
  readonly places: ReturnType<typeof placeChange>;
  readonly base: Pick<FormBody, 'controls' | 'submission' | 'receive'>;
};

const ofOne = (target: User, { level, places, base }: Parts): FormBody => {
  const consequence = consequenceView();
  const fromTo = element('p', { class: 'fromTo', role: 'status' });
  const from = `${target.authLevel || 'Not told'} in ${placeOf(target)}`;
  return {
    ...base,
    sections: [
      who(target),
      section('AuthLevel', level.element),
      section('Limited to', places.element),
      section('What follows', fromTo, consequence.element),
    ],
    doing: () => `Changing the role of ${target.login}…`,
    refresh: () => {
      const to: Role = { authLevel: level.value(), ...places.place() };
      const differs = to.authLevel !== target.authLevel || Object.keys(places.scope()).length > 0;
      const chosen = to.authLevel !== '' && places.isPlace() && differs;
      fromTo.textContent = chosen
        ? `${from} → ${to.authLevel} in ${placeOf(to)}`
        : `${from}. Choose what it becomes.`;
      consequence.show(target, chosen ? to : undefined, places.names);
      return chosen;
    },
  };
};

const ofMany = (targets: readonly User[], { level, places, base }: Parts): FormBody => ({
  ...base,
  sections: [
    whoAll(targets),
    section('AuthLevel', level.element),
    section('Limited to', places.element),
    section('What follows', previewHint()),
  ],
  doing: () => `Comparing ${targets.length.toLocaleString()} users…`,
  refresh: () => level.value() !== '' && places.isPlace(),
});

/** Builds the form. Only what differs is sent: an absent place stays as it is. */
export const changeRoleForm = (model: ModelOf<'changeRole'>, bridge: FormBridge): FormView => {
  const [target, ...others] = model.targets;
  const isOne = target !== undefined && others.length === 0;
  const button = isOne ? 'Change Role' : 'Preview…';
  return createForm({ model, bridge, title: 'Change Role', button }, (events) => {
    const initial = bridge.draft()?.authLevel ?? (isOne ? target.authLevel : '');
    const level = levelControl(model.levels, initial, events('authLevel'));
    const places = placeChange(model.targets, bridge, events);
    const base: Parts['base'] = {
      controls: new Map([
        ['authLevel', level],
        ['networkId', places.network],
        ['mailboxId', places.mailbox],
      ]),
      submission: () => ({
        type: 'changeRole',
        change: { authLevel: level.value(), scope: places.scope() },
      }),
      receive: places.receive,
    };
    const parts: Parts = { level, places, base };
    return isOne ? ofOne(target, parts) : ofMany(model.targets, parts);
  });
};

/** The form behind `ECGrid: Edit Profile…`. */
import type { ProfileUpdate } from '../../domain/user.ts';
import type { Control } from '../controls/control.ts';
import { textControl } from '../controls/textControl.ts';
import { element } from '../element.ts';
import { section } from '../header.ts';
import { changesView } from './changes.ts';
import { createForm } from './createForm.ts';
import type { FormBridge, FormView, ModelOf } from './createForm.ts';
import { roleFacts, who } from './who.ts';

const labels = [
  ['email', 'E-mail'],
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
] as const satisfies readonly (readonly [keyof ProfileUpdate, string])[];

/** Builds the form. Only what differs is sent and judged: what was absent may stay so. */
export const editUserForm = (model: ModelOf<'editUser'>, bridge: FormBridge): FormView =>
  createForm({ model, bridge, title: 'Edit Profile', button: 'Save' }, (events) => {
    const { target } = model;
    const draft = bridge.draft();
    const rows = labels.map(([field, label]) => {
      const from = target[field] ?? '';
      const type = field === 'email' ? 'email' : 'text';
      const control: Control = textControl(field, label, type, draft?.[field] ?? from, events(field));
      return { field, label, from, control };
    });
    const changed = (): typeof rows => rows.filter(({ from, control }) => control.value() !== from);
    const changes = changesView();
    return {
      sections: [
        who(target, ...roleFacts(target, model.where)),
        section('Profile', element('div', { class: 'grid' }, ...rows.map(({ control }) => control.element))),
        section('What changes', changes.element),
      ],
      controls: new Map(rows.map(({ field, control }) => [field, control])),
      submission: () => ({
        type: 'editUser',
        update: Object.fromEntries(changed().map(({ field, control }) => [field, control.value()])),
      }),
      doing: () => `Saving the profile of ${target.login}…`,
      refresh: () => {
        const differing = changed();
        changes.show(
          differing.map(({ label, from, control }) => ({ what: label, from, to: control.value() })),
        );
        return differing.length > 0;
      },
    };
  });

/** The form behind `ECGrid: Move to Network or Mailbox…`, for one user or many. */
import type { User } from '../../domain/user.ts';
import { element } from '../element.ts';
import { section } from '../header.ts';
import { consequenceView } from './consequenceView.ts';
import { createForm } from './createForm.ts';
import type { FormBody, FormBridge, FormView, ModelOf } from './createForm.ts';
import { placeChange } from './placeChange.ts';
import type { PlaceChange } from './placeChange.ts';
import { previewHint, who, whoAll } from './who.ts';

type Base = Pick<FormBody, 'controls' | 'submission' | 'receive'>;

const placeText = (
  { networkId, mailboxId }: Pick<User, 'networkId' | 'mailboxId'>,
  { names }: PlaceChange,
): string => {
  const network = names.network(networkId);
  return mailboxId === 0
    ? `The whole of ${network}`
    : `Mailbox ${names.mailboxName(mailboxId)} of ${network}`;
};

const ofOne = (target: User, places: PlaceChange, base: Base): FormBody => {
  const consequence = consequenceView('Choose another network or mailbox to see what follows from it.');
  const fromTo = element('p', { class: 'fromTo', role: 'status' });
  return {
    ...base,
    sections: [
      who(target, ['AuthLevel', target.authLevel]),
      section('Where', places.element),
      section('What follows', fromTo, consequence.element),
    ],
    doing: () => `Moving ${target.login}…`,
    refresh: () => {
      const isMove = places.isPlace() && Object.keys(places.scope()).length > 0;
      const to = { authLevel: target.authLevel, ...places.place() };
      const from = placeText(target, places);
      fromTo.textContent = isMove
        ? `${from} → ${placeText(to, places)}`
        : `${from}. Choose where the user goes.`;
      consequence.show(target, isMove ? to : undefined, places.names);
      return isMove;
    },
  };
};

const ofMany = (targets: readonly User[], places: PlaceChange, base: Base): FormBody => ({
  ...base,
  sections: [whoAll(targets), section('Where', places.element), section('What follows', previewHint())],
  doing: () => `Comparing ${targets.length.toLocaleString()} users…`,
  refresh: () => places.isPlace() && Object.keys(places.scope()).length > 0,
});

/** Builds the form. */
export const moveUserForm = (model: ModelOf<'moveUser'>, bridge: FormBridge): FormView => {
  const [target, ...others] = model.targets;
  const isOne = target !== undefined && others.length === 0;
  return createForm({ model, bridge, title: 'Move User', button: isOne ? 'Move' : 'Preview…' }, (events) => {
    const places = placeChange(model.targets, bridge, events);
    const base: Base = {
      controls: new Map([
        ['networkId', places.network],
        ['mailboxId', places.mailbox],
      ]),
      submission: () => ({ type: 'moveUser', place: places.scope() }),
      receive: places.receive,
    };
    return isOne ? ofOne(target, places, base) : ofMany(model.targets, places, base);
  });
};

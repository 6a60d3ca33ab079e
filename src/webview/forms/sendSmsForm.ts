/** The form behind `ECGrid: Send SMS…`. The message is treated as a secret: it may hold one. */
import { messageControl } from '../controls/messageControl.ts';
import { element } from '../element.ts';
import { section } from '../header.ts';
import { createForm } from './createForm.ts';
import type { FormBridge, FormView, ModelOf } from './createForm.ts';
import { who } from './who.ts';

/** What ECGrid lacks to send an SMS to this user; `undefined` when it has all that it needs. */
const lack = ({ cellPhone = '', cellCarrier = '' }: ModelOf<'sendSms'>['target']): string | undefined => {
  const missing = [...(cellPhone ? [] : ['cell phone']), ...(cellCarrier ? [] : ['carrier'])];
  return missing.length === 0
    ? undefined
    : `No ${missing.join(' and no ')} is on file. ECGrid needs both to send an SMS: enter them with “Update Configuration…”.`;
};

const shown = (value = ''): string => (value === '' ? 'None on file' : value);

/** Builds the form. Without a number on file it can be sent all the same: the service decides. */
export const sendSmsForm = (model: ModelOf<'sendSms'>, bridge: FormBridge): FormView =>
  createForm({ model, bridge, title: 'Send SMS', button: 'Send' }, (events) => {
    const { target } = model;
    const message = messageControl(events('message'));
    const missing = lack(target);
    return {
      sections: [
        who(target, ['Cell phone', shown(target.cellPhone)], ['Carrier', shown(target.cellCarrier)]),
        section(
          'Message',
          ...(missing === undefined ? [] : [element('p', { class: 'warning' }, missing)]),
          message.element,
        ),
      ],
      controls: new Map([['message', message]]),
      submission: () => ({ type: 'sendSms', message: message.value() }),
      doing: () => `Sending an SMS to ${target.login}…`,
    };
  });

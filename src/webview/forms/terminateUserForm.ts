/** The form behind `ECGrid: Terminate…`: nothing is sent until the login was typed. */
import { textControl } from '../controls/textControl.ts';
import { element } from '../element.ts';
import { section } from '../header.ts';
import { createForm } from './createForm.ts';
import type { FormBridge, FormView, ModelOf } from './createForm.ts';
import { roleFacts, who } from './who.ts';

/** Builds the form. What was typed is not taken from the draft: it is typed again on purpose. */
export const terminateUserForm = (model: ModelOf<'terminateUser'>, bridge: FormBridge): FormView =>
  createForm({ model, bridge, title: 'Terminate User', button: 'Terminate' }, (events) => {
    const { target, consequences } = model;
    const login = textControl('login', 'Type the login to confirm', 'text', '', events('login'));
    return {
      sections: [
        who(target, ...roleFacts(target, model.where)),
        section(
          'What follows',
          element(
            'div',
            { class: 'danger' },
            element('ul', {}, ...consequences.map((sentence) => element('li', {}, sentence))),
            element('p', {}, element('strong', {}, 'This cannot be undone.')),
          ),
        ),
        section('Confirmation', login.element),
      ],
      controls: new Map([['login', login]]),
      submission: () => ({ type: 'terminateUser', login: login.value() }),
      doing: () => `Terminating ${target.login}…`,
      refresh: () => login.value() === target.login,
    };
  });

/** The form behind `ECGrid: Set Password…`. */
import { checkboxControl } from '../controls/checkboxControl.ts';
import { passwordControl } from '../controls/passwordControl.ts';
import { section } from '../header.ts';
import { createForm } from './createForm.ts';
import type { FormBridge, FormFrame, FormView, ModelOf } from './createForm.ts';
import { doneView } from './doneView.ts';
import { roleFacts, who } from './who.ts';

/** Builds the form. */
export const setPasswordForm = (model: ModelOf<'setPassword'>, bridge: FormBridge): FormView => {
  const { target } = model;
  const frame: FormFrame = { model, bridge, title: 'Set Password', button: 'Set Password' };
  return createForm(frame, (events) => {
    const password = passwordControl('New password', events('newPassword'), bridge);
    const reset = checkboxControl(
      'Reset sessions afterwards',
      true,
      'Open sessions end, so that whoever knows the old password is out.',
    );
    /** The password that was sent: one that is generated later must not be handed over in its place. */
    let sentPassword = '';
    if (bridge.draft()) password.sayForgotten();
    return {
      sections: [
        who(target, ...roleFacts(target, model.where)),
        section('Password', password.element),
        section('Sessions', reset.element),
      ],
      controls: new Map([['newPassword', password]]),
      others: [reset],
      submission: () => ({
        type: 'setPassword',
        newPassword: password.value(),
        resetSessions: reset.checked(),
      }),
      doing: () => `Setting the password of ${target.login}…`,
      onSent: (submit) => {
        if (submit.type === 'setPassword') sentPassword = submit.newPassword;
      },
      receive: (message) => {
        if (message.type === 'password') password.fill(message);
      },
      done: (message) =>
        doneView(frame, message, {
          heading: (user) => `The password of ${user.login} was set`,
          password: sentPassword,
        }),
    };
  });
};

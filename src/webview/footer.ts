/** The foot of a form: the submit button, what is going on, and what went wrong. */
import { button, progressRing } from './components.ts';
import { element } from './element.ts';

/** The foot of a form. */
export type Footer = {
  readonly element: HTMLElement;
  /** @param doing e.g. `Creating jdoe…` */
  readonly showSubmitting: (doing: string) => void;
  readonly showFailure: (message: string, nextStep: string) => void;
  readonly setSubmittable: (submittable: boolean) => void;
};

/** What the buttons do. */
export type FooterActions = {
  readonly submit: () => void;
  readonly cancelSubmit: () => void;
  readonly close: () => void;
};

/** Makes the foot. */
export const createFooter = (submitLabel: string, actions: FooterActions): Footer => {
  const submit = button(submitLabel, 'primary', actions.submit);
  const close = button('Close', 'secondary', actions.close);
  const cancel = button('Cancel', 'secondary', actions.cancelSubmit);
  const ring = progressRing('In progress');
  const doing = element('span', { role: 'status' });
  const busy = element('div', { class: 'busy' }, ring, doing, cancel);
  const failure = element('div', { class: 'failure', role: 'alert' });
  const idle = element('div', { class: 'buttons' }, submit, close);
  const show = (isBusy: boolean): void => {
    busy.hidden = !isBusy;
    idle.hidden = isBusy;
  };
  failure.hidden = true;
  show(false);
  return {
    element: element('footer', {}, failure, idle, busy),
    showSubmitting: (text) => {
      failure.hidden = true;
      doing.textContent = text;
      show(true);
      cancel.focus();
    },
    showFailure: (message, nextStep) => {
      show(false);
      doing.textContent = '';
      failure.replaceChildren(element('strong', {}, message), ' ', nextStep);
      failure.hidden = false;
      submit.focus();
    },
    setSubmittable: (submittable) => {
      submit.disabled = !submittable;
    },
  };
};

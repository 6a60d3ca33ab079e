/** The foot of a form: the submit button, what is going on, and what went wrong. */
import { button } from '../components.ts';
import { element } from '../element.ts';

/** The foot of a form. */
export type Footer = {
  readonly element: HTMLElement;
  /** @param doing e.g. `Creating jdoe…` */
  readonly showSubmitting: (doing: string) => void;
  /** Nothing is going on any more, and nothing has failed. */
  readonly showIdle: () => void;
  readonly showFailure: (message: string, nextStep: string) => void;
  readonly setSubmittable: (submittable: boolean) => void;
};

/** What the buttons do. */
export type FooterActions = {
  readonly submit: () => void;
  readonly cancelSubmit: () => void;
  readonly close: () => void;
};

/** Turns while something is going on; what it is stands beside it. */
const spinner = (): HTMLElement => element('span', { class: 'spinner', 'aria-hidden': 'true' });

/** Makes the foot. @param hint says whether what the button does can be undone; `''` = nothing to say */
export const createFooter = (submitLabel: string, actions: FooterActions, hint: string): Footer => {
  const submit = button(submitLabel, 'primary', actions.submit);
  const close = button('Close', 'secondary', actions.close);
  const cancel = button('Cancel', 'secondary', actions.cancelSubmit);
  const doing = element('span', { role: 'status' });
  const busy = element('div', { class: 'busy' }, spinner(), doing, cancel);
  const failure = element('div', { class: 'failure', role: 'alert' });
  const idle = element(
    'div',
    { class: 'buttons' },
    submit,
    close,
    ...(hint === '' ? [] : [element('span', { class: 'hint' }, hint)]),
  );
  const show = (isBusy: boolean): void => {
    busy.hidden = !isBusy;
    idle.hidden = isBusy;
  };
  const stop = (): void => {
    show(false);
    doing.textContent = '';
    submit.focus();
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
    showIdle: () => {
      if (!busy.hidden) stop();
    },
    showFailure: (message, nextStep) => {
      stop();
      failure.replaceChildren(element('strong', {}, message), ' ', nextStep);
      failure.hidden = false;
    },
    setSubmittable: (submittable) => {
      submit.disabled = !submittable;
    },
  };
};

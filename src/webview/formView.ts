/** A form on the page, as the entry point sees it. */
import type { ToForm } from '../protocol/userForm.ts';
import type { Control } from './controls/control.ts';
import type { Footer } from './footer.ts';
import type { Validation } from './validation.ts';

/** Messages to a form that is drawn. */
export type FormMessage = Exclude<ToForm, { type: 'open' }>;

/** A form. */
export type FormView = {
  readonly element: HTMLElement;
  readonly receive: (message: FormMessage) => void;
};

/** The parts of a form that a phase changes. */
export type PhaseParts = {
  readonly controls: Iterable<Control>;
  readonly footer: Footer;
  readonly validation: Validation;
  /** What a submit is called while it goes on. */
  readonly doing: () => string;
};

/** Shows whether the form is being submitted or has failed. What was typed stays. */
export const showPhase = (
  parts: PhaseParts,
  message: Extract<FormMessage, { type: 'submitting' | 'failed' }>,
): void => {
  const { controls, footer, validation } = parts;
  for (const control of controls) control.setDisabled(message.type === 'submitting');
  switch (message.type) {
    case 'submitting':
      footer.showSubmitting(parts.doing());
      return;
    case 'failed':
      footer.showFailure(message.message, message.nextStep);
      if (message.field !== undefined) validation.fromService(message.field, message.message);
  }
};

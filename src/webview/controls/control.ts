/** What every part of a form that holds a value can do. */
import { element } from '../element.ts';

/** A part of a form. */
export type Control = {
  readonly element: HTMLElement;
  /** The value as typed or chosen; `''` = none. */
  readonly value: () => string;
  /** Shows what is wrong with the value, or that nothing is. */
  readonly showProblem: (problem: string | undefined) => void;
  readonly setDisabled: (disabled: boolean) => void;
  readonly focus: () => void;
};

/** What a control reports. */
export type ControlEvents = {
  /** At every change of the value. */
  readonly onInput: () => void;
  /** When the user leaves the control: from now on its problems are shown. */
  readonly onLeave: () => void;
  /** When Enter is pressed in a field of one line that is complete in itself. */
  readonly onEnter: () => void;
};

/** Reports Enter, but not one that ends the composing of a character or is held down. */
export const listenForEnter = (field: HTMLElement, { onEnter }: Pick<ControlEvents, 'onEnter'>): void =>
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing && !event.repeat) onEnter();
  });

/** Marks a field whose value is wrong, for eyes and assistive tools. */
export const markInvalid = (field: HTMLElement, invalid: boolean): void => {
  field.toggleAttribute('data-invalid', invalid);
  field.ariaInvalid = String(invalid);
};

/** The line below a control where its problem is told, also to assistive tools. */
export const problemLine = (): {
  readonly element: HTMLElement;
  readonly show: (text: string | undefined) => void;
} => {
  const line = element('p', { class: 'problem', role: 'status' });
  return {
    element: line,
    show: (text) => {
      if (line.textContent !== (text ?? '')) line.textContent = text ?? '';
    },
  };
};

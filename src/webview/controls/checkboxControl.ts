/** A box to check, and below it what checking it means. */
import { element } from '../element.ts';

/** Yes or no. */
export type CheckboxControl = {
  readonly element: HTMLElement;
  readonly checked: () => boolean;
  readonly setDisabled: (disabled: boolean) => void;
};

/** Makes the control. `about` is a whole sentence. */
export const checkboxControl = (label: string, initial: boolean, about: string): CheckboxControl => {
  const box = element('input', { type: 'checkbox', 'aria-describedby': 'aboutBox' });
  box.checked = initial;
  return {
    element: element(
      'div',
      { class: 'field' },
      element('label', { class: 'check' }, box, label),
      element('p', { class: 'hint', id: 'aboutBox' }, about),
    ),
    checked: () => box.checked,
    setDisabled: (disabled) => {
      box.disabled = disabled;
    },
  };
};

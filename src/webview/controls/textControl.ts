/** A labelled text field with the problem of its value below. */
import { textField } from '../components.ts';
import { element } from '../element.ts';
import { listenForEnter, markInvalid, problemLine } from './control.ts';
import type { Control, ControlEvents } from './control.ts';

/** Makes the control. `initial` is its first value. */
export const textControl = (
  name: string,
  label: string,
  type: 'text' | 'email',
  initial: string,
  events: ControlEvents,
): Control => {
  const field = textField(label, type);
  field.id = name;
  field.value = initial;
  field.addEventListener('input', events.onInput);
  field.addEventListener('blur', events.onLeave);
  listenForEnter(field, events);
  const problem = problemLine();
  return {
    element: element('div', { class: 'field' }, field, problem.element),
    value: () => field.value,
    showProblem: (text) => {
      markInvalid(field, text !== undefined);
      problem.show(text);
    },
    setDisabled: (disabled) => {
      field.disabled = disabled;
    },
    focus: () => field.focus(),
  };
};

/** One of a fixed list of choices. */
import { dropdown, setChoices } from '../components.ts';
import type { Choice } from '../components.ts';
import { element } from '../element.ts';
import { problemLine } from './control.ts';
import type { Control, ControlEvents } from './control.ts';

/** Makes the control. `initial` is the value of the choice that is selected first. */
export const choiceControl = (
  name: string,
  label: string,
  choices: readonly Choice[],
  initial: string,
  events: ControlEvents,
): Control => {
  const list = dropdown(label);
  list.id = name;
  setChoices(list, choices, initial);
  let value = initial;
  list.addEventListener('change', () => {
    value = list.value;
    events.onLeave();
    events.onInput();
  });
  const problem = problemLine();
  return {
    element: element(
      'div',
      { class: 'field' },
      element('span', { class: 'label', 'aria-hidden': 'true' }, label),
      list,
      problem.element,
    ),
    value: () => value,
    showProblem: problem.show,
    setDisabled: (disabled) => {
      list.disabled = disabled;
    },
    focus: () => list.focus(),
  };
};

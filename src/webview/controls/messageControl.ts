/** The text of an SMS, and how long it has become. */
import { element } from '../element.ts';
import { smsLength } from '../smsLength.ts';
import { markInvalid, problemLine } from './control.ts';
import type { Control, ControlEvents } from './control.ts';

/** Makes the control. The field is the browser’s own: it needs nothing that only the toolkit has. */
export const messageControl = (events: ControlEvents): Control => {
  const area = element('textarea', { id: 'message', rows: '5', 'aria-describedby': 'length' });
  const count = element('p', { class: 'hint', id: 'length' }, smsLength(''));
  const problem = problemLine();
  area.addEventListener('input', () => {
    count.textContent = smsLength(area.value);
    events.onInput();
  });
  area.addEventListener('blur', events.onLeave);
  return {
    element: element(
      'div',
      { class: 'field' },
      element('label', { class: 'label', for: 'message' }, 'Message'),
      area,
      problem.element,
      count,
    ),
    value: () => area.value,
    showProblem: (text) => {
      markInvalid(area, text !== undefined);
      problem.show(text);
    },
    setDisabled: (disabled) => {
      area.disabled = disabled;
    },
    focus: () => area.focus(),
  };
};

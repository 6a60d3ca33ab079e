/** A drop-down list with its label above it. */
import { dropdown, setChoices } from './components.ts';
import type { Choice, Dropdown } from './components.ts';
import { element } from './element.ts';

/** The list. Its choices are only replaced when they are others, so that an open list stays open. */
export type ChoiceList = {
  readonly element: HTMLElement;
  /** What is chosen; `''` before anything was offered. */
  readonly value: () => string;
  readonly offer: (choices: readonly Choice[], selected?: string) => void;
  /** Chooses `''`. */
  readonly clear: () => void;
};

/** Makes the list. */
export const choiceList = (label: string, onChange: (value: string) => void): ChoiceList => {
  const list: Dropdown = dropdown(label);
  let offered: readonly Choice[] = [];
  let value = '';
  list.addEventListener('change', () => {
    value = list.value;
    onChange(value);
  });
  const offer: ChoiceList['offer'] = (choices, selected = value) => {
    if (selected === value && JSON.stringify(choices) === JSON.stringify(offered)) return;
    offered = choices;
    value = selected;
    setChoices(list, choices, selected);
  };
  return {
    element: element(
      'div',
      { class: 'field' },
      element('span', { class: 'label', 'aria-hidden': 'true' }, label),
      list,
    ),
    value: () => value,
    offer,
    clear: () => offer(offered, ''),
  };
};

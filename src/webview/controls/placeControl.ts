/** A network or mailbox: picked by name from what the service lists, or typed as a number. */
import type { PlaceList } from '../../protocol/userForm.ts';
import { button, dropdown, setChoices, textField } from '../components.ts';
import type { Choice } from '../components.ts';
import { element } from '../element.ts';
import { problemLine } from './control.ts';
import type { Control, ControlEvents } from './control.ts';

/** What a place can be asked besides what every control can. */
export type PlaceControl = Control & {
  /** Shows the places that can be picked, or why there are none. */
  readonly setList: (list: PlaceList) => void;
  readonly setValue: (value: string) => void;
  readonly setFixed: (fixed: readonly Choice[]) => void;
  /** The name of a place, or its number where it has none here. */
  readonly nameOf: (placeId: number) => string;
};

/** How the control is set up. */
export type PlaceOptions = {
  readonly name: 'networkId' | 'mailboxId';
  readonly label: string;
  readonly initial: string;
  /** Choices that are always there, e.g. the whole network. */
  readonly fixed: readonly Choice[];
  /** Asks for the list once more, after it failed. */
  readonly retry: () => void;
};

const typed = 'typed';
const typeNumber: Choice = { value: typed, label: 'Type a number…' };

/** Makes the control. */
export const placeControl = (options: PlaceOptions, events: ControlEvents): PlaceControl => {
  const list = dropdown(options.label);
  list.id = options.name;
  const number = textField(`${options.label} number`);
  number.id = `${options.name}Number`;
  const label = element('span', { class: 'label', 'aria-hidden': 'true' }, options.label);
  const hint = element('p', { class: 'hint', role: 'status' });
  const again = button('Try again', 'secondary', () => {
    // The button goes away as soon as the list is being loaded, and must not take the focus with it.
    list.focus();
    options.retry();
  });
  again.hidden = true;
  const problem = problemLine();
  let value = options.initial;
  let fixed = options.fixed;
  let places: readonly Choice[] = [];
  /** Names stay known when another list takes the place of the one that they were in. */
  const names = new Map<string, string>();

  const draw = (): void => {
    const listed = [...fixed, ...places].filter(
      (choice, index, all) => all.findIndex((other) => other.value === choice.value) === index,
    );
    // A value that is on no list yet, or on none at all, is shown as the number it is.
    const isListed = listed.some((choice) => choice.value === value);
    const own = isListed || value === '' || !number.hidden ? [] : [{ value, label: value }];
    setChoices(list, [...listed, ...own, typeNumber], number.hidden ? value : typed);
  };
  list.addEventListener('change', () => {
    number.hidden = list.value !== typed;
    value = number.hidden ? list.value : number.value;
    if (!number.hidden) number.focus();
    events.onLeave();
    events.onInput();
  });
  number.hidden = true;
  number.addEventListener('input', () => {
    value = number.value;
    events.onInput();
  });
  number.addEventListener('blur', events.onLeave);
  draw();

  return {
    element: element('div', { class: 'field' }, label, list, number, problem.element, hint, again),
    value: () => value,
    showProblem: problem.show,
    setDisabled: (disabled) => {
      list.disabled = disabled;
      number.disabled = disabled;
      again.disabled = disabled;
    },
    focus: () => (number.hidden ? list : number).focus(),
    setValue: (next) => {
      value = next;
      number.hidden = true;
      draw();
    },
    setFixed: (next) => {
      fixed = next;
      draw();
    },
    setList: (given) => {
      places =
        given.state === 'loaded'
          ? given.places.map(({ id, label: name }) => ({ value: String(id), label: name }))
          : [];
      for (const { value: id, label: name } of places) names.set(id, name);
      hint.textContent = hintOf(given);
      again.hidden = given.state !== 'failed';
      draw();
    },
    nameOf: (placeId) => names.get(String(placeId)) ?? String(placeId),
  };
};

const hintOf = (list: PlaceList): string => {
  switch (list.state) {
    case 'loading':
      return 'Loading names…';
    case 'failed':
      return `No names to pick from: ${list.message} A number can be typed.`;
    case 'loaded':
      if (list.complete) return '';
      return list.places.length === 0
        ? 'There are no names to pick from; a number can be typed.'
        : 'There are more than are listed; a number can be typed.';
  }
};

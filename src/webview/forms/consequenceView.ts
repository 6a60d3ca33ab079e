/** What the chosen role gives and takes, in words. */
import { consequenceOf, directionText } from '../../domain/consequence.ts';
import type { Consequence, PlaceNames, Role } from '../../domain/consequence.ts';
import { element } from '../element.ts';

/** The part of a form that says what follows from the choice. */
export type ConsequenceView = {
  readonly element: HTMLElement;
  /** @param from undefined for a new user; `to` undefined while nothing is chosen */
  readonly show: (from: Role | undefined, to: Role | undefined, names: PlaceNames) => void;
};

const sentence = (direction: Consequence['direction'], isNew: boolean): string => {
  if (isNew)
    return direction === 'same' ? 'The user can sign in and do nothing else.' : 'The user will be able to:';
  return directionText[direction];
};

const list = (title: string, className: string, sentences: readonly string[]): readonly HTMLElement[] =>
  sentences.length === 0
    ? []
    : [
        element('h3', {}, title),
        element('ul', { class: className }, ...sentences.map((text) => element('li', {}, text))),
      ];

/** Makes the view. `advice` is shown while nothing is chosen. */
export const consequenceView = (
  advice = 'Choose an AuthLevel to see what follows from it.',
): ConsequenceView => {
  const content = element('div', { class: 'consequence', 'aria-live': 'polite' });
  const nothing = element('p', { class: 'hint' }, advice);
  content.append(nothing);
  return {
    element: content,
    show: (from, to, names) => {
      if (!to) {
        content.replaceChildren(nothing);
        return;
      }
      const { direction, gained, lost } = consequenceOf(from, to, names);
      const isNew = from === undefined;
      content.replaceChildren(
        element('p', {}, sentence(direction, isNew)),
        ...list(isNew ? '' : 'Gained', 'gained', gained).filter((part) => part.textContent !== ''),
        ...list('Lost', 'lost', lost),
      );
    },
  };
};

/** What a form is about to change, from what to what. */
import { element } from '../element.ts';

/** One change; `''` = there is none. Without `from` nobody knows what is there now. */
export type Change = { readonly what: string; readonly from?: string; readonly to: string };

/** The list of changes. */
export type ChangesView = {
  readonly element: HTMLElement;
  readonly show: (changes: readonly Change[]) => void;
};

const shown = (value: string): HTMLElement =>
  value === '' ? element('span', { class: 'none' }, 'none') : element('bdi', {}, value);

/** Makes the list. */
export const changesView = (): ChangesView => {
  const content = element('div', { class: 'changes' });
  return {
    element: content,
    show: (changes) => {
      if (changes.length === 0) {
        content.replaceChildren(element('p', { class: 'hint' }, 'Nothing yet.'));
        return;
      }
      const rows = changes.flatMap(({ what, from, to }) => [
        element('dt', {}, what),
        element('dd', {}, ...(from === undefined ? [] : [shown(from), ' → ']), shown(to)),
      ]);
      content.replaceChildren(element('dl', { class: 'facts' }, ...rows));
    },
  };
};

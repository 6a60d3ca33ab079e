/** A short table of names and values. */
import { element } from './element.ts';

/** Names and what they are; an element where a text is not enough. */
export type Facts = readonly (readonly [name: string, value: string | HTMLElement])[];

/** Rows without a value are left out. */
export const facts = (rows: Facts): HTMLElement =>
  element(
    'dl',
    { class: 'facts' },
    ...rows
      .filter(([, value]) => value !== '')
      .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );

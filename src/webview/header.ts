/** The head of a form: what it does, and on which profile as whom. */
import type { FormModel } from '../protocol/userForm.ts';
import { element } from './element.ts';

/** Makes the head. */
export const createHeader = (title: string, { profile, caller }: FormModel): HTMLElement => {
  const mark = profile.production ? [element('span', { class: 'production' }, 'Production')] : [];
  const where = `${profile.name} (${profile.origin}) as ${caller.login}, ${caller.authLevel}`;
  return element('header', {}, element('h1', {}, title), element('p', { class: 'where' }, ...mark, where));
};

/** A titled part of a form. */
export const section = (title: string, ...children: readonly HTMLElement[]): HTMLElement =>
  element('section', {}, element('h2', {}, title), ...children);

/** The head of a page: what it does, and on which profile as whom. */
import type { PageFacts } from '../protocol/common.ts';
import { element } from './element.ts';

/** The line that says where one works; production is marked. */
export const profileLine = ({ profile, caller }: PageFacts): HTMLElement => {
  const mark = profile.production ? [element('span', { class: 'production' }, 'Production')] : [];
  const where = `${profile.name} (${profile.origin}) as ${caller.login}, ${caller.authLevel}`;
  return element('p', { class: 'where' }, ...mark, where);
};

/** The title. It takes the focus when the page is opened, so that it is read first. */
export const pageTitle = (title: string): HTMLElement => element('h1', { tabindex: '-1' }, title);

/** Makes the head. */
export const createHeader = (title: string, facts: PageFacts): HTMLElement =>
  element('header', {}, pageTitle(title), profileLine(facts));

/** A titled part of a page. */
export const section = (title: string, ...children: readonly HTMLElement[]): HTMLElement =>
  element('section', {}, element('h2', {}, title), ...children);

/** The page of one user: who it is, where, what the AuthLevel allows, and what can be done. */
import { onOneLine } from '../../domain/text.ts';
import { userActions } from '../../domain/userAction.ts';
import type { FromUserPage, ToUserPage, UserPageModel } from '../../protocol/userPage.ts';
import type { Bridge } from '../bridge.ts';
import { element } from '../element.ts';
import { pageTitle, profileLine, section } from '../header.ts';
import { readingLine } from '../readingLine.ts';
import { actionList } from './actionList.ts';
import { userBadges, userFacts } from './userFacts.ts';

/** The page. */
export type UserPage = {
  readonly element: HTMLElement;
  readonly receive: (message: ToUserPage) => void;
};

const allows = ({ user, level }: UserPageModel): HTMLElement =>
  section(
    `What ${user.authLevel || 'the AuthLevel'} allows`,
    element('p', {}, level.description),
    ...(level.abilities.length === 0
      ? []
      : [element('ul', { class: 'abilities' }, ...level.abilities.map((text) => element('li', {}, text)))]),
  );

/** Makes the page. It is drawn again with every message that shows something else. */
export const createUserPage = (
  first: UserPageModel,
  { post }: Pick<Bridge<FromUserPage>, 'post'>,
): UserPage => {
  const title = pageTitle('');
  const badges = element('ul', { class: 'badges', 'aria-label': 'AuthLevel and status' });
  const where = element('div');
  const reading = readingLine(() => post({ type: 'refresh' }));
  const content = element('div');
  let drawn = '';

  const redraw = (model: UserPageModel): void => {
    const focused = userActions.find((action) => content.querySelector(`[data-action=${action}]:focus`));
    title.textContent = onOneLine(model.user.login);
    badges.replaceChildren(...userBadges(model));
    where.replaceChildren(profileLine(model));
    content.replaceChildren(
      element('div', { class: 'groups' }, ...userFacts(model)),
      allows(model),
      section('Actions', ...actionList(model.actions, (action) => post({ type: 'act', action }))),
    );
    if (focused === undefined) return;
    const isOffered = model.actions.some(
      ({ action, problem }) => action === focused && problem === undefined,
    );
    const same = isOffered ? content.querySelector<HTMLElement>(`[data-action=${focused}]`) : null;
    // An action that has become impossible takes no focus, which must not be lost.
    (same ?? title).focus({ preventScroll: true });
  };
  const show = (model: UserPageModel): void => {
    const { reading: state, ...shown } = model;
    const now = JSON.stringify(shown);
    if (now !== drawn) redraw(model);
    drawn = now;
    reading.show(state);
  };
  show(first);
  return {
    element: element(
      'div',
      { class: 'userPage' },
      element('header', {}, title, badges, where),
      reading.element,
      content,
    ),
    receive: ({ model }) => show(model),
  };
};

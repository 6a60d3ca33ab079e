/** What can be done to a user, in groups of buttons; what cannot be done is there with the reason. */
import { reversibilityText, userActionFacts } from '../../domain/userAction.ts';
import type { UserAction, UserActionFacts } from '../../domain/userAction.ts';
import type { OfferedAction } from '../../protocol/userPage.ts';
import { button } from '../components.ts';
import { element } from '../element.ts';

const groups: readonly (readonly [group: UserActionFacts['group'], title: string])[] = [
  ['person', 'Person'],
  ['access', 'Access'],
  ['end', 'End of the account'],
];

const actionButton = ({ action, problem }: OfferedAction, act: (action: UserAction) => void): HTMLElement => {
  const created = button(userActionFacts(action).title, 'secondary', () => act(action));
  created.dataset['action'] = action;
  created.disabled = problem !== undefined;
  created.title = reversibilityText(action);
  return created;
};

/** Actions that cannot be done, by the reason: many of them share one. */
const problemsOf = (offered: readonly OfferedAction[]): ReadonlyMap<string, readonly string[]> => {
  const problems = new Map<string, readonly string[]>();
  for (const { action, problem } of offered) {
    if (problem === undefined) continue;
    const title = userActionFacts(action).title.replace(/…$/, '');
    problems.set(problem, [...(problems.get(problem) ?? []), title]);
  }
  return problems;
};

const group = (
  title: string,
  offered: readonly OfferedAction[],
  act: (action: UserAction) => void,
): readonly HTMLElement[] => {
  if (offered.length === 0) return [];
  const problems = [...problemsOf(offered)].map(([problem, titles]) =>
    element('li', {}, element('strong', {}, `${titles.join(', ')}: `), problem),
  );
  return [
    element('h3', {}, title),
    element('div', { class: 'buttons' }, ...offered.map((one) => actionButton(one, act))),
    ...(problems.length === 0
      ? []
      : [
          element('p', { class: 'hint' }, 'Not possible:'),
          element('ul', { class: 'impossible' }, ...problems),
        ]),
  ];
};

/** The groups. Buttons carry the name of their action, by which they are found again after a redraw. */
export const actionList = (
  offered: readonly OfferedAction[],
  act: (action: UserAction) => void,
): readonly HTMLElement[] =>
  groups.flatMap(([name, title]) =>
    group(
      title,
      offered.filter(({ action }) => userActionFacts(action).group === name),
      act,
    ),
  );

/** The AuthLevels to choose from, each with what it means; those out of reach with the reason. */
import type { LevelChoice } from '../../domain/grants.ts';
import { levelFacts } from '../../domain/authLevel.ts';
import { radio, radioGroup } from '../components.ts';
import { element } from '../element.ts';
import { problemLine } from './control.ts';
import type { Control, ControlEvents } from './control.ts';

const row = ({ level, problem }: LevelChoice): ReturnType<typeof radio> => {
  const about =
    problem === undefined ? levelFacts(level).description : `${levelFacts(level).description} ${problem}`;
  const content = element(
    'span',
    { class: 'level' },
    element('strong', {}, level),
    // The toolkit takes the whole text for the accessible name: this keeps its words apart.
    element('span', { class: 'spoken' }, ': '),
    element('span', { class: 'about' }, about),
  );
  const choice = radio(level, content);
  choice.disabled = problem !== undefined;
  return choice;
};

/** While nothing is chosen the toolkit gives no radio button a tab stop, or a disabled one. */
const giveTabStop = (rows: readonly ReturnType<typeof radio>[]): void => {
  const first = rows.find(({ disabled }) => !disabled);
  for (const choice of rows) choice.setAttribute('tabindex', choice === first ? '0' : '-1');
};

/** Makes the control. */
export const levelControl = (
  choices: readonly LevelChoice[],
  initial: string,
  events: ControlEvents,
): Control => {
  const group = radioGroup('AuthLevel');
  group.id = 'authLevel';
  const rows = choices.map(row);
  group.append(...rows);
  let value = choices.some(({ level, problem }) => level === initial && problem === undefined) ? initial : '';
  if (value !== '') group.value = value;
  else requestAnimationFrame(() => giveTabStop(rows));
  group.addEventListener('change', () => {
    value = group.value;
    events.onLeave();
    events.onInput();
  });
  const problem = problemLine();
  return {
    element: element('div', { class: 'field' }, group, problem.element),
    value: () => value,
    showProblem: problem.show,
    setDisabled: (disabled) => {
      rows.forEach((choice, index) => {
        choice.disabled = disabled || choices[index]?.problem !== undefined;
      });
    },
    focus: () => (rows.find(({ disabled }) => !disabled) ?? group).focus(),
  };
};

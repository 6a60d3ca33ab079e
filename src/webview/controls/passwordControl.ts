/** The password: typed or generated, shown or not, copied on request, and which part of the rule it fails. */
import { passwordFailures, passwordRules, passwordRuleText } from '../../domain/password.ts';
import type { FromForm, ToForm } from '../../protocol/userForm.ts';
import type { Bridge } from '../bridge.ts';
import { button } from '../components.ts';
import { element } from '../element.ts';
import { listenForEnter, markInvalid, problemLine } from './control.ts';
import type { Control, ControlEvents } from './control.ts';

/** What the password can be asked besides what every control can. */
export type PasswordControl = Control & {
  /** Puts a generated password in and shows it. */
  readonly fill: (made: Extract<ToForm, { type: 'password' }>) => void;
  /** Says that the page came back without what was typed here. */
  readonly sayForgotten: () => void;
};

/** What is said once a page comes back without its password. */
const forgotten = 'The password was forgotten when this form was hidden: enter or generate it again.';

const ruleList = (): { readonly element: HTMLElement; readonly show: (password: string) => void } => {
  const items = passwordRules.map((rule) => ({ rule, item: element('li', {}, passwordRuleText[rule]) }));
  return {
    element: element(
      'ul',
      { class: 'rules', 'aria-label': 'Password rule' },
      ...items.map(({ item }) => item),
    ),
    show: (password) => {
      const failures = new Set(passwordFailures(password));
      for (const { rule, item } of items)
        item.className = failures.has(rule) || password === '' ? 'open' : 'met';
    },
  };
};

/** Makes the control. The field is the browser’s own: the toolkit’s repeats what is typed in an attribute of the page. */
export const passwordControl = (
  label: string,
  events: ControlEvents,
  { post }: Pick<Bridge<FromForm>, 'post'>,
): PasswordControl => {
  const field = element('input', {
    id: 'password',
    type: 'password',
    autocomplete: 'new-password',
    spellcheck: 'false',
  });
  const rules = ruleList();
  const problem = problemLine();
  const note = element('p', { class: 'hint', role: 'status' });
  const show = (visible: boolean): void => {
    field.type = visible ? 'text' : 'password';
    toggle.textContent = visible ? 'Hide' : 'Show';
  };
  const toggle = button('Show', 'secondary', () => show(field.type === 'password'));
  const generate = button('Generate', 'secondary', () => post({ type: 'generatePassword' }));
  const copy = button('Copy', 'secondary', () => post({ type: 'copyPassword', password: field.value }));
  const changed = (): void => {
    rules.show(field.value);
    copy.disabled = field.value === '';
  };
  field.addEventListener('input', () => {
    note.textContent = '';
    changed();
    events.onInput();
  });
  field.addEventListener('blur', events.onLeave);
  listenForEnter(field, events);
  changed();
  return {
    element: element(
      'div',
      { class: 'field' },
      element('label', { class: 'label', for: 'password' }, label),
      element('div', { class: 'password' }, field, generate, toggle, copy),
      problem.element,
      note,
      rules.element,
    ),
    value: () => field.value,
    showProblem: (text) => {
      markInvalid(field, text !== undefined);
      problem.show(text);
    },
    setDisabled: (disabled) => {
      for (const control of [field, generate, toggle]) control.disabled = disabled;
      copy.disabled = disabled || field.value === '';
    },
    focus: () => field.focus(),
    sayForgotten: () => {
      note.textContent = forgotten;
    },
    fill: ({ password, madeBy }) => {
      if (field.disabled) return;
      field.value = password;
      show(true);
      note.textContent = `Made by ${madeBy}. Copy it now: it cannot be shown again later.`;
      changed();
      events.onInput();
    },
  };
};

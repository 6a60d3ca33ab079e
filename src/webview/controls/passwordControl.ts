/** The password: typed or generated, shown or not, copied on request, and which part of the rule it fails. */
import { passwordFailures, passwordRules, passwordRuleText } from '../../domain/password.ts';
import { button, textField } from '../components.ts';
import { element } from '../element.ts';
import { problemLine } from './control.ts';
import type { Control, ControlEvents } from './control.ts';

/** What the password can be asked besides what every control can. */
export type PasswordControl = Control & {
  /** Puts a generated password in and shows it. */
  readonly fill: (password: string, note: string) => void;
  /** Says something about the password. */
  readonly note: (text: string) => void;
};

/** What the buttons do. */
export type PasswordActions = { readonly generate: () => void; readonly copy: (password: string) => void };

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

/** Makes the control. */
export const passwordControl = (events: ControlEvents, actions: PasswordActions): PasswordControl => {
  const field = textField('Password', 'password');
  field.id = 'password';
  field.setAttribute('autocomplete', 'new-password');
  const rules = ruleList();
  const problem = problemLine();
  const note = element('p', { class: 'hint', role: 'status' });
  const show = (visible: boolean): void => {
    field.setAttribute('type', visible ? 'text' : 'password');
    toggle.textContent = visible ? 'Hide' : 'Show';
  };
  const toggle = button('Show', 'secondary', () => show(field.getAttribute('type') === 'password'));
  const generate = button('Generate', 'secondary', actions.generate);
  const copy = button('Copy', 'secondary', () => actions.copy(field.value));
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
  changed();
  return {
    element: element(
      'div',
      { class: 'field' },
      element('div', { class: 'password' }, field, generate, toggle, copy),
      problem.element,
      note,
      rules.element,
    ),
    value: () => field.value,
    showProblem: (text) => {
      field.toggleAttribute('data-invalid', text !== undefined);
      field.ariaInvalid = text === undefined ? 'false' : 'true';
      problem.show(text);
    },
    setDisabled: (disabled) => {
      for (const control of [field, generate, toggle]) control.disabled = disabled;
      copy.disabled = disabled || field.value === '';
    },
    focus: () => field.focus(),
    note: (text) => {
      note.textContent = text;
    },
    fill: (password, text) => {
      if (field.disabled) return;
      field.value = password;
      show(true);
      note.textContent = text;
      changed();
      events.onInput();
    },
  };
};

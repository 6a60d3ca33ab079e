/**
 * The only file that names @vscode/webview-ui-toolkit, which is archived upstream: whoever replaces it, replaces
 * this. Everything else asks for a text field or a button and gets an element.
 */
import {
  Button,
  Dropdown,
  Radio,
  RadioGroup,
  TextField,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeRadio,
  vsCodeRadioGroup,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { customElement } from './element.ts';

export type { Button, Dropdown, Radio, RadioGroup, TextField };

/** Makes the toolkit's elements known to the page; once, before any is made. */
export const registerComponents = (): void => {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeRadio(),
    vsCodeRadioGroup(),
    vsCodeTextField(),
  );
};

const create = <Kind extends HTMLElement>(
  tag: `vscode-${string}`,
  kind: abstract new (...args: never[]) => Kind,
): Kind => {
  const created = customElement(tag);
  if (created instanceof kind) return created;
  throw new TypeError(`${tag} is not registered.`);
};

/** A text field with a visible label. */
export const textField = (label: string, type: 'text' | 'email' = 'text'): TextField => {
  const field = create('vscode-text-field', TextField);
  field.setAttribute('type', type);
  field.setAttribute('spellcheck', 'false');
  field.append(label);
  return field;
};

/** A button. `onClick` is not called while it is disabled. */
export const button = (label: string, appearance: 'primary' | 'secondary', onClick: () => void): Button => {
  const created = create('vscode-button', Button);
  created.appearance = appearance;
  created.append(label);
  created.addEventListener('click', onClick);
  return created;
};

/** A choice in a drop-down list. */
export type Choice = { readonly value: string; readonly label: string };

/** An empty drop-down list. Its label is not seen by assistive tools unless it is given here. */
export const dropdown = (label: string): Dropdown => {
  const created = create('vscode-dropdown', Dropdown);
  created.setAttribute('aria-label', label);
  return created;
};

/** Replaces the choices of a drop-down list and selects one. */
export const setChoices = (list: Dropdown, choices: readonly Choice[], selected: string): void => {
  list.replaceChildren(
    ...choices.map(({ value, label }) => {
      const option = customElement('vscode-option', { value }, label);
      if (value === selected) option.setAttribute('selected', '');
      return option;
    }),
  );
  list.value = selected;
};

/** A group of radio buttons, of which one can be chosen. */
export const radioGroup = (label: string): RadioGroup => {
  const group = create('vscode-radio-group', RadioGroup);
  group.setAttribute('orientation', 'vertical');
  group.setAttribute('aria-label', label);
  return group;
};

/** One radio button. */
export const radio = (value: string, ...content: readonly Node[]): Radio => {
  const created = create('vscode-radio', Radio);
  created.setAttribute('value', value);
  created.append(...content);
  return created;
};

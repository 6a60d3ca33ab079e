/** Rows of fields and values that ECGrid is sent as they are, with buttons that add and remove them. */
import { configValue } from '../../domain/userConfig.ts';
import type { UserConfig } from '../../domain/userConfig.ts';
import { button, textField } from '../components.ts';
import { entryProblem, isBlank, sentAs } from '../configEntry.ts';
import type { ConfigEntry } from '../configEntry.ts';
import { element } from '../element.ts';
import { listenForEnter, markInvalid, problemLine } from './control.ts';
import type { Control, ControlEvents } from './control.ts';

/** What the rows can be asked besides what every control can. */
export type ConfigControl = Control & {
  readonly entries: () => readonly ConfigEntry[];
  /** What is sent. An entry that cannot be sent is in it under a name that the schema refuses. */
  readonly config: () => UserConfig;
};

type Row = {
  readonly element: HTMLElement;
  readonly entry: () => ConfigEntry;
  readonly showProblem: (problem: string | undefined) => void;
  readonly setDisabled: (disabled: boolean) => void;
  readonly focus: () => void;
};

const createRow = (initial: ConfigEntry, events: ControlEvents, onRemove: () => void): Row => {
  const name = textField('Field');
  const value = textField('Value');
  name.value = initial.name;
  value.value = initial.value;
  const remove = button('Remove', 'secondary', onRemove);
  const note = element('p', { class: 'hint' }, sentAs(initial.value));
  const problem = problemLine();
  /** A row that is still being filled in is not judged. */
  let wasLeft = false;
  for (const field of [name, value]) {
    field.addEventListener('input', () => {
      note.textContent = sentAs(value.value);
      events.onInput();
    });
    listenForEnter(field, {
      onEnter: () => {
        wasLeft = true;
        events.onEnter();
      },
    });
  }
  const whole = element(
    'div',
    { class: 'configRow', role: 'group' },
    element('div', { class: 'config' }, name, value, remove),
    problem.element,
    note,
  );
  whole.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && whole.contains(relatedTarget)) return;
    wasLeft = true;
    events.onLeave();
  });
  return {
    element: whole,
    entry: () => ({ name: name.value.trim(), value: value.value }),
    showProblem: (text) => {
      const shown = wasLeft ? text : undefined;
      markInvalid(name, shown !== undefined);
      problem.show(shown);
    },
    setDisabled: (disabled) => {
      for (const control of [name, value, remove]) control.disabled = disabled;
    },
    focus: () => name.focus(),
  };
};

/** Makes the control. Rows into which nothing was typed are passed over. */
export const configControl = (initial: readonly ConfigEntry[], events: ControlEvents): ConfigControl => {
  const list = element('div');
  const problem = problemLine();
  let rows: readonly Row[] = [];
  const add = button('Add Field', 'secondary', () => addRow({ name: '', value: '' }).focus());
  const setRows = (next: readonly Row[]): void => {
    rows = next;
    rows.forEach((row, index) => row.element.setAttribute('aria-label', `Field ${index + 1}`));
  };
  const addRow = (entry: ConfigEntry): Row => {
    const row: Row = createRow(entry, events, () => removeRow(row));
    setRows([...rows, row]);
    list.append(row.element);
    return row;
  };
  const removeRow = (row: Row): void => {
    const index = rows.indexOf(row);
    setRows(rows.filter((other) => other !== row));
    // The focus moves on before the row that has it goes away.
    (rows[index] ?? rows.at(-1) ?? add).focus();
    row.element.remove();
    events.onInput();
  };
  const problems = (): readonly (string | undefined)[] => {
    const all = rows.map((row) => row.entry());
    return all.map((entry, index) => entryProblem(entry, all.slice(0, index)));
  };
  const entries = (): readonly ConfigEntry[] =>
    rows.map((row) => row.entry()).filter((entry) => !isBlank(entry));
  for (const entry of initial) addRow(entry);

  return {
    element: element('div', { class: 'field' }, list, problem.element, add),
    value: () => '',
    entries,
    config: () => {
      const wrong = problems();
      return Object.fromEntries(
        rows
          .map((row, index) => ({ ...row.entry(), isWrong: wrong[index] !== undefined }))
          .filter((entry) => !isBlank(entry))
          .map(({ name, value, isWrong }) => [isWrong ? '' : name, configValue(value)]),
      );
    },
    showProblem: (text) => {
      const wrong = text === undefined ? [] : problems();
      rows.forEach((row, index) => row.showProblem(wrong[index]));
      problem.show(wrong.some((one) => one !== undefined) ? undefined : text);
    },
    setDisabled: (disabled) => {
      for (const row of rows) row.setDisabled(disabled);
      add.disabled = disabled;
    },
    focus: () => {
      const wrong = problems().findIndex((one) => one !== undefined);
      (rows[wrong] ?? rows[0] ?? add).focus();
    },
  };
};

/** The form behind `ECGrid: Update Configuration…`. */
import { cellCarriers, configValue } from '../../domain/userConfig.ts';
import type { UserConfig } from '../../domain/userConfig.ts';
import { choiceControl } from '../controls/choiceControl.ts';
import { configControl } from '../controls/configControl.ts';
import { textControl } from '../controls/textControl.ts';
import { element } from '../element.ts';
import { section } from '../header.ts';
import { changesView } from './changes.ts';
import type { Change } from './changes.ts';
import { createForm } from './createForm.ts';
import type { FormBridge, FormView, ModelOf } from './createForm.ts';
import { who } from './who.ts';

const unchanged = { value: 'unchanged', label: 'Unchanged' };

const about =
  'Whatever else ECGrid takes, by the name that its documentation gives. true and false are sent as yes or no, 12 as a number, and "12" as a text.';

const carriers = (present: string): readonly { readonly value: string; readonly label: string }[] => [
  unchanged,
  ...[...new Set([...(present === '' ? [] : [present]), ...cellCarriers])].map((value) => ({
    // A carrier is any text, and must not be mistaken for the first choice.
    value: `=${value}`,
    label: value,
  })),
];

/** Builds the form. Only what was entered is sent; all else stays as it is. */
export const updateConfigForm = (model: ModelOf<'updateConfig'>, bridge: FormBridge): FormView =>
  createForm({ model, bridge, title: 'Update Configuration', button: 'Save' }, (events) => {
    const { target } = model;
    const { cellPhone = '', cellCarrier = '' } = target;
    const draft = bridge.draft();
    const phone = textControl(
      'cellPhone',
      'Cell phone',
      'text',
      draft?.cellPhone ?? cellPhone,
      events('cellPhone'),
    );
    const carrier = choiceControl(
      'cellCarrier',
      'Carrier',
      carriers(cellCarrier),
      draft?.cellCarrier ?? unchanged.value,
      events('cellCarrier'),
    );
    const others = configControl(draft?.config ?? [], events('config'));
    const changes = changesView();
    const chosenCarrier = (): string | undefined =>
      carrier.value() === unchanged.value ? undefined : carrier.value().slice(1);
    const config = (): UserConfig => {
      const chosen = chosenCarrier();
      return {
        ...(phone.value() === cellPhone ? {} : { cellPhone: phone.value() }),
        ...(chosen === undefined ? {} : { cellCarrier: chosen }),
        ...others.config(),
      };
    };
    const changed = (): readonly Change[] => {
      const chosen = chosenCarrier();
      return [
        ...(phone.value() === cellPhone ? [] : [{ what: 'Cell phone', from: cellPhone, to: phone.value() }]),
        ...(chosen === undefined ? [] : [{ what: 'Carrier', from: cellCarrier, to: chosen }]),
        ...others.entries().map(({ name, value }) => ({ what: name, to: String(configValue(value)) })),
      ];
    };
    return {
      sections: [
        who(target),
        section('Cell phone', element('div', { class: 'grid' }, phone.element, carrier.element)),
        section('Other fields', element('p', { class: 'hint' }, about), others.element),
        section('What changes', changes.element),
      ],
      controls: new Map([
        ['cellPhone', phone],
        ['cellCarrier', carrier],
        ['config', others],
      ]),
      submission: () => ({ type: 'updateConfig', config: config() }),
      doing: () => `Saving the configuration of ${target.login}…`,
      refresh: () => {
        changes.show(changed());
        return Object.keys(config()).length > 0;
      },
      kept: () => ({ config: [...others.entries()] }),
    };
  });

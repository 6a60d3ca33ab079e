/** What must be typed before a run can begin: a text that proves that it is meant, and a reason. */
import { leastReason } from '../../protocol/runPage.ts';
import type { RunModel } from '../../protocol/runPage.ts';
import { textField } from '../components.ts';
import { listenForEnter } from '../controls/control.ts';
import { element } from '../element.ts';

/** The fields, as far as the run asks for them. */
export type Proof = {
  readonly element: HTMLElement;
  readonly values: () => { readonly typed: string; readonly reason: string };
  /** True when everything that is asked for is there. */
  readonly isGiven: () => boolean;
};

/** What happens in the fields. */
export type ProofEvents = { readonly onInput: () => void; readonly onEnter: () => void };

const listen = (field: HTMLElement, { onInput, onEnter }: ProofEvents): void => {
  field.addEventListener('input', onInput);
  listenForEnter(field, { onEnter });
};

/** Makes the fields. `reason` is what was typed before the page was hidden. */
export const proof = ({ typed, override }: RunModel, reason: string, events: ProofEvents): Proof => {
  const text = textField(`Type “${typed ?? ''}” to confirm`);
  const why = textField(`Reason (at least ${leastReason} characters)`);
  why.value = reason;
  listen(text, events);
  listen(why, events);
  return {
    element: element(
      'div',
      { class: 'proof' },
      ...(override === undefined ? [] : [element('p', {}, override), why]),
      ...(typed === undefined ? [] : [text]),
    ),
    values: () => ({ typed: text.value, reason: why.value.trim() }),
    isGiven: () =>
      (typed === undefined || text.value === typed) &&
      (override === undefined || why.value.trim().length >= leastReason),
  };
};

/** The foot of a run: what must be typed, how far it is, what became of it, and the buttons of the phase. */
import type { FromRunPage, RunModel, RunPhase } from '../../protocol/runPage.ts';
import type { Bridge } from '../bridge.ts';
import { button } from '../components.ts';
import { element } from '../element.ts';
import { proof } from './proof.ts';

/** The foot. */
export type RunFooter = {
  readonly element: HTMLElement;
  /** @param failed how many rows were not done although they should have been */
  readonly show: (phase: RunPhase, failed: number) => void;
  /** The run could not begin. */
  readonly showRefused: (message: string) => void;
};

/** What is said of the run as a whole. */
const toldOf = (phase: RunPhase): string => {
  if (phase.phase === 'finished') return phase.message;
  return phase.phase === 'running' && phase.cancelled ? 'Cancelled. Waiting for what was sent already.' : '';
};

/** Makes the foot. */
export const runFooter = (model: RunModel, { post, draft, keep }: Bridge<FromRunPage>): RunFooter => {
  const refused = element('div', { class: 'failure', role: 'alert' });
  const asked = proof(model, draft()?.reason ?? '', {
    onInput: () => {
      keep({ reason: asked.values().reason });
      start.disabled = !canBegin();
    },
    onEnter: () => begin(),
  });
  const canBegin = (): boolean => asked.isGiven() && model.rows.some(({ state }) => state === 'ready');
  const begin = (): void => {
    if (canBegin()) post({ type: 'start', ...asked.values() });
  };
  const start = button(model.button, 'primary', begin);
  const abandon = button('Cancel', 'secondary', () => post({ type: 'close' }));
  const bar = element('progress', { 'aria-label': model.title });
  const howFar = element('span', { class: 'howFar' });
  const cancel = button('Cancel', 'secondary', () => {
    cancel.disabled = true;
    post({ type: 'cancel' });
  });
  const message = element('p', { class: 'message', role: 'status', tabindex: '-1' });
  const retry = button('', 'primary', () => post({ type: 'retry' }));
  const again = button('', 'secondary', () => post({ type: 'again' }));
  const undo = button('', 'secondary', () => post({ type: 'undo' }));
  const save = button('Save Failed Rows…', 'secondary', () => post({ type: 'saveFailed' }));
  const close = button('Close', 'secondary', () => post({ type: 'close' }));
  const phases: Readonly<Record<RunPhase['phase'], HTMLElement>> = {
    preview: element(
      'div',
      {},
      asked.element,
      element(
        'div',
        { class: 'buttons' },
        start,
        abandon,
        element('span', { class: 'hint' }, model.hint ?? ''),
      ),
    ),
    running: element('div', { class: 'busy' }, bar, howFar, cancel),
    finished: element('div', { class: 'buttons' }, retry, again, undo, save, close),
  };
  const foot = element('footer', {}, refused, message, ...Object.values(phases));
  let shown: RunPhase['phase'] | undefined;

  /** The button that was pressed goes away with its phase, so the focus goes to what comes next. */
  const moveFocus = (phase: RunPhase['phase']): void => {
    const { activeElement } = document;
    if (activeElement !== document.body && !foot.contains(activeElement)) return;
    (phase === 'running' ? cancel : message).focus({ preventScroll: true });
  };
  refused.hidden = true;
  start.disabled = !canBegin();
  return {
    element: foot,
    show: (phase, failed) => {
      const isNext = phase.phase !== shown;
      const isFirst = shown === undefined;
      shown = phase.phase;
      if (isNext) {
        refused.hidden = true;
        for (const [name, part] of Object.entries(phases)) part.hidden = name !== shown;
      }
      message.textContent = toldOf(phase);
      if (phase.phase === 'running') {
        bar.max = phase.total;
        bar.value = phase.done;
        cancel.disabled = phase.cancelled;
        howFar.textContent = `${phase.done.toLocaleString()} of ${phase.total.toLocaleString()}`;
      }
      if (phase.phase === 'finished') {
        retry.textContent = `Retry ${phase.retryable.toLocaleString()} Failed`;
        retry.hidden = phase.retryable === 0;
        again.textContent = `Look Again at ${phase.leftOver.toLocaleString()} Left Over`;
        again.hidden = phase.leftOver === 0;
        undo.textContent = `Undo ${phase.undoable.toLocaleString()} Done…`;
        undo.hidden = phase.undoable === 0;
        save.hidden = !model.savable || failed === 0;
      }
      if (isNext && !isFirst) moveFocus(phase.phase);
    },
    showRefused: (text) => {
      refused.textContent = text;
      refused.hidden = false;
    },
  };
};

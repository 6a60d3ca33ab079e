/** The page of a run over many users: what will happen to whom, the progress, and what became of each. */
import type { FromRunPage, RunModel, RunPhase, ToRunPage } from '../../protocol/runPage.ts';
import type { Bridge } from '../bridge.ts';
import { element } from '../element.ts';
import { createHeader } from '../header.ts';
import { runFooter } from './runFooter.ts';
import { runTable } from './runTable.ts';

/** The page. */
export type RunPage = {
  readonly element: HTMLElement;
  readonly receive: (message: Exclude<ToRunPage, { type: 'run' }>) => void;
};

const warningList = (warnings: readonly string[]): readonly HTMLElement[] =>
  warnings.length === 0
    ? []
    : [
        element(
          'ul',
          { class: 'warning', 'aria-label': 'Warnings' },
          ...warnings.map((warning) => element('li', {}, warning)),
        ),
      ];

/** Makes the page. */
export const createRunPage = (model: RunModel, first: RunPhase, bridge: Bridge<FromRunPage>): RunPage => {
  const table = runTable(model.title);
  const footer = runFooter(model, bridge);
  let phase = first.phase;
  table.setRows(model.rows);
  footer.show(first, table.failed());
  return {
    element: element(
      'div',
      { class: 'run' },
      createHeader(model.title, model),
      ...warningList(model.warnings),
      table.element,
      footer.element,
    ),
    receive: (message) => {
      if (message.type === 'refused') {
        footer.showRefused(message.message);
        return;
      }
      table.change(message.rows);
      // Rows stay where they are while the run goes on; once it is over, what failed comes first.
      if (message.phase.phase === 'finished' && phase !== 'finished') table.sort();
      phase = message.phase.phase;
      footer.show(message.phase, table.failed());
    },
  };
};

/** Whether the journal is as it was written, as the page tells it. */
import type { JournalVerdict } from '../../protocol/journalPage.ts';
import { button } from '../components.ts';
import { element } from '../element.ts';

/** The part of the page; empty until the journal is verified. */
export type VerdictView = {
  readonly element: HTMLElement;
  /** Without a verdict the journal is being verified. */
  readonly show: (verdict: JournalVerdict | undefined) => void;
};

/** Makes the part. */
export const verdictView = (showFolder: () => void): VerdictView => {
  const message = element('p', { role: 'status' });
  const problems = element('ul');
  const folder = button('Show Folder', 'secondary', showFolder);
  const view = element('div', { class: 'verdict' }, message, problems, folder);
  view.hidden = true;
  return {
    element: view,
    show: (verdict) => {
      const isBroken = verdict?.whole === false;
      view.hidden = false;
      view.classList.toggle('isWhole', verdict?.whole === true);
      view.classList.toggle('isBroken', isBroken);
      message.textContent = verdict?.message ?? 'Verifying…';
      problems.replaceChildren(...(verdict?.problems ?? []).map((text) => element('li', {}, text)));
      problems.hidden = problems.childElementCount === 0;
      folder.hidden = !isBroken;
    },
  };
};

/** Whether the page shows what ECGrid told just now, with a button that asks it again. */
import type { Reading } from '../protocol/common.ts';
import { button } from './components.ts';
import { element } from './element.ts';

/** The line. */
export type ReadingLine = {
  readonly element: HTMLElement;
  readonly show: (reading: Reading) => void;
};

const sentence = (reading: Reading): string => {
  switch (reading.state) {
    case 'reading':
      return 'Reading…';
    case 'read':
      return reading.missing === undefined ? 'Up to date' : `Up to date, but ${reading.missing}`;
    case 'failed':
      return `This could not be read: ${reading.message} ${reading.nextStep}`;
  }
};

/** Makes the line. The button stays the same one, so that it keeps the focus. */
export const readingLine = (refresh: () => void): ReadingLine => {
  const text = element('span', { role: 'status' });
  const again = button('Refresh', 'secondary', refresh);
  const line = element('div', { class: 'reading' }, text, again);
  return {
    element: line,
    show: (reading) => {
      const isFailed = reading.state === 'failed';
      text.textContent = sentence(reading);
      again.textContent = isFailed ? 'Try again' : 'Refresh';
      line.classList.toggle('isFailed', isFailed);
    },
  };
};

/** Times as people read them. */
import { localTimeText } from '../domain/time.ts';

/** A text that says which moment it means, wherever it is read. */
const moment = /T.*(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * A time in the form and time zone of the reader.
 * @param text ISO 8601; without a time zone nobody knows which moment it is, and the text stays as it is
 */
export const localTime = (text: string): string => {
  const date = new Date(text);
  return !moment.test(text) || Number.isNaN(date.getTime()) ? text : localTimeText(date);
};

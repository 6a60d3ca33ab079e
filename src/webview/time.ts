/** Times as people read them. */

/** A text that says which moment it means, wherever it is read. */
const moment = /T.*(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * A time in the form and time zone of the reader.
 * @param text ISO 8601; without a time zone nobody knows which moment it is, and the text stays as it is
 */
export const localTime = (text: string): string => {
  const date = new Date(text);
  if (!moment.test(text) || Number.isNaN(date.getTime())) return text;
  return date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
};

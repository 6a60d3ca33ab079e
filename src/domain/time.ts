/** Times and time zones as people read them. Imports nothing, so that the tree can afford it. */

/** A moment in the form and time zone of the reader. */
export const localTimeText = (time: Date): string =>
  time.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

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

const millisecondsADay = 86_400_000;

/** The day of the calendar, counted; days that are 23 or 25 hours long count as one. */
const dayOf = (time: Date): number =>
  Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / millisecondsADay;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How many days of the reader’s calendar lie between: `today`, `yesterday`, `12 days ago`; `''` for what is yet to come. */
export const daysAgoText = (time: Date, now: Date): string => {
  const days = dayOf(now) - dayOf(time);
  return days < 0 ? '' : relative.format(-days, 'day');
};

/** No place on earth is further from UTC, in hours. */
const furthest = 14;

/**
 * The distance of a time zone from UTC: `UTC−05:00`, `UTC+05:30`, `UTC`. ECGrid publishes the number without its unit, so
 * what no place on earth has as hours is read as minutes, and what is neither stays a bare number.
 */
export const timeZoneText = (offset: number): string => {
  const minutes = Math.round(Math.abs(offset) <= furthest ? offset * 60 : offset);
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  if (size > furthest * 60) return String(offset);
  const digits = [Math.trunc(size / 60), size % 60].map((number) => String(number).padStart(2, '0'));
  return `UTC${minutes < 0 ? '−' : '+'}${digits.join(':')}`;
};

/** Results of ECGridOS as the data that the readers of the client take, since XML tells texts alone. */
import type { ResultKind } from './soapOperations.ts';
import { textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

const numbers: ReadonlySet<string> = new Set([
  'UserID',
  'NetworkID',
  'MailboxID',
  'TimeZoneOffset',
  'OpenSessions',
  'TimeOut',
]);
const times: ReadonlySet<string> = new Set(['Created', 'Modified', 'LastLogin']);

/** An XML number; any other text stays one, so that whoever reads it can say so. */
const numberOrText = (text: string): number | string =>
  /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : text;

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);
const booleanOrText = (text: string): boolean | string => booleans.get(text.trim()) ?? text;

/** A time as ISO 8601 with its zone: ECGridOS leaves it out, and means UTC. `0001-01-01…` says never, and stays. */
const timeWithZone = (text: string): string =>
  /^(?!0001-)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(text.trim()) ? `${text.trim()}Z` : text;

const valueOf = ({ name }: XmlElement, text: string): unknown => {
  if (numbers.has(name)) return numberOrText(text);
  if (name === 'LockedOut') return booleanOrText(text);
  return times.has(name) ? timeWithZone(text) : text;
};

/** ECGridOS always tells a carrier; this one says that there is none. */
const isNoCarrier = ({ name }: XmlElement, text: string): boolean =>
  name === 'CellCarrier' && text.trim() === 'Undefined';

/** The fields of a record by the names of their elements; where two have the same name, the first counts. */
const recordOf = (element: XmlElement): unknown => {
  if (element.isNil) return null;
  const fields = element.children.flatMap((child) => {
    const text = textOf(child);
    return text === undefined || isNoCarrier(child, text)
      ? []
      : [[child.name, valueOf(child, text)] as const];
  });
  return Object.fromEntries(fields.toReversed());
};

/**
 * A result as data: records are objects by the names of their elements, times have their zone.
 * @param result undefined for none; null is then returned, and an empty list for `users`
 */
export const resultData = (kind: ResultKind, result: XmlElement | undefined): unknown => {
  if (result === undefined) return kind === 'users' ? [] : null;
  if (kind === 'users') return result.text.trim() === '' ? result.children.map(recordOf) : result.text;
  if (kind === 'user') return recordOf(result);
  const text = textOf(result);
  if (text === undefined || kind === 'text') return text ?? null;
  return kind === 'done' ? booleanOrText(text) : numberOrText(text);
};

/**
 * Readers of request bodies. A field of the wrong type or out of range is refused by name; `null` counts as
 * absent; fields that nobody asks for are ignored, as the published compatibility policy says.
 */
import { invalidParameter } from './envelope.ts';

/** A JSON object whose content is not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** True for a JSON object: neither null nor a list. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of an object without some of its fields. */
export const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** The published pages disagree on these names, so requests may use either. */
const otherSpelling: Readonly<Record<string, string>> = {
  login: 'loginName',
  userId: 'userID',
  networkId: 'networkID',
  mailboxId: 'mailboxID',
};

const present = (fields: Fields, name: string): unknown => {
  const other = otherSpelling[name];
  return fields[name] ?? (other === undefined ? undefined : fields[other]) ?? undefined;
};

/** A field's value, or 400 naming the field when it is absent. */
export const required = <T>(value: T | undefined, name: string): T => {
  if (value === undefined) throw invalidParameter(name, 'required');
  return value;
};

/** An integer field from `least` to `most`, both included; undefined when absent. */
export const optionalInteger = (
  fields: Fields,
  name: string,
  { least = 0, most = Number.MAX_SAFE_INTEGER }: { least?: number; most?: number } = {},
): number | undefined => {
  const value = present(fields, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw invalidParameter(name);
  }
  return value;
};

/** A text field, exactly as sent; undefined when absent. */
export const optionalString = (fields: Fields, name: string): string | undefined => {
  const value = present(fields, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw invalidParameter(name);
  return value;
};

/** A text field that is there and not blank. */
export const requiredString = (fields: Fields, name: string): string => {
  const value = required(optionalString(fields, name), name);
  if (value.trim() === '') throw invalidParameter(name, 'required');
  return value;
};

/** The `userId` that most writes are about. */
export const requiredUserId = (fields: Fields): number =>
  required(optionalInteger(fields, 'userId', { least: 1 }), 'userId');

/** The `{id}` of a path. */
export const pathId = (id: string | undefined): number => {
  if (id === undefined || !/^[1-9]\d{0,14}$/.test(id)) throw invalidParameter('id');
  return Number(id);
};

/** Which part of a list is asked for. */
export type Page = { readonly pageNo: number; readonly recordsPerPage: number };

/** `pageNo` (from 1, default 1) and `recordsPerPage` (1-500, default 25). */
export const page = (fields: Fields): Page => ({
  pageNo: optionalInteger(fields, 'pageNo', { least: 1 }) ?? 1,
  recordsPerPage: optionalInteger(fields, 'recordsPerPage', { least: 1, most: 500 }) ?? 25,
});

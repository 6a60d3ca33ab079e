/**
 * From the text of an answer to data that the product can trust. Tolerant where the published pages disagree:
 * spelling of a field, letter case, bare array or object around a list, extra fields, missing optional ones.
 */
import * as z from 'zod/mini';
import { EcgridError } from './ecgridError.ts';

/** A parsed answer: `{ success, data, errorCode, message }` in any letter case. */
export type Envelope = {
  readonly success: boolean;
  readonly data: unknown;
  readonly errorCode: string | undefined;
  readonly message: string | undefined;
};

/** A record of a list that could not be read, and why. */
export type UnreadableRecord = {
  /** What can be said of which record it is, e.g. `userId 17`, or its position in the page from 1. */
  readonly name: string;
  readonly reason: string;
  /** The record as it came: the same for the same record on another page. Not for people, nor for the log. */
  readonly identity: string;
};

/** A list as it was read. `recordsPerPage` and `totalRecords` are there when the container tells them. */
export type ReadList<Item> = {
  readonly items: readonly Item[];
  readonly unreadable: readonly UnreadableRecord[];
  readonly recordsPerPage: number | undefined;
  readonly totalRecords: number | undefined;
};

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a field in any letter case. */
const fieldOf = (object: JsonObject, name: string): unknown => {
  if (Object.hasOwn(object, name)) return object[name];
  const lower = name.toLowerCase();
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === lower);
  return key === undefined ? undefined : object[key];
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** The error of an answer that does not come from ECGrid, or not whole. @param what completes the sentence */
export const notEcgrid = (what: string, status?: number): EcgridError =>
  new EcgridError({
    kind: 'notEcgrid',
    message: `The answer is not one of ECGrid's: ${what}${status === undefined ? '' : ` (HTTP ${status})`}.`,
    outcome: 'unknown',
    status,
  });

/**
 * Reads the envelope of an answer.
 * @throws {EcgridError} `notEcgrid` for an empty body, HTML, truncated JSON, or JSON that is no envelope
 */
export const readEnvelope = (text: string, status: number): Envelope => {
  const trimmed = text.trim();
  if (trimmed === '') throw notEcgrid('it is empty', status);
  if (trimmed.startsWith('<')) throw notEcgrid('it is an HTML or XML page', status);
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    throw notEcgrid('it is broken off, or not JSON', status);
  }
  const success = isObject(value) ? fieldOf(value, 'success') : undefined;
  if (!isObject(value) || typeof success !== 'boolean')
    throw notEcgrid('its JSON is not an ECGrid envelope', status);
  return {
    success,
    data: fieldOf(value, 'data'),
    errorCode: textOf(fieldOf(value, 'errorCode')),
    message: textOf(fieldOf(value, 'message')),
  };
};

/** How the fields of one kind of record are recognised: a schema, and other spellings of its fields. */
export type RecordShape<Schema extends z.ZodMiniObject> = {
  /** What to call such a record in messages. */
  readonly name: string;
  /** The field that says which record it is. */
  readonly idField: string;
  readonly schema: Schema;
  /** Lower-case spelling in an answer → the field's name in the schema. */
  readonly spellings: ReadonlyMap<string, string>;
};

/** Builds a record shape: every field in any letter case, and the aliases given. */
export const recordShape = <Schema extends z.ZodMiniObject>(
  name: string,
  idField: string,
  schema: Schema,
  aliases: Readonly<Record<string, string>> = {},
): RecordShape<Schema> => ({
  name,
  idField,
  schema,
  spellings: new Map([
    ...Object.keys(schema.shape).map((field) => [field.toLowerCase(), field] as const),
    ...Object.entries(aliases).map(([alias, field]) => [alias.toLowerCase(), field] as const),
  ]),
});

/** Fields under the schema's names, without nulls and without what the schema does not know. */
const canonical = (record: JsonObject, spellings: ReadonlyMap<string, string>): JsonObject => {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    const field = spellings.get(key.toLowerCase());
    // The first spelling that has a value wins when a record carries both.
    if (field !== undefined && value !== null && value !== '' && result[field] === undefined)
      result[field] = value;
  }
  return result;
};

const reasonOf = (error: z.core.$ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'the record'}: ${issue.message}`).join('; ');

type Read<Item> = { readonly item: Item } | { readonly name: string; readonly reason: string };

const readOne = <Schema extends z.ZodMiniObject>(
  shape: RecordShape<Schema>,
  value: unknown,
  position: number,
): Read<z.output<Schema>> => {
  if (!isObject(value)) return { name: `record ${position}`, reason: 'it is not an object' };
  const fields = canonical(value, shape.spellings);
  const parsed = z.safeParse(shape.schema, fields);
  if (parsed.success) return { item: parsed.data };
  const id = fields[shape.idField];
  const name = typeof id === 'number' ? `${shape.idField} ${id}` : `record ${position}`;
  return { name, reason: reasonOf(parsed.error) };
};

/**
 * Reads one record.
 * @throws {EcgridError} `notEcgrid` when a field that must be there is missing or of another type
 */
export const readRecord = <Schema extends z.ZodMiniObject>(
  shape: RecordShape<Schema>,
  data: unknown,
): z.output<Schema> => {
  const read = readOne(shape, data, 1);
  if ('item' in read) return read.item;
  throw notEcgrid(`the ${shape.name} in it cannot be read (${read.reason})`);
};

/** A bare array, or the one in a container: that which is named after its records before any other. */
const rowsOf = (name: string, data: unknown): readonly unknown[] | undefined => {
  const bare: readonly unknown[] | undefined = Array.isArray(data) ? data : undefined;
  if (bare) return bare;
  if (!isObject(data)) return undefined;
  const isNamed = (key: string): boolean => key.toLowerCase().startsWith(name);
  const lists = Object.entries(data).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const list = lists.find(([key]) => isNamed(key)) ?? lists[0];
  if (list) return list[1];
  return Object.entries(data).some(([key, value]) => value === null && isNamed(key)) ? [] : undefined;
};

/**
 * Reads a list: a bare array, or an object that holds an array beside its totals. Records that cannot be read
 * are named beside the others, never instead of them. `data: null` is an empty list.
 * @throws {EcgridError} `notEcgrid` when there is no array at all
 */
export const readList = <Schema extends z.ZodMiniObject>(
  shape: RecordShape<Schema>,
  data: unknown,
): ReadList<z.output<Schema>> => {
  const container = isObject(data) ? data : {};
  const rows = rowsOf(shape.name, data ?? []);
  if (rows === undefined) throw notEcgrid(`there is no list of ${shape.name}s in it`);
  const items: z.output<Schema>[] = [];
  const unreadable: UnreadableRecord[] = [];
  rows.forEach((row: unknown, index) => {
    const read = readOne(shape, row, index + 1);
    if ('item' in read) items.push(read.item);
    else unreadable.push({ ...read, identity: JSON.stringify(row) });
  });
  return {
    items,
    unreadable,
    recordsPerPage: numberOf(fieldOf(container, 'recordsPerPage')),
    totalRecords: numberOf(fieldOf(container, 'totalRecords')),
  };
};

/**
 * Reads an answer that is only yes or no.
 * @throws {EcgridError} `server` for false, `notEcgrid` for anything else
 */
export const readDone = (data: unknown): void => {
  if (data === true) return;
  if (data === false) {
    throw new EcgridError({
      kind: 'server',
      message: 'ECGrid answered that it was not done.',
      outcome: 'refused',
    });
  }
  throw notEcgrid('neither yes nor no is in it');
};

/**
 * Reads an answer that is one text, such as a key.
 * @throws {EcgridError} `notEcgrid` for anything else; the answer itself is never quoted
 */
export const readText = (data: unknown): string => {
  if (typeof data === 'string' && data !== '') return data;
  throw notEcgrid('there is no text in it');
};

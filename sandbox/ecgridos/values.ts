/** The values of parameters and results, by the types of the table. */
import { invalidParameter } from '../envelope.ts';
import {
  enumerations,
  operations,
  type EnumerationName,
  type FieldType,
  type OperationName,
  type ParameterType,
  type ResultType,
  type StructureName,
  type structures,
} from './table.ts';

type Values = {
  readonly string: string | undefined;
  readonly int: number;
  readonly short: number;
  readonly float: number;
  readonly boolean: boolean;
  readonly dateTime: string;
} & Readonly<Record<EnumerationName, string>>;

type FieldsOf<Types extends Readonly<Record<string, FieldType>>> = {
  readonly [Name in keyof Types]: Values[Types[Name]];
};

/** What an operation is called with; an absent string is undefined. */
export type ArgumentsOf<Name extends OperationName> = FieldsOf<(typeof operations)[Name]['parameters']>;

/** A structure that comes back; an undefined string is not sent. */
export type Structure<Name extends StructureName> = FieldsOf<(typeof structures)[Name]>;

type Results = {
  readonly string: string;
  readonly int: number;
  readonly boolean: boolean;
  readonly SessionInfo: Structure<'SessionInfo'>;
  readonly UserIDInfo: Structure<'UserIDInfo'>;
  readonly ArrayOfUserIDInfo: readonly Structure<'UserIDInfo'>[];
};

/** What an operation returns. */
export type ResultOf<Name extends OperationName> = Results[(typeof operations)[Name]['result']];

/** Any result. */
export type AnyResult = Results[ResultType];

/** Arguments whose operation is not known to the compiler. */
export type AnyArguments = Readonly<Record<string, string | number | undefined>>;

const limits = { int: 2_147_483_647, short: 32_767 } as const;

const wholeNumber = (name: string, text: string, most: number): number => {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (!/^[+-]?\d+$/.test(trimmed) || value > most || value < -most - 1) {
    throw invalidParameter(name, `a whole number up to ${most}, not ${JSON.stringify(text)}`);
  }
  return value;
};

const word = (name: string, text: string, type: EnumerationName): string => {
  const words: readonly string[] = enumerations[type];
  if (!words.includes(text)) throw invalidParameter(name, `a word of ${type}`);
  return text;
};

/**
 * The value that a text stands for.
 * @throws {ApiFailure} 400 naming the parameter
 */
export const readValue = (type: ParameterType, name: string, text: string): string | number => {
  switch (type) {
    case 'string':
      return text;
    case 'int':
    case 'short':
      return wholeNumber(name, text, limits[type]);
    case 'AuthLevel':
    case 'CellCarrier':
      return word(name, text, type);
  }
};

const fits = (type: ParameterType, value: string | number | undefined): boolean => {
  if (type === 'string') return value === undefined || typeof value === 'string';
  return typeof value === (type === 'int' || type === 'short' ? 'number' : 'string');
};

/** True for arguments that have what an operation is called with, and nothing else. */
export const areArgumentsOf = <Name extends OperationName>(
  name: Name,
  values: AnyArguments,
): values is AnyArguments & ArgumentsOf<Name> => {
  const parameters: Readonly<Record<string, ParameterType>> = operations[name].parameters;
  return (
    Object.entries(parameters).every(([parameter, type]) => fits(type, values[parameter])) &&
    Object.keys(values).every((parameter) => parameter in parameters)
  );
};

const never = '0001-01-01T00:00:00';

/** A `dateTime` as .NET writes it when it knows no zone: UTC, and `DateTime.MinValue` for what never was. */
export const dateTime = (iso: string | null): string =>
  iso === null ? never : new Date(iso).toISOString().replace(/\.?0*Z$/, '');

/** A text as it is kept: an empty one is none. */
export const onFile = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text;

/** What has become different about a user since it was last seen. Imports no zod. */
import { onOneLine } from './text.ts';
import type { User } from './user.ts';

/** The fields that people change, as they call them. What changes by itself, such as the last login, is not here. */
const fields = {
  login: 'Login',
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  authLevel: 'AuthLevel',
  status: 'Status',
  networkId: 'Network',
  mailboxId: 'Mailbox',
  company: 'Company',
  phone: 'Phone',
  cellPhone: 'Cell phone',
  cellCarrier: 'Cell carrier',
} as const satisfies Partial<Record<keyof User, string>>;

/** A field that people change. */
export type ComparedField = keyof typeof fields;

const names = Object.keys(fields).filter((name): name is ComparedField => name in fields);

/** What a field is called, e.g. `E-mail`. */
export const fieldText = (field: ComparedField): string => fields[field];

const shown = (value: string | number | undefined): string =>
  value === undefined || value === '' ? 'nothing' : onOneLine(String(value));

/** `E-mail: a@example.com → b@example.com` */
export const differenceText = (
  field: ComparedField,
  before: string | number | undefined,
  after: string | number | undefined,
): string => `${fieldText(field)}: ${shown(before)} → ${shown(after)}`;

/** True when ECGrid has told the field: `''` and network 0 stand for a level, status or network that it has not. */
const isTold = (user: User, name: ComparedField): boolean => {
  if (name === 'networkId') return user.networkId !== 0;
  if (name === 'mailboxId') return user.mailboxId !== 0 || user.networkId !== 0;
  return user[name] !== undefined && user[name] !== '';
};

/**
 * What differs between a user as it was seen and as it is, a line each; empty when nobody has changed anything.
 * A field that one of the two does not tell is left out: ECGrid's answers differ in what they tell.
 */
export const differencesOf = (before: User, after: User): readonly string[] =>
  names
    .filter((name) => isTold(before, name) && isTold(after, name) && before[name] !== after[name])
    .map((name) => differenceText(name, before[name], after[name]));

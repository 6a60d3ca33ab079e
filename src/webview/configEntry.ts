/** One field of a user's configuration as it is typed: what is wrong with it, and what it is sent as. */
import { UserConfig, configValue } from '../domain/userConfig.ts';

/** A name and a value as typed. */
export type ConfigEntry = { readonly name: string; readonly value: string };

/** Fields that have a control of their own on the form. */
const ownControls = ['cellphone', 'cellcarrier'];

/** True for a row into which nothing was typed, which is passed over. */
export const isBlank = ({ name, value }: ConfigEntry): boolean => name === '' && value === '';

/**
 * What is wrong with an entry.
 * @param earlier the entries above it, which must not be of the same field
 * @returns a whole sentence; undefined when the entry can be sent
 */
export const entryProblem = (entry: ConfigEntry, earlier: readonly ConfigEntry[]): string | undefined => {
  const { name, value } = entry;
  if (isBlank(entry)) return undefined;
  if (name === '') return 'Enter the name of the field.';
  const lower = name.toLowerCase();
  if (ownControls.includes(lower)) return 'This field has a place of its own above.';
  if (earlier.some((other) => other.name.toLowerCase() === lower)) return 'This field is already above.';
  const { error } = UserConfig.safeParse({ [name]: configValue(value) });
  const issue = error?.issues[0];
  // What is wrong with a name stands one level deeper.
  if (issue) return issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message;
  return value === '' ? 'Enter a value; "" is an empty text.' : undefined;
};

/** What the value is sent as, e.g. `Sent as a number.`; `''` while there is none. */
export const sentAs = (value: string): string => {
  if (value === '') return '';
  switch (typeof configValue(value)) {
    case 'number':
      return 'Sent as a number.';
    case 'boolean':
      return 'Sent as yes or no.';
    default:
      return 'Sent as a text.';
  }
};

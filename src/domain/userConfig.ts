/**
 * The fields of `POST /v2/users/update-config`: cell phone and carrier by name, and whatever else the service
 * takes, as it is typed. Source: ECGrid REST v2.6; the carriers are those of ECGridOS, enumeration CellCarrier.
 */
import * as z from 'zod/mini';

/** The carriers that ECGrid publishes. A user may carry another text, which is kept. */
export const cellCarriers = [
  'ATT',
  'ATTCingular',
  'ATTPreCingular',
  'Alltel',
  'BoostMobile',
  'MetroPCS',
  'Nextel',
  'Powertel',
  'SprintPCS',
  'TMobile',
  'USCellular',
  'Verizon',
  'VirginMobile',
  'Undefined',
] as const;

/** Fields that other endpoints change, with rules of their own: not to be slipped in here. */
const reserved = [
  'userid',
  'login',
  'loginname',
  'password',
  'newpassword',
  'email',
  'firstname',
  'lastname',
  'authlevel',
  'networkid',
  'mailboxid',
  'status',
  'apikey',
];

const name = z.string().check(
  z.regex(/^[A-Za-z]\w{0,63}$/, 'A field name begins with a letter and has only letters, digits and _.'),
  z.refine(
    (text) => !reserved.includes(text.toLowerCase()),
    'This field has an action of its own and cannot be changed here.',
  ),
);
const value = z.union([
  z.string().check(z.maxLength(1000, 'At most 1,000 characters.')),
  z.number(),
  z.boolean(),
]);

/** What is sent; absent fields stay as they are. At least one must be there. */
export const UserConfig = z
  .record(name, value)
  .check(z.refine((config) => Object.keys(config).length > 0, 'Change at least one field.'));
export type UserConfig = z.infer<typeof UserConfig>;

/**
 * What a typed value is sent as: `true` and `false` as booleans, a number as a number where it arrives exactly as
 * it was typed (`1.5`, but not `1.50` or `007`), a text in double quotes as that text, all else as it is.
 */
export const configValue = (typed: string): string | number | boolean => {
  if (typed === 'true' || typed === 'false') return typed === 'true';
  if (/^-?\d+(\.\d+)?$/.test(typed) && String(Number(typed)) === typed) return Number(typed);
  return /^".*"$/s.test(typed) ? typed.slice(1, -1) : typed;
};

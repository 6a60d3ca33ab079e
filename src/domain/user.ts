/**
 * Users of ECGrid: what is read of them, and what may be sent about them, as zod schemas.
 * Source: UserIDInfo and the request bodies of ECGrid REST v2.6 (`/v2/users…`).
 */
import * as z from 'zod/mini';
import { authLevels, knownLevel } from './authLevel.ts';
import { knownStatus } from './status.ts';
import { passwordFailures, passwordRuleText } from './password.ts';

/** A text that may be absent; one of another type is left out instead of hiding the whole record. */
const optionalText = z.catch(z.optional(z.string()), undefined);
const optionalNumber = z.catch(z.optional(z.number()), undefined);
const idOrZero = z.catch(z._default(z.int().check(z.nonnegative()), 0), 0);

/**
 * A user as ECGrid tells it (UserIDInfo). Only `userId` and `login` must be there: everything else differs
 * between the published samples. Times are ISO 8601 texts. `mailboxId` 0 is a user of the whole network.
 * An AuthLevel or status that this version has never heard of is kept as it came; `''` = none was told.
 */
export const User = z.object({
  userId: z.int().check(z.positive()),
  login: z.string().check(z.minLength(1)),
  email: optionalText,
  firstName: optionalText,
  lastName: optionalText,
  networkId: idOrZero,
  mailboxId: idOrZero,
  authLevel: z.catch(
    z.pipe(
      z.string(),
      z.transform((text: string): string => knownLevel(text) ?? text),
    ),
    '',
  ),
  status: z.catch(
    z.pipe(
      z.string(),
      z.transform((text: string): string => knownStatus(text) ?? text),
    ),
    '',
  ),
  created: optionalText,
  modified: optionalText,
  company: optionalText,
  phone: optionalText,
  cellPhone: optionalText,
  cellCarrier: optionalText,
  timeZoneOffset: optionalNumber,
  lastLogin: optionalText,
  openSessions: optionalNumber,
  timeOut: optionalNumber,
  lockedOut: z.catch(z.optional(z.boolean()), undefined),
});
export type User = z.infer<typeof User>;

/** The number by which ECGrid knows a user; whole and positive. */
export type UserId = User['userId'];

const noControlCharacters = /^\P{Cc}*$/u;
const required = (what: string): z.core.$ZodCheck<string>[] => [
  z.refine((text: string) => text.trim() !== '', `Enter ${what}.`),
  z.regex(noControlCharacters, 'Use only characters that can be typed on one line.'),
];
const id = (what: string, least: number): z.ZodMiniNumberFormat =>
  z
    .int(`Enter the ${what} as a whole number.`)
    .check(z.minimum(least, `Enter the ${what} as a whole number of at least ${least}.`));

/** The login: at least one character, no spaces; unique within its network. */
export const Login = z
  .string('Enter the login.')
  .check(...required('the login'), z.regex(/^\S*$/u, 'A login has no spaces.'));

/** A password that meets every part of ECGrid's rule; the message names the parts that fail. */
export const Password = z.string('Enter a password.').check(
  z.superRefine((password, context) => {
    const failures = passwordFailures(password);
    if (failures.length === 0) return;
    const needs = failures.map((rule) => passwordRuleText[rule]).join(', ');
    context.addIssue(password === '' ? 'Enter a password.' : `The password still needs: ${needs}.`);
  }),
);

const AssignableLevel = z.enum(authLevels, 'Choose an AuthLevel.');

const person = {
  email: z.string('Enter the e-mail address.').check(
    ...required('the e-mail address'),
    z.refine(
      (text) => z.email().safeParse(text).success,
      'This is not an e-mail address, such as name@example.com.',
    ),
  ),
  firstName: z.string('Enter the first name.').check(...required('the first name')),
  lastName: z.string('Enter the last name.').check(...required('the last name')),
};

/**
 * What `POST /v2/users` is sent. First and last name are demanded although only one of the two published
 * readings does so: a record with them is accepted by both.
 * `networkId` 0 = the default network of the key; `mailboxId` 0 = a user of the whole network.
 */
export const NewUser = z.object({
  login: Login,
  password: Password,
  ...person,
  networkId: id('network', 0),
  mailboxId: id('mailbox', 0),
  authLevel: AssignableLevel,
});
export type NewUser = z.infer<typeof NewUser>;

/** Network and mailbox that a role is limited to; absent = unchanged. Sent by `POST /v2/users/role`. */
export const RoleScope = z.object({
  networkId: z.optional(id('network', 1)),
  mailboxId: z.optional(id('mailbox', 0)),
});
export type RoleScope = z.infer<typeof RoleScope>;

/** What `POST /v2/users/role` is sent about one user. */
export const RoleChange = z.object({ authLevel: AssignableLevel, scope: RoleScope });
export type RoleChange = z.infer<typeof RoleChange>;

/** The fields of `PUT /v2/users`; absent = unchanged. */
export const ProfileUpdate = z.partial(z.object(person));
export type ProfileUpdate = z.infer<typeof ProfileUpdate>;

/** A text message for `POST /v2/users/send-sms`. ECGrid publishes no greatest length. */
export const SmsMessage = z.string('Enter the message.').check(
  z.refine((text: string) => text.trim() !== '', 'Enter the message.'),
  z.maxLength(1000, 'At most 1,000 characters.'),
);

/** How many sessions a user may have open at once: a `short` of ECGridOS, at least one. */
export const MaxSessions = z
  .int('Enter a whole number.')
  .check(z.minimum(1, 'At least 1.'), z.maximum(32_767, 'At most 32,767.'));

/** What `POST /v2/users/list` may be narrowed to; absent = all that the key can reach. */
export type UserFilter = {
  readonly networkId?: number;
  readonly mailboxId?: number;
  readonly authLevel?: string;
  readonly status?: string;
};

/** The columns of a file of new users: which there are, and by which names they are known. */
import type { NewUser } from '../domain/user.ts';

/** A field that a column can hold. */
export type ImportField = keyof NewUser;

/** Every field, in the order of a file that this product writes, with further names for its column, folded. */
const aliases: Readonly<Record<ImportField, readonly string[]>> = {
  login: ['loginname', 'user', 'username', 'userlogin'],
  password: ['initialpassword'],
  email: ['mail', 'emailaddress', 'mailaddress'],
  firstName: ['givenname', 'forename'],
  lastName: ['surname', 'familyname'],
  networkId: ['network'],
  mailboxId: ['mailbox'],
  authLevel: ['level', 'role'],
};

/** The fields that a file must have a column for; the others are filled in where they are missing. */
export const requiredFields = ['login', 'email', 'firstName', 'lastName'] as const satisfies ImportField[];

/** The columns of a file of rows that failed: what an import takes, but for the password. */
export const failedRowFields = [
  ...requiredFields,
  'networkId',
  'mailboxId',
  'authLevel',
] as const satisfies Exclude<ImportField, 'password'>[];

const importFields = [...failedRowFields, 'password'] as const satisfies ImportField[];

/** Letter case, blanks, underscores and dashes make no difference. */
const folded = (name: string): string => name.replaceAll(/[\s_\p{Pd}\p{Cf}]/gu, '').toLowerCase();

/** The field that a column holds, by its name; undefined when it is none of ours. */
export const fieldOf = (name: string): ImportField | undefined => {
  const key = folded(name);
  return importFields.find((field) => field.toLowerCase() === key || aliases[field].includes(key));
};

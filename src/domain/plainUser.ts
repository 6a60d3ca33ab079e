/**
 * Users of ECGrid read without the schema, for directories of many thousands: of a record whose fields are all of the
 * types that ECGrid publishes, {@link User} keeps every value as it came, so that looking at the types is enough.
 */
import { knownLevel } from './authLevel.ts';
import { knownStatus } from './status.ts';
import type { User } from './user.ts';

type Fields = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrAbsent = (value: unknown): value is string | undefined => value === undefined || isText(value);
const isNumberOrAbsent = (value: unknown): value is number | undefined =>
  value === undefined || Number.isFinite(value);
const isYesNoOrAbsent = (value: unknown): value is boolean | undefined =>
  value === undefined || typeof value === 'boolean';
const isIdFrom = (least: number, value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least;

type Who = Pick<User, 'userId' | 'login' | 'email' | 'firstName' | 'lastName'>;

/** What is absent stays absent; the order of the fields is the schema’s. */
const whoOf = ({ userId, login, email, firstName, lastName }: Fields): Who | undefined => {
  if (!isIdFrom(1, userId) || !isText(login) || login === '') return undefined;
  if (!isTextOrAbsent(email) || !isTextOrAbsent(firstName) || !isTextOrAbsent(lastName)) return undefined;
  const who: Who = { userId, login };
  if (email !== undefined) who.email = email;
  if (firstName !== undefined) who.firstName = firstName;
  if (lastName !== undefined) who.lastName = lastName;
  return who;
};

type Place = Pick<User, 'networkId' | 'mailboxId' | 'authLevel' | 'status'>;

const placeOf = ({ networkId = 0, mailboxId = 0, authLevel = '', status = '' }: Fields): Place | undefined =>
  isIdFrom(0, networkId) && isIdFrom(0, mailboxId) && isText(authLevel) && isText(status)
    ? {
        networkId,
        mailboxId,
        authLevel: knownLevel(authLevel) ?? authLevel,
        status: knownStatus(status) ?? status,
      }
    : undefined;

/** Sets when it was made, and how to reach its owner. @returns false for another type */
const addContact = (user: User, fields: Fields): boolean => {
  const { created, modified, company, phone, cellPhone, cellCarrier } = fields;
  if (!isTextOrAbsent(created) || !isTextOrAbsent(modified) || !isTextOrAbsent(company)) return false;
  if (!isTextOrAbsent(phone) || !isTextOrAbsent(cellPhone) || !isTextOrAbsent(cellCarrier)) return false;
  if (created !== undefined) user.created = created;
  if (modified !== undefined) user.modified = modified;
  if (company !== undefined) user.company = company;
  if (phone !== undefined) user.phone = phone;
  if (cellPhone !== undefined) user.cellPhone = cellPhone;
  if (cellCarrier !== undefined) user.cellCarrier = cellCarrier;
  return true;
};

/** Sets how the account is used. @returns false for another type */
const addUse = (user: User, fields: Fields): boolean => {
  const { timeZoneOffset, lastLogin, openSessions, timeOut, lockedOut } = fields;
  if (!isNumberOrAbsent(timeZoneOffset) || !isNumberOrAbsent(openSessions)) return false;
  if (!isNumberOrAbsent(timeOut) || !isTextOrAbsent(lastLogin) || !isYesNoOrAbsent(lockedOut)) return false;
  if (timeZoneOffset !== undefined) user.timeZoneOffset = timeZoneOffset;
  if (lastLogin !== undefined) user.lastLogin = lastLogin;
  if (openSessions !== undefined) user.openSessions = openSessions;
  if (timeOut !== undefined) user.timeOut = timeOut;
  if (lockedOut !== undefined) user.lockedOut = lockedOut;
  return true;
};

/**
 * Reads a user as the schema {@link User} does.
 * @param fields under the schema’s names, without nulls and empty texts
 * @returns undefined when a field is of another type than ECGrid publishes: the schema decides what becomes of that
 */
export const plainUser = (fields: Fields): User | undefined => {
  const [who, place] = [whoOf(fields), placeOf(fields)];
  if (!who || !place) return undefined;
  const user: User = Object.assign(who, place);
  return addContact(user, fields) && addUse(user, fields) ? user : undefined;
};

/** What the service accepts as a login, a password, an e-mail address, a level, a status. Failures are 400. */
import { knownLevel, type AuthLevel } from '../src/domain/authLevel.ts';
import { knownStatus, type Status } from '../src/domain/status.ts';
import { invalidParameter } from './envelope.ts';

/** A level that the service knows and the published pages do not, as a later release would have. */
export const unpublishedLevel = 'AuditUser';

/** ECGrid's published pattern, word for word; the least length stands on an older page. */
const passwordPattern = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z0-9]).+$/;
const leastPasswordLength = 8;

/** Returns the password when it is complex enough; `name` is the request field to blame otherwise. */
export const acceptablePassword = (password: string, name: string): string => {
  if (password.length < leastPasswordLength || !passwordPattern.test(password)) {
    throw invalidParameter(name, 'too weak');
  }
  return password;
};

/** Returns the login when it holds no white space. */
export const acceptableLogin = (login: string): string => {
  if (/\s/.test(login)) throw invalidParameter('login', 'spaces are not allowed');
  return login;
};

/** Returns the address when it looks like one. */
export const acceptableEmail = (email: string): string => {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalidParameter('email');
  return email;
};

/** A level that can be given: published, and not `NoChange`. Any letter case. */
export const givableLevel = (text: string): AuthLevel => {
  const level = knownLevel(text);
  if (level === undefined) throw invalidParameter('authLevel');
  return level;
};

/** A level that can be filtered by: any that a user may carry. */
export const filterLevel = (text: string): string =>
  text.toLowerCase() === unpublishedLevel.toLowerCase() ? unpublishedLevel : givableLevel(text);

/** A status that can be filtered by. Any letter case. */
export const filterStatus = (text: string): Status => {
  const status = knownStatus(text);
  if (status === undefined) throw invalidParameter('status');
  return status;
};

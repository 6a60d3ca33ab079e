/** A user as the database holds it. */
import { knownStatus, type Status } from '../src/domain/status.ts';
import { flag, integer, optionalText, text, type Row } from './rows.ts';

/** Everything on file about a user; dates are ISO 8601, null means "not on file". */
export type UserRecord = {
  readonly userId: number;
  readonly login: string;
  readonly email: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string | null;
  readonly phone: string | null;
  readonly cellPhone: string | null;
  readonly cellCarrier: string | null;
  /** Hours from UTC. */
  readonly timeZoneOffset: number;
  readonly networkId: number;
  /** 0 for a user of the network itself. */
  readonly mailboxId: number;
  /** One of the published levels, or a level of a later release. */
  readonly authLevel: string;
  readonly status: Status;
  readonly created: string;
  readonly modified: string;
  readonly lastLogin: string | null;
  readonly openSessions: number;
  /** Minutes until an idle session ends. */
  readonly timeOut: number;
  readonly lockedOut: boolean;
  /** Since the last successful one. */
  readonly failedLogins: number;
  /** Of ECGridOS, at the same time; 0 stands for the usual number. */
  readonly maxSessions: number;
  readonly recoveryQuestion: string | null;
  /** Salted and hashed. */
  readonly recoveryAnswer: string | null;
  /** Null for users who never had one, and for terminated users. */
  readonly apiKey: string | null;
  readonly salt: string;
  readonly passwordHash: string;
  /** Notification settings and the like, a JSON object. */
  readonly config: string;
};

/** A user before the database has given it an id. */
export type NewUserRecord = Omit<UserRecord, 'userId'>;

/** The columns that are written from a record, each named like the field it holds. */
export const writtenColumns = [
  'login',
  'email',
  'firstName',
  'lastName',
  'company',
  'phone',
  'cellPhone',
  'cellCarrier',
  'timeZoneOffset',
  'networkId',
  'mailboxId',
  'authLevel',
  'status',
  'created',
  'modified',
  'lastLogin',
  'openSessions',
  'timeOut',
  'lockedOut',
  'failedLogins',
  'maxSessions',
  'recoveryQuestion',
  'recoveryAnswer',
  'apiKey',
  'salt',
  'passwordHash',
  'config',
] as const satisfies readonly (keyof NewUserRecord)[];

const status = (row: Row): Status => {
  const known = knownStatus(text(row, 'status'));
  if (known === undefined) throw new TypeError('Column status holds no published status.');
  return known;
};

/** Reads one row of the table `users`. */
export const readUser = (row: Row): UserRecord => ({
  userId: integer(row, 'userId'),
  login: text(row, 'login'),
  email: optionalText(row, 'email'),
  firstName: text(row, 'firstName'),
  lastName: text(row, 'lastName'),
  company: optionalText(row, 'company'),
  phone: optionalText(row, 'phone'),
  cellPhone: optionalText(row, 'cellPhone'),
  cellCarrier: optionalText(row, 'cellCarrier'),
  timeZoneOffset: integer(row, 'timeZoneOffset'),
  networkId: integer(row, 'networkId'),
  mailboxId: integer(row, 'mailboxId'),
  authLevel: text(row, 'authLevel'),
  status: status(row),
  created: text(row, 'created'),
  modified: text(row, 'modified'),
  lastLogin: optionalText(row, 'lastLogin'),
  openSessions: integer(row, 'openSessions'),
  timeOut: integer(row, 'timeOut'),
  lockedOut: flag(row, 'lockedOut'),
  failedLogins: integer(row, 'failedLogins'),
  maxSessions: integer(row, 'maxSessions'),
  recoveryQuestion: optionalText(row, 'recoveryQuestion'),
  recoveryAnswer: optionalText(row, 'recoveryAnswer'),
  apiKey: optionalText(row, 'apiKey'),
  salt: text(row, 'salt'),
  passwordHash: text(row, 'passwordHash'),
  config: text(row, 'config'),
});

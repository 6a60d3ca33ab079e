/** Users, callers and new users with everything in place; a test names only what it is about. */
import type { Role } from '../../../src/domain/consequence.ts';
import type { Caller } from '../../../src/domain/grants.ts';
import type { NewUser, User } from '../../../src/domain/user.ts';

/** A user of mailbox 1001 in network 1. */
export const aUser = (more: Partial<User> = {}): User => ({
  userId: 17,
  login: 'jdoe',
  email: 'jdoe@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  networkId: 1,
  mailboxId: 1001,
  authLevel: 'MailboxUser',
  status: 'Active',
  ...more,
});

/** A level in network 1, mailbox 1001 unless told. */
export const aRole = (authLevel: string, networkId = 1, mailboxId = 1001): Role => ({
  authLevel,
  networkId,
  mailboxId,
});

/** Somebody who calls: user 1 of network 1, mailbox 1001. */
export const aCaller = (authLevel: string, more: Partial<Caller> = {}): Caller => ({
  userId: 1,
  ...aRole(authLevel),
  ...more,
});

/** A user that every schema and both dialects accept, in mailbox 1001 of network 1. */
export const aNewUser = (more: Partial<NewUser> = {}): NewUser => ({
  login: 'new.hire',
  password: 'Canary-Pass-4711',
  email: 'new.hire@example.com',
  firstName: 'New',
  lastName: 'Hire',
  networkId: 1,
  mailboxId: 1001,
  authLevel: 'MailboxUser',
  ...more,
});

/** The records 1 to `count`. */
export const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

/** How a user is called in sentences and rows. Imports no zod, so that activation can afford it. */
import type { User } from './user.ts';

/** First and last name, or the login where there is none. */
export const fullName = (user: Pick<User, 'login' | 'firstName' | 'lastName'>): string =>
  [user.firstName, user.lastName].filter((part) => part !== undefined && part.trim() !== '').join(' ') ||
  user.login;

/** Login, name and id: enough to know whom a write hits. */
export const identify = (user: Pick<User, 'login' | 'firstName' | 'lastName' | 'userId'>): string => {
  const name = fullName(user);
  return `${user.login}${name === user.login ? '' : ` (${name})`}, user ID ${user.userId}`;
};

/** Where a user works: a mailbox, or the network as a whole. */
export const placeOf = (place: Pick<User, 'networkId' | 'mailboxId'>): string =>
  place.mailboxId === 0 ? `network ${place.networkId}` : `mailbox ${place.mailboxId}`;

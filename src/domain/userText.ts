/** How a user is called in sentences and rows. Imports no zod, so that activation can afford it. */
import { onOneLine } from './text.ts';
import type { User } from './user.ts';

/** First and last name, or the login where there is none. */
export const fullName = (user: Pick<User, 'login' | 'firstName' | 'lastName'>): string =>
  [user.firstName, user.lastName].filter((part) => part !== undefined && part.trim() !== '').join(' ') ||
  user.login;

/** Login, name and id: enough to know whom a write hits. */
export const identify = (user: Pick<User, 'login' | 'firstName' | 'lastName' | 'userId'>): string => {
  const name = fullName(user);
  return onOneLine(`${user.login}${name === user.login ? '' : ` (${name})`}, user ID ${user.userId}`);
};

/** Where a user works: a mailbox, or the network as a whole. */
export const placeOf = (place: Pick<User, 'networkId' | 'mailboxId'>): string =>
  place.mailboxId === 0 ? `network ${place.networkId}` : `mailbox ${place.mailboxId}`;

/** Where the names of networks and mailboxes are looked up; undefined where there is none. */
export type NameLookup = {
  readonly networkName: (networkId: number) => string | undefined;
  readonly mailboxName: (mailboxId: number) => string | undefined;
};

/** Knows no names, so that the IDs are shown. */
export const noNames: NameLookup = { networkName: () => undefined, mailboxName: () => undefined };

const named = (kind: string, name: string | undefined, id: number): string =>
  name === undefined ? `${kind} ${id}` : `${name} (${id})`;

/** `Acme Foods (1)`, or `network 1` where the name is not known. */
export const networkText = (networkId: number, names: NameLookup): string =>
  named('network', names.networkName(networkId), networkId);

/** `Acme Foods (1001)`, or `mailbox 1001` where the name is not known. */
export const mailboxText = (mailboxId: number, names: NameLookup): string =>
  named('mailbox', names.mailboxName(mailboxId), mailboxId);

/** {@link placeOf} with the name where it is known: `mailbox Acme Foods (1001)`. */
export const namedPlaceOf = (place: Pick<User, 'networkId' | 'mailboxId'>, names: NameLookup): string => {
  const { networkId, mailboxId } = place;
  const name = mailboxId === 0 ? names.networkName(networkId) : names.mailboxName(mailboxId);
  if (name === undefined) return placeOf(place);
  return mailboxId === 0 ? `network ${name} (${networkId})` : `mailbox ${name} (${mailboxId})`;
};

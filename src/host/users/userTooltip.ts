/** The tooltip of a user: every field that ECGrid tells, a line each. */
import { lastLoginOf } from '../../domain/lastLogin.ts';
import { caption } from '../../domain/text.ts';
import { daysAgoText, localTime, localTimeText, timeZoneText } from '../../domain/time.ts';
import type { User } from '../../domain/user.ts';
import { fullName, mailboxText, networkText, noNames } from '../../domain/userText.ts';
import type { NameLookup } from '../../domain/userText.ts';

/** The ID, with the name where it is known. */
const placeId = (id: number, name: string | undefined, text: string): string | number =>
  name === undefined ? id : text;

/** `never`, a time of the reader’s with how long ago that is, or undefined where nobody knows. */
const lastLoginText = (user: User): string | undefined => {
  const login = lastLoginOf(user);
  if (login.kind !== 'at') return login.kind === 'never' ? 'never' : undefined;
  const ago = daysAgoText(login.time, new Date());
  return `${localTimeText(login.time)}${ago === '' ? '' : ` (${ago})`}`;
};

/**
 * Every field that ECGrid tells of a user, a line each. Plain text, not Markdown: even untrusted Markdown would
 * turn what looks like an address in a name into a link.
 * @param asked true when ECGridOS was asked for the details: what it did not tell nobody knows
 */
export const userTooltip = (user: User, names: NameLookup = noNames, asked = false): string => {
  const { networkId, mailboxId, lockedOut, timeZoneOffset } = user;
  const network = placeId(networkId, names.networkName(networkId), networkText(networkId, names));
  const mailbox = placeId(mailboxId, names.mailboxName(mailboxId), mailboxText(mailboxId, names));
  const rows: readonly (readonly [string, string | number | undefined])[] = [
    ['Login', user.login],
    ['Name', fullName(user)],
    ['E-mail', user.email],
    ['AuthLevel', user.authLevel || 'not told'],
    ['Status', user.status || 'not told'],
    ['Locked out', lockedOut === true ? 'yes' : asked && lockedOut === false ? 'no' : undefined],
    ['Network', network],
    ['Mailbox', mailboxId === 0 ? 'none: the whole network' : mailbox],
    ['User ID', user.userId],
    ['Company', user.company],
    ['Phone', user.phone],
    ['Cell phone', user.cellPhone],
    ['Cell carrier', user.cellCarrier],
    ['Last login', lastLoginText(user) ?? (asked ? 'unknown' : undefined)],
    ['Open sessions', user.openSessions],
    ['Time zone', timeZoneOffset === undefined ? undefined : timeZoneText(timeZoneOffset)],
    ['Created', localTime(user.created ?? '')],
    ['Modified', localTime(user.modified ?? '')],
  ];
  return (
    rows
      .filter(([, value]) => value !== undefined && value !== '')
      // A line break in a name must not look like another field.
      .map(([name, value]) => `${name}: ${caption(String(value))}`)
      .join('\n')
  );
};

/** The stale accounts as the page shows them: in sections, narrowed down, and no more than a window can draw. */
import { momentOf } from '../../domain/lastLogin.ts';
import { staleKinds } from '../../domain/staleAccounts.ts';
import type { StaleAccount, StaleAccounts } from '../../domain/staleAccounts.ts';
import { folded, wordsOf } from '../../domain/text.ts';
import { fullName, mailboxText, networkText } from '../../domain/userText.ts';
import type { NameLookup } from '../../domain/userText.ts';
import type { User } from '../../domain/user.ts';
import type { UnreadableRecord } from '../../api/reader.ts';
import type { StaleReport, StaleRow, StaleSection } from '../../protocol/stalePage.ts';

/** The most accounts of a section that a page draws without delaying the window. */
export const mostRows = 1000;
/** The most records that are named of those that cannot be read. */
const mostNamed = 100;

/** What the report is made of. */
export type ReportParts = {
  /** Everybody within reach, whatever the status. */
  readonly users: readonly User[];
  readonly unreadable: readonly UnreadableRecord[];
  readonly accounts: StaleAccounts;
  /** What the accounts are narrowed down by; `''` = nothing. */
  readonly filter: string;
  readonly names: NameLookup;
};

const nameOf = (user: User): string => {
  const name = fullName(user);
  return name === user.login ? '' : name;
};

const placeOf = (user: User, names: NameLookup): Pick<StaleRow, 'network' | 'mailbox'> => ({
  network: networkText(user.networkId, names),
  mailbox: user.mailboxId === 0 ? undefined : mailboxText(user.mailboxId, names),
});

const rowOf = ({ user, lastLogin }: StaleAccount, names: NameLookup): StaleRow => ({
  userId: user.userId,
  login: user.login,
  name: nameOf(user),
  authLevel: user.authLevel,
  ...placeOf(user, names),
  lastLogin: lastLogin && { time: lastLogin.time.toISOString(), days: lastLogin.days },
  created: momentOf(user.created)?.toISOString(),
});

/** True when login, name, ID, e-mail address, AuthLevel and place of an account together have every word. */
const hasWords = ({ user }: StaleAccount, words: readonly string[], names: NameLookup): boolean => {
  const { network, mailbox = '' } = placeOf(user, names);
  const fields = [user.login, nameOf(user), user.userId, user.email ?? '', user.authLevel, network, mailbox];
  const text = folded(fields.join('\n'));
  return words.every((word) => text.includes(word));
};

/** The report as the page shows it. */
export const reportOf = ({ users, unreadable, accounts, filter, names }: ReportParts): StaleReport => {
  const words = wordsOf(filter);
  const sections = staleKinds.map((kind): StaleSection => {
    const all = accounts[kind];
    const matching = words.length === 0 ? all : all.filter((one) => hasWords(one, words, names));
    const rows = matching.slice(0, mostRows).map((one) => rowOf(one, names));
    return { kind, total: all.length, matching: matching.length, rows };
  });
  return {
    active: users.filter(({ status }) => status === 'Active').length,
    sections,
    unreadable: {
      count: unreadable.length,
      records: unreadable.slice(0, mostNamed).map(({ name, reason }) => ({ name, reason })),
    },
  };
};

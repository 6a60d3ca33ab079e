/** Users that are hard to show or to read: every sample directory that has room for them holds them all. */
import { unpublishedLevel } from '../checks.ts';

/** What is special about a user; the rest is made up like everybody else's. */
export type OddOne = {
  readonly login: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly networkId: number;
  /** Counts from 0 within the network; undefined for a user of the network itself. */
  readonly mailbox: number | undefined;
  readonly authLevel: string;
  /** Absent: an ordinary address. */
  readonly email?: null;
};

/** First and last name together have 200 characters, without the space between them. */
const longFirst = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3).slice(0, 100);
const longLast = 'Featherstonehaugh-Cholmondeley-Beauchamp-'.repeat(3).slice(0, 99) + 's';

/** The odd ones, all active; only the second `shared.login` is outside of network 1. */
export const oddOnes: readonly OddOne[] = [
  {
    login: 'shared.login',
    firstName: 'Robin',
    lastName: 'Ashford',
    networkId: 1,
    mailbox: 1,
    authLevel: 'MailboxUser',
  },
  {
    login: 'shared.login',
    firstName: 'Robin',
    lastName: 'Blackwood',
    networkId: 2,
    mailbox: 1,
    authLevel: 'MailboxAdmin',
  },
  {
    login: 'w.featherstonehaugh',
    firstName: longFirst,
    lastName: longLast,
    networkId: 1,
    mailbox: 0,
    authLevel: 'MailboxUser',
  },
  {
    login: 'yael.cohen',
    firstName: 'יעל',
    lastName: 'כהן',
    networkId: 1,
    mailbox: 0,
    authLevel: 'MailboxAdmin',
  },
  {
    login: 'sunny.day',
    firstName: 'Sunny 🌞',
    lastName: 'Day 👩‍👩‍👧',
    networkId: 1,
    mailbox: 1,
    authLevel: 'TPUser',
  },
  {
    login: 'audit.reader',
    firstName: 'Audrey',
    lastName: 'Inspector',
    networkId: 1,
    mailbox: undefined,
    authLevel: unpublishedLevel,
  },
  {
    login: 'no.email',
    firstName: 'Nora',
    lastName: 'Mailless',
    networkId: 1,
    mailbox: 1,
    authLevel: 'General',
    email: null,
  },
];

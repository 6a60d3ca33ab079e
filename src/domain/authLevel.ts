/**
 * The nine AuthLevels of ECGrid, highest first, and what each of them allows.
 * Source: ECGrid REST v2.6, enumeration AuthLevel. Imports nothing, so that activation can afford it.
 */

/** Every AuthLevel that ECGrid publishes, highest to lowest. `NoChange` is an instruction, not a level. */
export const authLevels = [
  'Root',
  'TechOps',
  'NetOps',
  'NetworkAdmin',
  'NetworkUser',
  'MailboxAdmin',
  'MailboxUser',
  'TPUser',
  'General',
] as const;

/** One of the nine published levels. A user may carry another, which is kept as the text it is. */
export type AuthLevel = (typeof authLevels)[number];

/** How far a level reaches: everything, one network, one mailbox, one ECGrid ID, nothing. */
export type LevelScope = 'system' | 'network' | 'mailbox' | 'trading partner' | 'none';

/** What a level may do within its scope, strongest first. */
export const abilities = ['administer', 'exchange', 'read'] as const;
export type Ability = (typeof abilities)[number];

/** The published facts about one level. */
export type LevelFacts = {
  /** 9 for `Root` down to 1 for `General`. */
  readonly rank: number;
  readonly scope: LevelScope;
  /** Loren Data's own levels; not to be assigned by customers. */
  readonly internal: boolean;
  readonly abilities: readonly Ability[];
  /** One sentence for people who choose a level. */
  readonly description: string;
};

const facts: Readonly<Record<AuthLevel, LevelFacts>> = {
  Root: {
    rank: 9,
    scope: 'system',
    internal: true,
    abilities: ['administer', 'exchange', 'read'],
    description: 'Full control of the whole of ECGrid. Internal to Loren Data.',
  },
  TechOps: {
    rank: 8,
    scope: 'system',
    internal: true,
    abilities: ['administer', 'exchange', 'read'],
    description: 'Technical operations across all of ECGrid. Internal to Loren Data.',
  },
  NetOps: {
    rank: 7,
    scope: 'system',
    internal: true,
    abilities: ['administer', 'exchange', 'read'],
    description: 'Network operations across all of ECGrid. Internal to Loren Data.',
  },
  NetworkAdmin: {
    rank: 6,
    scope: 'network',
    internal: false,
    abilities: ['administer', 'exchange', 'read'],
    description: 'Full control of a network and all of its mailboxes, users included.',
  },
  NetworkUser: {
    rank: 5,
    scope: 'network',
    internal: false,
    abilities: ['read'],
    description: 'Reads everything in a network; changes nothing.',
  },
  MailboxAdmin: {
    rank: 4,
    scope: 'mailbox',
    internal: false,
    abilities: ['administer', 'exchange', 'read'],
    description: 'Full control of one mailbox and its trading partners.',
  },
  MailboxUser: {
    rank: 3,
    scope: 'mailbox',
    internal: false,
    abilities: ['exchange', 'read'],
    description: 'Sends and receives in one mailbox.',
  },
  TPUser: {
    rank: 2,
    scope: 'trading partner',
    internal: false,
    abilities: ['exchange', 'read'],
    description: 'Sends and receives for one ECGrid ID.',
  },
  General: {
    rank: 1,
    scope: 'none',
    internal: false,
    abilities: [],
    description: 'Can sign in; has no access to operations.',
  },
};

/** The facts about a published level. */
export const levelFacts = (level: AuthLevel): LevelFacts => facts[level];

const byLowerCase = new Map(authLevels.map((level) => [level.toLowerCase(), level]));

/**
 * The published level that a text names, in any letter case.
 * @returns undefined for a level that this version has never heard of
 */
export const knownLevel = (text: string): AuthLevel | undefined => byLowerCase.get(text.toLowerCase());

/** Highest level first; levels never heard of come last, by name. */
export const compareLevels = (a: string, b: string): number => {
  const rankOf = (text: string): number => {
    const level = knownLevel(text);
    return level === undefined ? 0 : facts[level].rank;
  };
  return rankOf(b) - rankOf(a) || a.localeCompare(b);
};

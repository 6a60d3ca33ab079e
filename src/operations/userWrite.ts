/**
 * A write on one user as a value: whom it may hit, what it does in words, and how it is sent. Everything that
 * writes, from a form, a menu or a run over many users, goes by these, so that the same rules hold everywhere.
 */
import type { UserService } from '../api/userService.ts';
import type { PlaceNames, Role } from '../domain/consequence.ts';
import type { Caller, GrantPolicy, Verdict } from '../domain/grants.ts';
import type { WriteAction } from '../domain/userAction.ts';
import type { User, UserId } from '../domain/user.ts';
import type { JournalFacts } from '../journal/record.ts';

/** On whose behalf a write is done, and under which settings. */
export type WriteContext = {
  readonly caller: Caller;
  readonly policy: GrantPolicy;
  /** How networks and mailboxes are named; by number unless told. */
  readonly names?: PlaceNames;
};

/** What became of a write that was carried out. */
export type Done = {
  /** The user as it is now. */
  readonly user: User;
  /** True when the answer was lost and the result was found by looking. */
  readonly found: boolean;
  /** A new API key. The result is a secret. */
  readonly secret?: string;
  /** What else there is to say: whole sentences. */
  readonly notes?: readonly string[];
  /** The entry of the journal that records it. */
  readonly entry?: string;
};

/** A write on one user. */
export type UserWrite = {
  readonly action: WriteAction;
  /** What is asked before it is sent, e.g. `Terminate jdoe?` */
  readonly question: (target: User) => string;
  /** The button that does it, e.g. `Terminate`. */
  readonly button: string;
  /** What the rules say about this user as it is now. */
  readonly verdict: (target: User) => Verdict;
  /** What the user may do afterwards; undefined when the account ends or is suspended. */
  readonly roleAfter: (target: User) => Role | undefined;
  /** What changes, a line each, e.g. `AuthLevel: General → MailboxUser`. Never a secret. */
  readonly changes: (target: User) => readonly string[];
  /** The fields that it touches, as they are and as they shall be; empty where ECGrid does not tell them. */
  readonly facts: (target: User) => { readonly before: JournalFacts; readonly after: JournalFacts };
  /** How the user is read before it is sent, where `GET /v2/users/{id}` need not tell what the rules go by. */
  readonly read?: (users: UserService, userId: UserId, signal?: AbortSignal) => Promise<User>;
  /** The entry of the journal that it takes back, for an undo. */
  readonly undoes?: (target: User) => string | undefined;
  /** What came of it, e.g. `jdoe is now MailboxUser.` */
  readonly result: (user: User) => string;
  /**
   * Sends it, once.
   * @throws {EcgridError} `outcome` tells whether it may have been carried out all the same
   */
  readonly send: (users: UserService, target: User, signal?: AbortSignal) => Promise<Done>;
};

/** One write from the user's decision to the tree: rules, confirmation, reading again, sending, showing. */
import { carryOut } from '../../operations/carryOut.ts';
import { lastAdministrators, leavesPlace } from '../../operations/lastAdministrator.ts';
import type { Done, UserWrite } from '../../operations/userWrite.ts';
import type { User } from '../../domain/user.ts';
import { confirmWrite } from './confirmWrite.ts';
import type { SessionContext } from './windowContext.ts';

/** How it ended when nothing was thrown. */
export type Performed =
  | { readonly kind: 'done'; readonly done: Done }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The user thought better of it. */
  | { readonly kind: 'dismissed' };

/** How much the user has seen of what is about to happen. */
export type Seen = {
  /** True when nothing has said in words what happens, such as after dragging: it is asked in any case. */
  readonly nothing?: boolean;
  /** True when what the rules ask about was agreed to letter by letter: only surprises are asked about. */
  readonly reasons?: boolean;
};

/** Shows that something is under way, and lets it be cancelled. */
export type During = <Result>(work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;

/**
 * Performs a write.
 * @param target the user as it was shown to whoever decided
 * @throws {EcgridError} of the service; the user has not been told of it yet
 */
export const performWrite = async (
  write: UserWrite,
  target: User,
  context: SessionContext,
  during: During,
  { nothing = false, reasons: agreed = false }: Seen = {},
): Promise<Performed> => {
  const { session } = context;
  let seen = target;
  let differences: readonly string[] = [];
  for (;;) {
    const user = seen;
    const verdict = write.verdict(user);
    if (verdict.kind === 'refused') return verdict;
    const leaving = { user, roleAfter: write.roleAfter(user) };
    const last = leavesPlace(leaving)
      ? await during((signal) => lastAdministrators(session.client.users, [leaving], signal))
      : undefined;
    const reasons = verdict.kind === 'confirm' && !agreed ? verdict.reasons : [];
    const doubts = { reasons, last: last?.get(user.userId), differences, unseen: nothing };
    const confirmed = await confirmWrite(write, user, doubts, context);
    if (!confirmed) return { kind: 'dismissed' };
    const { reason } = confirmed;
    const attempted = await during((signal) => carryOut(session.through, write, user, { signal, reason }));
    if (attempted.kind === 'done') {
      session.learn(attempted.done.user);
      // Another tree may be in sight by now.
      if (context.connection.session === session) context.reveal(attempted.done.user);
      return attempted;
    }
    session.learn(attempted.now);
    if (attempted.kind === 'refused') return attempted;
    seen = attempted.now;
    ({ differences } = attempted);
  }
};

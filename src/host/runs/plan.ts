/** What a write would do to each of many users, before anything is sent. */
import type { UserWrite } from '../../operations/userWrite.ts';
import { caption } from '../../domain/text.ts';
import type { User, UserId } from '../../domain/user.ts';
import { fullName } from '../../domain/userText.ts';
import type { RunRow } from '../../protocol/runPage.ts';

/** The lines of a write that say from what to what; those with a sign say what is gained and lost. */
const isConsequence = (line: string): boolean => line.startsWith('+ ') || line.startsWith('− ');

/** A run that takes power from whoever runs it would fail half-way. */
const ownAccount = 'Your own account is not changed together with others: change it by itself.';

/** One row of the preview. `me` is whose key it is. */
export const planRow = (write: UserWrite, target: User, me: UserId, last: string | undefined): RunRow => {
  const { userId, login } = target;
  const verdict = write.verdict(target);
  const changes = write.changes(target);
  const change = changes.filter((line) => !isConsequence(line)).join('; ');
  const base = {
    id: String(userId),
    login,
    about: `${caption(fullName(target))}, user ID ${userId}`,
    change,
  };
  if (verdict.kind === 'refused') return { ...base, state: 'refused', notes: [verdict.reason] };
  if (userId === me) return { ...base, state: 'refused', notes: [ownAccount] };
  if (changes.length === 0) return { ...base, state: 'refused', notes: ['Nothing would change.'] };
  const reasons = verdict.kind === 'confirm' ? verdict.reasons : [];
  return {
    ...base,
    state: 'ready',
    notes: [...(last === undefined ? [] : [last]), ...reasons, ...changes.filter(isConsequence)],
  };
};

/** How many rows are in a state. */
export const countOf = (rows: readonly RunRow[], ...states: readonly RunRow['state'][]): number =>
  rows.filter(({ state }) => states.includes(state)).length;

/** `1 user`, `12 users` */
export const usersText = (count: number): string =>
  `${count.toLocaleString()} ${count === 1 ? 'user' : 'users'}`;

/** Sums up a run: how many were done, and how many were not, and why. */
export const summaryOf = (rows: readonly RunRow[]): string => {
  const parts = (
    [
      ['done', 'done'],
      ['failed', 'failed'],
      ['changed', 'changed by somebody else meanwhile'],
      ['unknown', 'with an unknown outcome'],
      ['cancelled', 'not begun'],
      ['refused', 'refused'],
    ] as const
  )
    .map(([state, text]) => ({ count: countOf(rows, state), text }))
    .filter(({ count }) => count > 0)
    .map(({ count, text }) => `${count.toLocaleString()} ${text}`);
  return `${parts.join(', ') || 'Nothing to do'}.`;
};

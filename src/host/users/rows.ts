/** From what the directory knows to rows: what hangs below a group, and what stands for a failure. */
import { rangesOf } from '../../domain/grouping.ts';
import type { GroupBy } from '../../domain/grouping.ts';
import type { User } from '../../domain/user.ts';
import type { GroupState } from '../../directory/group.ts';
import type { Session } from '../connection/session.ts';
import type { GroupId, Node } from './nodes.ts';
import { hasWelcomeView } from './viewStatus.ts';

/** The row of a user. */
export const userNode = (user: User): Node => ({ kind: 'user', user });

/** Which group it is, and nothing else of it. */
export const idOf = ({ by, key }: { readonly by: GroupBy; readonly key: string }): GroupId => ({ by, key });

/** Tells groups from other groups, whatever has become of their users. */
export const groupsKey = (groups: readonly GroupState[]): string =>
  groups.map(({ by, key }) => `${by}:${key}`).join('\n');

/** The row of a failure of everything. @param stale true when what was known before is still shown */
export const problem = (error: unknown, stale: boolean): Node => ({
  kind: 'problem',
  group: undefined,
  error,
  stale,
});

/** Where there is nothing else to show: no row, if the view has a text of its own for it. */
export const problemAlone = (error: unknown): Node[] =>
  hasWelcomeView(error) ? [] : [problem(error, false)];

/** The rows below a group: its users or ranges of them, then what remains to be loaded or went wrong. */
export const groupRows = ({ by, key, users, load }: GroupState): Node[] => {
  const ranges = rangesOf(users);
  const rows: Node[] =
    ranges.length > 0 ? ranges.map((range) => ({ kind: 'range', by, key, range })) : users.map(userNode);
  if (load.kind === 'failed') {
    rows.push({ kind: 'problem', group: { by, key }, error: load.error, stale: false });
  } else if (load.kind !== 'loaded' || !load.complete) {
    rows.push({ kind: 'more', by, key, loading: load.kind === 'loading', shown: users.length });
  }
  return rows;
};

/** The records that could not be read: of users, and of who is locked out. */
export const unreadableIn = ({
  directory,
  lockedOut,
}: Pick<Session, 'directory' | 'lockedOut'>): readonly {
  readonly name: string;
  readonly reason: string;
}[] => [
  ...directory.unreadable().map(({ name, reason }) => ({ name, reason })),
  ...lockedOut.unreadable().map(({ name, reason }) => ({ name: `Locked out: ${name}`, reason })),
];

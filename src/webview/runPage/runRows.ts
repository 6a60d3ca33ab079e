/**
 * The rows of a run, as far as they are drawn: what went wrong first, the rest counted. A change of rows costs as
 * much as the rows that change, however many there are.
 */
import { rowStates } from '../../protocol/runPage.ts';
import type { RowState, RunRow } from '../../protocol/runPage.ts';

/** More rows than a person reads are not drawn. */
export const drawnRows = 300;

/** How many rows there are of each state. */
export type Counts = ReadonlyMap<RowState, number>;

/** The rows. */
export type RunRows = {
  /** The rows that are drawn, in their order. */
  readonly drawn: () => readonly RunRow[];
  readonly counts: () => Counts;
  /** The counts of those that are not drawn. */
  readonly hidden: () => Counts;
  /** Takes rows that have changed. @returns those of them that are drawn */
  readonly change: (rows: readonly RunRow[]) => readonly RunRow[];
  /** Puts what went wrong first once more, and chooses anew what is drawn. */
  readonly sort: () => void;
};

/** What a person has to look at, most urgent first. */
const urgent: readonly RowState[] = ['failed', 'unknown', 'changed', 'refused'];
const rank = ({ state }: RunRow): number => {
  const index = urgent.indexOf(state);
  return index < 0 ? urgent.length : index;
};

const count = (rows: Iterable<RunRow>): Map<RowState, number> => {
  const counts = new Map<RowState, number>(rowStates.map((state) => [state, 0]));
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
};

const move = (counts: Map<RowState, number>, from: RowState, to: RowState): void => {
  counts.set(from, (counts.get(from) ?? 0) - 1);
  counts.set(to, (counts.get(to) ?? 0) + 1);
};

/** Takes the rows of a run. */
export const runRows = (rows: readonly RunRow[]): RunRows => {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const counts = count(byId.values());
  let drawn = new Set<string>();
  let hidden = new Map<RowState, number>();
  const sort = (): void => {
    const sorted = [...byId.values()].sort((a, b) => rank(a) - rank(b));
    drawn = new Set(sorted.slice(0, drawnRows).map(({ id }) => id));
    hidden = count(sorted.slice(drawnRows));
  };
  sort();
  return {
    drawn: () =>
      [...drawn].flatMap((id) => {
        const row = byId.get(id);
        return row ? [row] : [];
      }),
    counts: () => counts,
    hidden: () => hidden,
    change: (changed) =>
      changed.filter((row) => {
        const before = byId.get(row.id);
        if (!before) return false;
        byId.set(row.id, row);
        move(counts, before.state, row.state);
        if (!drawn.has(row.id)) move(hidden, before.state, row.state);
        return drawn.has(row.id);
      }),
    sort,
  };
};

const words: Readonly<Record<RowState, string>> = {
  ready: 'Ready',
  refused: 'Refused',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  changed: 'Changed by others',
  unknown: 'Unknown',
  cancelled: 'Not begun',
};

/** What a state is called. */
export const stateWord = (state: RowState): string => words[state];

/** e.g. `47 ready, 3 refused`; `''` for no rows. */
export const countsText = (counts: Counts): string =>
  [...counts]
    .filter(([, number]) => number > 0)
    .map(([state, number]) => `${number.toLocaleString()} ${words[state].toLowerCase()}`)
    .join(', ');

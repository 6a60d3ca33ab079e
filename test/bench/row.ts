/** What a bench tells: a line of the table, with everything that it was measured against. */

/** Figures of the same thing, measured several times. */
export type Figures = { readonly median: number; readonly least: number; readonly most: number };

/** One line. Times are milliseconds, sizes bytes; `''` = a number of things, as `what` says. */
export type Row = {
  readonly what: string;
  readonly unit: 'ms' | 'B' | '';
  readonly ours: Figures;
  /** What it is held against, in words, and its figure in the same unit and run; absent for a size. */
  readonly against?: { readonly what: string; readonly figure: number };
  /** `most` = ours may be so many times the figure at most, `least` = so many times better; `absolute` in the unit. */
  readonly budget?: { readonly kind: 'most' | 'least' | 'absolute'; readonly value: number };
};

/** A bench: its name on the command line, and its lines. */
export type Bench = { readonly name: string; readonly run: () => Promise<readonly Row[]> };

/** Ours ÷ the figure it is held against; undefined without one. */
const ratioOf = ({ ours, against }: Row): number | undefined => against && ours.median / against.figure;

/** True when the line keeps to its budget, or has none. */
export const isWithin = (row: Row): boolean => {
  const { budget, ours } = row;
  if (!budget) return true;
  if (budget.kind === 'absolute') return ours.median <= budget.value;
  const ratio = ratioOf(row) ?? 0;
  return budget.kind === 'most' ? ratio <= budget.value : 1 / ratio >= budget.value;
};

const shown = (value: number, unit: Row['unit']): string => {
  if (unit === 'B') return `${(value / 1000).toFixed(1)} kB`;
  if (unit === '') return value.toLocaleString('en');
  return value >= 100 ? `${Math.round(value)} ms` : `${value.toFixed(1)} ms`;
};

const budgetText = ({ budget, unit }: Row): string => {
  if (!budget) return '';
  if (budget.kind === 'absolute') return `≤ ${shown(budget.value, unit)}`;
  return budget.kind === 'most' ? `≤ ${budget.value} ×` : `${budget.value} × better`;
};

/** The line as the table shows it. */
export const columnsOf = (row: Row): Readonly<Record<string, string>> => {
  const { what, unit, ours, against } = row;
  const ratio = ratioOf(row);
  const spread = ours.least === ours.most ? '' : ` (${shown(ours.least, unit)}–${shown(ours.most, unit)})`;
  return {
    what,
    ours: `${shown(ours.median, unit)}${spread}`,
    against: against ? `${against.what}: ${shown(against.figure, unit)}` : '',
    ratio: ratio === undefined ? '' : ratio.toFixed(2),
    budget: budgetText(row),
    ok: row.budget ? (isWithin(row) ? 'yes' : 'NO') : '',
  };
};

/** The rows of a table by what they show. Rows that stay the same stay where they are, with the focus and what was opened. */

/** What the rows are made of. */
export type RowMaker<Item> = {
  /** Unique within the table. */
  readonly idOf: (item: Item) => string;
  readonly make: (item: Item) => HTMLElement;
};

/** The rows of a table. */
export type KeptRows<Item> = {
  /** Shows a row for each of these items, in their order; one whose item has changed is made anew. */
  readonly show: (items: readonly Item[]) => void;
  /** The row of an item that is shown. */
  readonly row: (id: string) => HTMLElement | undefined;
};

type Kept = { readonly text: string; readonly row: HTMLElement };

/** Makes the rows the children of a body, moving none that stays. */
const arrange = (body: HTMLElement, rows: readonly HTMLElement[]): void => {
  const wanted = new Set<Node>(rows);
  for (const child of [...body.childNodes]) if (!wanted.has(child)) child.remove();
  let next = body.firstChild;
  for (const row of rows) {
    if (row === next) next = row.nextSibling;
    else body.insertBefore(row, next);
  }
};

/** What has the focus within a table, by row and action. */
const focusIn = (body: HTMLElement): { readonly id: string; readonly action: string } | undefined => {
  const { activeElement } = document;
  const row = activeElement?.closest('[data-row]');
  if (!activeElement || !row || !body.contains(row)) return undefined;
  return {
    id: row.getAttribute('data-row') ?? '',
    action: activeElement.getAttribute('data-action') ?? '',
  };
};

/** Keeps the rows of a table. What can have the focus in a row is told apart by `data-action`; its `th` can have it. */
export const keptRows = <Item>(body: HTMLElement, { idOf, make }: RowMaker<Item>): KeptRows<Item> => {
  let kept = new Map<string, Kept>();
  const keep = (item: Item): Kept => {
    const text = JSON.stringify(item);
    const before = kept.get(idOf(item));
    if (before?.text === text) return before;
    const row = make(item);
    row.setAttribute('data-row', idOf(item));
    return { text, row };
  };
  return {
    show: (items) => {
      const focused = focusIn(body);
      kept = new Map(items.map((item) => [idOf(item), keep(item)]));
      arrange(
        body,
        [...kept.values()].map(({ row }) => row),
      );
      if (focused === undefined || body.contains(document.activeElement)) return;
      // The row was made anew: the focus goes to the same button, or to the row where that is gone.
      const row = kept.get(focused.id)?.row;
      const same = [...(row?.querySelectorAll<HTMLElement>('[data-action]') ?? [])].find(
        (one) => one.getAttribute('data-action') === focused.action,
      );
      (same ?? row?.querySelector<HTMLElement>('th'))?.focus({ preventScroll: true });
    },
    row: (id) => kept.get(id)?.row,
  };
};

/** What has happened so far, in order, and a way to wait for what is still to happen. */

/** Collects items. */
export class Recorder<Item> {
  readonly #items: Item[] = [];
  readonly #waiting = new Set<() => void>();

  /** Everything so far, oldest first. */
  get items(): readonly Item[] {
    return this.#items;
  }

  /** Takes the next item. */
  readonly add = (item: Item): void => {
    this.#items.push(item);
    for (const look of [...this.#waiting]) look();
  };

  /** Forgets everything so far. */
  clear(): void {
    this.#items.length = 0;
  }

  /** Resolves with the first item, past or future, that is wanted. */
  until<Wanted extends Item>(isWanted: (item: Item) => item is Wanted): Promise<Wanted>;
  until(isWanted: (item: Item) => boolean): Promise<Item>;
  until(isWanted: (item: Item) => boolean): Promise<Item> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.#items.find(isWanted);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
